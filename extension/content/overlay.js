/**
 * Marks over the live page by the CSS Custom Highlight API: no element of the page is wrapped or
 * changed. What an annotation is shows in the style of its line as well as in its ink.
 *
 * A registry of highlights belongs to a document and a style sheet to a root, so each document
 * (frames) and each root (open shadow roots) that holds a mark gets its own; rules from
 * `scripting.insertCSS` would not reach text in shadow roots in Firefox. Each colour of ground that
 * words stand on has highlights of its own, for their inks differ.
 */

import { FOCUS, PRIORITIES, nameOf } from "./paint.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("./inks.js").Color} Color */
/** @typedef {import("./page_styles.js").PageStyles} PageStyles */
/** @typedef {{annotation: Annotation, ranges: Range[], grounds: Color[]}} Drawn */

export class Overlay {
  /**
   * @param {AbortSignal} signal when it aborts, nothing of the overlay is left
   * @param {PageStyles} styles
   * @param {() => void} changed called after what is shown has changed
   */
  constructor(signal, styles, changed) {
    this.signal = signal;
    this.changed = changed;
    this.telling = 0;
    /** All that is found on the page, by id. @type {Map<string, Drawn>} */
    this.found = new Map();
    /** Those that are to be shown, found or not, by id. @type {Map<string, Annotation>} */
    this.wanted = new Map();
    /** @type {Map<AbstractRange, string>} */
    this.ids = new Map();
    /** Of the highlights that are in use. @type {Set<string>} */
    this.names = new Set();
    this.styles = styles;
    /** @type {string | null} */
    this.focused = null;
    signal.addEventListener("abort", () => this.clear(), { once: true });
  }

  /** See to it that what is found is styled, wherever the page has put it since. */
  restyle() {
    for (const { ranges } of this.found.values()) this.styles.prepare(ranges);
    this.styles.write();
  }

  /**
   * Take in annotations with their places on the page; those that are wanted are marked, all at once,
   * so that they come in one frame.
   *
   * @param {{annotation: Annotation, ranges: Range[]}[]} placed each with at least one range
   */
  add(placed) {
    for (const { annotation, ranges } of placed) {
      const asWanted = this.wanted.get(annotation.id) ?? annotation;
      this.found.set(annotation.id, { annotation: asWanted, ranges, grounds: [] });
      for (const range of ranges) this.ids.set(range, annotation.id);
      if (this.wanted.has(annotation.id)) this.mark(annotation.id);
    }
    this.styles.write();
    this.tell();
  }

  /**
   * Take an annotation off the page.
   *
   * @param {string} id
   */
  erase(id) {
    for (const range of this.found.get(id)?.ranges ?? []) {
      this.ids.delete(range);
      for (const document of this.styles.documents()) {
        for (const name of this.names) registryOf(document)?.get(name)?.delete(range);
      }
    }
    this.found.delete(id);
    this.tell();
  }

  /**
   * Mark these, and no others, as far as they are on the page or come there.
   *
   * @param {Annotation[]} annotations as the reader sees them: a speaker may have been called wrong
   */
  show(annotations) {
    this.wanted = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    for (const annotation of annotations) {
      const drawn = this.found.get(annotation.id);
      if (drawn) drawn.annotation = annotation;
    }
    this.paint();
  }

  /** Everything anew, when the page has changed its colours. */
  repaint() {
    this.styles.forgetGrounds();
    this.paint();
  }

  paint() {
    for (const id of this.wanted.keys()) this.styles.prepare(this.found.get(id)?.ranges ?? []);
    this.unmark();
    for (const id of this.wanted.keys()) this.mark(id);
    this.focus(this.focused);
    this.styles.write();
    this.tell();
  }

  /** Tell after a frame, however much has changed in it: by then the page is laid out, and asks no work. */
  tell() {
    if (this.telling) return;
    this.telling = requestAnimationFrame(() => setTimeout(() => {
      this.telling = 0;
      if (!this.signal.aborted) this.changed();
    }));
  }

  /** @param {string} id */
  mark(id) {
    const drawn = this.found.get(id);
    if (!drawn) return;
    drawn.grounds = drawn.ranges.map((range) => {
      const ground = this.styles.groundBehind(range);
      this.highlight(nameOf(drawn.annotation, this.styles.numberOf(ground)), range);
      return ground;
    });
  }

  /**
   * The annotations under a point of a document's viewport, in the order of the page.
   *
   * @param {Document} document
   * @param {number} x CSS pixels
   * @param {number} y CSS pixels
   * @returns {Drawn[]}
   */
  at(document, x, y) {
    const shadowRoots = this.styles.shadowRoots();
    /** @type {Set<string>} */
    const ids = new Set();
    for (const { ranges } of registryOf(document)?.highlightsFromPoint?.(x, y, { shadowRoots }) ?? []) {
      for (const range of ranges ?? []) {
        const id = this.ids.get(range);
        if (id !== undefined) ids.add(id);
      }
    }
    return this.inOrder().filter(({ annotation }) => ids.has(annotation.id));
  }

  /** What is shown, in the order of the page. @returns {Drawn[]} */
  inOrder() {
    return [...this.wanted.keys()].flatMap((id) => this.found.get(id) ?? [])
      .sort((one, other) => one.annotation.start - other.annotation.start);
  }

  /**
   * Bring an annotation into the middle of the window and give it the focus's tint.
   *
   * @param {string} id
   * @returns {Drawn | null} null where it is not shown
   */
  reveal(id) {
    const drawn = this.wanted.has(id) ? this.found.get(id) : undefined;
    const first = drawn?.ranges[0];
    if (!drawn || !first) return null;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.startContainer.parentElement?.scrollIntoView({
      block: "center", behavior: calm ? "instant" : "smooth",
    });
    this.focus(id);
    return drawn;
  }

  /** @param {string | null} id null for none */
  focus(id) {
    for (const document of this.styles.documents()) registryOf(document)?.delete(FOCUS);
    this.focused = id;
    for (const range of (id !== null && this.found.get(id)?.ranges) || []) this.highlight(FOCUS, range);
    this.styles.write();
  }

  /** Take every mark off; Firefox lets no content script go through a registry, so names are kept. */
  unmark() {
    for (const document of this.styles.documents()) {
      for (const name of this.names) registryOf(document)?.delete(name);
    }
    this.names.clear();
  }

  clear() {
    this.unmark();
    cancelAnimationFrame(this.telling);
    this.found.clear();
    this.wanted.clear();
    this.ids.clear();
  }

  /**
   * @param {string} name
   * @param {Range} range
   */
  highlight(name, range) {
    const document = this.styles.reach(range.startContainer);
    const view = document?.defaultView;
    const registry = document && registryOf(document);
    if (!view || !registry) return;
    this.names.add(name);
    const known = registry.get(name);
    if (known) {
      known.add(range);
      return;
    }
    const highlight = new view.Highlight(range);
    highlight.priority = PRIORITIES[name.replace(/-\d+$/, "")] ?? 0;
    registry.set(name, highlight);
  }

}

/**
 * @param {Document} document
 * @returns {HighlightRegistry & {highlightsFromPoint?: (x: number, y: number,
 *   options: {shadowRoots: (Document | ShadowRoot)[]}) => {highlight: Highlight, ranges: AbstractRange[]}[]} | null}
 */
function registryOf(document) {
  const view = /** @type {(Window & typeof globalThis) | null} */ (document.defaultView);
  return view?.CSS.highlights ?? null;
}
