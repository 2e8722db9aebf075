/** What the toolbar button says of a tab: its badge and its tooltip. */

import { keptOn } from "../protocol/kept.js";
import { problemText } from "../protocol/problems.js";
import { countedQuotes, countedRisks } from "../protocol/wording.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").TabState} TabState */

const BLUE = "#1d5fbf";
const RED = "#b3261e";
const GREY = "#5f6b7a";

/**
 * @param {TabState} state
 * @param {Annotation[]} kept of what was found, what the reader's settings and corrections leave
 * @returns {{text: string, color: string, title: string}}
 */
export function badgeOf(state, kept) {
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
      const drawn = kept.filter(({ id }) => !state.lost.includes(id));
      const quotes = drawn.filter((annotation) => "kind" in annotation).length;
      const title = say("actionTitleShown", countedQuotes(quotes), countedRisks(drawn.length - quotes));
      return { text: String(drawn.length), color: BLUE, title };
    }
  }
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
export async function showOnBadge(tabId, state) {
  const kept = state.phase === "shown"
    ? (await keptOn(state.source.url ?? "", [...state.quotes, ...state.risks])).kept
    : [];
  const { text, color, title } = badgeOf(state, kept);
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
