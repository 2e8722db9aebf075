/**
 * The page text: the text nodes of a walk, each with where it begins. Positions count UTF-16 units,
 * as the DOM does and as the server's targets do.
 */

import { carried } from "./xml.js";

/** @typedef {import("../protocol/types.js").Position} Position */

/**
 * A text node and where it begins in the page text.
 *
 * @typedef {{node: Text, start: number}} Place
 */

/**
 * The page text between two positions, as the server has it.
 *
 * @param {Place[]} places
 * @param {number} start
 * @param {number} end
 */
export function textBetween(places, start, end) {
  let text = "";
  for (let index = indexAt(places, start); index < places.length; index++) {
    const place = places[index];
    if (!place || place.start >= end) break;
    text += carried(place.node.data).slice(Math.max(0, start - place.start), end - place.start);
  }
  return text;
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
export function indexAt(places, position) {
  let low = 0;
  let high = places.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((places[middle]?.start ?? 0) <= position) low = middle;
    else high = middle - 1;
  }
  return low;
}
