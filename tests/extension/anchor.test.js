/** Anchoring: on the very words, wherever they have moved, or not at all. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { ChangedPage, inPlace } from "../../extension/content/anchor.js";
import { rangesOf } from "../../extension/content/places.js";
import { Slices } from "../../extension/content/slices.js";
import { takeSnapshot } from "../../extension/content/snapshot.js";
import { pageOf } from "./page.js";

/** @typedef {import("../../extension/content/places.js").Place} Place */
/** @typedef {import("../../extension/protocol/types.js").Target} Target */

/**
 * As the page's marks look for a target: where it was read, then in the page as it is now.
 *
 * @param {Document} document
 * @param {Place[]} places
 * @param {Target} target
 */
async function find(document, places, target) {
  return inPlace(places, target) ?? (await ChangedPage.read(document, places, new Slices())).find(target);
}

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
  const text = places.map(({ node }) => node.data).join("");
  const start = text.indexOf(words);
  return { document, places, target: targetIn(text, start, start + words.length) };
}

test("words over nested markup are found as they stand", async () => {
  const { document, places, target } = anchored("<p>She said: <b>we <i>will</i></b> go.</p>", "we will go");
  assert.equal(textOf(await find(document, places, target)), "we will go");
});

test("the second of two equal sentences is not taken for the first", async () => {
  const { document, places } = anchored("<p id=a>No comment.</p><p id=b>No comment.</p>", "No");
  const ranges = await find(document, places, targetIn("No comment.No comment.", 11, 22));
  assert.equal(ranges?.[0]?.startContainer.parentElement?.id, "b");
});

test("a gap is left out", async () => {
  const { document, places } = anchored("<p>We will<span>ADVERTISEMENT</span> go</p>", "We");
  const target = targetIn("We willADVERTISEMENT go", 0, 23, [{ start: 7, end: 20 }]);
  assert.equal(textOf(await find(document, places, target)), "We will go");
});

test("a page that rendered itself again is searched for the same words", async () => {
  const { document, places, target } = anchored("<p>Once. We will go. Twice.</p>", "We will go");
  document.body.innerHTML = "<h2>New</h2><div>Once. <em>We will</em> go. Twice.</div>";
  assert.equal(textOf(await find(document, places, target)), "We will go");
});

test("of several equal words in a changed page those with the same context are taken", async () => {
  const { document, places, target } = anchored("<p>A said: no comment, then left.</p>", "no comment");
  document.body.innerHTML = "<p>B said: no comment, and stayed.</p><p id=a>A said: no comment, then left.</p>";
  const ranges = await find(document, places, target);
  assert.equal(ranges?.[0]?.startContainer.parentElement?.id, "a");
});

test("the same words with other white space are the same words", async () => {
  const { document, places, target } = anchored("<p>We will\n   go now</p>", "We will\n   go");
  document.body.innerHTML = "<p>We will go now</p>";
  assert.equal(textOf(await find(document, places, target)), "We will go");
});

/** What was read, what the page says when the answer comes, and what is then drawn; null: nothing. */
const BEFORE = "<p>He said on Monday: <q>We may go to the sea, or <i>nowhere</i> at all</q>, and he left.</p>";
const WORDS = "We may go to the sea, or nowhere at all";

