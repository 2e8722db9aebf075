/**
 * The page as the server gets it, and the list of its text nodes, written in one walk.
 *
 * The walk follows the flat tree (what is rendered): a shadow root in the place of its host's
 * children, slotted nodes at their slot, same-origin frames in the place of their frame. It uses no
 * recursion, since scripts can nest elements deeper than any stack. The live page is only read.
 */

import { carried, escapedAttribute, escapedText } from "./xml.js";

/** Elements whose content nobody reads as text of the page, or which hold what a reader typed. */
const LEFT_OUT = new Set([
  "audio", "button", "canvas", "datalist", "math", "noscript", "object", "option", "script",
  "select", "style", "svg", "template", "textarea", "video",
]);

const ATTRIBUTES = [
  "id", "class", "itemprop", "itemtype", "itemscope", "role", "rel", "href", "datetime", "content",
  "name", "property", "lang", "dir", "src", "alt", "title", "type",
];

const JSON_LD = "application/ld+json";
const NAME = /^[a-z][a-z0-9-]*$/;

/** Longer values (data: URLs, mostly) tell nothing about the article. */
const LONGEST_ATTRIBUTE = 2000;

/** Deeper elements are written without their tags: parsers refuse trees of more than 2,048. */
const DEEPEST = 1000;

/** A slice holds the page for at most this long, and a little: half of what a reader can feel. */
const SLICE_MS = 20;

/** Looking at the clock after every node would cost more than the node. */
const NODES_A_STEP = 200;

/** Our own card must not become part of the page that is analysed. */
const OWN = "caveat-card";

/**
 * A text node and where it begins in the page text.
 *
 * @typedef {{node: Text, start: number}} Place
 */

/**
 * @typedef {object} Snapshot
 * @property {string} page well-formed XML
 * @property {Place[]} places the text nodes of the page text, in order
 * @property {number} length UTF-16 units of the page text
 */

/**
 * The snapshot at once, however long the page's main thread is held.
 *
 * @param {Document} document
 * @returns {Snapshot}
 */
export function takeSnapshot(document) {
  const walk = new Walk(document);
  while (!walk.step());
  return walk.snapshot();
}

/**
 * The snapshot in slices between which the page may work. A page that takes away the very elements
 * that the walk stands in between two slices is walked again, at once.
 *
 * @param {Document} document
 * @returns {Promise<Snapshot>}
 */
export async function takeSnapshotInSlices(document) {
  const walk = new Walk(document);
  for (let until = performance.now() + SLICE_MS; !walk.step(); ) {
    if (performance.now() < until) continue;
    await new Promise((resume) => setTimeout(resume));
    if (!walk.stands()) return takeSnapshot(document);
    until = performance.now() + SLICE_MS;
  }
  return walk.snapshot();
}

/**
 * @typedef {{element: Element, children: Iterator<Node>, close: string, visible: boolean}} Level
 */

class Walk {
  /** @param {Document} document */
  constructor(document) {
    this.document = document;
    /** @type {Level[]} */
    this.levels = [];
    /** @type {string[]} */
    this.xml = [];
    /** @type {Place[]} */
    this.places = [];
    this.length = 0;
    this.head(document);
    if (document.body) this.open(document.body, true);
  }

  /**
   * Walk over some nodes.
   *
   * @returns {boolean} whether the end is reached
   */
  step() {
    for (let count = 0; count < NODES_A_STEP; count++) {
      const level = this.levels.at(-1);
      if (!level) return true;
      const next = level.children.next();
      if (next.done) {
        this.xml.push(level.close);
        this.levels.pop();
      } else if (next.value.nodeType === Node.TEXT_NODE) {
        if (level.visible) this.text(/** @type {Text} */ (next.value));
      } else if (next.value.nodeType === Node.ELEMENT_NODE) {
        this.element(/** @type {Element} */ (next.value), level.visible);
      }
    }
    return false;
  }

