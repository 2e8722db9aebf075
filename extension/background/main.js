/**
 * The extension's middle: the button's press, the way page → server → page, and what each tab shows.
 *
 * The worker may be ended at any time, so what a tab shows stands in session storage, and every
 * listener is set at the first run. What cannot survive (a request under way) is kept in memory.
 */

import { showOnBadge } from "./badge.js";
import { ProblemError } from "./problem.js";
import { requestAnalysis } from "./server.js";
import { forgetTab, stateOf, storeState } from "./tabs.js";
import { ask, injectContent } from "./page.js";

/** @typedef {import("../protocol/types.js").TabState} TabState */

/** Firefox has a sidebar where Chromium has a side panel. @typedef {{sidebarAction?: {open: () => Promise<void>}}} WithSidebar */

/** Requests under way, by tab. @type {Map<number, AbortController>} */
const underWay = new Map();

chrome.action.onClicked.addListener((tab) => {
  openPanel(tab); // before anything is awaited, or the browser no longer counts it as the press's
  if (tab.id !== undefined) void toggle(tab.id);
});

chrome.runtime.onMessage.addListener((message, _sender, reply) => {
  if (message.name !== "retry") return false;
  void analyze(message.tabId).then(() => reply(null));
  return true;
});

chrome.tabs.onUpdated.addListener((tabId, change) => {
  if (change.status === "loading") void reset(tabId);
});

chrome.tabs.onRemoved.addListener((tabId) => {
  underWay.get(tabId)?.abort();
  void forgetTab(tabId);
});

/** @param {chrome.tabs.Tab} tab */
function openPanel(tab) {
  const { sidebarAction } = /** @type {WithSidebar} */ (chrome);
  const opened = sidebarAction
    ? sidebarAction.open()
    : tab.id !== undefined && chrome.sidePanel.open({ tabId: tab.id });
  // The press works without a panel, too: the reader may have closed it for good.
  if (opened) opened.catch(() => undefined);
}

/** @param {number} tabId */
async function toggle(tabId) {
  const { phase } = await stateOf(tabId);
  if (phase === "shown") await leave(tabId);
  else if (phase === "working" && underWay.has(tabId)) underWay.get(tabId)?.abort();
  else await analyze(tabId);
}

/** @param {number} tabId */
async function analyze(tabId) {
  underWay.get(tabId)?.abort();
  const cancel = new AbortController();
  underWay.set(tabId, cancel);
  await show(tabId, { phase: "working" });
  try {
    await injectContent(tabId);
    const snapshot = await ask(tabId, "snapshot", null);
    const analysis = await requestAnalysis(snapshot, cancel.signal);
    cancel.signal.throwIfAborted();
    const { quotes, risks } = analysis;
    const { lost } = await ask(tabId, "draw", { quotes, risks });
    const { total_ms: totalMs } = analysis.timings;
    const title = analysis.source.title ?? snapshot.title;
    await show(tabId, { phase: "shown", title, totalMs, quotes, risks, lost });
  } catch (error) {
    if (cancel.signal.aborted) {
      if (underWay.get(tabId) === cancel) await show(tabId, { phase: "idle" });
    } else if (error instanceof ProblemError) {
      await show(tabId, { phase: "failed", problem: error.problem });
    } else {
      await show(tabId, { phase: "failed", problem: "internal" });
      throw error;
    }
  } finally {
    if (underWay.get(tabId) === cancel) underWay.delete(tabId);
  }
}

/** @param {number} tabId */
async function leave(tabId) {
  await ask(tabId, "leave", null);
  await show(tabId, { phase: "idle" });
}

/**
 * A page that is left takes its highlights with it.
 *
 * @param {number} tabId
 */
async function reset(tabId) {
  underWay.get(tabId)?.abort();
  if ((await stateOf(tabId)).phase !== "idle") await show(tabId, { phase: "idle" });
}

/**
 * @param {number} tabId
 * @param {TabState} state
 */
async function show(tabId, state) {
  await storeState(tabId, state);
  await showOnBadge(tabId, state);
}
