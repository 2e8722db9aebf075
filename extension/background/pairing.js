/**
 * Pairing with the server: once for each server, by the reader's own word on the server's page,
 * which opens in a tab. The token that comes of it stays in local storage and is never sent.
 */

import { askServer } from "./ask.js";
import { ProblemError } from "./problem.js";
import { fromHex } from "./proof.js";

/** @typedef {import("./proof.js").Bytes} Bytes */

/** Between two questions whether the reader has answered. */
const PAUSE_MS = 500;
const ANSWER_SECONDS = 10;

/** The tabs that show the server's page now, and the presses that wait for the reader's word there. @type {Map<number, AbortController>} */
const pages = new Map();

/**
 * Whether a tab shows the server's pairing page.
 *
 * @param {number} tabId
 */
export function isPairingPage(tabId) {
  return pages.has(tabId);
}

/**
 * A press on the server's pairing page takes the request back.
 *
 * @param {number} tabId
 */
export function takeBack(tabId) {
  pages.get(tabId)?.abort();
}

/**
 * @param {string} address
 * @returns {Promise<Bytes | null>} the token that was exchanged with the server at this address
 */
export async function readToken(address) {
  const key = keyOf(address);
  return fromHex((await chrome.storage.local.get(key))[key]);
}

/** @param {string} address */
export async function forgetToken(address) {
  await chrome.storage.local.remove(keyOf(address));
}

/**
 * Ask to pair, show the server's page, and wait for the reader's word.
 *
 * @param {string} address
 * @param {AbortController} cancel of the press that waits for it
 * @param {(code: string, pageTabId: number | undefined) => Promise<void>} showCode
 *   called with the code once the page is open
 * @throws {ProblemError} when the reader does not allow it, or not in time
 */
export async function pair(address, cancel, showCode) {
  const { signal: cancelled } = cancel;
  const how = { timeoutSeconds: ANSWER_SECONDS };
  const { handle, code } = await askServer(`${address}/api/pairing-requests`, {}, cancelled, how);
  if (typeof handle !== "string" || !/^[0-9]{6}$/.test(code)) throw new ProblemError("wrong-server");
  // Opened at its address, not led there: a browser tells the two apart, and so does the server.
  const { id: page } = await chrome.tabs.create({ url: `${address}/pairing` });
  if (page !== undefined) pages.set(page, cancel);
  let answered = false;
  try {
    await showCode(code, page);
    for (;;) {
      const outcome = await askServer(`${address}/api/pairing-requests/outcome`, { handle },
        cancelled, how);
      answered = outcome.state !== "waiting";
      if (outcome.state === "allowed" && fromHex(outcome.token)) {
        await chrome.storage.local.set({ [keyOf(address)]: outcome.token });
        return;
      }
      if (outcome.state !== "waiting") throw new ProblemError("wrong-server");
      await pause(cancelled);
    }
  } catch (error) {
    // The server has answered with a problem, or it is us who do not want to wait any more.
    answered ||= error instanceof ProblemError;
    throw error;
  } finally {
    if (!answered) {
      await askServer(`${address}/api/pairing-requests/withdrawal`, { handle },
        new AbortController().signal, how).catch(() => undefined); // it ends by itself, too
    }
    if (page !== undefined) {
      pages.delete(page);
      await chrome.tabs.remove(page).catch(() => undefined); // the reader may have closed it
    }
  }
}

/** @param {string} address */
function keyOf(address) {
  return `pairing:${address}`;
}

/** @param {AbortSignal} cancelled */
async function pause(cancelled) {
  await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  await chrome.runtime.getPlatformInfo(); // a worker that asks its browser nothing is ended
  cancelled.throwIfAborted();
}
