/** What a panel shows, as a page to print: it is taken from session storage, where the panel left it. */

import { attributionOf, inMarks, sourceLine } from "../exports/excerpt.js";
import { element } from "../protocol/element.js";
import { cardLines } from "../protocol/wording.js";
import { inOwnWords, say, wordPage } from "../protocol/words.js";
import { printed } from "./printed.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

await inOwnWords();
wordPage();
const { source, annotations } = await printed(location.hash.slice(1));
document.title = say("printTitle", source.title ?? say("untitled"));
part("title").textContent = source.title ?? say("untitled");
part("source").textContent = [sourceLine({ ...source, title: null }), source.url].filter(Boolean).join(" · ");
part("print").addEventListener("click", () => window.print());

const quotes = annotations.filter((annotation) => "kind" in annotation);
const risks = annotations.filter((annotation) => !("kind" in annotation));
part("content").append(...section(say("quotes"), quotes), ...section(say("risks"), risks));

/**
 * @param {string} title
 * @param {Annotation[]} annotations
 */
function section(title, annotations) {
  return annotations.length ? [element("h2", "", title), ...annotations.map(entry)] : [];
}

/** @param {Annotation} annotation */
function entry(annotation) {
  const { style, kind } = cardLines(annotation);
  const made = element("article", style, "");
  made.append(
    element("blockquote", "", inMarks(annotation)),
    element("footer", "", say("printAttribution", attributionOf(annotation), kind)),
  );
  return made;
}

/** @param {string} id */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
