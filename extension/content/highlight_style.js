/**
 * How highlights look: a style sheet for each root that holds some, whose rules reach only elements
 * like those that hold them. A rule for `::highlight()` alone makes the browser style every element
 * of the page anew, which on a large one takes longer than a reader should wait.
 */

export const FLASH = "caveat-flash";

/** Ink on light pages, ink on dark pages: each at least 4.5 : 1 against white or near-black. */
const INKS = {
  light: { quote: "#1d5fbf", risk: "#b3261e", denied: "#6b5b00", flash: "#ffd54a" },
  dark: { quote: "#8ab8ff", risk: "#ff9b93", denied: "#e0c860", flash: "#7a5c00" },
};

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
    this.looks = Object.entries(looks(isDark(view.document) ? INKS.dark : INKS.light));
    this.sheet = new view.CSSStyleSheet();
    /** @type {Set<string>} */
    this.paths = new Set();
    root.adoptedStyleSheets = [...root.adoptedStyleSheets, this.sheet];
  }

  /** @param {Element | null} element whose text is highlighted; null for a shadow root's own text */
  reach(element) {
    const path = element ? pathOf(element) : ":host";
    if (this.paths.has(path)) return;
    this.paths.add(path);
    for (const [name, look] of this.looks) {
      this.sheet.insertRule(`${path}::highlight(${name}) { ${look} }`);
    }
  }

  remove() {
    const { root, sheet } = this;
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((each) => each !== sheet);
  }
}

/** @param {Element} element */
function pathOf(element) {
  const names = [];
  for (let at = /** @type {Element | null} */ (element); at && names.length < PATH; at = at.parentElement) {
    names.unshift(NAME.test(at.localName) ? at.localName : "*");
  }
  return names.join(" > ");
}

/** @param {typeof INKS.light} inks */
function looks(inks) {
  return {
    "caveat-quote": `text-decoration: underline solid ${inks.quote} 2px;`,
    "caveat-quote-key":
      `text-decoration: underline solid ${inks.quote} 3px; background-color: ${inks.quote}2e;`,
    "caveat-risk":
      `text-decoration: underline wavy ${inks.risk} 2px; background-color: ${inks.risk}1c;`,
    "caveat-risk-denied": `text-decoration: underline dashed ${inks.denied} 2px;`,
    [FLASH]: `background-color: ${inks.flash}b0;`,
  };
}

/**
 * Whether a page is dark: told by its ink, which every readable page sets against its ground.
 *
 * @param {Document} document
 */
function isDark(document) {
  const ink = document.defaultView?.getComputedStyle(document.body).color ?? "";
  const [red = 0, green = 0, blue = 0] = (ink.match(/[\d.]+/g) ?? []).map(Number);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 128;
}
