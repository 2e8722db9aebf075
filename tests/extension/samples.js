/** One quote, one risk claim, and the analysis that holds them, as a server would send them. */

/** @type {import("../../extension/protocol/types.js").Quote} */
export const quote = {
  id: "q1", start: 1, end: 10, text: "We <b>go</b>", kind: "direct", key: true, score: 0.9,
  speaker: { name: "Ada Brook", description: "the mayor", mention: { start: 18, end: 23, text: "Brook" } },
  cue: { start: 13, end: 17, text: "said" }, continues: null, reasons: ["stance", "figures"],
  target: { position: { start: 1, end: 10 }, quote: { exact: "We <b>go</b>", prefix: "“", suffix: "”" }, gaps: [] },
};

/** @type {import("../../extension/protocol/types.js").Risk} */
export const risk = {
  id: "r1", start: 25, end: 60, text: "The dam could fail", category: "safety", polarity: "asserted",
  certainty: "possible", score: 0.8, level: "balanced", trigger: { start: 33, end: 38, text: "could" }, holder: null,
  hazard: null, at_risk: null, harm: null, reason: null, target: null,
};

/** @type {import("../../extension/protocol/types.js").Analysis} */
export const analysis = {
  id: "1", source: { url: null, title: "Dam", byline: null, published: null, site_name: null, language: "en" },
  article: { text: "…", language: "en", word_count: 12 }, quotes: [quote], risks: [risk],
  timings: { article_ms: 3, language_ms: 20, total_ms: 23 },
};
