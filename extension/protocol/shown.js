/**
 * Which annotations are shown, and in which order: one answer for the page, the panel and the
 * exports. In: all that was found, what the reader has set, filtered and corrected.
 */

import { verdictOn } from "./corrections.js";
import { isShownAt } from "./sensitivity.js";

/** @typedef {import("./types.js").Annotation} Annotation */
/** @typedef {import("./types.js").View} View */
/** @typedef {import("./corrections.js").Correction} Correction */
/** @typedef {import("./settings.js").Settings} Settings */

/** Everything that the settings leave, in the order of the page. @type {View} */
export const EVERYTHING = { what: "all", category: null, who: null, search: "", order: "page", grouped: false };

/**
 * @param {Annotation[]} annotations
 * @param {Pick<Settings, "kinds" | "sensitivity">} settings
 * @param {Correction[]} corrections of this page
 * @returns {{kept: Annotation[], rejected: Annotation[]}} what is left of them, and what the reader
 *   has hidden or called wrong; what the settings leave out is in neither
 */
export function keptOf(annotations, { kinds, sensitivity }, corrections) {
  /** @type {Annotation[]} */
  const kept = [];
  /** @type {Annotation[]} */
  const rejected = [];
  for (const annotation of annotations) {
    if (!kinds[kindOf(annotation)]) continue;
    if ("level" in annotation && !isShownAt(annotation, sensitivity)) continue;
    const verdict = verdictOn(corrections, annotation);
    if (verdict === null) kept.push(annotation);
    else if (verdict === "wrong_speaker" && "kind" in annotation) kept.push({ ...annotation, speaker: null });
    else rejected.push(annotation);
  }
  return { kept, rejected };
}

/**
 * @param {Annotation[]} kept
 * @param {View} view
 * @returns {Annotation[]} those that the filters leave, in the view's order
 */
export function viewed(kept, view) {
  const wanted = view.search.trim().toLocaleLowerCase();
  const found = kept.filter((annotation) =>
    isWhat(annotation, view.what) &&
    (view.category === null || ("category" in annotation && annotation.category === view.category)) &&
    (view.who === null || whoOf(annotation) === view.who) &&
    (!wanted || wordsOf(annotation).toLocaleLowerCase().includes(wanted)));
  return found.sort(view.order === "page" ? byPlace : (one, other) => weightOf(other) - weightOf(one) || byPlace(one, other));
}

/**
 * The name that an annotation is grouped and filtered by: speaker or holder.
 *
 * @param {Annotation} annotation
 * @returns {string} empty where nobody is named
 */
export function whoOf(annotation) {
  return ("kind" in annotation ? annotation.speaker?.name : annotation.holder?.name) ?? "";
}

/**
 * The kind by which the settings show or hide an annotation.
 *
 * @param {Annotation} annotation
 * @returns {keyof Settings["kinds"]}
 */
export function kindOf(annotation) {
  if ("kind" in annotation) return annotation.kind === "indirect" ? "reported" : "quotes";
  return annotation.polarity === "denied" ? "denied" : "risks";
}

/**
 * @param {Annotation} annotation
 * @param {View["what"]} what
 */
export function isWhat(annotation, what) {
  switch (what) {
    case "all": return true;
    case "quotes": return "kind" in annotation;
    case "key": return "kind" in annotation && annotation.key;
    case "risks": return "category" in annotation;
    case "denied": return "polarity" in annotation && annotation.polarity === "denied";
  }
}

/** Key quotes lead, for they were chosen; then the score. @param {Annotation} annotation */
function weightOf(annotation) {
  return annotation.score + ("key" in annotation && annotation.key ? 1 : 0);
}

/** @param {Annotation} one @param {Annotation} other */
function byPlace(one, other) {
  return one.start - other.start || one.end - other.end;
}

/** @param {Annotation} annotation */
function wordsOf(annotation) {
  const description = "kind" in annotation ? annotation.speaker?.description ?? "" : "";
  return `${annotation.text} ${whoOf(annotation)} ${description}`;
}
