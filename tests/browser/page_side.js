/* global document, getComputedStyle, Node, window */
/**
 * What the tests ask of a page, read from the outside: each function only looks. The file is one
 * expression, an object, so that it leaves nothing behind in the page that it is evaluated in.
 */
({
  /** Every node below a root in the order of the flat tree: shadow roots, slots, same-origin frames. */
  *flat(node) {
    yield node;
    if (node.localName === "iframe") {
      if (node.contentDocument) yield* this.flat(node.contentDocument);
      return;
    }
    const slotted = node.localName === "slot" ? node.assignedNodes() : [];
    const below = slotted.length ? slotted : (node.shadowRoot ?? node).childNodes;
    for (const child of below) yield* this.flat(child);
  },

  documents(from = document) {
    const frames = [...from.querySelectorAll("iframe")].map((frame) => frame.contentDocument);
    return [from, ...frames.filter(Boolean).flatMap((inner) => this.documents(inner))];
  },

  /** Every highlighted range in page order: its highlight's name, its text, the place of its first line. */
  highlights() {
    const order = new Map([...this.flat(document)].map((node, index) => [node, index]));
    const drawn = this.documents().flatMap((each) => {
      const frame = each.defaultView.frameElement?.getBoundingClientRect() ?? { x: 0, y: 0 };
      return [...each.defaultView.CSS.highlights].flatMap(([name, highlight]) =>
        [...highlight].map((range) => {
          const { x = 0, y = 0, width = 0, height = 0 } = range.getClientRects()[0] ?? {};
          return {
            name,
            text: range.toString(),
            within: order.get(range.startContainer) ?? -1,
            offset: range.startOffset,
            x: frame.x + x, y: frame.y + y, width, height,
          };
        }));
    });
    return drawn.sort((one, other) => one.within - other.within || one.offset - other.offset);
  },

  /** The highlighted texts that no style sheet underlines. */
  unstyled() {
    return this.documents().flatMap((each) => [...each.defaultView.CSS.highlights].flatMap(([name, highlight]) =>
      [...highlight].map((range) => range.startContainer).filter((node) => {
        const holder = node.parentElement ?? node.getRootNode().host;
        const style = each.defaultView.getComputedStyle(holder, `::highlight(${name})`);
        return style.textDecorationLine !== "underline";
      }).map((node) => node.data)));
  },

  /** The whole of a document, closed shadow roots excepted, as lines that can be compared. */
  serialised(document) {
    const lines = [];
    const walk = (node, depth) => {
      const indent = " ".repeat(depth);
      if (node.nodeType === Node.ELEMENT_NODE) {
        const attributes = [...node.attributes].map(({ name, value }) => ` ${name}=${JSON.stringify(value)}`);
        const state = ["value", "checked", "open"].filter((key) => key in node)
          .map((key) => ` .${key}=${JSON.stringify(node[key])}`);
        lines.push(`${indent}<${node.nodeName}${attributes.join("")}${state.join("")}>`);
      } else {
        lines.push(`${indent}${node.nodeType} ${JSON.stringify(node.data ?? node.nodeName)}`);
      }
      if (node.shadowRoot) walk(node.shadowRoot, depth + 1);
      if (node.localName === "iframe" && node.contentDocument) walk(node.contentDocument, depth + 1);
      for (const child of node.childNodes) walk(child, depth + 1);
    };
    walk(document, 0);
    return lines;
  },

  /** What an extension can leave behind that is not in the tree. */
  traces() {
    const roots = [...this.flat(document)].flatMap((node) => [
      ...(node.nodeType === Node.DOCUMENT_NODE ? [node] : []),
      ...(node.shadowRoot ? [node.shadowRoot] : []),
    ]);
    return {
      highlights: this.documents().map((each) => each.defaultView.CSS.highlights.size),
      adoptedStyleSheets: roots.map((root) => root.adoptedStyleSheets.length),
      styleSheets: roots.map((root) => root.styleSheets.length),
      globals: Object.getOwnPropertyNames(window).length,
    };
  },

  /** Select from the beginning of one text to the end of another, each within a text node. */
  select(first, last) {
    const nodes = [...this.flat(document)].filter((node) => node.nodeType === Node.TEXT_NODE);
    const find = (text) => nodes.find((node) => node.data.includes(text));
    const [from, to] = [find(first), find(last)];
    const document_ = from.ownerDocument;
    const range = document_.createRange();
    range.setStart(from, from.data.indexOf(first));
    range.setEnd(to, to.data.indexOf(last) + last.length);
    document_.getSelection().removeAllRanges();
    if (from.getRootNode() === document_) document_.getSelection().addRange(range);
    else document_.getSelection().setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
    return true;
  },

  /** The boxes of every line of text, of which none may move. */
  boxes() {
    const boxes = [];
    for (const node of this.flat(document)) {
      if (node.nodeType !== Node.TEXT_NODE || /^caveat-/.test(node.parentElement?.localName ?? "")) continue;
      const range = node.ownerDocument.createRange();
      range.selectNodeContents(node);
      for (const { x, y, width, height } of range.getClientRects()) boxes.push([x, y, width, height].join());
    }
    return boxes;
  },

  /** How each highlight of ours is painted, by its name: as the browser computes it. */
  paints() {
    const names = new Map(this.highlights().map(({ name, text }) => [name, text]));
    return Object.fromEntries([...names.keys()].filter((name) => name.startsWith("caveat-")).map((name) => {
      const style = getComputedStyle(document.querySelector("article p, p"), `::highlight(${name})`);
      return [name, {
        line: style.textDecorationLine, style: style.textDecorationStyle, color: style.textDecorationColor,
        thickness: style.textDecorationThickness, ground: style.backgroundColor, offset: style.textUnderlineOffset,
      }];
    }));
  },

  /** Bring the text of a highlighted range into the middle of the window, without a journey. */
  scrollTo(wanted) {
    const found = this.highlights()[wanted];
    const { ownerDocument, parentElement } = [...this.flat(document)][found.within];
    if (ownerDocument === document) window.scrollBy({ top: found.y - window.innerHeight / 2, behavior: "instant" });
    else parentElement.scrollIntoView({ block: "center", behavior: "instant" });
    return this.highlights()[wanted];
  },
})
