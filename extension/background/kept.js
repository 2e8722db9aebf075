/** What the reader's settings and corrections leave of what was found on a page. */

import { pageOf, readCorrections } from "../protocol/corrections.js";
import { readSettings } from "../protocol/settings.js";
import { keptOf } from "../protocol/shown.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

/**
 * @param {Annotation[]} annotations
 * @param {string} url of the page
 * @returns {Promise<Annotation[]>}
 */
export async function keptOn(url, annotations) {
  const [settings, corrections] = await Promise.all([readSettings(), readCorrections()]);
  return keptOf(annotations, settings, corrections[pageOf(url)] ?? []).kept;
}
