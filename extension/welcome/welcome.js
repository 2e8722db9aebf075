/** The page that opens once, after the extension has been added: is the server there, and a first try. */

import { readSettings } from "../protocol/settings.js";
import { inOwnWords, say, wordPage } from "../protocol/words.js";

const server = part("server");
const sample = /** @type {HTMLButtonElement} */ (part("sample"));

await inOwnWords();
wordPage();
document.title = say("welcomeTitle");
part("look").addEventListener("click", () => void look());
sample.addEventListener("click", () => void chrome.runtime.sendMessage({ name: "sample" }));
await Promise.all([look(), showKeys()]);

/** Ask whether the server answers, and say what to do if it does not. */
async function look() {
  const { address } = await readSettings();
  const version = await versionAt(address);
  server.textContent = version === null
    ? say("welcomeServerNo") : say("welcomeServerYes", version, address);
  part("command").hidden = version !== null;
  sample.disabled = version === null;
}

/**
 * @param {string} address
 * @returns {Promise<string | null>} null where no Caveat answers
 */
async function versionAt(address) {
  try {
    const answer = await (await fetch(`${address}/api/health`, { credentials: "omit", cache: "no-store" })).json();
    return answer.name === "caveat" && typeof answer.version === "string" ? answer.version : null;
  } catch {
    return null;
  }
}

async function showKeys() {
  const commands = await chrome.commands.getAll();
  part("keys").textContent = commands.find(({ name }) => name === "_execute_action")?.shortcut ?? "";
}

/** @param {string} id */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
