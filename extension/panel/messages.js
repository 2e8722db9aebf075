/** What the panel says instead of a list: what happened, and what to do, with the button for it. */

import { element } from "../protocol/element.js";
import { problemText } from "../protocol/problems.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Scope} Scope */
/** @typedef {import("../protocol/types.js").TabState} TabState */

/** Problems that only pairing anew can mend. @type {Set<import("../protocol/types.js").ProblemName>} */
const UNPAIRED = new Set(/** @type {const} */ (["not-paired", "wrong-proof"]));

/**
 * @typedef {object} Ways
 * @property {(name: "analyze" | "pair-again", scope: Scope) => Promise<void>} ask the background
 * @property {(key: string, className: string, act: () => Promise<void>) => HTMLElement} action a button
 */

/**
 * @param {Extract<TabState, {phase: "failed"}>} state
 * @param {Ways} ways
 */
export function failure({ problem, scope }, { ask, action }) {
  const { title, next } = problemText(problem);
  const actions = element("div", "actions", "");
  if (problem === "no-article") {
    if (scope === "article") actions.append(action("analyzeAnyway", "action", () => ask("analyze", "page")));
    const selection = action("analyzeSelection", "action selection", () => ask("analyze", "selection"));
    /** @type {HTMLButtonElement} */ (selection).disabled = true;
    actions.append(selection);
  }
  if (problem === "no-permission") {
    actions.append(action("allow", "action", () => allow(() => ask("analyze", scope))));
  } else if (UNPAIRED.has(problem)) {
    actions.append(action("pairAgain", "action", () => ask("pair-again", scope)));
  } else {
    actions.append(action("retry", "action quiet", () => ask("analyze", scope)));
  }
  const box = message(title, next);
  box.append(actions);
  return box;
}

/** @param {() => Promise<void>} then */
async function allow(then) {
  // Asked for before anything is awaited, or the browser no longer counts it as the press's.
  const granted = await chrome.permissions.request({ origins: ["http://127.0.0.1/*"] });
  if (granted) await then();
}

/**
 * The code that the server's page must show, too.
 *
 * @param {string} code
 */
export function pairing(code) {
  const box = message(say("pairingTitle"), say("pairingCompare"));
  box.append(
    element("p", "code", `${code.slice(0, 3)} ${code.slice(3)}`),
    element("p", "aside", say("pairingTerminal", `caveat pair ${code}`)),
  );
  return box;
}

/**
 * @param {string} title
 * @param {string} next
 */
export function message(title, next) {
  const box = element("section", "message", "");
  box.append(element("h2", "", title), element("p", "", next));
  return box;
}
