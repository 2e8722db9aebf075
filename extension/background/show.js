/** What is shown of a tab, in panel and badge: in the order of the calls, though not every caller waits. */

import { inOwnWords } from "../protocol/words.js";
import { showOnBadge } from "./badge.js";
import { stateOf, storeState } from "./tabs.js";

/** @typedef {import("../protocol/types.js").TabState} TabState */

/** What is being shown now. @type {Promise<unknown>} */
let showing = Promise.resolve();

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export function show(tabId, state) {
  return inTurn(() => store(tabId, state));
}

/**
 * What is not found on a page has changed.
 *
 * @param {number} tabId
 * @param {string[]} lost
 */
export function showLost(tabId, lost) {
  return inTurn(async () => {
    const state = await stateOf(tabId);
    if (state.phase === "shown") await store(tabId, { ...state, lost });
  });
}

/**
 * After another choice of the reader's: the badge counts what that leaves.
 *
 * @param {number} tabId
 */
export function countAgain(tabId) {
  return inTurn(async () => showOnBadge(tabId, await stateOf(tabId)));
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
async function store(tabId, state) {
  await inOwnWords();
  await storeState(tabId, state);
  await showOnBadge(tabId, state);
}

/** @param {() => Promise<void>} act */
function inTurn(act) {
  const next = showing.catch(() => undefined).then(act);
  showing = next;
  return next;
}
