/** What is shown, as Markdown: quotes, then risk claims, each with a link that leads to its words. */

import { cardLines } from "../protocol/wording.js";
import { say } from "../protocol/words.js";
import { attributionOf, inMarks, sourceLine } from "./excerpt.js";
import { linkTo } from "./text_fragment.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Source} Source */

/**
 * @param {Source} source
 * @param {Annotation[]} annotations
 * @returns {string}
 */
export function asMarkdown(source, annotations) {
  const quotes = annotations.filter((each) => "kind" in each);
  const risks = annotations.filter((each) => !("kind" in each));
  return [
    `# ${escaped(source.title ?? say("untitled"))}`,
    "",
    escaped(sourceLine({ ...source, title: null })),
    source.url ? `<${source.url.replace(/[<>\s]/g, encodeURIComponent)}>` : "",
    ...section(say("quotes"), quotes, source),
    ...section(say("risks"), risks, source),
  ].filter((line, index, all) => line || all[index - 1]).join("\n").trimEnd() + "\n";
}

/**
 * @param {string} title
 * @param {Annotation[]} annotations
 * @param {Source} source
 * @returns {string[]}
 */
function section(title, annotations, source) {
  if (!annotations.length) return [];
  return ["", `## ${title}`, "", ...annotations.flatMap((each) => entry(each, source))];
}

/**
 * @param {Annotation} annotation
 * @param {Source} source
 * @returns {string[]}
 */
function entry(annotation, source) {
  const { kind } = cardLines(annotation);
  const link = source.url ? ` [↗](${linkTo(source.url, annotation).replace(/[()\s]/g, percent)})` : "";
  return [
    `> ${escaped(inMarks(annotation))}`, "",
    `— ${escaped(attributionOf(annotation))}; ${escaped(kind)}${link}`, "",
  ];
}

/**
 * Text as text: whatever Markdown would read as a mark is escaped.
 *
 * @param {string} text
 */
function escaped(text) {
  return text.replace(/\s+/g, " ").replace(/[\\`*_{}[\]<>#|~!&]/g, "\\$&").replace(/^(\d+)([.)])|^([-+=])/, "$1\\$2$3");
}

/** @param {string} mark a character that would end a link, and that encodeURIComponent leaves */
function percent(mark) {
  return `%${mark.charCodeAt(0).toString(16).padStart(2, "0").toUpperCase()}`;
}
