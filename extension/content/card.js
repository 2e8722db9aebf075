/**
 * The card: one host element with a closed shadow root, in the browser's top layer, so that neither
 * the page's style nor its stacking touches it. Everything in it is text; nothing is read as HTML.
 *
 * It opens beside the words that it speaks of, without covering them. Opened by the pointer it takes
 * nothing from the page; opened by a key it takes the focus, and gives it back.
 */

import { VERDICTS, typeOf } from "../protocol/corrections.js";
import { element } from "../protocol/element.js";
import { cardLines } from "../protocol/wording.js";
import { say } from "../protocol/words.js";
import { STYLE } from "./card_style.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/corrections.js").Verdict} Verdict */

export const CARD = "caveat-card";
const MARGIN = 8;

/**
 * @typedef {object} Acts what the card's buttons do
 * @property {(annotation: Annotation) => Promise<boolean>} copy whether it was copied
 * @property {(annotation: Annotation, verdict: Verdict) => Promise<unknown>} correct
 * @property {(annotation: Annotation) => Promise<unknown>} restore takes the last correction back
 */

export class Card {
  /**
   * @param {AbortSignal} signal when it aborts, the host element is gone
   * @param {Acts} acts
   * @param {() => void} closed called whenever the card has gone
   */
  constructor(signal, acts, closed) {
    this.acts = acts;
    this.closed = closed;
    this.host = document.createElement(CARD);
    this.host.setAttribute("popover", "manual");
    const root = this.host.attachShadow({ mode: "closed" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.body = element("div", "card", "");
    this.body.setAttribute("role", "dialog");
    this.body.setAttribute("aria-label", say("cardLabel"));
    this.body.tabIndex = -1;
    root.append(this.body);
    /** The ids that it shows. @type {string | null} */
    this.shown = null;
    /** Who had the focus before a key opened the card. @type {HTMLElement | null} */
    this.before = null;
    signal.addEventListener("abort", () => {
      this.hide();
      this.host.remove();
    }, { once: true });
    // The page has keys of its own, which must not act while the reader is in the card.
    for (const type of ["keydown", "keyup", "keypress"]) {
      this.host.addEventListener(type, (event) => {
        event.stopPropagation();
        if (/** @type {KeyboardEvent} */ (event).key === "Escape" && type === "keydown") this.hide();
      }, { signal });
    }
  }

  /**
   * @param {Annotation[]} annotations those at one place, a section each
   * @param {{words: DOMRect, line: DOMRect}} around the box of all their words and of the line pointed
   *   at, in the viewport
   * @param {{dark: boolean, focus: boolean}} how it looks, and whether it takes the focus
   */
  show(annotations, around, { dark, focus }) {
    const ids = annotations.map(({ id }) => id).join(" ");
    if (this.shown !== ids) {
      this.shown = ids;
      this.body.classList.toggle("dark", dark);
      this.body.replaceChildren(...annotations.map((annotation) => this.section(annotation)));
      // Not before it is needed: a new element costs a large page a frame.
      if (!this.host.isConnected) document.documentElement.append(this.host);
      this.host.showPopover();
      this.place(around);
    }
    if (!focus) return;
    const active = document.activeElement;
    if (active !== this.host) this.before = active instanceof HTMLElement ? active : null;
    this.body.focus({ preventScroll: true });
  }

  /**
   * Below all of the words where there is room, else above them, else below the line alone.
   *
   * @param {{words: DOMRect, line: DOMRect}} around
   */
  place({ words, line }) {
    const { width, height } = this.host.getBoundingClientRect();
    const fits = (/** @type {number} */ top) => top >= MARGIN && top + height <= window.innerHeight - MARGIN;
    const tops = [words.bottom + MARGIN, words.top - MARGIN - height, line.bottom + MARGIN, line.top - MARGIN - height];
    // Words that are out of the window, or fill it, leave no place of their own.
    const lowest = Math.max(MARGIN, window.innerHeight - height - MARGIN);
    const top = tops.find(fits) ?? (line.bottom < 0 ? MARGIN : lowest);
    const left = Math.min(Math.max(MARGIN, line.left), window.innerWidth - width - MARGIN);
    this.host.style.setProperty("top", `${top}px`, "important");
    this.host.style.setProperty("left", `${Math.max(MARGIN, left)}px`, "important");
  }

  hasFocus() {
    return document.activeElement === this.host;
  }

  hide() {
    if (this.shown === null) return;
    const hadFocus = this.hasFocus();
    this.shown = null;
    this.host.hidePopover();
    if (hadFocus) this.before?.focus({ preventScroll: true });
    this.before = null;
    this.closed();
  }

  /** @param {Annotation} annotation */
  section(annotation) {
    const { style, kind, title, lines } = cardLines(annotation);
    const made = element("section", style, "");
    made.append(
      element("div", "kind", kind),
      element("div", "who", title),
      ...lines.map((line) => element("div", "line", line)),
      this.buttons(annotation, made),
    );
    return made;
  }

  /**
   * @param {Annotation} annotation
   * @param {HTMLElement} section that the buttons belong to
   */
  buttons(annotation, section) {
    const copy = button(say("cardCopy"), async () => {
      copy.textContent = say((await this.acts.copy(annotation)) ? "cardCopied" : "cardNotCopied");
    });
    const hide = button(say("cardHide"), () => this.correct(annotation, "hidden", section));
    const wrong = button(say("cardWrong"), async () => {
      wrong.setAttribute("aria-expanded", "true");
      choices.hidden = false;
      choices.querySelector("button")?.focus({ preventScroll: true });
    });
    wrong.setAttribute("aria-expanded", "false");
    const choices = element("div", "choices", "");
    choices.hidden = true;
    choices.append(...VERDICTS[typeOf(annotation)].map((verdict) =>
      button(say(`verdict_${verdict}`), () => this.correct(annotation, verdict, section))));
    const row = element("div", "buttons", "");
    row.append(copy, hide, wrong, choices);
    return row;
  }

  /**
   * @param {Annotation} annotation
   * @param {Verdict} verdict
   * @param {HTMLElement} section
   */
  async correct(annotation, verdict, section) {
    await this.acts.correct(annotation, verdict);
    const undo = button(say("cardUndo"), async () => {
      await this.acts.restore(annotation);
      this.hide();
    });
    section.replaceChildren(element("div", "line", say(`said_${verdict}`)), undo);
    undo.focus({ preventScroll: true });
  }
}

/**
 * @param {string} words
 * @param {() => Promise<unknown>} act
 */
function button(words, act) {
  const made = element("button", "", words);
  made.setAttribute("type", "button");
  made.addEventListener("click", (event) => {
    // A press in the page itself: scripts of the page have no say here.
    if (event.isTrusted) void act();
  });
  return made;
}
