/** Text of a page as XML: escaped, and one UTF-16 unit for one. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { carried, escapedAttribute, escapedText } from "../../extension/content/xml.js";

for (const [text, xml] of [
  ["a & b < c > d", "a &amp; b &lt; c &gt; d"],
  ["\"quoted\" 'single'", "\"quoted\" 'single'"],
  ["line\r\nend\rcr", "line&#13;\nend&#13;cr"],
  ["tab\tnew\nline", "tab\tnew\nline"],
  ["form\ffeed\vtab", "form feed tab"],
  ["nul\u0000bell\u0007", "nul\ufffdbell\ufffd"],
  ["lone \ud800 and \udc00", "lone \ufffd and \ufffd"],
  ["pair 😀", "pair 😀"],
  ["\ufffe\uffff", "\ufffd\ufffd"],
  ["]]>", "]]&gt;"],
]) {
  test(`text ${JSON.stringify(text)} becomes ${JSON.stringify(xml)}`, () => {
    assert.equal(escapedText(/** @type {string} */ (text)), xml);
  });
}

test("an attribute keeps its quotation marks and line ends", () => {
  assert.equal(escapedAttribute('a"b\nc\td&e'), "a&quot;b&#10;c&#9;d&amp;e");
});

test("carried text has the length of the page's text, whatever is in it", () => {
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => carried(text).length === text.length));
  const units = fc.array(fc.integer({ min: 0, max: 0xffff }));
  fc.assert(
    fc.property(units, (codes) => {
      const text = String.fromCharCode(...codes);
      assert.equal(carried(text).length, text.length);
      assert.ok(carried(text).isWellFormed());
    }),
  );
});
