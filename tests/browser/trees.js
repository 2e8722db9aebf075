/**
 * Hostile pages by fast-check, for a test that has a real browser: writes a page a line to standard
 * output, reads a verdict a line ("" where all was right) from standard input, and ends with the
 * smallest page that it found to fail. Arguments: how many pages, seed.
 *
 * A page is a list of nodes: a text, or [tag, class, children] with the tags of page `tree.html`.
 */

import { createInterface } from "node:readline";
import fc from "fast-check";

const WORDS = [
  "The pier would close for repairs. ", "Nobody should sleep by that wall, said the engineer. ",
  "Nobody should sleep by that wall, said the engineer. ", "A storm could flood the market 😱 today 🌊. ",
  "Families 👩‍👩‍👧‍👦 under flags 🇫🇮🇯🇵 waited 🤷🏽‍♀️. ", "A warn\u00ading sys\u00adtem with\u200bout\u2060 power. ",
  "Rene\u0301e and Zoe\u0308 A\u030angstro\u0308m. ", "Less < more & more > less, ]]> and &amp; stay. ",
  "وقالت البلدية إن الفيضانات قد تتكرر. ", "הסכנה עדיין לא חלפה, אמר הדובר. ", "洪水可能再次来袭。", "홍수가 다시 올 수 있다. ",
  "Tabs\tand\nlines\r\nand\rreturns, and a form\u000cfeed. ", "A hole\u0000 in it, \ufffe and \uffff and \ud83d alone. ",
  "Wide   spaces\u00a0\u2003and\u3000wider. ", "\u202eright to left\u202c ", "   ", "\n", "", "…", "\ud83d", "\ude31", "\u0301",
];
const BLOCKS = ["p", "div", "section", "blockquote", "li", "h2", "center", "pre", "figure", "figcaption"];
const INLINE = ["span", "b", "em", "a", "code", "sup", "bdo", "font", "x-note", "ruby", "rt", "label", "ins"];
const ODD = ["tr", "td", "head", "body", "html", "frameset", "plaintext", "dd", "caption", "NOT:A-NAME", "summary"];
const EMPTY = ["br", "wbr", "comment", "instruction", "script", "json", "textarea", "select", "typed", "svg", "noscript"];
const ROOMS = ["shadow", "slotted", "closed", "frame", "details", "opened"];
const CLASSES = ["", "", "", "", "contents", "gone", "unseen", "seen", "inline-block", "flex", "float"];

const text = fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...WORDS) }, fc.string({ unit: "binary", maxLength: 12 }));
const { page } = fc.letrec((tie) => ({
  node: fc.oneof({ depthSize: "medium", withCrossShrink: true },
    text,
    fc.tuple(fc.constantFrom(...INLINE, ...BLOCKS, ...ODD, ...ROOMS), fc.constantFrom(...CLASSES), tie("page")),
    fc.tuple(fc.constantFrom(...EMPTY), fc.constant(""), fc.constant([]))),
  page: fc.array(tie("node"), { maxLength: 6 }),
}));

const [count = 10, seed = 1] = process.argv.slice(2).map(Number);
const verdicts = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

const outcome = await fc.check(fc.asyncProperty(page, async (tree) => {
  process.stdout.write(`${JSON.stringify({ tree })}\n`);
  const { value } = await verdicts.next();
  if (value) throw new Error(value);
}), { numRuns: count, seed, endOnFailure: false });

process.stdout.write(`${JSON.stringify({
  failed: outcome.failed, runs: outcome.numRuns, seed: outcome.seed,
  smallest: outcome.counterexample, error: String(outcome.errorInstance ?? ""),
})}\n`);
process.exit();
