/**
 * What the reader attends to: the annotations under the pointer, or the one that a key, the map or
 * the panel has led to. Their card is open as long as they are attended to.
 *
 * The page's own clicks, selection and keys are left alone: every listener is passive.
 */

import { excerptOf } from "../exports/excerpt.js";
import { addCorrection, removeCorrection } from "../protocol/corrections.js";
import { Card } from "./card.js";
import { copyText } from "./copy.js";
import { isDark } from "./inks.js";

/** @typedef {import("../protocol/types.js").Source} Source */
/** @typedef {import("./map.js").PageMap} PageMap */
/** @typedef {import("./overlay.js").Drawn} Drawn */
/** @typedef {import("./overlay.js").Overlay} Overlay */

/** How long the pointer rests on a mark before its card opens: reading on opens none. */
const REST_MS = 120;

/** How long an annotation that the panel leads to stands out. */
const STAND_OUT_MS = 2500;

/** How long the card stays when the pointer has left mark and card: the way between them is short. */
const STAY_MS = 300;

export class Attention {
  /**
   * @param {Overlay} overlay
   * @param {Source} source of the article
   * @param {PageMap | null} map
   * @param {AbortSignal} signal
   * @param {(id: string | null) => void} arrived called with what the reader has come to
   */
  constructor(overlay, source, map, signal, arrived) {
    this.overlay = overlay;
    this.map = map;
    this.signal = signal;
    this.arrived = arrived;
    /** The annotation from which the next and the previous are counted. @type {string | null} */
    this.current = null;
    /** What the card shows. @type {Drawn[]} */
    this.opened = [];
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.waiting = undefined;
    /** @type {WeakSet<Document>} */
    this.watched = new WeakSet();
    this.card = new Card(signal, {
      copy: (annotation) => copyText(excerptOf(annotation, source)),
      correct: (annotation, verdict) => addCorrection(source.url ?? location.href, annotation, verdict),
      restore: (annotation) => removeCorrection(source.url ?? location.href, annotation),
    }, () => this.leaveMark());
    signal.addEventListener("abort", () => clearTimeout(this.waiting), { once: true });
    this.card.host.addEventListener("pointerenter", () => clearTimeout(this.waiting), { signal });
    this.card.host.addEventListener("pointerleave", () => this.closeSoon(), { signal });
    window.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") this.card.hide();
    }, { signal, passive: true, capture: true });
    window.addEventListener("scroll", ({ target }) => {
      if (target === this.card.host) return;
      if (this.card.hasFocus()) this.card.place(around(this.opened));
      else this.card.hide();
    }, { signal, passive: true, capture: true });
    this.watch(document);
  }

  /** Marks have come or gone: the documents of frames that hold some are watched, too. */
  follow() {
    for (const document of this.overlay.styles.documents()) this.watch(document);
    this.map?.show(this.overlay.inOrder());
  }

  /** @param {Document} document */
  watch(document) {
    if (this.watched.has(document)) return;
    this.watched.add(document);
    const how = { signal: this.signal, passive: true };
    document.addEventListener("pointermove", ({ clientX, clientY, target }) => {
      if (target === this.card.host) return;
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.point(document, clientX, clientY), REST_MS);
    }, how);
    document.addEventListener("click", ({ clientX, clientY, target }) => {
      if (target !== this.card.host) this.point(document, clientX, clientY);
    }, how);
  }

  /**
   * @param {Document} document
   * @param {number} x CSS pixels of the document's viewport
   * @param {number} y
   */
  point(document, x, y) {
    const found = this.overlay.at(document, x, y);
    if (found.length) this.open(found, lineAt(found, x, y), false);
    else this.closeSoon();
  }

  closeSoon() {
    if (this.card.hasFocus()) return;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.card.hide(), STAY_MS);
  }

  /**
   * Bring an annotation into view, and open its card where the reader is to go on from there.
   *
   * @param {string} id
   * @param {boolean} open
   * @returns {boolean} whether it is shown on the page
   */
  go(id, open) {
    const drawn = this.overlay.reveal(id);
    if (!drawn) return false;
    this.current = id;
    this.map?.focus(id);
    this.arrived(id);
    clearTimeout(this.waiting);
    if (open) this.open([drawn], around([drawn]).line, true);
    else this.waiting = setTimeout(() => this.leaveMark(), STAND_OUT_MS);
    return true;
  }

  /**
   * To the next annotation, or the previous one; from the end to the beginning again. From where the
   * reader is: the one attended to last, or the first one in the window.
   *
   * @param {1 | -1} by
   */
  step(by) {
    const all = this.overlay.inOrder();
    if (!all.length) return;
    const at = all.findIndex(({ annotation }) => annotation.id === this.current);
    const inWindow = all.findIndex(({ ranges: [range] }) => range && topOf(range) >= 0);
    const from = at >= 0 ? at + by : by > 0 ? Math.max(0, inWindow) : inWindow - 1;
    const next = all[(from + all.length) % all.length];
    if (next) this.go(next.annotation.id, true);
  }

  /**
   * @param {Drawn[]} found at one place
   * @param {DOMRect} line the one pointed at
   * @param {boolean} focus whether the card takes the focus
   */
  open(found, line, focus) {
    clearTimeout(this.waiting);
    this.opened = found;
    this.current = found[0]?.annotation.id ?? null;
    const ground = found[0]?.grounds[0];
    const dark = ground !== undefined && isDark(ground);
    const annotations = found.map(({ annotation }) => annotation);
    this.card.show(annotations, { words: wordsOf(found), line }, { dark, focus });
    this.arrived(this.current);
  }

  leaveMark() {
    this.overlay.focus(null);
    this.map?.focus(null);
    this.arrived(null);
  }
}

