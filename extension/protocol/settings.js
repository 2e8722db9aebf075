/**
 * What the reader has set, with its defaults. It follows the reader from browser to browser
 * (`storage.sync`; a browser with no account keeps it on the machine), but for the server's address,
 * which belongs to the machine, and the sites that are read there, which are nobody else's business.
 */

/**
 * @typedef {object} Settings
 * @property {string} address of the server
 * @property {number} timeoutSeconds how long to wait for it
 * @property {{quotes: boolean, reported: boolean, risks: boolean, denied: boolean}} kinds what is shown
 * @property {"few" | "balanced" | "all"} sensitivity how sure a risk claim has to be
 * @property {"standard" | "safe"} inks "safe": told apart by readers who confuse red and green
 * @property {boolean} printed whether the marks are printed with the page
 * @property {boolean} map whether the map stands at the scrollbar's side
 * @property {"browser" | "en" | "zh_CN"} language of the interface
 * @property {string[]} sites origins on which Caveat runs by itself
 */

/** @type {Settings} */
export const DEFAULTS = {
  address: "http://127.0.0.1:8377",
  timeoutSeconds: 30,
  kinds: { quotes: true, reported: true, risks: true, denied: true },
  sensitivity: "balanced",
  inks: "standard",
  printed: true,
  map: true,
  language: "browser",
  sites: [],
};

/** Kept on the machine. */
const LOCAL = /** @type {const} */ (["address", "sites"]);

/** The highest time-out that the options offer, in seconds. */
const LONGEST_SECONDS = 600;

/** @returns {Promise<Settings>} */
export async function readSettings() {
  const { address, sites, ...synced } = DEFAULTS;
  const [here, everywhere] = await Promise.all([
    chrome.storage.local.get({ address, sites }),
    chrome.storage.sync.get(synced),
  ]);
  return /** @type {Settings} */ ({ ...everywhere, ...here });
}

/** @param {Partial<Settings>} settings */
export async function writeSettings(settings) {
  const entries = Object.entries(settings);
  const isLocal = (/** @type {[string, unknown]} */ [key]) => LOCAL.some((each) => each === key);
  await Promise.all([
    chrome.storage.local.set(Object.fromEntries(entries.filter(isLocal))),
    chrome.storage.sync.set(Object.fromEntries(entries.filter((entry) => !isLocal(entry)))),
  ]);
}

/**
 * Call back whenever a setting changes, here or in another window.
 *
 * @param {() => void} changed
 */
export function onSettingsChanged(changed) {
  chrome.storage.onChanged.addListener((changes, area) => {
    const keys = Object.keys(changes).filter((key) => Object.hasOwn(DEFAULTS, key));
    if (keys.length && (area === "sync" || area === "local")) changed();
  });
}

/**
 * Settings out of a file that somebody wrote: only what is known and of the right form.
 *
 * @param {unknown} read parsed JSON
 * @returns {Partial<Settings> | null} null where it holds no settings at all
 */
export function settingsOf(read) {
  if (typeof read !== "object" || read === null) return null;
  const given = /** @type {Record<string, unknown>} */ (read);
  const good = Object.entries(given).filter(([key, value]) => VALID[/** @type {keyof Settings} */ (key)]?.(value));
  return good.length ? /** @type {Partial<Settings>} */ (Object.fromEntries(good)) : null;
}

/** @type {Record<keyof Settings, (value: any) => boolean>} */
const VALID = {
  address: (value) => typeof value === "string" && addressOf(value) === value,
  timeoutSeconds: (value) => Number.isInteger(value) && value >= 1 && value <= LONGEST_SECONDS,
  kinds: (value) => typeof value === "object" && value !== null &&
    sameKeys(value, DEFAULTS.kinds) && Object.values(value).every(isBoolean),
  sensitivity: (value) => ["few", "balanced", "all"].includes(value),
  inks: (value) => ["standard", "safe"].includes(value),
  printed: isBoolean,
  map: isBoolean,
  language: (value) => ["browser", "en", "zh_CN"].includes(value),
  sites: (value) => Array.isArray(value) && value.every((site) => siteOf(site) === site),
};

/** @param {unknown} value */
function isBoolean(value) {
  return typeof value === "boolean";
}

/** @param {object} one @param {object} other */
function sameKeys(one, other) {
  return Object.keys(one).sort().join() === Object.keys(other).sort().join();
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

/**
 * The origin of a site on which Caveat may run by itself, from an address or a bare host name.
 *
 * @param {unknown} typed
 * @returns {string | null} null where it is no web site
 */
export function siteOf(typed) {
  if (typeof typed !== "string" || !typed.trim()) return null;
  const text = typed.includes("://") ? typed.trim() : `https://${typed.trim()}`;
  if (!URL.canParse(text)) return null;
  const { protocol, hostname, origin } = new URL(text);
  // A star is no host; Chromium writes it as %2A.
  return /^https?:$/.test(protocol) && hostname && !/[*%]/.test(hostname) ? origin : null;
}

/**
 * What the browser is asked to allow for a site: Firefox's patterns know no ports.
 *
 * @param {string} site an origin
 */
export function patternOf(site) {
  const { protocol, hostname } = new URL(site);
  return `${protocol}//${hostname}/*`;
}
