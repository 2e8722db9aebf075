/**
 * How each kind of annotation is marked: its name among the page's highlights, which lies over
 * which, and the rules that paint it on each ground. Kinds differ in the style of the line, so that
 * they are told apart without colour, in forced colours too.
 */

import { css, inkOn, tintOn } from "./inks.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("./inks.js").Color} Color */
/** @typedef {import("../protocol/types.js").Look} Look */

/** The one that the reader has come to. */
export const FOCUS = "caveat-focus";

/** Later kinds are painted over earlier ones. @type {Record<string, number>} */
export const PRIORITIES = {
  "caveat-quote": 1, "caveat-quote-reported": 1, "caveat-quote-key": 2,
  "caveat-risk-denied": 3, "caveat-risk": 4, [FOCUS]: 5,
};

/** The lines of risk claims lie beneath a quote's line, so that both are seen. */
const LOWERED = "text-underline-offset: 0.28em;"

/** Chromium forces the ground of marks to Highlight and their lines to HighlightText, seen on it alone. */
const UNLOWERED = "text-underline-offset: auto;";

/**
 * @param {Annotation} annotation
 * @param {number} ground the number of the ground behind it
 * @returns {string} the name of its highlight
 */
export function nameOf(annotation, ground) {
  return `${kindOf(annotation)}-${ground}`;
}

/** @param {Annotation} annotation */
function kindOf(annotation) {
  if (!("kind" in annotation)) return annotation.polarity === "denied" ? "caveat-risk-denied" : "caveat-risk";
  if (annotation.key) return "caveat-quote-key";
  return annotation.kind === "indirect" ? "caveat-quote-reported" : "caveat-quote";
}

/**
 * How one kind of mark looks on one ground, maybe only in some media.
 *
 * @typedef {{name: string, look: string, media?: string}} Paint
 */

/**
 * @param {Color[]} grounds by number
 * @param {Look} look
 * @returns {Paint[]} later ones count more than earlier ones
 */
export function paintFor(grounds, look) {
  const forced = "(forced-colors: active)";
  return [
    ...grounds.flatMap((ground, number) => onGround(ground, number, look)),
    { name: FOCUS, look: "background-color: rgb(255 200 40 / 38%);" },
    { name: FOCUS, look: "background-color: Highlight; color: HighlightText;", media: forced },
    { name: FOCUS, look: "background-color: transparent;", media: "print" },
  ];
}

/**
 * @param {Color} ground
 * @param {number} number
 * @param {Look} look
 * @returns {Paint[]}
 */
function onGround(ground, number, { inks, printed }) {
  const [quote, risk, denied] = [inkOn(ground, "quote", inks), inkOn(ground, "risk", inks), inkOn(ground, "denied", inks)];
  /** @type {[kind: string, line: string, forced: string, more?: string][]} */
  const kinds = [
    ["quote", `solid ${css(quote)} 2px`, "LinkText"],
    ["quote-reported", `dotted ${css(quote)} 2px`, "LinkText"],
    ["quote-key", `solid ${css(quote)} 3px`, "LinkText", tint(quote, tintOn(ground, quote, "key"))],
    ["risk", `wavy ${css(risk)} 2px`, "CanvasText", `${tint(risk, tintOn(ground, risk, "risk"))} ${LOWERED}`],
    ["risk-denied", `dashed ${css(denied)} 2px`, "GrayText", LOWERED],
  ];
  return kinds.flatMap(([kind, line, forced, more = ""]) => {
    const name = `caveat-${kind}-${number}`;
    const paints = [
      { name, look: `text-decoration: underline ${line}; ${more}` },
      {
        name, look: `text-decoration-color: ${forced}; background-color: transparent; ${UNLOWERED}`,
        media: "(forced-colors: active)",
      },
    ];
    if (!printed) {
      paints.push({ name, look: "text-decoration: none; background-color: transparent;", media: "print" });
    }
    return paints;
  });
}

/**
 * @param {Color} ink
 * @param {number} share
 */
function tint(ink, share) {
  return `background-color: rgb(${ink.map((value) => Math.round(value)).join(" ")} / ${share});`;
}
