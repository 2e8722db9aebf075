/**
 * What the reader has said of annotations: hidden, or wrong, and how. Kept in local storage by page,
 * found again at the next visit by the very words; never sent anywhere, exported if the reader wishes.
 */

/** @typedef {import("./types.js").Annotation} Annotation */

/** @typedef {"hidden" | "not_a_quote" | "wrong_speaker" | "not_a_risk"} Verdict */

/**
 * @typedef {object} Correction
 * @property {"quote" | "risk"} type of the annotation
 * @property {string} exact its words
 * @property {string} prefix the words before it, which tell repetitions apart
 * @property {Verdict} verdict
 * @property {string | null} speaker who was named, where that was wrong
 * @property {string} at ISO 8601
 */

const KEY = "corrections";

/** Verdicts that an annotation of each type may get, in the order in which the card offers them. */
export const VERDICTS = {
  quote: /** @type {Verdict[]} */ (["wrong_speaker", "not_a_quote"]),
  risk: /** @type {Verdict[]} */ (["not_a_risk"]),
};

/**
 * @param {string} url
 * @returns {string} what a page is known by: its address without the fragment
 */
export function pageOf(url) {
  return url.replace(/#.*/s, "");
}

/**
 * Call back whenever something is corrected or taken back, here or on a page.
 *
 * @param {() => void} changed
 */
export function onCorrectionsChanged(changed) {
  chrome.storage.local.onChanged.addListener((changes) => {
    if (KEY in changes) changed();
  });
}

/** @returns {Promise<Record<string, Correction[]>>} corrections by page */
export async function readCorrections() {
  const stored = await chrome.storage.local.get({ [KEY]: {} });
  return /** @type {Record<string, Correction[]>} */ (stored[KEY]);
}

/**
 * Writes follow one another: two tabs that correct at once must both be kept.
 *
 * @type {Promise<unknown>}
 */
let written = Promise.resolve();

/**
 * @param {(all: Record<string, Correction[]>) => Record<string, Correction[]>} change
 * @returns {Promise<unknown>}
 */
function change(change) {
  const next = written.catch(() => undefined).then(async () => {
    await chrome.storage.local.set({ [KEY]: change(await readCorrections()) });
  });
  written = next;
  return next;
}

/**
 * @param {string} url
 * @param {Annotation} annotation
 * @param {Verdict} verdict
 */
export function addCorrection(url, annotation, verdict) {
  const said = correctionOf(annotation, verdict, new Date().toISOString());
  const page = pageOf(url);
  return change((all) => ({
    ...all,
    [page]: [...(all[page] ?? []).filter((each) => !meansTheSame(each, said)), said],
  }));
}

/**
 * Take back whatever was said of an annotation.
 *
 * @param {string} url
 * @param {Annotation} annotation
 */
export function removeCorrection(url, annotation) {
  const page = pageOf(url);
  return change((all) => {
    const { [page]: here = [], ...others } = all;
    const left = here.filter((each) => !isOf(each, annotation));
    return left.length ? { ...others, [page]: left } : others;
  });
}

export function removeAllCorrections() {
  return change(() => ({}));
}

/**
 * What was said of an annotation of this page.
 *
 * @param {Correction[]} corrections of the page
 * @param {Annotation} annotation
 * @returns {Verdict | null} the one said last
 */
export function verdictOn(corrections, annotation) {
  return corrections.findLast((each) => isOf(each, annotation))?.verdict ?? null;
}

/**
 * @param {Annotation} annotation
 * @param {Verdict} verdict
 * @param {string} at
 * @returns {Correction}
 */
function correctionOf(annotation, verdict, at) {
  const speaker = "kind" in annotation ? annotation.speaker?.name ?? null : null;
  return { type: typeOf(annotation), exact: exactOf(annotation), prefix: prefixOf(annotation), verdict, speaker, at };
}

/**
 * A wrong speaker is a fault of that name: another name, found later by a better model, stands.
 *
 * @param {Correction} correction
 * @param {Annotation} annotation
 */
function isOf(correction, annotation) {
  if (correction.type !== typeOf(annotation) || correction.exact !== exactOf(annotation)) return false;
  if (correction.prefix !== prefixOf(annotation)) return false;
  const speaker = "kind" in annotation ? annotation.speaker?.name ?? null : null;
  return correction.verdict !== "wrong_speaker" || correction.speaker === speaker;
}

/** @param {Correction} one @param {Correction} other */
function meansTheSame(one, other) {
  return one.type === other.type && one.exact === other.exact && one.prefix === other.prefix;
}

/** @param {Annotation} annotation */
export function typeOf(annotation) {
  return "kind" in annotation ? "quote" : "risk";
}

/** @param {Annotation} annotation */
function exactOf({ text }) {
  return text;
}

/** @param {Annotation} annotation */
function prefixOf({ target }) {
  return target?.quote.prefix ?? "";
}
