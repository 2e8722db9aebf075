/**
 * The extension's end in the page: takes the snapshot, draws the answer, shows cards, and leaves
 * without a trace. One explicit table of messages; an unknown name throws.
 */

import { Anchors } from "./anchor.js";
import { Card } from "./card.js";
import { Overlay } from "./overlay.js";
import { takeSnapshotInSlices } from "./snapshot.js";

/** @typedef {import("../protocol/types.js").Quote} Quote */
/** @typedef {import("../protocol/types.js").Risk} Risk */
/** @typedef {import("./overlay.js").Drawn} Drawn */

/** How long the pointer rests on a highlight before its card opens: reading on opens none. */
const REST_MS = 120;

/** @type {import("./snapshot.js").Place[]} */
let places = [];
/** @type {AbortController | null} */
let leaving = null;
/** @type {Overlay | null} */
let overlay = null;
let listening = false;

/** @type {Record<string, (message: any) => unknown>} */
const MESSAGES = {
  async snapshot() {
    const snapshot = await takeSnapshotInSlices(document);
    places = snapshot.places;
    return {
      url: location.href,
      title: document.title,
      language: document.documentElement.lang || null,
      page: snapshot.page,
    };
  },
  draw: (/** @type {{quotes: Quote[], risks: Risk[]}} */ message) => draw(message),
  reveal: (/** @type {{id: string}} */ { id }) => overlay?.reveal(id) ?? false,
  leave() {
    leaving?.abort();
    leaving = overlay = null;
    places = [];
    return null;
  },
};

/** Listen for the background's messages; called at every press, listens once. */
export function start() {
  if (listening) return;
  listening = true;
  chrome.runtime.onMessage.addListener((message, _sender, reply) => {
    const handle = MESSAGES[message.name];
    if (!handle) throw new Error(`unknown message: ${message.name}`);
    void Promise.resolve(handle(message)).then(reply);
    return true;
  });
}

/**
 * Draw what is found on the page.
 *
 * @param {{quotes: Quote[], risks: Risk[]}} analysis
 * @returns {{lost: string[]}} the ids of those that are not
 */
function draw({ quotes, risks }) {
  leaving?.abort();
  leaving = new AbortController();
  overlay = new Overlay(leaving.signal);
  const anchors = new Anchors(document, places);
  const lost = [];
  for (const annotation of [...quotes, ...risks]) {
    const ranges = annotation.target && anchors.find(annotation.target);
    if (ranges?.length) overlay.draw(annotation, ranges);
    else lost.push(annotation.id);
  }
  watchPointer(overlay, leaving.signal);
  return { lost };
}

/**
 * Open the card of the highlight that the pointer rests on or presses.
 *
 * @param {Overlay} overlay
 * @param {AbortSignal} signal
 */
function watchPointer(overlay, signal) {
  const card = new Card(signal);
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let resting;
  signal.addEventListener("abort", () => clearTimeout(resting), { once: true });

  /** @param {Drawn[]} found @param {number} x @param {number} y */
  function open(found, x, y) {
    const anchor = lineAt(found.flatMap(({ ranges }) => ranges), x, y);
    if (found.length) card.show(found.map(({ annotation }) => annotation), anchor);
    else card.hide();
  }

  document.addEventListener("pointermove", ({ clientX, clientY }) => {
    clearTimeout(resting);
    resting = setTimeout(() => open(overlay.at(document, clientX, clientY), clientX, clientY), REST_MS);
  }, { signal, passive: true });
  document.addEventListener("click", ({ clientX, clientY }) => {
    open(overlay.at(document, clientX, clientY), clientX, clientY);
  }, { signal, passive: true });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") card.hide();
  }, { signal, passive: true });
  window.addEventListener("scroll", () => card.hide(), { signal, passive: true, capture: true });
}

/**
 * The line box of the ranges under a point.
 *
 * @param {Range[]} ranges
 * @param {number} x
 * @param {number} y
 * @returns {DOMRect}
 */
function lineAt(ranges, x, y) {
  for (const range of ranges) {
    for (const line of range.getClientRects()) {
      if (x >= line.left && x <= line.right && y >= line.top && y <= line.bottom) return line;
    }
  }
  return new DOMRect(x, y, 0, 0);
}
