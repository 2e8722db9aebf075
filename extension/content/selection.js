/** What the reader has selected, as the walk over the page meets it. */

/** @typedef {import("../protocol/types.js").Position} Position */

/**
 * Collects the selected stretches of the page text during a walk: told of every root that the walk
 * enters and of every text node in it, in order.
 */
export class SelectedText {
  constructor() {
    /** @type {Range[]} */
    this.ranges = [];
    /** @type {Position[]} */
    this.positions = [];
  }

  /** @param {Document | ShadowRoot} root a document, or a shadow root in it */
  enter(root) {
    this.ranges.push(..."host" in root ? rangesInShadow(root) : rangesIn(root));
  }

  /**
   * @param {Text} node
   * @param {number} start where it begins in the page text
   */
  meet(node, start) {
    for (const range of this.ranges) {
      if (!range.intersectsNode(node)) continue;
      const from = range.startContainer === node ? range.startOffset : 0;
      const to = range.endContainer === node ? range.endOffset : node.data.length;
      if (from < to && /\S/.test(node.data.slice(from, to))) {
        this.positions.push({ start: start + from, end: start + to });
      }
    }
  }
}

/** @param {Document} document */
function rangesIn(document) {
  const selection = document.getSelection();
  const count = selection?.rangeCount ?? 0;
  return Array.from({ length: count }, (_, index) => /** @type {Selection} */ (selection).getRangeAt(index))
    .filter((range) => !range.collapsed);
}

/**
 * A selection within a shadow root: seen from the document it is empty, or all of the host.
 *
 * @param {ShadowRoot} root
 */
function rangesInShadow(root) {
  const selection = root.ownerDocument.getSelection();
  const composed = selection?.getComposedRanges?.({ shadowRoots: [root] }) ?? [];
  return composed.flatMap(({ startContainer, startOffset, endContainer, endOffset }) => {
    if (startContainer.getRootNode() !== root || endContainer.getRootNode() !== root) return [];
    const range = root.ownerDocument.createRange();
    range.setStart(startContainer, startOffset);
    range.setEnd(endContainer, endOffset);
    return range.collapsed ? [] : [range];
  });
}

/**
 * Tell whether something is selected in the page, whenever that changes.
 *
 * @param {(selected: boolean) => void} tell
 */
export function watchSelection(tell) {
  let known = isSelected();
  document.addEventListener("selectionchange", () => {
    const now = isSelected();
    if (now === known) return;
    known = now;
    tell(now);
  }, { passive: true });
}

/** Whether something is selected in the page. */
export function isSelected() {
  return document.getSelection()?.type === "Range";
}
