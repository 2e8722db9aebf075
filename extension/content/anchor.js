/**
 * From a target to ranges of the live page, believed only where the words are the very ones.
 *
 * Tried in this order: the position that was walked over; the same words elsewhere in the page as it
 * is now (it may have rendered itself again), told apart by what stands before and after; the same
 * words in another spelling of white space and marks. Whatever differs in a letter is not the same:
 * then null, and the panel lists the annotation as not found.
 */

import { spelledAlike } from "./likeness.js";
import { takeSnapshot, textBetween } from "./snapshot.js";

/** @typedef {import("./snapshot.js").Place} Place */
/** @typedef {import("../protocol/types.js").Target} Target */
/** @typedef {import("../protocol/types.js").Position} Position */

/** A page that repeats the same words more often is not searched further, to stay within a moment. */
const MOST_OCCURRENCES = 1000;

export class Anchors {
  /**
   * @param {Document} document
   * @param {Place[]} places the text nodes that the snapshot walked over
   */
  constructor(document, places) {
    this.document = document;
    this.places = places;
    /** @type {ReturnType<typeof pageTextNow> | null} */
    this.now = null;
  }

  /**
   * The ranges of a target, one a text node, in page order; null where its words are not found.
   *
   * @param {Target} target
   * @returns {Range[] | null}
   */
  find(target) {
    const { exact } = target.quote;
    const { start, end } = target.position;
    if (!exact) return null;
    const first = indexAt(this.places, start);
    if (textBetween(this.places, first, start, end) === exact) {
      const ranges = rangesOf(this.places, start, end, target.gaps);
      if (ranges.every((range) => range.startContainer.isConnected)) return ranges;
    }
    return this.findAgain(target);
  }

  /**
   * @param {Target} target
   * @returns {Range[] | null}
   */
  findAgain(target) {
    this.now ??= pageTextNow(this.document);
    const { places, text, spelled } = this.now;
    const found =
      bestOccurrence(text, target.quote, target.position.start) ?? bestLikeOccurrence(spelled, target);
    if (!found) return null;
    const gaps = found.end - found.start === target.quote.exact.length
      ? target.gaps.map((gap) => shifted(gap, found.start - target.position.start))
      : [];
    if (!gaps.length && target.gaps.length) return null;
    return rangesOf(places, found.start, found.end, gaps);
  }
}

/** @param {Document} document */
function pageTextNow(document) {
  const { places, length } = takeSnapshot(document);
  const text = textBetween(places, 0, 0, length);
  return { places, text, spelled: spelledAlike(text) };
}

/**
 * Where `exact` stands with the most of its context about it; the nearest to its old place of
 * several that are alike, since their words are the same.
 *
 * @param {string} text
 * @param {{exact: string, prefix: string, suffix: string}} quote
 * @param {number} near
 * @returns {Position | null}
 */
function bestOccurrence(text, { exact, prefix, suffix }, near) {
  let best = null;
  let bestScore = -1;
  let bestDistance = Infinity;
  let tries = 0;
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const end = start + exact.length;
    const score =
      sharedEnd(text.slice(Math.max(0, start - prefix.length), start), prefix) +
      sharedStart(text.slice(end, end + suffix.length), suffix);
    const distance = Math.abs(start - near);
    if (score > bestScore || (score === bestScore && distance < bestDistance)) {
      best = { start, end };
      bestScore = score;
      bestDistance = distance;
    }
    if (++tries === MOST_OCCURRENCES) break;
  }
  return best;
}

/**
 * The same over both texts in one spelling: other white space, typographic marks and invisible
 * characters do not make other words.
 *
 * @param {{letters: string, places: number[]}} spelled the page text
 * @param {Target} target
 * @returns {Position | null}
 */
function bestLikeOccurrence({ letters, places }, { position, quote }) {
  const exact = spelledAlike(quote.exact).letters;
  if (!exact) return null;
  const like = {
    exact, prefix: spelledAlike(quote.prefix).letters, suffix: spelledAlike(quote.suffix).letters,
  };
  const found = bestOccurrence(letters, like, firstAtOrAfter(places, position.start));
  const start = found && places[found.start];
  const last = found && places[found.end - 1];
  return typeof start === "number" && typeof last === "number" ? { start, end: last + 1 } : null;
}

/** @param {number[]} sorted @param {number} value @returns {number} an index */
function firstAtOrAfter(sorted, value) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? Infinity) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The ranges between two positions without the gaps, one a text node.
 *
 * @param {Place[]} places
 * @param {number} start
 * @param {number} end
 * @param {Position[]} gaps in order
 * @returns {Range[]}
 */
export function rangesOf(places, start, end, gaps) {
  /** @type {Range[]} */
  const ranges = [];
  let from = start;
  for (const gap of [...gaps, { start: end, end }]) {
    for (let index = indexAt(places, from); index < places.length; index++) {
      const place = places[index];
      if (!place || place.start >= gap.start) break;
      const begin = Math.max(0, from - place.start);
      const stop = Math.min(place.node.data.length, gap.start - place.start);
      if (begin >= stop) continue;
      const range = place.node.ownerDocument.createRange();
      range.setStart(place.node, begin);
      range.setEnd(place.node, stop);
      ranges.push(range);
    }
    from = gap.end;
  }
  return ranges;
}

/**
 * The index of the text node that holds a position (binary search).
 *
 * @param {Place[]} places
 * @param {number} position
 */
function indexAt(places, position) {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * @param {Position} position
 * @param {number} by
 */
function shifted(position, by) {
  return { start: position.start + by, end: position.end + by };
}

/** @param {string} one @param {string} other @returns {number} units that both end with */
function sharedEnd(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one.at(-1 - count) === other.at(-1 - count)) count++;
  return count;
}

/** @param {string} one @param {string} other @returns {number} units that both begin with */
function sharedStart(one, other) {
  let count = 0;
  while (count < one.length && count < other.length && one[count] === other[count]) count++;
  return count;
}
