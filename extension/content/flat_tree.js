/**
 * The flat tree, which is what is rendered: a shadow root in the place of its host's children,
 * slotted nodes at their slot, same-origin frames in the place of their frame, closed details by
 * their summary alone. The page is only read.
 */

/**
 * What the flat tree has below an element.
 *
 * @param {Element} element
 * @returns {Iterator<Node>}
 */
export function childrenOf(element) {
  if (element.shadowRoot) return siblings(element.shadowRoot.firstChild);
  if (element.localName === "slot") {
    const assigned = /** @type {HTMLSlotElement} */ (element).assignedNodes?.() ?? [];
    if (assigned.length) return assigned[Symbol.iterator]();
  }
  if (element.localName === "details" && !element.hasAttribute("open")) {
    const summary = [...element.children].find((child) => child.localName === "summary");
    return (summary ? [summary] : [])[Symbol.iterator]();
  }
  return siblings(element.firstChild);
}

/**
 * @param {Node | null} first
 * @returns {Iterator<Node>}
 */
function* siblings(first) {
  for (let node = first; node; node = node.nextSibling) yield node;
}

/**
 * Whether an element's own text is seen ("visible"), only that of some descendant may be
 * ("hidden"), or nothing below it is ("skipped").
 *
 * @param {Element} element
 * @param {boolean} parentVisible
 * @returns {"visible" | "hidden" | "skipped"}
 */
export function visibilityOf(element, parentVisible) {
  if (element.checkVisibility({ visibilityProperty: true })) return "visible";
  if (element.checkVisibility()) return "hidden";
  const style = element.ownerDocument.defaultView?.getComputedStyle(element);
  if (style?.display !== "contents") return "skipped";
  return parentVisible && style.visibility === "visible" ? "visible" : "hidden";
}

/**
 * @param {HTMLIFrameElement} frame
 * @returns {HTMLElement | null} the body of a frame that may be read
 */
export function frameBody(frame) {
  try {
    return frame.contentDocument?.body ?? null;
  } catch {
    // Firefox throws for a document of another origin where Chromium answers null.
    return null;
  }
}
