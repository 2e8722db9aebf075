/** The panel's list: an entry per annotation, or one group per speaker and holder. */

import { element } from "../protocol/element.js";
import { grouped } from "../protocol/group.js";
import { whoOf } from "../protocol/shown.js";
import { inMarks } from "../exports/excerpt.js";
import { cardLines } from "../protocol/wording.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

/**
 * @typedef {object} Shelf what an entry of a list needs to know
 * @property {number} length code points of the article
 * @property {string | null} current the annotation that the reader has come to on the page
 * @property {(annotation: Annotation) => void} choose
 */

/**
 * @param {Annotation[]} annotations
 * @param {boolean} bySpeaker
 * @param {Shelf} shelf
 * @returns {HTMLElement[]}
 */
export function lists(annotations, bySpeaker, shelf) {
  if (!bySpeaker) return [list(annotations, shelf)];
  const groups = [...grouped(annotations, whoOf)].sort(([, one], [, other]) => other.length - one.length);
  return groups.map(([name, all]) => {
    const group = element("section", "group", "");
    group.append(element("h3", "", say("groupTitle", name || say("whoNobody"), String(all.length))), list(all, shelf));
    return group;
  });
}

/**
 * @param {Annotation[]} annotations
 * @param {Shelf} shelf
 */
export function list(annotations, shelf) {
  const items = element("ol", "entries", "");
  for (const annotation of annotations) {
    const item = document.createElement("li");
    item.append(entry(annotation, shelf));
    items.append(item);
  }
  return items;
}

/**
 * @param {Annotation} annotation
 * @param {Shelf} shelf
 */
function entry(annotation, { length, current, choose }) {
  const { style, kind, title } = cardLines(annotation);
  const isQuote = style === "quote";
  const button = element("button", `entry ${style}`, "");
  if (isQuote && "key" in annotation && annotation.key) button.classList.add("key");
  button.dataset["id"] = annotation.id;
  if (annotation.id === current) button.setAttribute("aria-current", "true");
  button.append(
    element("span", "kind", isQuote ? kind : say("entryRisk", kind, title)),
    element("span", "excerpt", inMarks(annotation)),
    element("span", "who", say("entryWho", isQuote ? title : holderOf(annotation))),
    placeOf(annotation, length),
  );
  button.addEventListener("click", () => choose(annotation));
  return button;
}

/** @param {Annotation} annotation */
function holderOf(annotation) {
  return "holder" in annotation && annotation.holder ? annotation.holder.name : say("theArticle");
}

/**
 * How far down in the article: a small bar with a mark, and in words.
 *
 * @param {Annotation} annotation
 * @param {number} length
 */
function placeOf({ start }, length) {
  const share = length ? Math.min(1, start / length) : 0;
  const place = element("span", "place", "");
  place.title = say("entryPlace", String(Math.round(100 * share)));
  const mark = element("span", "mark", "");
  mark.style.insetInlineStart = `${100 * share}%`;
  place.append(mark, element("span", "spoken", place.title));
  return place;
}

/**
 * Show which entry the reader has come to on the page.
 *
 * @param {HTMLElement} host
 * @param {string | null} id
 */
export function markCurrent(host, id) {
  for (const entry of host.querySelectorAll("button.entry")) {
    const isCurrent = entry instanceof HTMLElement && entry.dataset["id"] === id;
    if (isCurrent) entry.setAttribute("aria-current", "true");
    else entry.removeAttribute("aria-current");
    if (isCurrent) entry.scrollIntoView({ block: "nearest" });
  }
}

/**
 * Up and Down move in the entries, Home and End to their ends; Enter is the button's own.
 *
 * @param {HTMLElement} host
 */
export function moveByKeys(host) {
  host.addEventListener("keydown", (event) => {
    const entries = /** @type {HTMLElement[]} */ ([...host.querySelectorAll("button.entry:not(:disabled)")]);
    const at = entries.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    if (at < 0) return;
    const next = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: entries.length - 1 }[event.key];
    const target = next === undefined ? undefined : entries[next];
    if (!target) return;
    event.preventDefault();
    target.focus();
  });
}
