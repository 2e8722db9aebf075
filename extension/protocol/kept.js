/** What the reader's settings and corrections leave of what was found on a page. */

import { pageOf, readCorrections } from "./corrections.js";
import { readSettings } from "./settings.js";
import { keptOf } from "./shown.js";

/** @typedef {import("./types.js").Annotation} Annotation */

/**
 * @param {Annotation[]} annotations
 * @param {string} url of the page
 * @param {Promise<import("./settings.js").Settings>} [settings] where they are being read
 * @returns {Promise<{kept: Annotation[], rejected: Annotation[]}>}
 */
export async function keptOn(url, annotations, settings = readSettings()) {
  const [set, corrections] = await Promise.all([settings, readCorrections()]);
  return keptOf(annotations, set, corrections[pageOf(url)] ?? []);
}
