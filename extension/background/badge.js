/** What the toolbar button says of a tab: its badge and its tooltip. */

import { problemText } from "../protocol/problems.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").TabState} TabState */

const BLUE = "#1d5fbf";
const RED = "#b3261e";
const GREY = "#5f6b7a";

/**
 * @param {TabState} state
 * @returns {{text: string, color: string, title: string}}
 */
export function badgeOf(state) {
  switch (state.phase) {
    case "idle":
      return { text: "", color: GREY, title: say("actionTitle") };
    case "working":
      return { text: "…", color: GREY, title: say(`working_${state.step}`) };
    case "pairing":
      return { text: "…", color: GREY, title: say("pairingTitle") };
    case "failed": {
      const { title, next } = problemText(state.problem);
      return { text: "!", color: RED, title: `${title}\n${next}` };
    }
    case "shown": {
      const drawn = state.quotes.length + state.risks.length - state.lost.length;
      const title = say("actionTitleShown", String(state.quotes.length), String(state.risks.length));
      return { text: String(drawn), color: BLUE, title };
    }
  }
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export async function showOnBadge(tabId, state) {
  const { text, color, title } = badgeOf(state);
  try {
    await Promise.all([
      chrome.action.setBadgeText({ tabId, text }),
      chrome.action.setBadgeBackgroundColor({ tabId, color }),
      chrome.action.setBadgeTextColor({ tabId, color: "#ffffff" }),
      chrome.action.setTitle({ tabId, title }),
    ]);
  } catch (error) {
    // A tab that was closed meanwhile has no badge; whatever else is wrong must be seen.
    if (await chrome.tabs.get(tabId).catch(() => null)) throw error;
  }
}
