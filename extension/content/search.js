/**
 * The words of a target in a text that may have changed since they were read: found again where the
 * very words stand, in whatever spelling of white space and marks, and where enough around them
 * tells that it is the same place. A near match is no match. Bounded in time, whatever is repeated.
 */

import { Spelled } from "./likeness.js";
import { indexAt } from "./places.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./slices.js").Slices} Slices */
/** @typedef {import("../protocol/types.js").Position} Position */
/** @typedef {import("../protocol/types.js").Target} Target */

/**
 * Letters, of the words and of what stands beside them, that must agree: six words or so. A "yes"
 * stands on many a page, and is another's where other words are beside it.
 */
const EVIDENCE = 32;

/** Letters that are searched between two looks at the clock. */
const WINDOW = 1 << 15;

/** Occurrences that are weighed between two looks at the clock. */
const OCCURRENCES_A_LOOK = 64;

/** A target whose words are repeated without end is searched for so long. */
const TARGET_MS = 60;

/** A target's words and what stood beside them, in one spelling: letters `first` to `end`. */
export class Wanted {
  /**
   * @param {Target} target
   * @param {Place[]} places those that its position counts over
   * @param {Position[]} without stretches of the position to leave out
   */
  constructor({ position, quote }, places, without) {
    const { exact, prefix, suffix } = quote;
    const from = position.start - prefix.length;
    const text = prefix + exact + suffix;
    this.spelled = new Spelled();
    const spell = (/** @type {number} */ start, /** @type {number} */ end) => {
      for (const [one, next] of nodesBetween(places, start, end)) {
        this.spelled.add(text.slice(one - from, next - from), one);
        if (next !== end) this.spelled.edge();
      }
    };
    let at = from;
    for (const gap of without) {
      spell(at, gap.start);
      this.spelled.edge();
      at = gap.end;
    }
    spell(at, from + text.length);
    this.first = this.indexOf(position.start);
    this.end = this.indexOf(position.end);
    this.words = this.spelled.letters.slice(this.first, this.end);
    this.prefix = this.spelled.letters.slice(0, this.first);
    this.suffix = this.spelled.letters.slice(this.end);
    this.near = position.start;
  }

  /** @param {number} position @returns {number} the first letter at or after it */
  indexOf(position) {
    const index = this.spelled.starts.findIndex((start) => start >= position);
    return index < 0 ? this.spelled.starts.length : index;
  }

  /**
   * Where in `text` the words stand with the most of their context about them, the nearest to their
   * old place of several that are alike: the index of the first letter, or -1.
   *
   * @param {Spelled} text
   * @param {Slices} slices
   * @returns {Promise<number>}
   */
  async bestIn(text, slices) {
    const { words, prefix, suffix } = this;
    const enough = Math.min(EVIDENCE, words.length + prefix.length + suffix.length);
    const until = slices.spent + TARGET_MS;
    let best = -1;
    let bestScore = -1;
    let bestDistance = Infinity;
    let looked = 0;
    for (let from = 0; words && from + words.length <= text.letters.length; from += WINDOW) {
      const window = text.letters.slice(from, from + WINDOW + words.length - 1);
      for (let at = window.indexOf(words); at >= 0; at = window.indexOf(words, at + 1)) {
        if (++looked % OCCURRENCES_A_LOOK === 0 && slices.spent > until) return -1;
        const index = from + at;
        if (!this.isSame(text, index)) continue;
        const score = this.contextAt(text, index);
        const distance = Math.abs((text.starts[index] ?? 0) - this.near);
        const better = score > bestScore || (score === bestScore && distance < bestDistance);
        if (!better || words.length + score < enough) continue;
        best = index;
        bestScore = score;
        bestDistance = distance;
      }
      if (slices.spent > until) return -1;
      if (slices.over) await slices.rest();
    }
    return best;
  }

  /**
   * Whether whole words are met by whole words, and white space by white space.
   *
   * @param {Spelled} text
   * @param {number} index
   */
  isSame(text, index) {
    const { spelled, first, end } = this;
    return (
      text.isWithinWord(index) === spelled.isWithinWord(first) &&
      text.isWithinWord(index + end - first) === spelled.isWithinWord(end) &&
      text.hasSameWords(index, spelled, first, end)
    );
  }

  /**
   * @param {Spelled} text
   * @param {number} index
   * @returns {number} letters beside the words that are the same
   */
  contextAt({ letters }, index) {
    const after = index + this.words.length;
    let before = 0;
    while (before < this.prefix.length && before < index &&
      this.prefix.at(-1 - before) === letters[index - 1 - before]) before++;
    let behind = 0;
    while (behind < this.suffix.length && this.suffix[behind] === letters[after + behind]) behind++;
    return before + behind;
  }
}

/**
 * The parts of a stretch of the page text that lie in a text node each.
 *
 * @param {Place[]} places
 * @param {number} start
 * @param {number} end
 * @returns {[number, number][]}
 */
function nodesBetween(places, start, end) {
  /** @type {[number, number][]} */
  const parts = [];
  let from = start;
  for (let index = indexAt(places, start) + 1; from < end; index++) {
    const next = Math.min(end, places[index]?.start ?? end);
    if (next > from) parts.push([from, next]);
    from = Math.max(from, next);
  }
  return parts;
}
