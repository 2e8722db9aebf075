/** Settings as a file, to take to another browser; and what the reader has called wrong. */

import { readCorrections, removeAllCorrections } from "../protocol/corrections.js";
import { save } from "../protocol/file.js";
import { readSettings, settingsOf, writeSettings } from "../protocol/settings.js";
import { say } from "../protocol/words.js";

const file = /** @type {HTMLInputElement} */ (document.getElementById("file"));
const said = /** @type {HTMLElement} */ (document.getElementById("kept-said"));

/** @param {() => Promise<void>} imported called when other settings hold */
export function showKept(imported) {
  press("export-settings", async () => {
    save(JSON.stringify({ caveat: "settings", ...(await readSettings()) }, null, 2), "application/json", "caveat-settings.json");
  });
  press("import-settings", async () => file.click());
  file.addEventListener("change", () => void read(imported));
  press("export-corrections", async () => {
    const corrections = await readCorrections();
    if (!Object.keys(corrections).length) said.textContent = say("optionsCorrectionsNone");
    else save(JSON.stringify({ caveat: "corrections", corrections }, null, 2), "application/json", "caveat-corrections.json");
  });
  press("forget-corrections", async () => {
    await removeAllCorrections();
    said.textContent = say("optionsCorrectionsForgotten");
  });
}

/** @param {() => Promise<void>} imported */
async function read(imported) {
  const text = (await file.files?.[0]?.text()) ?? "";
  file.value = "";
  const settings = settingsOf(parsed(text));
  if (settings) {
    // A site is asked for one by one: a file cannot grant the browser's permission.
    await writeSettings(settings);
    await imported();
  }
  said.textContent = say(settings ? "optionsImported" : "optionsNotImported");
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/**
 * @param {string} id
 * @param {() => Promise<void>} act
 */
function press(id, act) {
  document.getElementById(id)?.addEventListener("click", () => void act());
}
