/**
 * Highlights over the live page by the CSS Custom Highlight API: no element of the page is wrapped
 * or changed. Quotes and risk claims differ in colour and in the style of their underline.
 *
 * A registry of highlights belongs to a document and a style sheet to a root, so each document
 * (frames) and each root (open shadow roots) that holds a highlight gets its own; rules from
 * `scripting.insertCSS` would not reach text in shadow roots in Firefox.
 */

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {"caveat-quote" | "caveat-quote-key" | "caveat-risk" | "caveat-risk-denied"} Kind */
/** @typedef {{annotation: Annotation, ranges: Range[]}} Drawn */

const FLASH = "caveat-flash";
const FLASH_MS = 1600;

/** Later kinds are painted over earlier ones. */
const PRIORITIES = {
  "caveat-quote": 1, "caveat-quote-key": 2, "caveat-risk-denied": 3, "caveat-risk": 4, [FLASH]: 5,
};

/** Ink on light pages, ink on dark pages: each at least 4.5 : 1 against white or near-black. */
const INKS = {
  light: { quote: "#1d5fbf", risk: "#b3261e", denied: "#6b5b00", flash: "#ffd54a" },
  dark: { quote: "#8ab8ff", risk: "#ff9b93", denied: "#e0c860", flash: "#7a5c00" },
};

export class Overlay {
  /** @param {AbortSignal} signal when it aborts, nothing of the overlay is left */
  constructor(signal) {
    /** @type {Map<string, Drawn>} */
    this.drawn = new Map();
    /** @type {Map<AbstractRange, Annotation>} */
    this.annotations = new Map();
    /** Those that hold a highlight, and so our style sheet. @type {Map<Document | ShadowRoot, Document>} */
    this.roots = new Map();
    signal.addEventListener("abort", () => this.clear(), { once: true });
  }

  /**
   * @param {Annotation} annotation
   * @param {Range[]} ranges at least one
   */
  draw(annotation, ranges) {
    this.drawn.set(annotation.id, { annotation, ranges });
    for (const range of ranges) {
      this.annotations.set(range, annotation);
      this.highlight(kindOf(annotation), range);
    }
  }

  /**
   * Take an annotation off the page.
   *
   * @param {string} id
   */
  erase(id) {
    for (const range of this.drawn.get(id)?.ranges ?? []) {
      this.annotations.delete(range);
      for (const document of this.roots.values()) {
        for (const name of Object.keys(PRIORITIES)) registryOf(document)?.get(name)?.delete(range);
      }
    }
    this.drawn.delete(id);
  }

  /**
   * The annotations under a point of the viewport: quotes first, then risk claims within them.
   *
   * @param {Document} document
   * @param {number} x CSS pixels
   * @param {number} y CSS pixels
   * @returns {Drawn[]}
   */
  at(document, x, y) {
    const shadowRoots = [...this.roots.keys()].filter((root) => root instanceof ShadowRoot);
    /** @type {Set<string>} */
    const ids = new Set();
    for (const { ranges } of registryOf(document)?.highlightsFromPoint?.(x, y, { shadowRoots }) ?? []) {
      for (const range of ranges ?? []) {
        const annotation = this.annotations.get(range);
        if (annotation) ids.add(annotation.id);
      }
    }
    return [...this.drawn].filter(([id]) => ids.has(id)).map(([, drawn]) => drawn);
  }

  /**
   * Scroll to an annotation and flash it.
   *
   * @param {string} id
   * @returns {boolean} whether it is drawn
   */
  reveal(id) {
    const drawn = this.drawn.get(id);
    const first = drawn?.ranges[0];
    if (!drawn || !first) return false;
    const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    first.startContainer.parentElement?.scrollIntoView({
      block: "center", behavior: calm ? "instant" : "smooth",
    });
    this.unflash();
    for (const range of drawn.ranges) this.highlight(FLASH, range);
    clearTimeout(this.flashing);
    this.flashing = setTimeout(() => this.unflash(), FLASH_MS);
    return true;
  }

  unflash() {
    for (const document of this.roots.values()) registryOf(document)?.delete(FLASH);
  }

  clear() {
    clearTimeout(this.flashing);
    for (const [root, document] of this.roots) {
      for (const name of Object.keys(PRIORITIES)) registryOf(document)?.delete(name);
      root.adoptedStyleSheets = root.adoptedStyleSheets.filter((sheet) => !ours.has(sheet));
    }
    this.drawn.clear();
    this.annotations.clear();
  }

  /**
   * @param {string} name
   * @param {Range} range
   */
  highlight(name, range) {
    const root = /** @type {Document | ShadowRoot} */ (range.startContainer.getRootNode());
    const document = /** @type {Document} */ (range.startContainer.ownerDocument);
    const view = document.defaultView;
    const registry = registryOf(document);
    if (!view || !registry) return;
    if (!this.roots.has(root)) {
      this.roots.set(root, document);
      adoptStyle(root, view);
    }
    const known = registry.get(name);
    if (known) {
      known.add(range);
      return;
    }
    const highlight = new view.Highlight(range);
    highlight.priority = PRIORITIES[/** @type {Kind} */ (name)];
    registry.set(name, highlight);
  }
}

/** Our own sheets among those that a root has adopted. @type {WeakSet<CSSStyleSheet>} */
const ours = new WeakSet();

/**
 * @param {Document | ShadowRoot} root
 * @param {Window & typeof globalThis} view the window of its document
 */
function adoptStyle(root, view) {
  const sheet = new view.CSSStyleSheet();
  sheet.replaceSync(rules(isDark(view.document) ? INKS.dark : INKS.light));
  ours.add(sheet);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

/**
 * @param {Document} document
 * @returns {HighlightRegistry & {highlightsFromPoint?: (x: number, y: number,
 *   options: {shadowRoots: ShadowRoot[]}) => {highlight: Highlight, ranges: AbstractRange[]}[]} | null}
 */
function registryOf(document) {
  const view = /** @type {(Window & typeof globalThis) | null} */ (document.defaultView);
  return view?.CSS.highlights ?? null;
}

/**
 * @param {Annotation} annotation
 * @returns {Kind}
 */
export function kindOf(annotation) {
  if ("kind" in annotation) return annotation.key ? "caveat-quote-key" : "caveat-quote";
  return annotation.polarity === "denied" ? "caveat-risk-denied" : "caveat-risk";
}

/** @param {typeof INKS.light} inks */
function rules(inks) {
  return `
    ::highlight(caveat-quote) { text-decoration: underline solid ${inks.quote} 2px; }
    ::highlight(caveat-quote-key) {
      text-decoration: underline solid ${inks.quote} 3px; background-color: ${inks.quote}2e; }
    ::highlight(caveat-risk) {
      text-decoration: underline wavy ${inks.risk} 2px; background-color: ${inks.risk}1c; }
    ::highlight(caveat-risk-denied) { text-decoration: underline dashed ${inks.denied} 2px; }
    ::highlight(${FLASH}) { background-color: ${inks.flash}b0; }`;
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
