/** The first steps: the page that opens when the extension is added, and the sample it leads to. */

import { readSettings } from "../protocol/settings.js";

const PAGE = "extension/welcome/welcome.html";

/** Where the server keeps the sample article. */
const SAMPLE = "/sample";

/** Open the first page when the extension is added, not when it is updated; called once. */
export function welcomeOnce() {
  chrome.runtime.onInstalled.addListener(({ reason }) => {
    if (reason === "install") void chrome.tabs.create({ url: chrome.runtime.getURL(PAGE) });
  });
}

/**
 * Open the sample article and mark it.
 *
 * @param {(tabId: number) => Promise<void>} analyze
 */
export async function showSample(analyze) {
  const { address } = await readSettings();
  const { id } = await chrome.tabs.create({ url: `${address}${SAMPLE}` });
  if (id === undefined) return;
  await new Promise((loaded) => {
    chrome.tabs.onUpdated.addListener(function look(tabId, { status }) {
      if (tabId !== id || status !== "complete") return;
      chrome.tabs.onUpdated.removeListener(look);
      loaded(null);
    });
  });
  await analyze(id);
}
