/** The exports: the same annotations as Markdown, a table, Web Annotations, and links to their words. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { asCsv } from "../../extension/exports/csv.js";
import { excerptOf } from "../../extension/exports/excerpt.js";
import { asMarkdown } from "../../extension/exports/markdown.js";
import { linkTo } from "../../extension/exports/text_fragment.js";
import { asWebAnnotations } from "../../extension/exports/web_annotation.js";
import { freshChrome } from "./chrome.js";
import { quote, risk } from "./samples.js";

const source = {
  url: "https://news.test/dam#top", title: "Dam *at* risk", byline: null, published: "2026-11-24T08:00:00Z",
  site_name: "The Test", language: "en",
};
const target = { position: { start: 0, end: 1 }, gaps: [], quote: { exact: "", prefix: "", suffix: "" } };

beforeEach(() => void freshChrome());

test("an excerpt has the words, who says them, where, and a link to them", () => {
  const [words, who, where, link] = excerptOf(quote, source).split("\n");
  assert.equal(words, "“We <b>go</b>”");
  assert.equal(who, "— Ada Brook, the mayor");
  assert.equal(where, "Dam *at* risk · The Test · 2026-11-24");
  assert.match(link ?? "", /^https:\/\/news\.test\/dam#top:~:text=/);
});

test("a risk claim's excerpt says what it is and who claims it", () => {
  assert.match(excerptOf(risk, source), /— the article \(Safety · possible\)/);
});

for (const [text, prefix, expected] of [
  ["A short one", "", "A%20short%20one"],
  ["well-known, and so", "he is ", "he%20is-,well%2Dknown%2C%20and%20so"],
  ["first line here\nlast line there", "", "first%20line%20here,last%20line%20there"],
  ["one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen", "of the old words ",
    "the%20old%20words-,one%20two%20three%20four%20five,eleven%20twelve%20thirteen%20fourteen%20fifteen"],
  ["next", "in another block\n", "next"],
]) {
  test(`a link leads to “${text}” after “${prefix}”`, () => {
    const annotation = { ...quote, text: text ?? "", target: { ...target, quote: { exact: "", prefix: prefix ?? "", suffix: "" } } };
    assert.equal(linkTo("https://news.test/", annotation), `https://news.test/#:~:text=${expected}`);
  });
}

test("a link to Chinese words begins and ends at words", () => {
  const text = "研究人员警告说这座大坝在严寒的冬天可能会垮塌".repeat(5);
  const link = linkTo("https://news.test/", { ...quote, text, target: null });
  const [start, end] = decodeURIComponent(link.split("text=")[1] ?? "").split(",");
  assert.ok(start && text.startsWith(start), start);
  assert.ok(end && text.endsWith(end), end);
});

test("Markdown reads no mark of the page's", () => {
  const markdown = asMarkdown(source, [quote, { ...risk, text: "# [x](y) `z` 1. *a*" }]);
  assert.match(markdown, /^# Dam \\\*at\\\* risk$/m);
  assert.match(markdown, /> “We \\<b\\>go\\<\/b\\>”/);
  assert.match(markdown, /> \\# \\\[x\\\]\(y\) \\`z\\` 1\. \\\*a\\\*/);
  assert.match(markdown, /^## Quotes$/m);
  assert.match(markdown, /^## Risk claims$/m);
});

test("a table has a line each, and no formula", () => {
  const table = asCsv(source, [{ ...quote, text: '=HYPERLINK("x"),\n"go"' }, risk]);
  assert.ok(table.startsWith("\ufeff"));
  const [head, first] = table.slice(1).split("\r\n");
  assert.match(head ?? "", /^"type","text","speaker_or_holder"/);
  assert.match(first ?? "", /^"quote","'=HYPERLINK\(""x""\),\n""go""","Ada Brook","the mayor","direct","true"/);
  assert.match(table, /"risk","The dam could fail"/);
});

test("Web Annotations are the W3C's model", () => {
  const page = JSON.parse(asWebAnnotations(source, [quote, risk], { created: "2026-11-24T09:00:00Z", version: "1" }));
  assert.equal(page["@context"][0], "http://www.w3.org/ns/anno.jsonld");
  assert.equal(page.type, "AnnotationPage");
  const [first, second] = page.items;
  assert.equal(first.type, "Annotation");
  assert.match(first.id, /^urn:uuid:/);
  assert.equal(first.target.source, source.url);
  assert.deepEqual(first.target.selector, [
    { type: "TextQuoteSelector", exact: "We <b>go</b>", prefix: "“", suffix: "”" },
    { type: "TextPositionSelector", start: 1, end: 10 },
  ]);
  assert.deepEqual(first.body.map((/** @type {{value: string}} */ { value }) => value), ["quote", "direct", "key", "Ada Brook, the mayor"]);
  assert.deepEqual(second.target.selector, [{ type: "TextQuoteSelector", exact: "The dam could fail" }]);
  assert.ok(second.body.every((/** @type {{purpose: string}} */ { purpose }) => purpose === "tagging"));
});
