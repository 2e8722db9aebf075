/** The snapshot: well-formed, what is rendered and nothing else, every text node at its place. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { takeSnapshot, takeSnapshotInSlices } from "../../extension/content/snapshot.js";
import { carried } from "../../extension/content/xml.js";
import { pageOf, pageText, parsedText } from "./page.js";

for (const [name, html, text] of [
  ["plain text", "<p>one <b>two</b> three</p>", "one two three"],
  ["scripts and styles", "a<script>x</script><style>x</style><noscript>x</noscript>b", "ab"],
  ["form fields and what was typed in them", "a<textarea>x</textarea><select><option>x</select><input value=x><button>x</button>b", "ab"],
  ["what a reader writes in the page itself", "a<div contenteditable>x</div><p contenteditable=false>b</p>", "ab"],
  ["drawings and media", "a<svg><text>x</text></svg><video>x</video><object>x</object><canvas>x</canvas>b", "ab"],
  ["templates and comments", "a<template>x</template><!-- x -->b", "ab"],
  ["what is not displayed", 'a<p style="display:none">x <b>x</b></p><p hidden>x</p>b', "ab"],
  ["what is invisible, but not the visible in it", '<p style="visibility:hidden">x<b style="visibility:visible">seen</b>x</p>', "seen"],
  ["display: contents", '<div style="display:contents">seen <b>too</b></div>', "seen too"],
  ["closed details, but their summary", "<details><summary>sum</summary>x<p>x</p></details>", "sum"],
  ["open details", "<details open><summary>sum</summary>all<p>of it</p></details>", "sumallof it"],
  ["text hidden from assistive technology only", '<p aria-hidden="true">seen</p>', "seen"],
  ["our own card", "a<caveat-card>x</caveat-card>b", "ab"],
]) {
  test(`${name}: the page text is ${JSON.stringify(text)}`, () => {
    const snapshot = takeSnapshot(pageOf(`<body>${html}`));
    assert.equal(pageText(snapshot).trim(), text);
    assert.equal(parsedText(snapshot.page), pageText(snapshot));
  });
}

test("an open shadow root stands in the place of its host's children, slotted nodes at their slot", () => {
  const document = pageOf("<body>a<x-box>slotted<i slot=none>x</i></x-box>b");
  const root = document.querySelector("x-box")?.attachShadow({ mode: "open" });
  root?.append("before ", document.createElement("slot"), " after");
  assert.equal(pageText(takeSnapshot(document)), "abefore slotted afterb");
});

test("a slot with nothing assigned shows its own content", () => {
  const document = pageOf("<body><x-box></x-box>");
  const slot = document.createElement("slot");
  slot.append("fallback");
  document.querySelector("x-box")?.attachShadow({ mode: "open" }).append(slot);
  assert.equal(pageText(takeSnapshot(document)), "fallback");
});

test("a closed shadow root stays closed", () => {
  const document = pageOf("<body>a<x-box>x</x-box>b");
  document.querySelector("x-box")?.attachShadow({ mode: "closed" }).append("secret");
  assert.ok(!takeSnapshot(document).page.includes("secret"));
});

test("a frame of the same origin is read, in its place", () => {
  const document = pageOf("<body>a<iframe></iframe>b");
  document.querySelector("iframe")?.contentDocument?.body.append("framed");
  const snapshot = takeSnapshot(document);
  assert.equal(pageText(snapshot), "aframedb");
  assert.equal(parsedText(snapshot.page), "aframedb");
});

test("title, meta and JSON-LD are kept, other scripts and hidden values are not", () => {
  const { page } = takeSnapshot(pageOf(
    `<html lang=en><head><title>A & B</title><meta property="og:title" content="T">
     <script type="application/ld+json">{"a": "<b>"}</script><script>secret()</script>
     <style>secret</style></head>
     <body data-secret=1 onclick="secret()"><input type=hidden name=t value=secret>ok`));
  assert.match(page, /^<html lang="en"><head><title>A &amp; B<\/title><meta content="T" property="og:title"\/>/);
  assert.ok(page.includes('<script type="application/ld+json">{"a": "&lt;b&gt;"}</script>'));
  assert.ok(!page.includes("secret"));
});

test("JSON-LD in the body is kept but is no page text", () => {
  const snapshot = takeSnapshot(pageOf('<body>a<script type="application/ld+json">{}</script>b'));
  assert.ok(snapshot.page.includes("{}"));
  assert.equal(pageText(snapshot), "ab");
});

test("elements that no parser would nest, and names that XML does not know, are written well-formed", () => {
  const document = pageOf("<body><p id=p>a</p>");
  const paragraph = /** @type {HTMLElement} */ (document.querySelector("#p"));
  const inner = document.createElement("p");
  inner.append("b");
  paragraph.append(inner, document.createElement("x:y"), document.createElement("body"));
  assert.equal(parsedText(takeSnapshot(document).page), "ab");
});