  /** Whether the elements that the walk stands in are still in the page. */
  stands() {
    return this.levels.every(({ element }) => element.isConnected);
  }

  /** @returns {Snapshot} */
  snapshot() {
    const root = attributes(this.document.documentElement);
    const page = `<html${root}>${this.xml.join("")}</html>`;
    return { page, places: this.places, length: this.length };
  }

  /** @param {Document} document */
  head(document) {
    this.xml.push("<head>");
    for (const element of document.head?.children ?? []) {
      const name = element.localName;
      if (name === "title" || (name === "script" && isJsonLd(element))) {
        this.xml.push(`<${name}${attributes(element)}>${escapedText(element.textContent ?? "")}</${name}>`);
      } else if (name === "meta" || name === "link" || name === "base") {
        this.xml.push(`<${name}${attributes(element)}/>`);
      }
    }
    this.xml.push("</head>");
  }

  /**
   * @param {Element} element
   * @param {boolean} parentVisible
   */
  element(element, parentVisible) {
    const name = element.localName;
    if (name === "script" && isJsonLd(element)) {
      this.xml.push(`<script type="${JSON_LD}">${escapedText(element.textContent ?? "")}</script>`);
      return;
    }
    if (LEFT_OUT.has(name) || name === OWN) return;
    const shown = visibility(element, parentVisible);
    if (shown === "skipped") return;
    if (name === "iframe" || name === "frame") {
      const inner = frameBody(/** @type {HTMLIFrameElement} */ (element));
      if (inner) this.open(inner, true);
      return;
    }
    this.open(element, shown === "visible");
  }

  /**
   * @param {Element} element
   * @param {boolean} visible
   */
  open(element, visible) {
    const tag = tagOf(element, this.levels.length);
    if (tag) this.xml.push(`<${tag}${attributes(element)}>`);
    const close = tag && `</${tag}>`;
    this.levels.push({ element, children: children(element), close, visible });
  }

  /** @param {Text} node */
  text(node) {
    if (!node.data) return;
    this.xml.push(escapedText(node.data));
    this.places.push({ node, start: this.length });
    this.length += node.data.length;
  }
}

/**
 * The page text between two positions, as the server has it.
 *
 * @param {Place[]} places
 * @param {number} first index of the first text node concerned
 * @param {number} start
 * @param {number} end
 */
export function textBetween(places, first, start, end) {
  let text = "";
  for (let index = first; index < places.length; index++) {
    const place = places[index];
    if (!place || place.start >= end) break;
    text += carried(place.node.data).slice(Math.max(0, start - place.start), end - place.start);
  }
  return text;
}

/**
 * The tag that an element is written with; "" where it is too deep to be written.
 *
 * @param {Element} element
 * @param {number} depth
 */
function tagOf(element, depth) {
  if (depth > DEEPEST) return "";
  if (depth === 0) return "body";
  const name = element.localName;
  return name === "body" || name === "frameset" || !NAME.test(name) ? "div" : name;
}

/**
 * @param {Element} element
 * @returns {string} the attributes that tell the server something, as XML
 */
function attributes(element) {
  let written = "";
  if (!element.hasAttributes()) return written;
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null || (value.length > LONGEST_ATTRIBUTE && name !== "content")) continue;
    written += ` ${name}="${escapedAttribute(value)}"`;
  }
  return written;
}

/**
 * What the flat tree has below an element.
 *
 * @param {Element} element
 * @returns {Iterator<Node>}
 */
function children(element) {
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
function visibility(element, parentVisible) {
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
function frameBody(frame) {
  try {
    return frame.contentDocument?.body ?? null;
  } catch {
    // Firefox throws for a document of another origin where Chromium answers null.
    return null;
  }
}

/** @param {Element} element */
function isJsonLd(element) {
  return element.getAttribute("type")?.trim().toLowerCase() === JSON_LD;
}