/**
 * The boxes of a range's lines in the viewport of the page, also where it stands in a frame.
 *
 * @param {Range} range
 * @returns {DOMRect[]}
 */
function boxesOf(range) {
  let x = 0;
  let y = 0;
  let view = range.startContainer.ownerDocument?.defaultView;
  while (view?.frameElement) {
    const frame = view.frameElement.getBoundingClientRect();
    x += frame.left + view.frameElement.clientLeft;
    y += frame.top + view.frameElement.clientTop;
    view = /** @type {(Window & typeof globalThis) | undefined} */ (view.parent);
  }
  return [...range.getClientRects()].map((box) => new DOMRect(box.x + x, box.y + y, box.width, box.height));
}

/** @param {Range} range */
function topOf(range) {
  return boxesOf(range)[0]?.top ?? 0;
}

/**
 * The box around all of the words.
 *
 * @param {Drawn[]} found
 */
function wordsOf(found) {
  const boxes = found.flatMap(({ ranges }) => ranges.flatMap(boxesOf));
  const [left, top] = [Math.min(...boxes.map((box) => box.left)), Math.min(...boxes.map((box) => box.top))];
  const [right, bottom] = [Math.max(...boxes.map((box) => box.right)), Math.max(...boxes.map((box) => box.bottom))];
  return new DOMRect(left, top, right - left, bottom - top);
}

/**
 * Where a card stands that no pointer has opened: at the first line. Its words may be on their way
 * into the window still, and the card goes with them.
 *
 * @param {Drawn[]} found
 */
function around(found) {
  const [range] = found[0]?.ranges ?? [];
  return { words: wordsOf(found), line: (range && boxesOf(range)[0]) ?? new DOMRect() };
}

/**
 * The line under a point of the document that the ranges stand in.
 *
 * @param {Drawn[]} found
 * @param {number} x
 * @param {number} y
 * @returns {DOMRect} in the viewport of the page
 */
function lineAt(found, x, y) {
  for (const range of found.flatMap(({ ranges }) => ranges)) {
    const lines = [...range.getClientRects()];
    const at = lines.findIndex((line) =>
      x >= line.left && x <= line.right && y >= line.top && y <= line.bottom);
    const box = boxesOf(range)[at];
    if (box) return box;
  }
  return new DOMRect(x, y, 0, 0);
}
