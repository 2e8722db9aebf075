/**
 * The extension's middle: the button's press, the way page → server → page, and what each tab shows.
 *
 * The worker may be ended at any time, so what a tab shows stands in session storage, and every
 * listener is set at the first run. What cannot survive (a request under way) is kept in memory.
 */

import { showOnBadge } from "./badge.js";
import { ProblemError } from "./problem.js";
import { forgetToken, isPairingPage, pair, readToken } from "./pairing.js";
import { requestAnalysis, serverAddress, shakeHands } from "./server.js";
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
  if (message.name === "retry") void analyze(message.tabId).then(() => reply(null));
  else if (message.name === "pair-again") void pairAgain(message.tabId).then(() => reply(null));
  else return false;
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
  else if (underWay.has(tabId)) underWay.get(tabId)?.abort();
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
    await connect(tabId, cancel.signal);
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

/**
 * Before the page is read: the server is there and has proved itself, or the reader pairs with it.
 *
 * @param {number} tabId
 * @param {AbortSignal} cancelled
 */
async function connect(tabId, cancelled) {
  const address = await serverAddress();
  if (!(await readToken(address))) {
    await pair(address, cancelled, async (code, page) => {
      const waiting = /** @type {const} */ ({ phase: "pairing", code });
      await show(tabId, waiting);
      if (page !== undefined) await show(page, waiting);
    });
    await chrome.tabs.update(tabId, { active: true });
    await show(tabId, { phase: "working" });
  }
  await shakeHands(address, cancelled);
}

/**
 * The reader says that the pairing is lost: forget it, and ask anew.
 *
 * @param {number} tabId
 */
async function pairAgain(tabId) {
  await forgetToken(await serverAddress());
  await analyze(tabId);
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
  if (isPairingPage(tabId)) return;
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
