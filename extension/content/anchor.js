/**
 * From a target to ranges of the live page, believed only where the words are the very ones.
 *
 * Tried in this order: the position that was walked over; the same words elsewhere in the page as it
 * is now (it may have rendered itself again), told apart by what stands before and after; the same
 * words with other white space. Whatever else looks alike is not the same: then null, and the panel
 * lists the annotation as not found.
 */

import { takeSnapshot, textBetween } from "./snapshot.js";

/** @typedef {import("./snapshot.js").Place} Place */
/** @typedef {import("../protocol/types.js").Target} Target */
/** @typedef {import("../protocol/types.js").Position} Position */

export class Anchors {
  /**
   * @param {Document} document
   * @param {Place[]} places the text nodes that the snapshot walked over
   */
  constructor(document, places) {
    this.document = document;
    this.places = places;
    /** @type {{places: Place[], text: string} | null} */
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
    if (this.places[first]?.node.isConnected && textBetween(this.places, first, start, end) === exact) {
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
    const { places, text } = this.now;
    const found = bestOccurrence(text, target) ?? bestLooseOccurrence(text, target);
    if (!found) return null;
    const gaps = found.end - found.start === target.quote.exact.length
      ? target.gaps.map((gap) => shifted(gap, found.start - target.position.start))
      : [];
    if (!gaps.length && target.gaps.length) return null;
    return rangesOf(places, found.start, found.end, gaps);
  }
}

/**
 * @param {Document} document
 * @returns {{places: Place[], text: string}}
 */
function pageTextNow(document) {
  const { places, length } = takeSnapshot(document);
  return { places, text: textBetween(places, 0, 0, length) };
}

/**
 * Where `exact` stands with the most of its context about it; the nearest to its old place of
 * several that are alike.
 *
 * @param {string} text
 * @param {Target} target
 * @returns {Position | null}
 */
function bestOccurrence(text, target) {
  const { exact, prefix, suffix } = target.quote;
  let best = null;
  let bestScore = -1;
  let bestDistance = Infinity;
  for (let start = text.indexOf(exact); start >= 0; start = text.indexOf(exact, start + 1)) {
    const end = start + exact.length;
    const score =
      sharedEnd(text.slice(Math.max(0, start - prefix.length), start), prefix) +
      sharedStart(text.slice(end, end + suffix.length), suffix);
    const distance = Math.abs(start - target.position.start);
    if (score > bestScore || (score === bestScore && distance < bestDistance)) {
      best = { start, end };
      bestScore = score;
      bestDistance = distance;
    }
  }
  return best;
}

/**
 * The only place where the words of `exact` stand with other white space between them; null where
 * there are several, which context with changed white space cannot tell apart for sure.
 *
 * @param {string} text
 * @param {Target} target
 * @returns {Position | null}
 */
function bestLooseOccurrence(text, target) {
  const words = target.quote.exact.replace(/\s+/g, "");
  if (!words) return null;
  const { letters, places } = withoutSpace(text);
  const at = letters.indexOf(words);
  if (at < 0 || letters.indexOf(words, at + 1) >= 0) return null;
  const start = places[at];
  const last = places[at + words.length - 1];
  return start === undefined || last === undefined ? null : { start, end: last + 1 };
}

/**
 * @param {string} text
 * @returns {{letters: string, places: number[]}} the text without white space, and where each unit was
 */
function withoutSpace(text) {
  /** @type {number[]} */
  const places = [];
  const kept = [];
  for (const word of text.matchAll(/\S+/g)) {
    kept.push(word[0]);
    for (let at = 0; at < word[0].length; at++) places.push(word.index + at);
  }
  return { letters: kept.join(""), places };
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