for (const [name, after, drawn] of /** @type {[string, string, string | null][]} */ ([
  ["other markup", "<div>He said on Monday: We <b>may</b> go to the sea, or nowhere at all, and he left.</div>", WORDS],
  ["other white space", "<p>said on Monday:\n We may\u00a0go\n  to the sea,\tor nowhere at all, and</p>", "We may\u00a0go\n  to the sea,\tor nowhere at all"],
  ["soft hyphens, zero-width spaces and joiners", "<p>on Monday: We m\u00aday go\u200b to the\u2060 sea, or no\u00adwhere at all, and", "We m\u00aday go\u200b to the\u2060 sea, or no\u00adwhere at all"],
  ["a footnote's mark", "<p>on Monday: We may go to the sea,<sup><a href=#n>[12]</a></sup> or nowhere at all, and he left.", WORDS],
  ["an advertisement of its own block", "<p>on Monday: We may go <div>Buy a boat now!</div></p><p>at all", null],
  ["an advertisement within the paragraph", "<article><section>on Monday: We may go <aside>Buy a boat now!</aside>to the sea, or nowhere at all, and he left.</section></article>", WORDS],
  ["an inserted word", "<p>He said on Monday: We may not go to the sea, or nowhere at all, and he left.", null],
  ["an inserted word in an element", "<p>He said on Monday: We may <b>not</b> go to the sea, or nowhere at all, and he left.", null],
  ["an inserted word in a box of the line", "<p>on Monday: We may <b style='display:inline-block'>not</b> go to the sea, or nowhere at all, and he left.", null],
  ["an inserted word in a flexible box", "<p style='display:flex'>We may <b style='display:block'>not</b> go to the sea, or nowhere at all</p>", null],
  ["a raised word that is no footnote", "<p>on Monday: We may <sup><a href=#n>not</a></sup> go to the sea, or nowhere at all, and he left.", null],
  ["a word that goes on", "<p>He said on Monday: We may go to the sea, or nowhere at allotments, and he left.", null],
  ["a word that began earlier", "<p>He said on Monday: QuayWe may go to the sea, or nowhere at all, and he left.", null],
  ["an accent", "<p>He said on Monday: We may go to the sea, or nowhere at all\u0301, and he left.", null],
  ["two words in place of one", "<p>He said on Monday: We may go to the sea, or no where at all, and he left.", null],
  ["one word in place of two", "<p>He said on Monday: We may go to the sea, or nowhere atall, and he left.", null],
  ["another case", "<p>He said on Monday: we may go to the sea, or nowhere at all, and he left.", null],
  ["another number", "<p>He said on Monday: We may go to the 2 sea, or nowhere at all, and he left.", null],
  ["a letter fewer", "<p>He said on Monday: We may go to the sea, or nowhere at al, and he left.", null],
  ["words in another order", "<p>He said on Monday: We may go to the sea, or at all nowhere, and he left.", null],
  ["nothing", "", null],
])) {
  test(`after a change to ${name} ${drawn === null ? "nothing is" : "the words are"} drawn`, async () => {
    const document = pageOf(`<body>${BEFORE}`);
    const { places } = takeSnapshot(document);
    const text = places.map(({ node }) => node.data).join("");
    const start = text.indexOf(WORDS);
    document.body.innerHTML = after;
    const found = await find(document, places, targetIn(text, start, start + WORDS.length));
    assert.equal(textOf(found), drawn);
  });
}

test("accents composed or not, and marks of any typography, are the same words", async () => {
  const { document, places, target } = anchored("<p>So: “Zoë’s café – no…” it is, they say.</p>", "“Zoë’s café – no…”");
  document.body.innerHTML = "<p>So: \"Zoe\u0308's cafe\u0301 - no...\" it is, they say.</p>";
  assert.equal(textOf(await find(document, places, target)), "\"Zoe\u0308's cafe\u0301 - no...\"");
});

test("a block's end may stand where a space did, for it parts words too", async () => {
  const { document, places, target } = anchored("<p>First it fails.<br>Then it drowns.</p>", "it fails.Then it");
  document.body.innerHTML = "<p>First it fails. Then it drowns.</p>";
  assert.equal(textOf(await find(document, places, target)), "it fails. Then it");
});

test("white space between ideographs is no word's end", async () => {
  const { document, places, target } = anchored("<p>他说：天气很好，我们去海边。</p>", "天气很好，我们去海边");
  document.body.innerHTML = "<p>他说：天气很好，\n我们去海边。</p>";
  assert.equal(textOf(await find(document, places, target)), "天气很好，\n我们去海边");
});

test("a short word is not taken for the same word that somebody else says", async () => {
  const { document, places, target } = anchored(
    "<p>Asked whether she would resign, the mayor said “No” on Monday and left the room.</p>", "No");
  document.body.innerHTML = "<p>Will the bridge open? “No” was the answer of the builder, who smiled at it.</p>";
  assert.equal(await find(document, places, target), null);
});

