/**
 * The words of the interface, from _locales: in the browser's language, or in the one that the reader
 * has chosen. A browser offers its own language alone, so another one's file is read as it is; pages
 * and background read it themselves, the content script is handed it.
 */

import { readSettings } from "./settings.js";

/** @typedef {Record<string, {message: string, placeholders?: Record<string, {content: string}>}>} Words */

/** @type {Words | null} */
let chosen = null;
let language = "";

/**
 * @param {string} key a key of _locales/…/messages.json
 * @param {...string} values
 * @returns {string}
 */
export function say(key, ...values) {
  if (!chosen) return chrome.i18n.getMessage(key, values);
  const { message = "", placeholders = {} } = chosen[key] ?? {};
  return message.replace(/\$(\w+)\$/g, (whole, name) => {
    const content = placeholders[name.toLowerCase()]?.content;
    return content ? values[Number(content.slice(1)) - 1] ?? "" : whole;
  });
}

/** The language of the interface, as `lang` wants it. */
export function languageOfWords() {
  return chosen ? language.replace("_", "-") : chrome.i18n.getUILanguage();
}

/**
 * Speak the language that the reader has chosen; for pages of the extension and its background.
 *
 * @param {{language: import("./settings.js").Settings["language"]}} [settings] where they are known
 * @returns {Promise<Words | null>} what a content script has to be handed: null for the browser's own
 */
export async function inOwnWords(settings) {
  const { language: set } = settings ?? (await readSettings());
  const wanted = set === "browser" && hasOwnWords() ? "" : set === "browser" ? nearest() : set;
  if (!wanted) {
    handWords(null, "");
  } else if (!chosen || language !== wanted) {
    const file = await fetch(chrome.runtime.getURL(`_locales/${wanted}/messages.json`));
    handWords(await file.json(), wanted);
  }
  return chosen;
}

/**
 * Whether the browser gives us our words: a Chromium that has started the extension's process before
 * it had read them gives none as long as that process lives.
 */
function hasOwnWords() {
  return chrome.i18n.getMessage("name") !== "";
}

/** The language of ours that is nearest to the browser's. */
function nearest() {
  return chrome.i18n.getUILanguage().startsWith("zh") ? "zh_CN" : "en";
}

/**
 * @param {Words | null} words null for the browser's own
 * @param {string} ofLanguage
 */
export function handWords(words, ofLanguage) {
  chosen = words;
  language = ofLanguage;
}

/** Give every element of the page that names its words (`data-say`) those words. */
export function wordPage() {
  document.documentElement.lang = languageOfWords();
  for (const element of document.querySelectorAll("[data-say]")) {
    element.textContent = say(element.getAttribute("data-say") ?? "");
  }
}
