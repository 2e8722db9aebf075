/**
 * The panel beside the page (side panel, sidebar): what the active tab of its window shows. It
 * follows the tab's state in session storage and keeps none of its own.
 */

import { keyOf, stateOf } from "../background/tabs.js";
import { element } from "../protocol/element.js";
import { problemText } from "../protocol/problems.js";
import { cardLines, say } from "../protocol/wording.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Scope} Scope */
/** @typedef {import("../protocol/types.js").TabState} TabState */

const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const content = /** @type {HTMLElement} */ (document.getElementById("content"));
const selectionBar = /** @type {HTMLElement} */ (document.getElementById("selection"));
document.documentElement.lang = chrome.i18n.getUILanguage();
document.title = say("panelTitle");
selectionBar.append(action("analyzeSelection", "action", () => analyze("selection")));

/** Problems that only pairing anew can mend. @type {Set<import("../protocol/types.js").ProblemName>} */
const UNPAIRED = new Set(/** @type {const} */ (["not-paired", "wrong-proof"]));

/** The tab that is shown. */
let tabId = -1;

chrome.tabs.onActivated.addListener(() => void follow());
chrome.windows?.onFocusChanged?.addListener(() => void follow());
chrome.storage.session.onChanged.addListener((changes) => {
  if (keyOf(tabId) in changes) void follow();
});
chrome.runtime.onMessage.addListener((message, sender) => {
  if (message.name === "selected" && sender.tab?.id === tabId) offerSelection(message.selected);
});
void follow();

/** Show what the active tab shows. */
async function follow() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  tabId = tab?.id ?? -1;
  render(await stateOf(tabId));
  // A page where the button was not pressed has nobody to answer.
  offerSelection(await chrome.tabs.sendMessage(tabId, { name: "selected" }).catch(() => false));
}

/**
 * Where the reader is asked to select something the choice is always seen, elsewhere when it can be made.
 *
 * @param {boolean} selected
 */
function offerSelection(selected) {
  const asked = /** @type {HTMLButtonElement | null} */ (content.querySelector("button.selection"));
  if (asked) asked.disabled = !selected;
  selectionBar.hidden = !selected || asked !== null;
}

/** @param {TabState} state */
function render(state) {
  status.classList.toggle("busy", state.phase === "working" || state.phase === "pairing");
  status.textContent = statusOf(state);
  content.replaceChildren(...bodyOf(state));
}

/**
 * @param {TabState} state
 * @returns {string}
 */
function statusOf(state) {
  switch (state.phase) {
    case "idle":
      return say("panelIdle");
    case "working":
      return say("working");
    case "pairing":
      return say("pairingStatus");
    case "failed":
      return problemText(state.problem).title;
    case "shown":
      return say("panelCounts", String(state.quotes.length), String(state.risks.length),
        (state.totalMs / 1000).toFixed(1));
  }
}

/**
 * @param {TabState} state
 * @returns {Element[]}
 */
function bodyOf(state) {
  if (state.phase === "failed") return [failure(state)];
  if (state.phase === "pairing") return [pairing(state.code)];
  if (state.phase !== "shown") return [];
  const lost = new Set(state.lost);
  const all = [...state.quotes, ...state.risks].sort((one, other) => one.start - other.start);
  const parts = [element("h2", "article", state.title)];
  if (state.scope === "selection") parts.push(element("p", "scope", say("panelSelection")));
  if (!all.length) parts.push(message(say("panelEmpty"), say(`panelEmptyNext_${state.scope}`)));
  else parts.push(list(all.filter(({ id }) => !lost.has(id)), true));
  if (lost.size) {
    parts.push(element("h3", "lost", say("panelLost", String(lost.size))));
    parts.push(list(all.filter(({ id }) => lost.has(id)), false));
  }
  return parts;
}

/**
 * @param {Annotation[]} annotations
 * @param {boolean} onPage whether choosing one leads to it
 */
function list(annotations, onPage) {
  const items = document.createElement("ol");
  for (const annotation of annotations) {
    const item = document.createElement("li");
    item.append(entry(annotation, onPage));
    items.append(item);
  }
  return items;
}

/**
 * @param {Annotation} annotation
 * @param {boolean} onPage
 */
function entry(annotation, onPage) {
  const { style, kind, title } = cardLines(annotation);
  const isQuote = style === "quote";
  const text = isQuote && "kind" in annotation && annotation.kind === "direct"
    ? `“${annotation.text}”` : annotation.text;
  const button = document.createElement("button");
  button.className = style;
  button.disabled = !onPage;
  button.append(
    element("span", "kind", isQuote ? kind : `${kind} · ${title}`),
    element("span", "excerpt", text),
  );
  if (isQuote) button.append(element("span", "who", `— ${title}`));
  button.addEventListener("click", () => {
    void chrome.tabs.sendMessage(tabId, { name: "reveal", id: annotation.id });
  });
  return button;
}

/** @param {Extract<TabState, {phase: "failed"}>} state */
function failure({ problem, scope }) {
  const { title, next } = problemText(problem);
  const actions = element("div", "actions", "");
  if (problem === "no-article") {
    if (scope === "article") actions.append(action("analyzeAnyway", "action", () => analyze("page")));
    const selection = action("analyzeSelection", "action selection", () => analyze("selection"));
    /** @type {HTMLButtonElement} */ (selection).disabled = true;
    actions.append(selection);
  }
  if (problem === "no-permission") actions.append(action("allow", "action", () => allow(scope)));
  else if (UNPAIRED.has(problem)) actions.append(action("pairAgain", "action", () => ask("pair-again", scope)));
  else actions.append(action("retry", "action quiet", () => analyze(scope)));
  const box = message(title, next);
  box.append(actions);
  return box;
}

/** @param {Scope} scope */
async function allow(scope) {
  // Asked for before anything is awaited, or the browser no longer counts it as the press's.
  const granted = await chrome.permissions.request({ origins: ["http://127.0.0.1/*"] });
  if (granted) await analyze(scope);
}

/** @param {Scope} scope */
async function analyze(scope) {
  await ask("analyze", scope);
}

/**
 * @param {"analyze" | "pair-again"} name of what the background is to do
 * @param {Scope} scope
 */
async function ask(name, scope) {
  await chrome.runtime.sendMessage({ name, tabId, scope });
}

/**
 * @param {string} key of its words
 * @param {string} className
 * @param {() => Promise<void>} act
 */
function action(key, className, act) {
  const button = element("button", className, say(key));
  button.addEventListener("click", () => void act());
  return button;
}

/**
 * The code that the server's page must show, too.
 *
 * @param {string} code
 */
function pairing(code) {
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
function message(title, next) {
  const box = document.createElement("section");
  box.className = "message";
  box.append(element("h2", "", title), element("p", "", next));
  return box;
}
