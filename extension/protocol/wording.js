/**
 * Annotations in the reader's language: one wording for card and panel. Every word comes from
 * _locales; names and excerpts are the article's own.
 */

import { say } from "./words.js";

/** @typedef {import("./types.js").Annotation} Annotation */
/** @typedef {import("./types.js").Quote} Quote */
/** @typedef {import("./types.js").Risk} Risk */

/**
 * @param {Annotation} annotation
 * @returns {{style: "quote" | "risk" | "denied", kind: string, title: string, lines: string[]}}
 */
export function cardLines(annotation) {
  return "kind" in annotation ? quoteLines(annotation) : riskLines(annotation);
}

/**
 * @param {Quote} quote
 * @returns {{style: "quote", kind: string, title: string, lines: string[]}}
 */
function quoteLines(quote) {
  const { speaker } = quote;
  const lines = [];
  if (speaker?.description) lines.push(speaker.description);
  if (speaker?.mention && speaker.mention.text !== speaker.name) {
    lines.push(say("cardMention", speaker.mention.text));
  }
  if (quote.cue) lines.push(say("cardCue", quote.cue.text));
  if (quote.reasons.length) {
    const reasons = quote.reasons.map((reason) => say(`reason_${reason}`));
    lines.push(say("cardWhy", reasons.join(say("reasonsJoin"))));
  }
  return {
    style: "quote",
    kind: say(quote.key ? "kindKeyQuote" : `kindQuote_${quote.kind}`),
    title: speaker?.name ?? say("speakerUnclear"),
    lines,
  };
}

/**
 * @param {Risk} risk
 * @returns {{style: "risk" | "denied", kind: string, title: string, lines: string[]}}
 */
function riskLines(risk) {
  const denied = risk.polarity === "denied";
  const lines = [
    say("cardHolder", risk.holder ? risk.holder.name : say("theArticle")),
    say("cardTrigger", risk.trigger.text),
  ];
  if (risk.reason) lines.push(say("cardWhy", risk.reason));
  return {
    style: denied ? "denied" : "risk",
    kind: say(denied ? "kindRiskDenied" : "kindRisk"),
    title: `${say(`category_${risk.category}`)} · ${certainty(risk)}`,
    lines,
  };
}

/**
 * @param {Risk} risk
 * @returns {string}
 */
export function certainty(risk) {
  return say(risk.polarity === "denied" ? "denied" : `certainty_${risk.certainty}`);
}

/** @param {number} count */
export function countedQuotes(count) {
  return say(`countQuotes_${form(count)}`, String(count));
}

/** @param {number} count */
export function countedRisks(count) {
  return say(`countRisks_${form(count)}`, String(count));
}

/** @param {number} count @returns {"one" | "other"} */
function form(count) {
  return count === 1 ? "one" : "other";
}
