/** The options page: where the server is, and how long to wait for it. */

import { addressOf, readSettings, writeSettings } from "../protocol/settings.js";
import { say } from "../protocol/wording.js";

const form = /** @type {HTMLFormElement} */ (document.getElementById("form"));
const address = /** @type {HTMLInputElement} */ (document.getElementById("address"));
const timeout = /** @type {HTMLInputElement} */ (document.getElementById("timeout"));
const saved = /** @type {HTMLElement} */ (document.getElementById("saved"));

document.documentElement.lang = chrome.i18n.getUILanguage();
for (const element of document.querySelectorAll("[data-say]")) {
  element.textContent = say(element.getAttribute("data-say") ?? "");
}
document.title = say("optionsTitle");

const settings = await readSettings();
address.value = settings.address;
timeout.value = String(settings.timeoutSeconds);

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void save();
});

async function save() {
  const server = addressOf(address.value);
  const seconds = timeout.checkValidity() ? timeout.valueAsNumber : null;
  address.setAttribute("aria-invalid", String(server === null));
  timeout.setAttribute("aria-invalid", String(seconds === null));
  if (server === null || seconds === null) {
    saved.textContent = say(server === null ? "optionsBadAddress" : "optionsBadTimeout");
    return;
  }
  await writeSettings({ address: server, timeoutSeconds: seconds });
  address.value = server;
  saved.textContent = say("optionsSaved");
}
