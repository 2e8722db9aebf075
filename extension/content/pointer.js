/** The card of what the pointer rests on or presses. */

import { Card } from "./card.js";

/** @typedef {import("./overlay.js").Drawn} Drawn */
/** @typedef {import("./overlay.js").Overlay} Overlay */

/** How long the pointer rests on a highlight before its card opens: reading on opens none. */
const REST_MS = 120;

/**
 * Open the card of the highlight that the pointer rests on or presses.
 *
 * @param {Overlay} overlay
 * @param {AbortSignal} signal
 */
export function watchPointer(overlay, signal) {
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
