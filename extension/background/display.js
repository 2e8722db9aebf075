/**
 * What each tab shows of what was found: settings, corrections and the panel's filters lie in
 * storage, and the page follows them whoever changes them.
 */

import { keptOn } from "../protocol/kept.js";
import { readSettings } from "../protocol/settings.js";
import { viewed } from "../protocol/shown.js";
import { inOwnWords } from "../protocol/words.js";
import { ask } from "./page.js";
import { countAgain, showLost } from "./show.js";
import { stateOf, tabsShown, viewOf, VIEW } from "./tabs.js";

/** @typedef {import("../protocol/types.js").Analysis} Analysis */
/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Drawing} Drawing */

/** What decides, beside the panel's filters, which annotations are shown. */
const CHOICES = ["kinds", "sensitivity", "corrections"];

/** Settings that the page's marks, map and card are made with. */
const LOOKS = ["inks", "printed", "map", "language"];

/**
 * What a page is to draw.
 *
 * @param {number} tabId
 * @param {Pick<Analysis, "source" | "quotes" | "risks">} analysis
 * @param {string} url of the page
 * @returns {Promise<Drawing>}
 */
export async function drawingOf(tabId, { source, quotes, risks }, url) {
  const annotations = [...quotes, ...risks];
  const settings = readSettings();
  const [{ inks, printed, map, language }, shown, words] = await Promise.all([
    settings, shownOf(tabId, annotations, url, settings), settings.then(inOwnWords),
  ]);
  return { annotations, shown, source: { ...source, url }, look: { inks, printed, map, language }, words };
}

/**
 * @param {number} tabId
 * @param {Annotation[]} annotations
 * @param {string} url
 * @param {Promise<import("../protocol/settings.js").Settings>} [settings] where they are being read
 * @returns {Promise<Annotation[]>}
 */
async function shownOf(tabId, annotations, url, settings) {
  const [{ kept }, view] = await Promise.all([keptOn(url, annotations, settings), viewOf(tabId)]);
  return viewed(kept, view);
}

/** Let every page follow what is set, filtered and corrected; called once. */
export function followStorage() {
  chrome.storage.onChanged.addListener((changes, area) => {
    const keys = Object.keys(changes);
    if (area === "session") {
      for (const key of keys) if (key.startsWith(VIEW)) void showAgain(Number(key.slice(VIEW.length)));
    } else if (keys.some((key) => LOOKS.includes(key))) {
      void tabsShown().then((tabs) => Promise.all(tabs.map(drawAgain)));
    } else if (keys.some((key) => CHOICES.includes(key))) {
      void tabsShown().then((tabs) => Promise.all(tabs.map(showAgain)));
    }
  });
}

/** @param {number} tabId */
async function showAgain(tabId) {
  const state = await stateOf(tabId);
  if (state.phase !== "shown") return;
  const shown = await shownOf(tabId, [...state.quotes, ...state.risks], state.source.url ?? "");
  await countAgain(tabId);
  // The page may have gone meanwhile; then there is nothing to show on it.
  await ask(tabId, "show", { shown }).catch(() => undefined);
}

/** @param {number} tabId */
async function drawAgain(tabId) {
  const state = await stateOf(tabId);
  if (state.phase !== "shown") return;
  const drawn = await ask(tabId, "draw", await drawingOf(tabId, state, state.source.url ?? "")).catch(() => null);
  if (drawn?.here) await showLost(tabId, drawn.lost);
}
