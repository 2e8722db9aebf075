/**
 * The extension's end in the page: takes the snapshot, has the answer drawn, and leaves without a
 * trace. One explicit table of messages; an unknown name throws.
 */

import { SelectionWatch } from "./selection.js";
import { addressOf, takeSnapshotInSlices } from "./snapshot.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").AnalysisRequest} AnalysisRequest */
/** @typedef {import("../protocol/types.js").ContentMessages} ContentMessages */
/** @typedef {import("../protocol/types.js").PageMessages} PageMessages */
/** @typedef {import("../protocol/types.js").Scope} Scope */

/** @typedef {import("../protocol/types.js").Drawing} Drawing */
/** @typedef {import("./showing.js").Showing} Showing */

/** By then the page is on its way to the server: what is loaded before holds it up. */
const ASKED_MS = 40;

/**
 * What was read, and what is drawn of it.
 *
 * @type {{url: string, snapshot: import("./snapshot.js").Snapshot, leaving: AbortController,
 *   shown: Showing | null} | null}
 */
let reading = null;
let listening = false;
const selection = new SelectionWatch((selected) => tell("selected", { selected }));

/** @type {{[Name in keyof ContentMessages]: (message: any) => unknown}} */
const MESSAGES = {
  draw: (/** @type {Drawing} */ drawing) => draw(drawing),
  erase: () => erase(),
  show: (/** @type {{shown: Annotation[]}} */ { shown }) => reading?.shown?.overlay.show(shown) ?? null,
  reveal: (/** @type {{id: string}} */ { id }) => reading?.shown?.attention.go(id, false) ?? false,
  step: (/** @type {{by: 1 | -1}} */ { by }) => reading?.shown?.attention.step(by) ?? null,
  still: () => stillHere(),
  selected: () => selection.isSelected(),
  leave: () => leave(),
};

/** Listen for the background's messages, from the first press on. */
function listen() {
  if (listening) return;
  listening = true;
  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    const handle = MESSAGES[/** @type {keyof ContentMessages} */ (message.name)];
    if (!handle) throw new Error(`unknown message: ${message.name}`);
    void Promise.resolve(handle(message)).then(reply);
    return true;
  });
  // A page that the browser keeps for the way back must come back as it was.
  window.addEventListener("pagehide", () => {
    if (reading) left();
  });
  selection.add(document);
}

/**
 * Read the page; called at every press.
 *
 * @param {Scope} scope
 * @returns {Promise<AnalysisRequest>}
 */
export async function read(scope) {
  listen();
  leave();
  const url = addressOf(document);
  const snapshot = await takeSnapshotInSlices(document);
  for (const root of snapshot.roots) if (!("host" in root)) selection.add(root);
  reading = { url, snapshot, leaving: new AbortController(), shown: null };
  setTimeout(() => void import("./showing.js"), ASKED_MS); // meanwhile, for what will be drawn
  return {
    url: location.href,
    title: document.title,
    language: document.documentElement.lang || null,
    page: snapshot.page,
    ...(scope === "page" && { anyway: true }),
    ...(scope === "selection" && { selection: snapshot.selected }),
  };
}

/**
 * Draw what is found on the page, in the place of what was drawn before.
 *
 * @param {Drawing} drawing
 * @returns {Promise<ContentMessages["draw"]["reply"]>}
 */
async function draw(drawing) {
  const { Showing } = await import("./showing.js");
  if (!reading) return { lost: [], here: false };
  const showing = new Showing(reading, drawing, reading.shown, reading.leaving.signal, {
    lost: (lost) => tell("lost", { lost }),
    arrived: (id) => tell("arrived", { id }),
    left,
  });
  reading.shown = showing;
  const drawn = await showing.draw();
  if (!drawn.here) leave();
  return drawn;
}

/** @returns {ContentMessages["still"]["reply"]} */
function stillHere() {
  reading?.shown?.marks.onChange();
  if (!reading) return "gone";
  return reading.shown || addressOf(document) === reading.url ? "here" : "moved";
}

function erase() {
  reading?.shown?.leave();
  if (reading) reading.shown = null;
  return null;
}

function leave() {
  reading?.leaving.abort();
  reading = null;
  return null;
}

/** The reader has gone to another page, or the page to another article. */
function left() {
  leave();
  tell("left", null);
}

/**
 * @template {keyof PageMessages} Name
 * @param {Name} name
 * @param {PageMessages[Name]} message
 */
function tell(name, message) {
  try {
    // Nobody need listen: the worker may be starting, the panel closed.
    chrome.runtime.sendMessage({ name, ...message }).catch(() => undefined);
  } catch {
    leave(); // the extension has been updated or removed, and this script with it
  }
}