test("a page that takes away what the walk stands at is walked to its end all the same", async () => {
  const document = pageOf("<body><main></main>");
  const main = /** @type {HTMLElement} */ (document.querySelector("main"));
  let renders = 0;
  const render = () => {
    main.replaceChildren();
    for (let count = 0; count < 1500; count++) main.append(document.createElement("p"));
    for (const [index, paragraph] of [...main.children].entries()) paragraph.append(`${index} `, "word ");
    renders++;
  };
  render();
  const rendering = setInterval(render);
  const snapshot = await takeSnapshotInSlices(document);
  clearInterval(rendering);
  assert.ok(renders > 1);
  assert.equal(pageText(snapshot), main.textContent);
});

test("50,000 nodes, and elements nested deeper than a parser takes, are walked", () => {
  const document = pageOf(`<body>${"<b>x</b>".repeat(25_000)}`);
  assert.equal(pageText(takeSnapshot(document)).length, 25_000);
  const deep = pageOf("<body>");
  deep.body.checkVisibility = () => true;
  /** @type {Element} */
  let element = deep.body;
  for (let depth = 0; depth < 3_000; depth++) {
    const child = deep.createElement("i");
    child.checkVisibility = () => true;
    element.append(child);
    element = child;
  }
  element.append("bottom");
  const snapshot = takeSnapshot(deep);
  assert.equal(pageText(snapshot), "bottom");
  assert.ok((snapshot.page.match(/<i>/g) ?? []).length <= 1001);
});

const tags = fc.constantFrom("p", "b", "div", "a", "x-y", "pre");
const { tree } = fc.letrec((/** @type {(name: string) => fc.Arbitrary<unknown>} */ tie) => ({
  tree: fc.oneof(
    { maxDepth: 4 },
    fc.string({ unit: "binary", maxLength: 8 }),
    fc.record({ tag: tags, children: fc.array(tie("tree"), { maxLength: 4 }) }),
  ),
}));

/** @param {Element} parent @param {any} node */
function grow(parent, node) {
  if (typeof node === "string") {
    parent.append(node);
    return;
  }
  const element = parent.ownerDocument.createElement(node.tag);
  parent.append(element);
  for (const child of node.children) grow(element, child);
}

test("any tree of any text: what is parsed is the page text, every node at its place", () => {
  fc.assert(
    fc.property(fc.array(/** @type {fc.Arbitrary<any>} */ (tree), { maxLength: 5 }), (nodes) => {
      const document = pageOf("<body>");
      for (const node of nodes) grow(document.body, node);
      const snapshot = takeSnapshot(document);
      const text = pageText(snapshot);
      assert.equal(parsedText(snapshot.page), carried(text));
      assert.equal(snapshot.length, text.length);
      for (const { node, start } of snapshot.places) {
        assert.equal(text.slice(start, start + node.data.length), node.data);
      }
    }),
    { numRuns: 60 },
  );
});
