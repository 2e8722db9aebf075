/**
 * What each tab shows, how its panel looks at it, and where the reader is in it: in session storage,
 * which outlives the worker and is read by the panel.
 */

import { EVERYTHING } from "../protocol/shown.js";

/** @typedef {import("../protocol/types.js").TabState} TabState */
/** @typedef {import("../protocol/types.js").View} View */

const STATE = "tab:";
export const VIEW = "view:";
export const CURRENT = "current:";

/** @param {number} tabId */
export function keysOf(tabId) {
  return { state: `${STATE}${tabId}`, view: `${VIEW}${tabId}`, current: `${CURRENT}${tabId}` };
}

/**
 * @param {number} tabId
 * @returns {Promise<TabState>}
 */
export async function stateOf(tabId) {
  return await read(keysOf(tabId).state) ?? { phase: "idle" };
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export async function storeState(tabId, state) {
  await chrome.storage.session.set({ [keysOf(tabId).state]: state });
}

/**
 * @param {number} tabId
 * @returns {Promise<View>}
 */
export async function viewOf(tabId) {
  return await read(keysOf(tabId).view) ?? EVERYTHING;
}

/**
 * @param {number} tabId
 * @param {View} view
 */
export async function storeView(tabId, view) {
  await chrome.storage.session.set({ [keysOf(tabId).view]: view });
}

/**
 * A page that is read anew is seen whole: filters were meant for what was found before. Order and
 * grouping are the reader's habit, and stay.
 *
 * @param {number} tabId
 */
export async function clearFilters(tabId) {
  const view = await viewOf(tabId);
  const { order, grouped } = view;
  const whole = { ...EVERYTHING, order, grouped };
  if (JSON.stringify(view) !== JSON.stringify(whole)) await storeView(tabId, whole);
}

/**
 * The annotation that the reader has come to.
 *
 * @param {number} tabId
 * @returns {Promise<string | null>}
 */
export async function currentOf(tabId) {
  return await read(keysOf(tabId).current) ?? null;
}

/**
 * @param {number} tabId
 * @param {string | null} id
 */
export async function storeCurrent(tabId, id) {
  await chrome.storage.session.set({ [keysOf(tabId).current]: id });
}

/** The tabs that show an analysis. @returns {Promise<number[]>} */
export async function tabsShown() {
  const all = await chrome.storage.session.get(null);
  return Object.entries(all)
    .filter(([key, value]) => key.startsWith(STATE) && /** @type {TabState} */ (value).phase === "shown")
    .map(([key]) => Number(key.slice(STATE.length)));
}

/** @param {number} tabId */
export async function forgetTab(tabId) {
  await chrome.storage.session.remove(Object.values(keysOf(tabId)));
}

/**
 * @param {string} key
 * @returns {Promise<any>}
 */
async function read(key) {
  return (await chrome.storage.session.get(key))[key];
}
