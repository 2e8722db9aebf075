/**
 * The card: one host element with a closed shadow root, in the browser's top layer, so that neither
 * the page's style nor its stacking touches it. Everything in it is text; nothing is read as HTML.
 */

import { element } from "../protocol/element.js";
import { cardLines } from "../protocol/wording.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

const HOST = "caveat-card";
const MARGIN = 8;

const STYLE = `
  :host { all: initial; position: fixed; inset: auto; margin: 0; padding: 0; border: 0;
    background: none; overflow: visible; max-width: min(22rem, calc(100vw - 16px)); }
  :host(:not(:popover-open)) { display: none; }
  .card { font: 14px/1.45 system-ui, sans-serif; color: #1d2430; background: #fff;
    border: 1px solid #d5dae2; border-radius: 8px; overflow: hidden;
    box-shadow: 0 6px 24px rgb(20 30 50 / 18%); }
  section { border-left: 4px solid var(--ink); padding: 10px 14px; }
  section + section { border-top: 1px solid #d5dae2; }
  .kind { font-size: 11.5px; letter-spacing: .04em; text-transform: uppercase; color: var(--ink);
    font-weight: 600; }
  .who { font-size: 16px; font-weight: 600; margin: 2px 0; overflow-wrap: anywhere; }
  .line { margin: 2px 0 0; color: #4a5568; overflow-wrap: anywhere; }
  .quote { --ink: #1d5fbf; } .risk { --ink: #b3261e; } .denied { --ink: #6b5b00; }
  @media (prefers-color-scheme: dark) {
    .card { color: #e7ebf2; background: #1e242e; border-color: #3a4352; }
    section + section { border-top-color: #3a4352; }
    .line { color: #b4bfce; }
    .quote { --ink: #8ab8ff; } .risk { --ink: #ff9b93; } .denied { --ink: #e0c860; }
  }`;

export class Card {
  /** @param {AbortSignal} signal when it aborts, the host element is gone */
  constructor(signal) {
    this.host = document.createElement(HOST);
    this.host.setAttribute("popover", "manual");
    const root = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.body = element("div", "card", "");
    this.body.setAttribute("role", "status");
    root.append(this.body);
    /** @type {string | null} */
    this.shown = null;
    document.documentElement.append(this.host);
    signal.addEventListener("abort", () => this.host.remove(), { once: true });
  }

  /**
   * @param {Annotation[]} annotations those under the pointer, a section each
   * @param {DOMRect} anchor the line of the annotations that the card belongs to, in the viewport
   */
  show(annotations, anchor) {
    const ids = annotations.map(({ id }) => id).join(" ");
    if (this.shown === ids) return;
    this.shown = ids;
    this.body.replaceChildren(...annotations.map(section));
    this.host.showPopover();
    this.place(anchor);
  }

  /** @param {DOMRect} anchor */
  place(anchor) {
    const { width, height } = this.host.getBoundingClientRect();
    const below = anchor.bottom + MARGIN + height <= window.innerHeight;
    const top = below ? anchor.bottom + MARGIN : Math.max(MARGIN, anchor.top - MARGIN - height);
    const left = Math.min(Math.max(MARGIN, anchor.left), window.innerWidth - width - MARGIN);
    this.host.style.setProperty("top", `${top}px`, "important");
    this.host.style.setProperty("left", `${Math.max(MARGIN, left)}px`, "important");
  }

  hide() {
    if (this.shown === null) return;
    this.shown = null;
    this.host.hidePopover();
  }
}

/** @param {Annotation} annotation */
function section(annotation) {
  const { style, kind, title, lines } = cardLines(annotation);
  const made = element("section", style, "");
  made.append(
    element("div", "kind", kind),
    element("div", "who", title),
    ...lines.map((line) => element("div", "line", line)),
  );
  return made;
}
