/**
 * A slim strip at the scrollbar's side with a mark for each annotation at its place in the page:
 * quotes on the left half, risk claims on the right, so that it is read without colour, too. Only
 * the marks take the pointer, never the strip. Screen readers are not troubled with it: the panel
 * lists the same.
 */

import { element } from "../protocol/element.js";
import { css, inkOn } from "./inks.js";

/** @typedef {import("./overlay.js").Drawn} Drawn */

export const MAP = "caveat-map";

/** A mark is at least this high, in CSS pixels: it must be seen and be hit. */
const LEAST_HEIGHT = 4;

const STYLE = `
  :host { all: initial; position: fixed; inset: 0 0 0 auto; width: 12px; z-index: 2147483646;
    pointer-events: none; }
  div { position: absolute; width: 5px; min-height: ${LEAST_HEIGHT}px; cursor: pointer;
    pointer-events: auto; border-radius: 1px; background: var(--ink); opacity: .75; }
  div::before { content: ""; position: absolute; inset: -3px -1px; }
  div:hover { opacity: 1; }
  .quote { left: 0; } .risk { right: 0; }
  .key { opacity: 1; min-height: 6px; }
  .denied { background: none; outline: 1px solid var(--ink); outline-offset: -1px; }
  .focus { opacity: 1; box-shadow: 0 0 0 2px rgb(255 200 40); }
  @media (forced-colors: active) { div { forced-color-adjust: none; background: LinkText; }
    .risk { background: CanvasText; } .denied { background: Canvas; outline-color: CanvasText; } }
  @media print { :host { display: none !important; } }`;

export class PageMap {
  /**
   * @param {AbortSignal} signal when it aborts, the host element is gone
   * @param {"standard" | "safe"} palette
   * @param {(id: string) => void} go called with the annotation whose mark is pressed
   */
  constructor(signal, palette, go) {
    this.palette = palette;
    this.go = go;
    this.host = document.createElement(MAP);
    this.host.setAttribute("aria-hidden", "true");
    this.root = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    this.root.adoptedStyleSheets = [sheet];
    /** @type {Map<string, HTMLElement>} */
    this.marks = new Map();
    /** @type {Drawn[]} */
    this.drawn = [];
    signal.addEventListener("abort", () => this.host.remove(), { once: true });
    const sizes = new ResizeObserver(() => this.place());
    sizes.observe(document.documentElement);
    if (document.body) sizes.observe(document.body);
    signal.addEventListener("abort", () => sizes.disconnect(), { once: true });
    window.addEventListener("resize", () => this.place(), { signal, passive: true });
  }

  /** @param {Drawn[]} drawn what is shown, in page order */
  show(drawn) {
    this.drawn = drawn;
    this.marks = new Map(drawn.map((each) => [each.annotation.id, this.markOf(each)]));
    this.place(); // before they stand in the page, which is laid out once for all of them
    this.root.replaceChildren(...this.marks.values());
    // Not before the marks stand: a new element costs a large page a frame.
    if (!this.host.isConnected) document.documentElement.append(this.host);
    void this.host.offsetWidth; // styled and laid out now, lest that frame do this, too
  }

  /** @param {string | null} id */
  focus(id) {
    for (const [each, mark] of this.marks) mark.classList.toggle("focus", each === id);
  }

  /** @param {Drawn} drawn */
  markOf({ annotation, grounds: [ground = [255, 255, 255]] }) {
    const isQuote = "kind" in annotation;
    const denied = !isQuote && annotation.polarity === "denied";
    const mark = element("div", isQuote ? "quote" : "risk", "");
    if (isQuote && annotation.key) mark.classList.add("key");
    if (denied) mark.classList.add("denied");
    const hue = isQuote ? "quote" : denied ? "denied" : "risk";
    mark.style.setProperty("--ink", css(inkOn(ground, hue, this.palette)));
    mark.addEventListener("click", () => this.go(annotation.id));
    return mark;
  }

  /** Every mark at its share of the height of what it scrolls in. */
  place() {
    const height = window.innerHeight;
    const tops = this.drawn.map(({ ranges: [range] }) => (range ? shareOf(range) : 0));
    this.drawn.forEach(({ annotation }, index) => {
      const top = Math.min(height - LEAST_HEIGHT, (tops[index] ?? 0) * height);
      this.marks.get(annotation.id)?.style.setProperty("top", `${top}px`);
    });
  }
}

/**
 * How far down in its page a range begins, 0 to 1; in a frame or a scrolling element, how far down
 * in that.
 *
 * @param {Range} range
 */
function shareOf(range) {
  const { top } = range.getBoundingClientRect();
  const scroller = scrollerOf(range.startContainer.parentElement);
  if (!scroller) return 0;
  const isPage = scroller === scroller.ownerDocument.scrollingElement;
  const above = isPage ? 0 : scroller.getBoundingClientRect().top;
  return Math.max(0, (top - above + scroller.scrollTop) / scroller.scrollHeight);
}

/**
 * What scrolls an element: the page, or where the page itself stands still an element around it.
 *
 * @param {Element | null} element
 * @returns {Element | null}
 */
function scrollerOf(element) {
  const page = element?.ownerDocument.scrollingElement ?? null;
  if (!element || !page || page.scrollHeight > page.clientHeight + 1) return page;
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at);
    if (/auto|scroll/.test(overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return page;
}
