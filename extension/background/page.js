/** The way to the page of a tab: injection, and messages with one reply each. */

import { ProblemError } from "./problem.js";

/** @typedef {import("../protocol/types.js").ContentMessages} ContentMessages */

/** How long to wait before the second try at an injection. */
const AGAIN_MS = 150;

/**
 * Tried twice: a busy Chromium may be asked for the injection before the page's own process has
 * heard of the permission that the press has just granted, and then refuses.
 *
 * @param {number} tabId
 * @throws {ProblemError} forbidden-page where the browser lets no extension in
 */
export async function injectContent(tabId) {
  try {
    await inject(tabId).catch(async () => {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      await inject(tabId);
    });
  } catch (error) {
    console.info("not injected:", error);
    throw new ProblemError("forbidden-page");
  }
}

/** @param {number} tabId */
async function inject(tabId) {
  const results = await chrome.scripting.executeScript({
    target: { tabId },
    files: ["extension/content/loader.js"],
  });
  // Firefox does not reject on its own pages: it runs nothing, and gives no result.
  if (!results[0]) throw new Error("nothing was injected");
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
