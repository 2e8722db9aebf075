/**
 * Links that scroll to an annotation's words and mark them: URL fragment text directives
 * (https://wicg.github.io/scroll-to-text-fragment/), which Chromium and Firefox both follow.
 */

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

/** Longer texts are named by their first and last words: a link has to stay short enough to paste. */
const LONGEST_WHOLE = 80;

/** How many words stand for an end of a long text, and for the context before or after it. */
const WORDS_AT_END = 5;
const WORDS_OF_CONTEXT = 3;

/**
 * The page's address with a text directive for the annotation's words.
 *
 * @param {string} url
 * @param {Annotation} annotation
 * @returns {string} the address alone where there is nothing to scroll to
 */
export function linkTo(url, annotation) {
  const directive = directiveOf(annotation);
  if (!directive || !URL.canParse(url)) return url;
  const [page = "", fragment = ""] = url.split(/#(.*)/s);
  return `${page}#${fragment.replace(/:~:.*/s, "")}:~:text=${directive}`;
}

/** @param {Annotation} annotation @returns {string} */
function directiveOf({ text, target }) {
  const lines = text.split(/\n+/).map((line) => line.trim()).filter(Boolean);
  const first = lines[0];
  const last = lines.at(-1);
  if (!first || !last) return "";
  const parts = [];
  // Context decides between repetitions, but only what stands in the same block can be matched.
  const before = words(target?.quote.prefix.split("\n").at(-1) ?? "").slice(-WORDS_OF_CONTEXT);
  if (before.length) parts.push(`${encoded(before.join(""))}-`);
  if (lines.length === 1 && first.length <= LONGEST_WHOLE) {
    parts.push(encoded(first));
  } else {
    parts.push(encoded(words(first).slice(0, WORDS_AT_END).join("")));
    parts.push(encoded(words(last).slice(-WORDS_AT_END).join("")));
  }
  return parts.join(",");
}

/**
 * Whole words with what follows them: a directive that begins or ends within a word finds nothing.
 *
 * @param {string} text
 * @returns {string[]}
 */
function words(text) {
  /** @type {string[]} */
  const found = [];
  for (const { segment, isWordLike } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(text)) {
    if (isWordLike || !found.length) found.push(segment);
    else found[found.length - 1] += segment;
  }
  return found.filter((word) => word.trim());
}

/** @param {string} text */
function encoded(text) {
  return encodeURIComponent(text.trim()).replace(/-/g, "%2D");
}
