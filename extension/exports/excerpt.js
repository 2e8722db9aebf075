/** An annotation as one copies it: its words, who says so, where, and a link that leads to them. */

import { cardLines } from "../protocol/wording.js";
import { say } from "../protocol/words.js";
import { linkTo } from "./text_fragment.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Source} Source */

/**
 * @param {Annotation} annotation
 * @param {Source} source
 * @returns {string} three lines of plain text
 */
export function excerptOf(annotation, source) {
  const lines = [inMarks(annotation), `— ${attributionOf(annotation)}`];
  const where = sourceLine(source);
  if (where) lines.push(where);
  if (source.url) lines.push(linkTo(source.url, annotation));
  return lines.join("\n");
}

/**
 * The words as they are printed: a direct quote in marks.
 *
 * @param {Annotation} annotation
 */
export function inMarks(annotation) {
  const text = annotation.text.replace(/\s+/g, " ").trim();
  return "kind" in annotation && annotation.kind === "direct" ? say("inMarks", text) : text;
}

/**
 * Who says so, with role; for a risk claim also what it is.
 *
 * @param {Annotation} annotation
 */
export function attributionOf(annotation) {
  const { title } = cardLines(annotation);
  if ("kind" in annotation) {
    const description = annotation.speaker?.description;
    return description ? `${title}, ${description}` : title;
  }
  return `${annotation.holder?.name ?? say("theArticle")} (${title})`;
}

/** @param {Source} source */
export function sourceLine({ title, site_name: site, published }) {
  const day = published?.slice(0, "2026-01-31".length);
  return [title, site, day].filter(Boolean).join(" · ");
}
