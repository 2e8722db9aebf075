/**
 * The extension's middle: the button's press, the way page → server → page, and what each tab shows.
 *
 * The worker may be ended at any time, so what a tab shows stands in session storage, and every
 * listener is set at the first run. What cannot survive (a request under way) is kept in memory.
 */

import { readSettings } from "../protocol/settings.js";
import { runByItself } from "./by_itself.js";
import { drawingOf, followStorage } from "./display.js";
import { ProblemError } from "./problem.js";
import { forgetToken, isPairingPage, pair, takeBack } from "./pairing.js";
import { meetServer, requestAnalysis } from "./server.js";
import { ask, readPage } from "./page.js";
import { Progress } from "./progress.js";
import { show, showLost } from "./show.js";
import { clearFilters, forgetTab, stateOf, storeCurrent } from "./tabs.js";
import { showSample, welcomeOnce } from "./welcome.js";

/** @typedef {import("../protocol/types.js").Analysis} Analysis */
/** @typedef {import("../protocol/types.js").Scope} Scope */
/** @typedef {import("../protocol/types.js").TabState} TabState */

/** Firefox has a sidebar where Chromium has a side panel. @typedef {{sidebarAction?: {open: () => Promise<void>}}} WithSidebar */

/** Requests under way, by tab. @type {Map<number, AbortController>} */
const underWay = new Map();

chrome.action.onClicked.addListener((tab) => {
  openPanel(tab); // before anything is awaited, or the browser no longer counts it as the press's
  if (tab.id !== undefined) void toggle(tab.id);
});

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  const handle = MESSAGES[message.name];
  if (!handle) return false; // the panel's
  void handle(message, sender.tab?.id ?? message.tabId).then(() => reply(null));
  return true;
});

chrome.tabs.onUpdated.addListener((tabId, change) => {
  if (change.status) void check(tabId);
});

chrome.tabs.onRemoved.addListener((tabId) => {
  underWay.get(tabId)?.abort();
  void forgetTab(tabId);
});

chrome.commands.onCommand.addListener((command, tab) => {
  const by = command === "next" ? 1 : command === "previous" ? -1 : null;
  // A page where nothing is marked has nobody to answer.
  if (by && tab?.id !== undefined) ask(tab.id, "step", { by }).catch(() => undefined);
});

welcomeOnce();
followStorage();
runByItself((tabId) => analyze(tabId, "article"));

/**
 * What the panel asks for, and what the page tells of itself.
 *
 * @type {Record<string, (message: any, tabId: number) => Promise<void>>}
 */
const MESSAGES = {
  analyze: (/** @type {{scope: Scope}} */ { scope }, tabId) => analyze(tabId, scope),
  "pair-again": (/** @type {{scope: Scope}} */ { scope }, tabId) => pairAgain(tabId, scope),
  sample: () => showSample((tabId) => analyze(tabId, "article")),
  cancel: async (_, tabId) => underWay.get(tabId)?.abort(),
  arrived: (/** @type {{id: string | null}} */ { id }, tabId) => storeCurrent(tabId, id),
  lost: (/** @type {{lost: string[]}} */ { lost }, tabId) => showLost(tabId, lost),
  left: (_, tabId) => reset(tabId),
};

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
  if (isPairingPage(tabId)) takeBack(tabId);
  else if (underWay.has(tabId)) underWay.get(tabId)?.abort();
  else if ((await stateOf(tabId)).phase === "shown") await leave(tabId);
  else await analyze(tabId, "article");
}

/**
 * @param {number} tabId
 * @param {Scope} scope
 */
