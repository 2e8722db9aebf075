/** The way to the page of a tab: injection, and messages with one reply each. */

import { ProblemError } from "./problem.js";

/** @typedef {import("../protocol/types.js").ContentMessages} ContentMessages */

/**
 * @param {number} tabId
 * @throws {ProblemError} forbidden-page where the browser lets no extension in
 */
export async function injectContent(tabId) {
  try {
    await chrome.scripting.executeScript({ target: { tabId }, files: ["extension/content/loader.js"] });
  } catch (error) {
    console.info("not injected:", error);
    throw new ProblemError("forbidden-page");
  }
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
