/**
 * The panel beside the page (side panel, sidebar): what the active tab of its window shows. It
 * follows the tab's state, view and place in session storage and keeps none of its own.
 */

import { currentOf, keysOf, stateOf, storeView, viewOf } from "../background/tabs.js";
import { onCorrectionsChanged } from "../protocol/corrections.js";
import { element } from "../protocol/element.js";
import { print } from "../print/printed.js";
import { keptOn } from "../protocol/kept.js";
import { onSettingsChanged } from "../protocol/settings.js";
import { EVERYTHING, viewed } from "../protocol/shown.js";
import { countedQuotes, countedRisks } from "../protocol/wording.js";
import { inOwnWords, languageOfWords, say, wordPage } from "../protocol/words.js";
import { chart } from "./chart.js";
import { Filters } from "./filters.js";
import { lists, markCurrent, moveByKeys } from "./list.js";
import { exportMenu } from "./menu.js";
import { failure, message, pairing } from "./messages.js";
import { rejectedList } from "./rejected.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Scope} Scope */
/** @typedef {import("../protocol/types.js").TabState} TabState */
/** @typedef {Extract<TabState, {phase: "shown"}>} ShownState */

await inOwnWords();
wordPage();
document.title = say("panelTitle");

const status = part("status");
const content = part("content");
const selectionBar = part("selection");

/** The tab that is shown. */
let tabId = -1;
/** What is shown now, for the exports. @type {import("./menu.js").Shown | null} */
let shown = null;

const filters = new Filters(part("filters"), (change) => void changeView(change));
const menu = exportMenu(() => shown, () => { if (shown) void print(shown); });
const cancel = action("cancel", "action quiet", () => ask("cancel", "article"));
part("tools").append(cancel, menu);
selectionBar.append(action("analyzeSelection", "action", () => analyze("selection")));
moveByKeys(part("lists"));

chrome.tabs.onActivated.addListener(() => void follow());
chrome.windows?.onFocusChanged?.addListener(() => void follow());
chrome.storage.session.onChanged.addListener((changes) => {
  const keys = keysOf(tabId);
  if (keys.state in changes || keys.view in changes) void follow();
  else if (keys.current in changes) void currentOf(tabId).then((id) => markCurrent(part("lists"), id));
});
onSettingsChanged(() => void followSettings());
onCorrectionsChanged(() => void follow());
chrome.runtime.onMessage.addListener((message, sender) => {
  if (message.name === "selected" && sender.tab?.id === tabId) offerSelection(message.selected);
});
void follow();

/** Another language changes every word, of the controls that are made once, too. */
async function followSettings() {
  const before = languageOfWords();
  await inOwnWords();
  if (languageOfWords() === before) await follow();
  else location.reload();
}

/** Show what the active tab shows. */
async function follow() {
  const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
  tabId = tab?.id ?? -1;
  await render(await stateOf(tabId));
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
async function render(state) {
  const isShown = state.phase === "shown";
  const isBusy = state.phase === "working" || state.phase === "pairing";
  status.classList.toggle("busy", isBusy);
  cancel.hidden = !isBusy;
  menu.hidden = part("filters").hidden = !isShown;
  if (isShown) {
    await renderShown(state);
    return;
  }
  shown = null;
  for (const each of ["head", "chart", "lists"]) part(each).replaceChildren();
  if (state.phase === "idle") status.textContent = say("panelIdle");
  if (state.phase === "working") status.textContent = say(`working_${state.step}`);
  if (state.phase === "pairing") {
    part("head").append(pairing(state.code));
    status.textContent = say("pairingStatus");
  }
  if (state.phase === "failed") {
    part("head").append(failure(state, { ask, action }));
    status.textContent = say("panelFailed");
  }
}

/** @param {ShownState} state */
async function renderShown(state) {
  const { source, quotes, risks } = state;
  const [{ kept, rejected }, view, current] = await Promise.all([
    keptOn(source.url ?? "", [...quotes, ...risks]), viewOf(tabId), currentOf(tabId),
  ]);
  const lost = new Set(state.lost);
  const here = kept.filter(({ id }) => !lost.has(id));
  const all = viewed(kept, view);
  const annotations = all.filter(({ id }) => !lost.has(id));
  shown = { source, annotations };
  const quotesHere = here.filter((each) => "kind" in each).length;
  status.textContent = say("panelCounts",
    countedQuotes(quotesHere),
    countedRisks(here.length - quotesHere),
    (state.totalMs / 1000).toFixed(1));

  const head = [element("h2", "article", source.title ?? say("untitled"))];
  if (state.scope === "selection") head.push(element("p", "scope", say("panelSelection")));
  if (!kept.length) head.push(message(say("panelEmpty"), say(`panelEmptyNext_${state.scope}`)));
  part("head").replaceChildren(...head);
  const keptRisks = here.filter((each) => "category" in each);
  const drawn = chart(keptRisks, view.category, (category) => void changeView({ category }));
  part("chart").replaceChildren(...(drawn ? [drawn] : []));
  part("filters").hidden = !kept.length;
  filters.show(here, view);

  const shelf = { length: state.length, current, choose: reveal };
  const body = annotations.length || !here.length ? lists(annotations, view.grouped, shelf) : [nothingLeft()];
  const missing = all.filter(({ id }) => lost.has(id));
  if (missing.length) body.push(lostList(missing, shelf));
  if (rejected.length) body.push(rejectedList(rejected, source.url ?? ""));
  const focused = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset["id"];
  part("lists").replaceChildren(...body);
  if (focused) /** @type {HTMLElement | null} */ (part("lists").querySelector(`[data-id="${CSS.escape(focused)}"]`))?.focus();
}

function nothingLeft() {
  const box = message(say("panelFiltered"), say("panelFilteredNext"));
  box.append(action("showAll", "action", () => changeView(EVERYTHING)));
  return box;
}

/**
 * @param {Annotation[]} missing
 * @param {import("./list.js").Shelf} shelf
 */
function lostList(missing, shelf) {
  const section = element("section", "lost", "");
  const [group] = lists(missing, false, shelf);
  if (group) for (const button of group.querySelectorAll("button")) button.disabled = true;
  section.append(
    element("h3", "", say("panelLost", String(missing.length))),
    element("p", "help", say("panelLostWhy")),
    ...(group ? [group] : []),
  );
  return section;
}

/** @param {Partial<import("../protocol/types.js").View>} change */
async function changeView(change) {
  await storeView(tabId, { ...(await viewOf(tabId)), ...change });
}

/** @param {Annotation} annotation */
function reveal({ id }) {
  void chrome.tabs.sendMessage(tabId, { name: "reveal", id });
}

/** @param {Scope} scope */
async function analyze(scope) {
  await ask("analyze", scope);
}

/**
 * @param {"analyze" | "pair-again" | "cancel"} name of what the background is to do
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

/** @param {string} id */
function part(id) {
  return /** @type {HTMLElement} */ (document.getElementById(id));
}