async function analyze(tabId, scope) {
  underWay.get(tabId)?.abort();
  const cancel = new AbortController();
  underWay.set(tabId, cancel);
  const done = () => {
    if (underWay.get(tabId) === cancel) underWay.delete(tabId);
  };
  const progress = new Progress(tabId);
  const meeting = meetServer(cancel.signal);
  meeting.catch(() => undefined); // thrown where it is awaited, after what is wrong with the page
  try {
    let [snapshot] = await Promise.all([readPage(tabId, scope), clearFilters(tabId)]);
    let server = await meeting;
    if (!server.proof) {
      server = await pairFirst(tabId, server.address, cancel, progress);
      snapshot = await readPage(tabId, scope); // it may have changed while the reader was away
    }
    if (snapshot.selection && !snapshot.selection.length) throw new ProblemError("nothing-selected");
    const draw = async (/** @type {Analysis} */ { source: said, quotes, risks }) => {
      cancel.signal.throwIfAborted();
      const source = { ...said, url: snapshot.url, title: said.title ?? snapshot.title };
      const drawn = await ask(tabId, "draw", await drawingOf(tabId, { source, quotes, risks }, snapshot.url));
      cancel.signal.throwIfAborted();
      return { source, quotes, risks, ...drawn };
    };
    void progress.at("language");
    const analysis = await requestAnalysis(server, snapshot, cancel.signal, async (opening) => {
      await draw(opening);
      await progress.at("rest");
    });
    const { here, ...drawn } = await draw(analysis);
    progress.end();
    if (!here) return await show(tabId, { phase: "idle" });
    const { total_ms: totalMs } = analysis.timings;
    const length = [...analysis.article.text].length;
    done();
    await show(tabId, { phase: "shown", scope, ...drawn, length, totalMs });
  } catch (error) {
    progress.end();
    const last = underWay.get(tabId) === cancel;
    // The opening may be marked already; the page may have gone with it.
    if (last) await ask(tabId, "erase", null).catch(() => undefined);
    if (cancel.signal.aborted) {
      if (last) await show(tabId, { phase: "idle" });
    } else if (error instanceof ProblemError) {
      const blank = scope === "selection" && error.problem === "no-article";
      await show(tabId, { phase: "failed", scope, problem: blank ? "nothing-selected" : error.problem });
    } else if ((await whetherStill(tabId)) === "gone") {
      await show(tabId, { phase: "idle" });
    } else {
      await show(tabId, { phase: "failed", scope, problem: "internal" });
      throw error;
    }
  } finally {
    done();
  }
}

/**
 * The reader has to pair with the server before anything is sent to it.
 *
 * @param {number} tabId
 * @param {string} address of the server
 * @param {AbortController} cancel
 * @param {Progress} progress
 * @returns {Promise<import("./server.js").Met>}
 */
async function pairFirst(tabId, address, cancel, progress) {
  progress.end();
  await pair(address, cancel, async (code, page) => {
    const waiting = /** @type {const} */ ({ phase: "pairing", code });
    await show(tabId, waiting);
    if (page !== undefined) await show(page, waiting);
  });
  await chrome.tabs.update(tabId, { active: true });
  await progress.tell();
  return meetServer(cancel.signal);
}

/**
 * The reader says that the pairing is lost: forget it, and ask anew.
 *
 * @param {number} tabId
 * @param {Scope} scope
 */
async function pairAgain(tabId, scope) {
  await forgetToken((await readSettings()).address);
  await analyze(tabId, scope);
}

/** @param {number} tabId */
async function leave(tabId) {
  await ask(tabId, "leave", null);
  await show(tabId, { phase: "idle" });
}

/**
 * A tab that loads may only add a frame or change its address: the page itself knows whether it is
 * still the one that was read. One that is being read tells so itself.
 *
 * @param {number} tabId
 */
async function check(tabId) {
  if (underWay.has(tabId)) return;
  const { phase } = await stateOf(tabId);
  if (phase === "idle") return;
  const still = await whetherStill(tabId);
  if (underWay.has(tabId)) return; // the reader has pressed meanwhile, on the new page
  if (still === "gone" || (still === "moved" && phase === "failed")) await reset(tabId);
}

/** @param {number} tabId */
async function whetherStill(tabId) {
  return ask(tabId, "still", null).catch(() => /** @type {const} */ ("gone"));
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
