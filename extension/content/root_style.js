/**
 * How highlights look in one root: a style sheet whose rules reach only elements like those that hold
 * some. A rule for `::highlight()` alone makes the browser style every element of the page anew,
 * which on a large one takes longer than a reader should wait.
 */

/** @typedef {import("./paint.js").Paint} Paint */

/**
 * An element is told by the names of itself and of so many elements above it: unlike classes, these
 * stay while a page scrolls and plays.
 */
const PATH = 8;

/** Names that mean the same in a selector, which is read without regard to case. */
const NAME = /^[a-z][a-z0-9-]*$/;

export class RootStyle {
  /**
   * @param {Document | ShadowRoot} root
   * @param {Window & typeof globalThis} view the window of its document
   */
  constructor(root, view) {
    this.root = root;
    this.sheet = new view.CSSStyleSheet();
    /** @type {Set<string>} */
    this.paths = new Set();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
  }

  /**
   * @param {Element | null} element whose text is highlighted; null for a shadow root's own text
   * @returns {boolean} whether the sheet has to be written for it
   */
  reach(element) {
    const path = element ? pathOf(element) : ":host";
    if (this.paths.has(path)) return false;
    this.paths.add(path);
    return true;
  }

  /**
   * Rules for all that is reached.
   *
   * @param {Paint[]} paints
   */
  write(paints) {
    const paths = [...this.paths];
    this.sheet.replaceSync(paths.length ? paints.map((paint) => ruleOf(paths, paint)).join("\n") : "");
  }

  remove() {
    const { root, sheet } = this;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}

/**
 * @param {string[]} paths
 * @param {Paint} paint
 */
function ruleOf(paths, { name, look, media }) {
  const rule = `${paths.map((path) => `${path}::highlight(${name})`).join(", ")} { ${look} }`;
  return media ? `@media ${media} { ${rule} }` : rule;
}

/** @param {Element} element */
function pathOf(element) {
  const names = [];
  for (let at = /** @type {Element | null} */ (element); at && names.length < PATH; at = at.parentElement) {
    names.unshift(NAME.test(at.localName) ? at.localName : "*");
  }
  return names.join(" > ");
}