test("a gap stays undrawn when the page has moved, and need not be there any more", async () => {
  const html = "<p>He said: We will surely<span>ADVERTISEMENT</span> go to the sea.</p>";
  const { document, places } = anchored(html, "We");
  const text = "He said: We will surelyADVERTISEMENT go to the sea.";
  const target = targetIn(text, 9, 39, [{ start: 23, end: 36 }]);
  document.body.innerHTML = `<h1>New</h1>${html}`;
  assert.equal(textOf(await find(document, places, target)), "We will surely go");
  document.body.innerHTML = "<p>He said: We will surely go to the sea.</p>";
  assert.equal(textOf(await find(document, places, target)), "We will surely go");
});

/** Pages that make a careless search look at every place anew. */
const REPEATED = {
  "one letter": ["a".repeat(400_000), "a".repeat(5_000)],
  "one letter, the last another": ["a".repeat(400_000), `${"a".repeat(5_000)}b`],
  "one letter, the first another": ["a".repeat(400_000), `b${"a".repeat(5_000)}`],
  "a sentence": ["No comment. ".repeat(40_000), "No comment. No comment"],
  "marks": ["— ".repeat(200_000), "— — —"],
};

for (const [name, [text = "", exact = ""]] of Object.entries(REPEATED)) {
  test(`a page that repeats ${name} is not searched without end`, async () => {
    const document = pageOf("<body>");
    document.body.append(text);
    const quote = { exact, prefix: "it was said: ", suffix: " and no more" };
    const target = { position: { start: 13, end: 13 + exact.length }, quote, gaps: [] };
    const slices = new Slices();
    const page = await ChangedPage.read(document, [], slices);
    // Without a budget these take minutes; with it, what is left of them is not looked for.
    for (let count = 0; count < 1_000; count++) assert.equal(await page.find(target), null);
  });
}

test("text that was changed in place is not drawn on", async () => {
  const { document, places, target } = anchored("<p>We will go now</p>", "We will go");
  const node = /** @type {Text} */ (document.querySelector("p")?.firstChild);
  node.data = "We must go now";
  assert.equal(await find(document, places, target), null);
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

const WORDS_OF_A_PAGE = ["the", "sea", "may", "not", "rise", "No", "comment", "1", "10", "café", "👟", "海"];

/** A page whose article is these words, each in an element drawn by lot, and white space between. */
const words = fc.array(fc.constantFrom(...WORDS_OF_A_PAGE), { minLength: 2, maxLength: 30 });
const looks = fc.array(fc.tuple(fc.constantFrom("b", "i", "span", ""), fc.constantFrom(" ", "\n", " \u00a0", "\u200b ")), { minLength: 30, maxLength: 30 });

/** @param {string[]} said @param {[string, string][]} drawn */
function rendered(said, drawn) {
  return said.map((word, index) => {
    const [tag = "", space = ""] = drawn[index] ?? [];
    return `${tag && `<${tag}>`}${word}${tag && `</${tag}>`}${space}`;
  }).join("");
}

/** @param {Range[] | null} ranges */
function wordsOf(ranges) {
  return textOf(ranges)?.replaceAll("\u200b", "").split(/\s+/).filter(Boolean);
}

test("words are found in whatever way they are rendered again, and no other words ever", async () => {
  await fc.assert(
    fc.asyncProperty(words, looks, looks, fc.nat(), fc.nat(), words, fc.boolean(), async (said, one, other, at, count, more, edited) => {
      const document = pageOf(`<body><p>${rendered(said, one)}</p>`);
      const { places } = takeSnapshot(document);
      const text = places.map(({ node }) => node.data).join("");
      const first = at % said.length;
      const exact = said.slice(first, first + 1 + (count % (said.length - first)));
      const start = rendered(said.slice(0, first), one).replace(/<.*?>/g, "").length;
      const end = rendered(said.slice(0, first + exact.length), one).replace(/<.*?>/g, "").trimEnd().length;
      const now = edited ? said.toSpliced(first + 1, exact.length % 3, ...more.slice(0, 2)) : said;
      document.body.innerHTML = `<p>${rendered(now, other)}</p>`;
      const found = wordsOf(await find(document, places, targetIn(text, start, end)));
      if (found || !edited) assert.deepEqual(found, exact);
    }),
    { numRuns: 300 },
  );
});
