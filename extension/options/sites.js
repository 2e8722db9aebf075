/**
 * The sites on which Caveat runs by itself. Each needs the browser's own permission, which is asked
 * for when the site is added and given back when it is removed.
 */

import { element } from "../protocol/element.js";
import { patternOf, readSettings, siteOf, writeSettings } from "../protocol/settings.js";
import { say } from "../protocol/words.js";

const list = /** @type {HTMLElement} */ (document.getElementById("sites"));
const form = /** @type {HTMLFormElement} */ (document.getElementById("add-site"));
const typed = /** @type {HTMLInputElement} */ (document.getElementById("site"));
const said = /** @type {HTMLElement} */ (document.getElementById("site-said"));

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const site = siteOf(typed.value);
  typed.setAttribute("aria-invalid", String(site === null));
  if (site === null) {
    said.textContent = say("optionsBadSite");
    return;
  }
  // Asked for before anything is awaited, or the browser no longer counts it as the press's.
  void chrome.permissions.request({ origins: [patternOf(site)] }).then((granted) => add(site, granted));
});

/** Show the sites as they are set now. */
export async function showSites() {
  const { sites } = await readSettings();
  list.replaceChildren(...(await Promise.all(sites.map(entry))));
}

/** @param {string} site @param {boolean} granted */
async function add(site, granted) {
  if (granted) {
    const { sites } = await readSettings();
    await writeSettings({ sites: [...new Set([...sites, site])].sort() });
    typed.value = "";
  }
  said.textContent = say(granted ? "optionsSiteAdded" : "optionsSiteRefused", site);
  await showSites();
}

/** @param {string} site */
async function remove(site) {
  const { sites } = await readSettings();
  await writeSettings({ sites: sites.filter((each) => each !== site) });
  await chrome.permissions.remove({ origins: [patternOf(site)] });
  said.textContent = say("optionsSiteRemoved", site);
  await showSites();
}

/** @param {string} site */
async function entry(site) {
  const allowed = await chrome.permissions.contains({ origins: [patternOf(site)] });
  const item = document.createElement("li");
  const button = element("button", "action quiet", say("optionsSiteRemove"));
  button.setAttribute("aria-label", say("optionsSiteRemoveOne", site));
  button.addEventListener("click", () => void remove(site));
  // Settings follow the reader to another browser, permissions do not.
  item.append(element("span", "", allowed ? site : say("optionsSiteNotAllowed", site)), button);
  return item;
}
