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

/** The documents that are watched: the page's, and its frames' once they have been walked. */
export class SelectionWatch {
  /** @param {(selected: boolean) => void} tell called whenever it changes whether something is selected */
  constructor(tell) {
    this.tell = tell;
    /** @type {Set<Document>} */
    this.documents = new Set();
    this.known = false;
  }

  /** @param {Document} document */
  add(document) {
    if (this.documents.has(document)) return;
    this.documents.add(document);
    document.addEventListener("selectionchange", () => this.look(), { passive: true });
  }

  look() {
    const now = this.isSelected();
    if (now === this.known) return;
    this.known = now;
    this.tell(now);
  }

  isSelected() {
    return [...this.documents].some((document) => document.getSelection()?.type === "Range");
  }
}
