/** The options page: what is shown and how, where the server is, and what is kept. */

import { readMeasurements } from "../protocol/sensitivity.js";
import { addressOf, readSettings, writeSettings } from "../protocol/settings.js";
import { inOwnWords, say, wordPage } from "../protocol/words.js";
import { showKept } from "./kept.js";
import { showShortcuts } from "./shortcuts.js";
import { showSites } from "./sites.js";

/** @typedef {import("../protocol/settings.js").Settings} Settings */

const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));
const address = field("address");
const timeout = field("timeout");

// Before anything is awaited, or an early press would send the form off and load the page anew.
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void save();
});
showKept(fill);
await word();
await fill();

async function word() {
  await inOwnWords();
  wordPage();
  document.title = say("optionsTitle");
  await Promise.all([showSites(), showShortcuts(), showFigures()]);
}

/** Beside each sensitivity, what it gets right and how much it finds. */
async function showFigures() {
  for (const [level, { precision, recall }] of Object.entries(await readMeasurements())) {
    const place = /** @type {HTMLElement} */ (document.getElementById(`figures-${level}`));
    place.textContent = say("optionsSensitivityFigures", percent(precision), percent(recall));
  }
}

/** @param {number} share */
function percent(share) {
  return new Intl.NumberFormat(document.documentElement.lang, { style: "percent" }).format(share);
}

async function fill() {
  const settings = await readSettings();
  address.value = settings.address;
  timeout.value = String(settings.timeoutSeconds);
  for (const box of boxes()) box.checked = settings.kinds[/** @type {keyof Settings["kinds"]} */ (box.value)];
  choose("sensitivity", settings.sensitivity);
  choose("inks", settings.inks);
  choose("language", settings.language);
  field("map").checked = settings.map;
  field("printed").checked = settings.printed;
  await showSites();
}

async function save() {
  const server = addressOf(address.value);
  const seconds = timeout.checkValidity() ? timeout.valueAsNumber : null;
  address.setAttribute("aria-invalid", String(server === null));
  timeout.setAttribute("aria-invalid", String(seconds === null));
  if (server === null || seconds === null) {
    (server === null ? address : timeout).focus();
    saved.textContent = say(server === null ? "optionsBadAddress" : "optionsBadTimeout");
    return;
  }
  const chosen = new FormData(form);
  await writeSettings(/** @type {Partial<Settings>} */ ({
    address: server,
    timeoutSeconds: seconds,
    kinds: Object.fromEntries(boxes().map((box) => [box.value, box.checked])),
    sensitivity: chosen.get("sensitivity"),
    inks: chosen.get("inks"),
    language: chosen.get("language"),
    map: field("map").checked,
    printed: field("printed").checked,
  }));
  address.value = server;
  await word();
  saved.textContent = say("optionsSaved");
}

/** @returns {HTMLInputElement[]} */
function boxes() {
  return /** @type {HTMLInputElement[]} */ ([...form.querySelectorAll("input[name=kinds]")]);
}

/** @param {string} id */
function field(id) {
  return /** @type {HTMLInputElement} */ (document.getElementById(id));
}

/** @param {string} name @param {string} value */
function choose(name, value) {
  const control = /** @type {RadioNodeList | HTMLSelectElement} */ (form.elements.namedItem(name));
  control.value = value;
}
