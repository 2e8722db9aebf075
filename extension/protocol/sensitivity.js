/** Which risk claims a setting of sensitivity shows, and what it is known to get right and to miss. */

/** @typedef {import("./types.js").Sensitivity} Sensitivity */

/** From the one that shows least to the one that shows most. */
export const LEVELS = /** @type {const} */ (["few", "balanced", "all"]);

/**
 * @param {{level: Sensitivity}} risk
 * @param {Sensitivity} sensitivity
 * @returns {boolean}
 */
export function isShownAt({ level }, sensitivity) {
  return LEVELS.indexOf(level) <= LEVELS.indexOf(sensitivity);
}

/**
 * What was measured on articles held out: the share of the marked that are claims (precision), and
 * of the claims that are marked (recall). The file is written by the training of the server's model.
 *
 * @returns {Promise<Record<Sensitivity, {precision: number, recall: number}>>}
 */
export async function readMeasurements() {
  const response = await fetch(chrome.runtime.getURL("extension/protocol/sensitivity.json"));
  return response.json();
}
