/**
 * From a target to ranges of the live page, believed only where the words are the very ones.
 *
 * Tried in this order: the position that was walked over; the same words elsewhere in the page as it
 * is now (it may have rendered itself again); the same words with something between them that is no
 * part of the sentence. Whatever differs in a word is not the same: then null, and the panel lists
 * the annotation as not found.
 */

import { Spelled } from "./likeness.js";
import { ownLines } from "./lines.js";
import { rangesOf, textBetween } from "./places.js";
import { Wanted } from "./search.js";
import { takeSnapshotInSlices } from "./snapshot.js";
import { carried } from "./xml.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./slices.js").Slices} Slices */
/** @typedef {import("../protocol/types.js").Position} Position */
/** @typedef {import("../protocol/types.js").Target} Target */

/** All targets together are searched for so long; what is not found by then counts as not found. */
const SEARCH_MS = 600;

/**
 * The ranges of a target where it was read, one a text node, in page order; null where the page no
 * longer has its words there.
 *
 * @param {Place[]} places the text nodes that the snapshot walked over
 * @param {Target} target
 * @returns {Range[] | null}
 */
export function inPlace(places, { position: { start, end }, quote, gaps }) {
  if (!quote.exact || textBetween(places, start, end) !== quote.exact) return null;
  const ranges = rangesOf(places, start, end, gaps);
  return ranges.length && ranges.every((range) => range.startContainer.isConnected) ? ranges : null;
}

/** A page as it is now, to be searched for what is no longer in its place. */
export class ChangedPage {
  /**
   * @param {Document} document
   * @param {Place[]} origin the text nodes that the targets' positions count over
   * @param {Slices} slices
   */
  static async read(document, origin, slices) {
    const { places, roots } = await takeSnapshotInSlices(document);
    const text = new Spelled();
    for (const place of places) {
      if (slices.over) await slices.rest();
      text.addNode(place);
    }
    return new ChangedPage(origin, places, roots, text, slices);
  }

  /**
   * @param {Place[]} origin
   * @param {Place[]} places
   * @param {(Document | ShadowRoot)[]} roots
   * @param {Spelled} text
   * @param {Slices} slices
   */
  constructor(origin, places, roots, text, slices) {
    this.origin = origin;
    this.places = places;
    this.roots = roots;
    this.text = text;
    this.slices = slices;
    this.until = slices.spent + SEARCH_MS;
    /** @type {Spelled | null} */
    this.lines = null;
  }

  /**
   * @param {Target} target
   * @returns {Promise<Range[] | null>}
   */
  async find(target) {
    return (await this.findIn(this.text, target, [])) ?? (await this.findInLines(target));
  }

  /** @param {Target} target */
  async findInLines(target) {
    if (this.slices.spent > this.until) return null;
    this.lines ??= await ownLines(this.places, this.slices);
    return this.findIn(this.lines, target, target.gaps);
  }

  /**
   * @param {Spelled} text
   * @param {Target} target
   * @param {Position[]} without gaps of the target that are no longer looked for
   * @returns {Promise<Range[] | null>}
   */
  async findIn(text, target, without) {
    if (this.slices.spent > this.until) return null;
    const wanted = new Wanted(target, this.origin, without);
    const index = await wanted.bestIn(text, this.slices);
    if (index < 0) return null;
    const { starts, ends } = text;
    const last = index + wanted.words.length;
    const gaps = without.length ? [] : target.gaps.map(({ start, end }) => ({
      start: starts[index + wanted.indexOf(start) - wanted.first] ?? 0,
      end: ends[index + wanted.indexOf(end) - wanted.first - 1] ?? 0,
    }));
    if (text === this.lines) {
      for (let at = index + 1; at < last; at++) {
        const [before, after] = [ends[at - 1] ?? 0, starts[at] ?? 0];
        if (after < before && starts[at] !== starts[at - 1]) return null;
        const between = after > before ? textBetween(this.places, before, after) : "";
        if (!between.trim()) continue;
        gaps.push({
          start: before + between.length - between.trimStart().length,
          end: before + between.trimEnd().length,
        });
      }
    }
    const ranges = rangesOf(this.places, starts[index] ?? 0, ends[last - 1] ?? 0, gaps);
    // The page may have gone on changing while it was searched.
    const bare = new Wanted(target, this.origin, target.gaps).words;
    return ranges.every((range) => range.startContainer.isConnected) && lettersOf(ranges) === bare
      ? ranges : null;
  }
}

/** @param {Range[]} ranges */
function lettersOf(ranges) {
  const spelled = new Spelled();
  for (const range of ranges) spelled.add(carried(String(range)), 0);
  return spelled.letters;
}
