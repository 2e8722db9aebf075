/** A real DOM for the tests, with the one thing that jsdom lacks and the walk asks for. */

import { JSDOM } from "jsdom";

/**
 * A document from HTML. `checkVisibility` is answered from the cascade that jsdom does compute:
 * display of the element and its ancestors, and visibility.
 *
 * @param {string} html
 * @returns {Document}
 */
export function pageOf(html) {
  const { window } = new JSDOM(html, { url: "https://news.test/article", pretendToBeVisual: true });
  Object.assign(globalThis, { Node: window.Node, ShadowRoot: window.ShadowRoot });
  window.Element.prototype.checkVisibility = function (/** @type {CheckVisibilityOptions | undefined} */ options) {
    const style = window.getComputedStyle(this);
    if (style.display === "contents") return false;
    for (let element = /** @type {Element | null} */ (this); element; element = element.parentElement) {
      if (window.getComputedStyle(element).display === "none") return false;
    }
    return !options?.visibilityProperty || style.visibility !== "hidden";
  };
  return window.document;
}

/**
 * The page text of a snapshot, as the live page has it.
 *
 * @param {import("../../extension/content/snapshot.js").Snapshot} snapshot
 */
export function pageText({ places }) {
  return places.map(({ node }) => node.data).join("");
}

/**
 * The body's text of a snapshot's XML, as a parser at the other end sees it.
 *
 * @param {string} xml
 */
export function parsedText(xml) {
  const { window } = new JSDOM("");
  const parsed = new window.DOMParser().parseFromString(xml, "application/xml");
  const error = parsed.querySelector("parsererror");
  if (error) throw new Error(error.textContent ?? "not well-formed");
  for (const script of parsed.querySelectorAll("script")) script.remove();
  return parsed.querySelector("body")?.textContent ?? "";
}
