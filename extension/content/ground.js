/**
 * Pages that change their colours while they are read: a switch to dark, the system's evening. The
 * marks are painted anew, with inks for the new ground.
 */

/** @typedef {import("./overlay.js").Overlay} Overlay */

/** Switches often fade: so long after the last change the colours stand. */
const SETTLE_MS = 300;

/** Where sites say which of their colours hold. */
const SWITCHES = ["class", "style", "data-theme", "data-color-mode", "data-mode", "theme"];

/**
 * @param {Overlay} overlay
 * @param {AbortSignal} signal
 */
export function watchGround(overlay, signal) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let settling;
  const soon = () => {
    clearTimeout(settling);
    settling = setTimeout(() => overlay.repaint(), SETTLE_MS);
  };
  const observer = new MutationObserver(soon);
  for (const element of [document.documentElement, document.body]) {
    if (element) observer.observe(element, { attributes: true, attributeFilter: SWITCHES });
  }
  for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) {
    window.matchMedia(query).addEventListener("change", soon, { signal });
  }
  signal.addEventListener("abort", () => {
    observer.disconnect();
    clearTimeout(settling);
  }, { once: true });
}
