/** The way to the page of a tab: reading it, and messages with one reply each. */

import { ProblemError } from "./problem.js";

/** @typedef {import("../protocol/types.js").AnalysisRequest} AnalysisRequest */
/** @typedef {import("../protocol/types.js").ContentMessages} ContentMessages */
/** @typedef {import("../protocol/types.js").Scope} Scope */

const FOLDER = "extension/content";

/**
 * What a snapshot takes. All of it is asked for at once: one by one, as each module names the next,
 * takes longer.
 */
const MODULES = ["main", "flat_tree", "selection", "slices", "snapshot", "xml"];

/** What browsers say of a page that has gone while it was read. */
const GONE = /removed|closed|no tab|destroyed|disconnected/i;

/** How long to wait before the second try at an injection. */
const AGAIN_MS = 150;

/**
 * Have the page read, and the extension's end in it listen.
 *
 * Tried twice: a busy Chromium may be asked for the injection before the page's own process has
 * heard of the permission that the press has just granted, and then refuses.
 *
 * @param {number} tabId
 * @param {Scope} scope
 * @returns {Promise<AnalysisRequest>}
 * @throws {ProblemError} forbidden-page where the browser lets no extension in
 */
export async function readPage(tabId, scope) {
  const [read] = await injected(tabId, scope).catch(async (error) => {
    if (GONE.test(String(error))) throw error;
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    return injected(tabId, scope);
  }).catch((error) => {
    if (GONE.test(String(error))) throw error;
    console.info("not injected:", error);
    throw new ProblemError("forbidden-page");
  });
  if (!read?.result) throw new Error("the page was not read");
  return /** @type {AnalysisRequest} */ (read.result);
}

/**
 * @param {number} tabId
 * @param {Scope} scope
 */
async function injected(tabId, scope) {
  const urls = MODULES.map((name) => chrome.runtime.getURL(`${FOLDER}/${name}.js`));
  const results = await chrome.scripting.executeScript({
    target: { tabId }, func: readInPage, args: [urls, scope],
  });
  // Firefox does not reject on its own pages: it runs nothing, and gives no result.
  if (!results[0]) throw new Error("nothing was injected");
  return results;
}

/**
 * Runs in the page, as the one classic script there: it imports the content modules, which classic
 * scripts could only share through globals. They are loaded once, however often it runs.
 *
 * @param {string[]} urls the first one is main's
 * @param {Scope} scope
 * @returns {Promise<AnalysisRequest>}
 */
async function readInPage(urls, scope) {
  const [main] = await Promise.all(urls.map((url) => import(url)));
  return main.read(scope);
}

/**
 * @template {keyof ContentMessages} Name
 * @param {number} tabId
 * @param {Name} name
 * @param {ContentMessages[Name]["request"]} request
 * @returns {Promise<ContentMessages[Name]["reply"]>}
 */
export function ask(tabId, name, request) {
  return chrome.tabs.sendMessage(tabId, { name, ...request });
}
