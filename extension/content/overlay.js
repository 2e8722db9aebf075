/**
 * Highlights over the live page by the CSS Custom Highlight API: no element of the page is wrapped
 * or changed. Quotes and risk claims differ in colour and in the style of their underline.
 *
 * A registry of highlights belongs to a document and a style sheet to a root, so each document
 * (frames) and each root (open shadow roots) that holds a highlight gets its own; rules from
 * `scripting.insertCSS` would not reach text in shadow roots in Firefox.
 */

import { FLASH, RootStyle } from "./highlight_style.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {"caveat-quote" | "caveat-quote-key" | "caveat-risk" | "caveat-risk-denied"} Kind */
/** @typedef {{annotation: Annotation, ranges: Range[]}} Drawn */

const FLASH_MS = 1600;

/** Later kinds are painted over earlier ones. */
const PRIORITIES = {
  "caveat-quote": 1, "caveat-quote-key": 2, "caveat-risk-denied": 3, "caveat-risk": 4, [FLASH]: 5,
};

export class Overlay {
  /** @param {AbortSignal} signal when it aborts, nothing of the overlay is left */
  constructor(signal) {
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    /** @type {Map<AbstractRange, Annotation>} */
    this.annotations = new Map();
    /** Those that hold a highlight. @type {Map<Document | ShadowRoot, {document: Document, style: RootStyle}>} */
    this.roots = new Map();
    signal.addEventListener("abort", () => this.clear(), { once: true });
  }

  /**
   * Have the styles ready for what is to be drawn. To style the page and to draw on it in one frame
   * takes a large page twice as long.
   *
   * @param {Range[]} ranges
   */
  prepare(ranges) {
    for (const { startContainer } of ranges) this.styled(startContainer);
  }

  /**
   * @param {Annotation} annotation
   * @param {Range[]} ranges at least one
   */
  draw(annotation, ranges) {
    this.drawn.set(annotation.id, { annotation, ranges });
    for (const range of ranges) {
      this.annotations.set(range, annotation);
      this.highlight(kindOf(annotation), range);
    }
  }

  /**
   * Take an annotation off the page.
   *
   * @param {string} id
   */
  erase(id) {
    for (const range of this.drawn.get(id)?.ranges ?? []) {
      this.annotations.delete(range);
      for (const { document } of this.roots.values()) {
        for (const name of Object.keys(PRIORITIES)) registryOf(document)?.get(name)?.delete(range);
      }
    }
    this.drawn.delete(id);
  }

  /**
   * The annotations under a point of the viewport: quotes first, then risk claims within them.
   *
   * @param {Document} document
   * @param {number} x CSS pixels
   * @param {number} y CSS pixels
   * @returns {Drawn[]}
   */
  at(document, x, y) {
    const shadowRoots = [...this.roots.keys()].filter((root) => root instanceof ShadowRoot);
    /** @type {Set<string>} */
    const ids = new Set();
    for (const { ranges } of registryOf(document)?.highlightsFromPoint?.(x, y, { shadowRoots }) ?? []) {
      for (const range of ranges ?? []) {
        const annotation = this.annotations.get(range);
        if (annotation) ids.add(annotation.id);
      }
    }
    return [...this.drawn].filter(([id]) => ids.has(id)).map(([, drawn]) => drawn);
  }

  /**
   * Scroll to an annotation and flash it.
   *
   * @param {string} id
   * @returns {boolean} whether it is drawn
   */
  reveal(id) {
    const drawn = this.drawn.get(id);
    const first = drawn?.ranges[0];
    if (!drawn || !first) return false;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.startContainer.parentElement?.scrollIntoView({
      block: "center", behavior: calm ? "instant" : "smooth",
    });
    this.unflash();
    for (const range of drawn.ranges) this.highlight(FLASH, range);
    clearTimeout(this.flashing);
    this.flashing = setTimeout(() => this.unflash(), FLASH_MS);
    return true;
  }

  unflash() {
    for (const { document } of this.roots.values()) registryOf(document)?.delete(FLASH);
  }

  /** See to it that what is drawn is styled, wherever the page has put it since. */
  restyle() {
    for (const { ranges } of this.drawn.values()) this.prepare(ranges);
  }

  clear() {
    clearTimeout(this.flashing);
    for (const { document, style } of this.roots.values()) {
      for (const name of Object.keys(PRIORITIES)) registryOf(document)?.delete(name);
      style.remove();
    }
    this.drawn.clear();
    this.annotations.clear();
  }

  /**
   * @param {string} name
   * @param {Range} range
   */
  highlight(name, range) {
    const document = this.styled(range.startContainer);
    const view = document?.defaultView;
    const registry = document && registryOf(document);
    if (!view || !registry) return;
    const known = registry.get(name);
    if (known) {
      known.add(range);
      return;
    }
    const highlight = new view.Highlight(range);
    highlight.priority = PRIORITIES[/** @type {Kind} */ (name)];
    registry.set(name, highlight);
  }

  /**
   * See to it that highlights on a text are styled.
   *
   * @param {Node} text
   * @returns {Document | null} its document; null where it has gone from every page
   */
  styled(text) {
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
    known.style.reach(text.parentElement);
    return document;
  }
}

/**
 * @param {Document} document
 * @returns {HighlightRegistry & {highlightsFromPoint?: (x: number, y: number,
 *   options: {shadowRoots: ShadowRoot[]}) => {highlight: Highlight, ranges: AbstractRange[]}[]} | null}
 */
function registryOf(document) {
  const view = /** @type {(Window & typeof globalThis) | null} */ (document.defaultView);
  return view?.CSS.highlights ?? null;
}

/**
 * @param {Annotation} annotation
 * @returns {Kind}
 */
export function kindOf(annotation) {
  if ("kind" in annotation) return annotation.key ? "caveat-quote-key" : "caveat-quote";
  return annotation.polarity === "denied" ? "caveat-risk-denied" : "caveat-risk";
}
