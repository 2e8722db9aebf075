/** What is shown, as a table: RFC 4180, in UTF-8 with the mark by which spreadsheets tell it. */

import { linkTo } from "./text_fragment.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Source} Source */

const COLUMNS = /** @type {const} */ ([
  "type", "text", "speaker_or_holder", "description", "kind", "key", "category", "polarity", "certainty",
  "score", "start", "end", "title", "published", "url",
]);

/**
 * @param {Source} source
 * @param {Annotation[]} annotations
 * @returns {string}
 */
export function asCsv(source, annotations) {
  const rows = annotations.map((annotation) => rowOf(annotation, source));
  const lines = [[...COLUMNS], ...rows.map((row) => COLUMNS.map((column) => row[column] ?? ""))];
  return `\ufeff${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}

/**
 * @param {Annotation} annotation
 * @param {Source} source
 * @returns {Partial<Record<typeof COLUMNS[number], string | number | boolean | null>>}
 */
function rowOf(annotation, source) {
  const { text, score, start, end } = annotation;
  const { title, published } = source;
  const url = source.url && linkTo(source.url, annotation);
  const shared = { text, score, start, end, title, published, url };
  if ("kind" in annotation) {
    const { kind, key, speaker } = annotation;
    return { type: "quote", kind, key, speaker_or_holder: speaker?.name ?? null,
      description: speaker?.description ?? null, ...shared };
  }
  const { category, polarity, certainty, holder } = annotation;
  return { type: "risk", category, polarity, certainty, speaker_or_holder: holder?.name ?? null, ...shared };
}

/**
 * A field in quotes. What a spreadsheet would take for a formula begins with an apostrophe, for the
 * words are a stranger's (OWASP, CSV injection).
 *
 * @param {string | number | boolean} value
 */
function field(value) {
  const text = String(value);
  const safe = typeof value === "string" && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
