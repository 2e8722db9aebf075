/** Anchoring: on the very words, wherever they have moved, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { Anchors, rangesOf } from "../../extension/content/anchor.js";
import { takeSnapshot } from "../../extension/content/snapshot.js";
import { pageOf, pageText } from "./page.js";

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {{start: number, end: number}[]} gaps
 */
function targetIn(text, start, end, gaps = []) {
  const quote = {
    exact: text.slice(start, end),
    prefix: text.slice(Math.max(0, start - 32), start),
    suffix: text.slice(end, end + 32),
  };
  return { position: { start, end }, quote, gaps };
}

/** @param {Range[] | null} ranges */
function textOf(ranges) {
  return ranges && ranges.map(String).join("");
}

/** @param {string} html @param {string} words */
function anchored(html, words) {
  const document = pageOf(`<body>${html}`);
  const { places } = takeSnapshot(document);
  const text = pageText({ places, page: "", length: 0 });
  const start = text.indexOf(words);
  return { document, places, target: targetIn(text, start, start + words.length) };
}

test("words over nested markup are found as they stand", () => {
  const { document, places, target } = anchored("<p>She said: <b>we <i>will</i></b> go.</p>", "we will go");
  assert.equal(textOf(new Anchors(document, places).find(target)), "we will go");
});

test("the second of two equal sentences is not taken for the first", () => {
  const { document, places } = anchored("<p id=a>No comment.</p><p id=b>No comment.</p>", "No");
  const ranges = new Anchors(document, places).find(targetIn("No comment.No comment.", 11, 22));
  assert.equal(ranges?.[0]?.startContainer.parentElement?.id, "b");
});

test("a gap is left out", () => {
  const { document, places } = anchored("<p>We will<span>ADVERTISEMENT</span> go</p>", "We");
  const target = targetIn("We willADVERTISEMENT go", 0, 23, [{ start: 7, end: 20 }]);
  assert.equal(textOf(new Anchors(document, places).find(target)), "We will go");
});

test("a page that rendered itself again is searched for the same words", () => {
  const { document, places, target } = anchored("<p>Once. We will go. Twice.</p>", "We will go");
  document.body.innerHTML = "<h2>New</h2><div>Once. <em>We will</em> go. Twice.</div>";
  assert.equal(textOf(new Anchors(document, places).find(target)), "We will go");
});

test("of several equal words in a changed page those with the same context are taken", () => {
  const { document, places, target } = anchored("<p>A said: no comment, then left.</p>", "no comment");
  document.body.innerHTML = "<p>B said: no comment, and stayed.</p><p id=a>A said: no comment, then left.</p>";
  const ranges = new Anchors(document, places).find(target);
  assert.equal(ranges?.[0]?.startContainer.parentElement?.id, "a");
});

test("the same words with other white space are the same words", () => {
  const { document, places, target } = anchored("<p>We will\n   go now</p>", "We will\n   go");
  document.body.innerHTML = "<p>We will go now</p>";
  assert.equal(textOf(new Anchors(document, places).find(target)), "We will go");
});

for (const [name, changed] of [
  ["a near match", "<p>We will not go now</p>"],
  ["an empty page", ""],
  ["a page with other text", "<p>Something else</p>"],
]) {
  test(`${name} is no match`, () => {
    const { document, places, target } = anchored("<p>We will go now</p>", "We will go");
    document.body.innerHTML = changed ?? "";
    assert.equal(new Anchors(document, places).find(target), null);
  });
}

test("text that was changed in place is not drawn on", () => {
  const { document, places, target } = anchored("<p>We will go now</p>", "We will go");
  const node = /** @type {Text} */ (document.querySelector("p")?.firstChild);
  node.data = "We must go now";
  assert.equal(new Anchors(document, places).find(target), null);
});

test("any stretch of any page is found as itself", () => {
  const texts = fc.array(fc.string({ unit: "binary", minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(texts, fc.nat(), fc.nat(), (parts, one, other) => {
      const document = pageOf("<body>");
      for (const part of parts) {
        const element = document.createElement("b");
        element.append(part);
        document.body.append(element);
      }
      const { places } = takeSnapshot(document);
      const text = parts.join("");
      const [start = 0, end = 0] = [one % (text.length + 1), other % (text.length + 1)].sort((a, b) => a - b);
      assert.equal(textOf(rangesOf(places, start, end, [])), text.slice(start, end));
    }),
    { numRuns: 100 },
  );
});
