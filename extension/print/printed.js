/** What is to be printed, on its way from a panel to the page that prints it. */

/** @typedef {import("../panel/menu.js").Shown} Shown */

/**
 * @param {Shown} shown
 * @returns {Promise<void>}
 */
export async function print(shown) {
  const key = crypto.randomUUID();
  await chrome.storage.session.set({ [`print:${key}`]: shown });
  await chrome.tabs.create({ url: chrome.runtime.getURL(`extension/print/print.html#${key}`) });
}

/**
 * @param {string} key
 * @returns {Promise<Shown>} empty where the browser has forgotten it, as after a restart
 */
export async function printed(key) {
  const name = `print:${key}`;
  const stored = await chrome.storage.session.get(name);
  const nothing = { url: null, title: null, byline: null, published: null, site_name: null, language: null };
  return /** @type {Shown | undefined} */ (stored[name]) ?? { source: nothing, annotations: [] };
}
