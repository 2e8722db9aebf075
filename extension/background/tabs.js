/** What each tab shows, in session storage: it outlives the worker, and the panel reads it. */

/** @typedef {import("../protocol/types.js").TabState} TabState */

/** @param {number} tabId */
export function keyOf(tabId) {
  return `tab:${tabId}`;
}

/**
 * @param {number} tabId
 * @returns {Promise<TabState>}
 */
export async function stateOf(tabId) {
  const key = keyOf(tabId);
  const stored = await chrome.storage.session.get(key);
  return /** @type {TabState | undefined} */ (stored[key]) ?? { phase: "idle" };
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export async function storeState(tabId, state) {
  await chrome.storage.session.set({ [keyOf(tabId)]: state });
}

/** @param {number} tabId */
export async function forgetTab(tabId) {
  await chrome.storage.session.remove(keyOf(tabId));
}
