/** The keys as they are set in the browser, and the way to where the browser changes them. */

import { element } from "../protocol/element.js";
import { say } from "../protocol/words.js";

const list = /** @type {HTMLElement} */ (document.getElementById("shortcuts"));
const help = /** @type {HTMLElement} */ (document.getElementById("shortcuts-help"));
const change = /** @type {HTMLButtonElement} */ (document.getElementById("change-shortcuts"));

/** Firefox opens its own page for it; Chromium's has an address. @typedef {{openShortcutSettings?: () => Promise<void>}} WithShortcuts */
const { openShortcutSettings } = /** @type {WithShortcuts} */ (/** @type {unknown} */ (chrome.commands));

change.addEventListener("click", () => {
  if (openShortcutSettings) void openShortcutSettings();
  else void chrome.tabs.create({ url: "chrome://extensions/shortcuts" });
});

/** Show every command with its key. */
export async function showShortcuts() {
  const commands = await chrome.commands.getAll();
  list.replaceChildren(...commands.flatMap(({ name, description, shortcut }) => {
    const words = name === "_execute_action" ? say("commandToggle") : say(`command_${name}`);
    const key = element("dd", "", "");
    key.append(element(shortcut ? "kbd" : "span", "", shortcut || say("optionsShortcutNone")));
    return [element("dt", "", words || description || ""), key];
  }));
  help.textContent = say("optionsShortcutsHelp");
}
