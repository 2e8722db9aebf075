/** Running by itself: on the sites that the reader has chosen, when a page of theirs has loaded. */

import { patternOf, readSettings, siteOf } from "../protocol/settings.js";

/**
 * @param {(tabId: number) => Promise<void>} analyze
 */
export function runByItself(analyze) {
  chrome.tabs.onUpdated.addListener((tabId, change, tab) => {
    // The address is only told where the browser has granted the site.
    if (change.status === "complete" && tab.url) void look(tabId, tab.url, analyze);
  });
}

/**
 * @param {number} tabId
 * @param {string} url
 * @param {(tabId: number) => Promise<void>} analyze
 */
async function look(tabId, url, analyze) {
  const site = siteOf(url);
  const { sites } = await readSettings();
  if (!site || !sites.includes(site)) return;
  if (await chrome.permissions.contains({ origins: [patternOf(site)] })) await analyze(tabId);
}
