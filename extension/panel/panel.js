/**
 * The panel beside the page (side panel, sidebar): what the active tab of its window shows. It
 * follows the tab's state in session storage and keeps none of its own.
 */

import { keyOf, stateOf } from "../background/tabs.js";
import { element } from "../protocol/element.js";
import { problemText } from "../protocol/problems.js";
import { cardLines, say } from "../protocol/wording.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").TabState} TabState */

const status = /** @type {HTMLElement} */ (document.getElementById("status"));
const content = /** @type {HTMLElement} */ (document.getElementById("content"));
document.documentElement.lang = chrome.i18n.getUILanguage();
document.title = say("panelTitle");

/**
 * The button under a problem, where it is another than to try again.
 *
 * @type {Partial<Record<import("../protocol/types.js").ProblemName, string>>}
 */
const WAYS_ON = { "no-permission": "allow", "not-paired": "pairAgain", "wrong-proof": "pairAgain" };

/** The tab that is shown. */
let tabId = -1;

chrome.tabs.onActivated.addListener(() => void follow());
chrome.windows?.onFocusChanged?.addListener(() => void follow());
chrome.storage.session.onChanged.addListener((changes) => {
  if (keyOf(tabId) in changes) void follow();
});
void follow();

/** Show what the active tab shows. */
async function follow() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  tabId = tab?.id ?? -1;
  render(await stateOf(tabId));
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
  if (state.phase === "failed") return [failure(state.problem)];
  if (state.phase === "pairing") return [pairing(state.code)];
  if (state.phase !== "shown") return [];
  const lost = new Set(state.lost);
  const all = [...state.quotes, ...state.risks].sort((one, other) => one.start - other.start);
  const parts = [element("h2", "article", state.title)];
  if (!all.length) parts.push(message(say("panelEmpty"), say("panelEmptyNext")));
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

/** @param {import("../protocol/types.js").ProblemName} problem */
function failure(problem) {
  const { title, next } = problemText(problem);
  const box = message(title, next);
  const button = element("button", "action", say(WAYS_ON[problem] ?? "retry"));
  button.addEventListener("click", () => void again(problem));
  box.append(button);
  return box;
}

/** @param {import("../protocol/types.js").ProblemName} problem */
async function again(problem) {
  if (problem === "no-permission") {
    // Asked for before anything is awaited, or the browser no longer counts it as the press's.
    const granted = await chrome.permissions.request({ origins: ["http://127.0.0.1/*"] });
    if (!granted) return;
  }
  const name = WAYS_ON[problem] === "pairAgain" ? "pair-again" : "retry";
  await chrome.runtime.sendMessage({ name, tabId });
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
