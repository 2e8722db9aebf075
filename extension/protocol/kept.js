/** What the reader's settings and corrections leave of what was found on a page. */

import { pageOf, readCorrections } from "./corrections.js";
import { readSettings } from "./settings.js";
import { keptOf } from "./shown.js";

/** @typedef {import("./types.js").Annotation} Annotation */

/**
 * @param {Annotation[]} annotations
 * @param {string} url of the page
 * @returns {Promise<{kept: Annotation[], rejected: Annotation[]}>}
 */
export async function keptOn(url, annotations) {
  const [settings, corrections] = await Promise.all([readSettings(), readCorrections()]);
  return keptOf(annotations, settings, corrections[pageOf(url)] ?? []);
}
