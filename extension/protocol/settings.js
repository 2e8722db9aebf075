/** What the reader has set, in local storage, with its defaults. */

/** @typedef {{address: string, timeoutSeconds: number}} Settings */

/** @type {Settings} */
export const DEFAULTS = { address: "http://127.0.0.1:8377", timeoutSeconds: 30 };

/** @returns {Promise<Settings>} */
export async function readSettings() {
  return /** @type {Settings} */ (await chrome.storage.local.get(DEFAULTS));
}

/** @param {Partial<Settings>} settings */
export async function writeSettings(settings) {
  await chrome.storage.local.set(settings);
}

/**
 * The address as it is used: http, 127.0.0.1, a port, no path. `localhost` may stand for another
 * address, so it is not taken.
 *
 * @param {string} typed
 * @returns {string | null} null where it cannot be a server on this machine
 */
export function addressOf(typed) {
  const text = typed.trim();
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, origin, username, pathname } = new URL(text);
  const local = protocol === "http:" && hostname === "127.0.0.1" && !username && pathname === "/";
  return local ? origin : null;
}
