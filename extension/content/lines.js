/**
 * The page text as its blocks' own lines: without what only stands between two words of a sentence,
 * an advertisement laid out as a block of its own, the mark of a footnote. A word set within the
 * line is never left out, for it may be "not".
 */

import { Spelled } from "./likeness.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("./slices.js").Slices} Slices */

const FOOTNOTE = /^[\s\d[\](){},*†‡§¶-]{1,12}$/u;

/** The display of an element that no style sheet names. */
const INITIAL = "inline";

/** Boxes whose children are laid out apart even where they are words of a line. */
const APART = /flex|grid/;

/**
 * @param {Place[]} places
 * @param {Slices} slices
 * @returns {Promise<Spelled>} block after block, each as it reads
 */
export async function ownLines(places, slices) {
  /** @type {Map<Element, Place[]>} */
  const blocks = new Map();
  /** @type {Map<Element, Element | null>} */
  const known = new Map();
  for (const place of places) {
    if (slices.over) await slices.rest();
    const parent = place.node.parentElement;
    const block = parent && blockOf(parent, known);
    if (!block || isFootnote(place.node)) continue;
    const own = blocks.get(block);
    if (own) own.push(place);
    else blocks.set(block, [place]);
  }
  const spelled = new Spelled();
  for (const own of blocks.values()) {
    if (slices.over) await slices.rest();
    for (const place of own) spelled.addNode(place);
  }
  return spelled;
}

/**
 * The block whose lines an element's text is set in; null where they are no lines.
 *
 * @param {Element} element
 * @param {Map<Element, Element | null>} known
 * @returns {Element | null}
 */
function blockOf(element, known) {
  const inner = [];
  /** @type {Element | null | undefined} */
  let block;
  for (let at = element; block === undefined; ) {
    block = known.get(at);
    if (block !== undefined) break;
    const display = at.ownerDocument.defaultView?.getComputedStyle(at).display || INITIAL;
    const above = at.parentElement;
    if (!/^(?:inline|contents|ruby)/.test(display) || !above) block = APART.test(display) ? null : at;
    inner.push(at);
    if (above) at = above;
  }
  for (const each of inner) known.set(each, block);
  return block;
}

/** @param {Text} node */
function isFootnote(node) {
  const raised = node.parentElement?.closest("sup");
  if (!raised || !FOOTNOTE.test(raised.textContent ?? "")) return false;
  return raised.closest("a") !== null || raised.querySelector("a") !== null;
}
