/**
 * What crosses the borders between the parts, as JSDoc types: the wire objects of the server (the
 * JSON Schemas in server/caveat/schema say the same), the state of a tab, and the messages between
 * background, content script and panel. Nothing here runs.
 */

/** @typedef {{start: number, end: number, text: string}} Span code points of the article's text */
/** @typedef {"few" | "balanced" | "all"} Sensitivity how much is shown; each takes in the one before */
/** @typedef {{start: number, end: number}} Position UTF-16 units of the page text, end exclusive */

/**
 * @typedef {object} Target
 * @property {Position} position W3C TextPositionSelector over the page text
 * @property {{exact: string, prefix: string, suffix: string}} quote W3C TextQuoteSelector
 * @property {Position[]} gaps stretches of `position` that are not part of the annotation
 */

/**
 * @typedef {object} Quote
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {"direct" | "mixed" | "indirect"} kind
 * @property {boolean} key
 * @property {number} score
 * @property {{name: string | null, description: string | null, mention: Span | null} | null} speaker
 * @property {Span | null} cue
 * @property {string | null} continues
 * @property {("headline" | "voice" | "stance" | "figures" | "complete")[]} reasons why it is key,
 *   the weightiest first; empty where it is not
 * @property {Target | null} target
 */

/**
 * @typedef {object} Risk
 * @property {string} id
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {"health" | "safety" | "security" | "technology" | "economy" | "environment" |
 *   "governance" | "society"} category
 * @property {"asserted" | "denied"} polarity
 * @property {"possible" | "likely" | "stated"} certainty
 * @property {number} score
 * @property {Sensitivity} level the least setting that shows it
 * @property {Span} trigger
 * @property {{name: string, mention: Span | null} | null} holder
 * @property {Span | null} hazard
 * @property {Span | null} at_risk
 * @property {Span | null} harm
 * @property {string | null} reason
 * @property {Target | null} target
 */

/** @typedef {Quote | Risk} Annotation */

/**
 * @typedef {{url: string | null, title: string | null, byline: string | null,
 *   published: string | null, site_name: string | null, language: string | null}} Source
 */

/**
 * @typedef {object} Analysis
 * @property {string} id
 * @property {Source} source
 * @property {{text: string, language: string, word_count: number}} article
 * @property {Quote[]} quotes
 * @property {Risk[]} risks
 * @property {{article_ms: number, language_ms: number, total_ms: number}} timings
 */

/**
 * @typedef {object} AnalysisRequest
 * @property {string} url
 * @property {string} title
 * @property {string | null} language
 * @property {string} page
 * @property {boolean} [anyway] take the page for an article even where it looks like none
 * @property {Position[]} [selection] analyse these stretches of the page text alone
 */

/**
 * What is analysed: the page's article, the page though it looks like no article, what is selected.
 *
 * @typedef {"article" | "page" | "selection"} Scope
 */

/**
 * Why a reader sees no annotations. The first group comes from the server (RFC 9457 types), the
 * second from the extension itself.
 *
 * @typedef {"bad-request" | "forbidden-origin" | "not-found" | "wrong-method" | "too-large" |
 *   "not-json" | "wrong-host" | "no-article" | "unknown-language" | "internal" | "busy" |
 *   "old-extension" | "old-server" | "not-paired" | "wrong-proof" | "pairing-busy" |
 *   "pairing-denied" | "pairing-expired" |
 *   "server-off" | "wrong-server" | "no-permission" | "forbidden-page" | "timed-out" |
 *   "nothing-selected"} ProblemName
 */

/**
 * What is being done: the page is read, the server looks for quotes and claims, or it looks for them
 * in the rest while those in the opening of a long article are marked already.
 *
 * @typedef {"page" | "language" | "rest"} Step
 */

/**
 * What the panel shows of a tab. `length`: code points of the article's text.
 *
 * @typedef {{phase: "idle"} | {phase: "working", step: Step} |
 *   {phase: "pairing", code: string} | {phase: "failed", scope: Scope, problem: ProblemName} |
 *   {phase: "shown", scope: Scope, source: Source, length: number, totalMs: number,
 *    quotes: Quote[], risks: Risk[], lost: string[]}} TabState
 */

/**
 * How the panel of a tab looks at its annotations. `who` is the name of a speaker or holder, empty
 * where nobody is named; null where all are wanted.
 *
 * @typedef {object} View
 * @property {"all" | "quotes" | "key" | "risks" | "denied"} what
 * @property {Risk["category"] | null} category
 * @property {string | null} who
 * @property {string} search
 * @property {"page" | "weight"} order
 * @property {boolean} grouped by speaker or holder
 */

/**
 * What the page is to draw: all that was found, what is shown of it, and how.
 *
 * @typedef {object} Drawing
 * @property {Annotation[]} annotations
 * @property {Annotation[]} shown of them, as the reader sees them
 * @property {Source} source
 * @property {Look} look
 * @property {import("./words.js").Words | null} words null for those of the browser's own language
 */

/**
 * How the reader has set that it looks on the page.
 *
 * @typedef {Pick<import("./settings.js").Settings, "inks" | "printed" | "map" | "language">} Look
 */

/**
 * Messages to the content script, by name: what is sent, what comes back.
 *
 * @typedef {object} ContentMessages
 * @property {{request: Drawing, reply: {lost: string[], here: boolean}}} draw
 * @property {{request: null, reply: null}} erase the marks, of a page that stays the one read
 * @property {{request: {shown: Annotation[]}, reply: null}} show these and no others
 * @property {{request: {id: string}, reply: boolean}} reveal
 * @property {{request: {by: 1 | -1}, reply: null}} step to the next annotation or the previous one
 * @property {{request: null, reply: "here" | "moved" | "gone"}} still whether the page is the one read
 * @property {{request: null, reply: boolean}} selected whether something is selected
 * @property {{request: null, reply: null}} leave
 */

/**
 * Messages of the content script to whom they concern, by name: background or panel. No reply.
 *
 * @typedef {object} PageMessages
 * @property {{lost: string[]}} lost the annotations that are not found now
 * @property {{id: string | null}} arrived the annotation that the reader has come to
 * @property {null} left the page is another one now, or shows another article
 * @property {{selected: boolean}} selected whether something is selected has changed
 */

export {};
