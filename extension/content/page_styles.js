/**
 * How marks look in all the documents and roots of a page that hold some: their style sheets, and the
 * grounds that the words stand on, each with inks of its own.
 */

import { groundByText, groundOf } from "./inks.js";
import { paintFor } from "./paint.js";
import { RootStyle } from "./root_style.js";

/** @typedef {import("./inks.js").Color} Color */
/** @typedef {import("./paint.js").Look} Look */

/** Pages with more grounds are rare; the last of them then serves for the rest. */
const MOST_GROUNDS = 12;

export class PageStyles {
  /** @param {Look} look */
  constructor(look) {
    this.look = look;
    /** Grounds met so far, as `rgb(…)`. @type {string[]} */
    this.grounds = [];
    /** @type {Map<Element, Color>} */
    this.groundsBehind = new Map();
    /** Roots that hold a mark. @type {Map<Document | ShadowRoot, {document: Document, style: RootStyle}>} */
    this.roots = new Map();
    /** Whether grounds or paths are known that no style sheet has yet. */
    this.unwritten = false;
  }

  /** @param {Look} look in the place of the one before */
  use(look) {
    if (look.inks !== this.look.inks || look.printed !== this.look.printed) this.unwritten = true;
    this.look = look;
  }

  /**
   * Have the styles ready for what is to be drawn, once `write` is called. To style the page and
   * to draw on it in one frame takes a large page twice as long.
   *
   * @param {Range[]} ranges
   */
  prepare(ranges) {
    for (const range of ranges) {
      this.numberOf(this.groundBehind(range));
      this.reach(range.startContainer);
    }
  }

  /**
   * Write the style sheets, where something new is to be styled: once for many marks, since the page is
   * styled anew after every change of a sheet, at the latest when a ground is asked for.
   */
  write() {
    if (!this.unwritten) return;
    this.unwritten = false;
    const paints = paintFor(this.grounds.map(toColor), this.look);
    for (const { style } of this.roots.values()) style.write(paints);
  }

  /**
   * Have the page styled now, of which a frame would otherwise do all its work at once: to style a large
   * page and to paint it takes longer than a reader should wait for a key.
   */
  settle() {
    for (const { defaultView, documentElement } of this.documents()) {
      void defaultView?.getComputedStyle(documentElement).color;
    }
  }

  /** The documents that hold marks: the page's own, and those of its frames. */
  documents() {
    return new Set([...this.roots.values()].map(({ document }) => document));
  }

  /**
   * @param {Range} range
   * @returns {Color}
   */
  groundBehind({ startContainer }) {
    const element = startContainer.parentElement ?? startContainer.ownerDocument?.documentElement;
    if (!element) return [255, 255, 255];
    const known = this.groundsBehind.get(element);
    if (known) return known;
    const ground = groundOf(element) ?? groundByText(element);
    this.groundsBehind.set(element, ground);
    return ground;
  }

  /** @param {Color} ground @returns {number} */
  numberOf(ground) {
    const key = ground.map(Math.round).join(" ");
    const known = this.grounds.indexOf(key);
    if (known >= 0) return known;
    if (this.grounds.length === MOST_GROUNDS) return MOST_GROUNDS - 1;
    this.grounds.push(key);
    this.unwritten = true;
    return this.grounds.length - 1;
  }

  /**
   * See to it that highlights on a text are styled.
   *
   * @param {Node} text
   * @returns {Document | null} its document; null where it has gone from every page
   */
  reach(text) {
    const root = text.getRootNode();
    const document = text.ownerDocument;
    const view = document?.defaultView;
    if (!view || !("adoptedStyleSheets" in root)) return null;
    const owner = /** @type {Document | ShadowRoot} */ (root);
    let known = this.roots.get(owner);
    if (!known) {
      known = { document, style: new RootStyle(owner, view) };
      this.roots.set(owner, known);
    }
    if (known.style.reach(text.parentElement)) this.unwritten = true;
    return document;
  }

  shadowRoots() {
    return [...this.roots.keys()].filter((root) => "host" in root);
  }

  /** The page may have changed its colours. */
  forgetGrounds() {
    this.groundsBehind.clear();
    this.grounds = [];
    this.unwritten = true;
  }

  remove() {
    for (const { style } of this.roots.values()) style.remove();
    this.roots.clear();
    this.groundsBehind.clear();
  }
}

/** @param {string} key @returns {Color} */
function toColor(key) {
  const [red = 0, green = 0, blue = 0] = key.split(" ").map(Number);
  return [red, green, blue];
}
