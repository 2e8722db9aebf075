/**
 * The page as the server gets it, and the list of its text nodes, written in one walk.
 *
 * The walk follows the flat tree and uses no recursion, since scripts can nest elements deeper than
 * any stack. The live page is only read.
 */

import { childrenOf, frameBody, visibilityOf } from "./flat_tree.js";
import { SelectedText } from "./selection.js";
import { Slices } from "./slices.js";
import { attributesOf, escapedText, tagOf } from "./xml.js";

/** @typedef {import("./places.js").Place} Place */
/** @typedef {import("../protocol/types.js").Position} Position */

/** Elements whose content nobody reads as text of the page, or which hold what a reader typed. */
const LEFT_OUT = new Set([
  "audio", "button", "canvas", "datalist", "math", "noscript", "object", "option", "script",
  "select", "style", "svg", "template", "textarea", "video",
]);

const JSON_LD = "application/ld+json";

/** Looking at the clock after every node would cost more than the node. */
const NODES_A_STEP = 200;

/** A page that is walked in so short a time is small. */
const SMALL_MS = 5;

/** So often a walk is begun anew. */
const MOST_WALKS = 3;

/** Our own elements must not become part of the page that is analysed. */
const OWN = new Set(["caveat-card", "caveat-map"]);

/**
 * The address of what a document shows, by which sites that show one page after the other in the
 * same document tell them apart: without the place in it that is scrolled to, but with a hash that
 * is a site's own kind of path.
 *
 * @param {Document} document
 */
export function addressOf(document) {
  const { origin, pathname, search, hash } = document.location;
  return origin + pathname + search + (/^#[/!]/.test(hash) ? hash : "");
}

/**
 * @typedef {object} Snapshot
 * @property {string} page well-formed XML
 * @property {Place[]} places the text nodes of the page text, in order
 * @property {number} length UTF-16 units of the page text
 * @property {(Document | ShadowRoot)[]} roots those that the walk entered
 * @property {Position[]} selected what the reader has selected of the page text
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
 * The snapshot in slices between which the page may work. A page that takes away the very nodes
 * that the walk stands at between two slices is walked again; one that does so each time, at once.
 *
 * @param {Document} document
 * @returns {Promise<Snapshot>}
 */
export async function takeSnapshotInSlices(document) {
  const slices = new Slices();
  for (let walks = 0; walks < MOST_WALKS; walks++) {
    const walk = new Walk(document);
    let stands = true;
    while (stands) {
      const done = walk.step();
      if (!done && !slices.over) continue;
      // To put the pieces of a large page together and to send them takes a slice of its own.
      if (!done || slices.spent > SMALL_MS) await slices.rest();
      if (done) return walk.snapshot();
      stands = walk.stands();
    }
  }
  return takeSnapshot(document);
}

/**
 * An element that the walk is in; `last`: the child that it came to, and whose child that was.
 *
 * @typedef {object} Level
 * @property {Element} element
 * @property {Iterator<Node>} children
 * @property {string} close
 * @property {boolean} visible
 * @property {Node | null} last
 * @property {Node | null} above
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
    /** @type {(Document | ShadowRoot)[]} */
    this.roots = [];
    this.selected = new SelectedText();
    this.head(document);
    this.enter(document);
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
        continue;
      }
      level.last = next.value;
      level.above = next.value.parentNode;
      if (next.value.nodeType === Node.TEXT_NODE) {
        if (level.visible) this.text(/** @type {Text} */ (next.value));
      } else if (next.value.nodeType === Node.ELEMENT_NODE) {
        this.element(/** @type {Element} */ (next.value), level.visible);
      }
    }
    return false;
  }

  /** Whether what the walk stands at is where it was: the next sibling of what is not leads astray. */
  stands() {
    return this.levels.every(({ element, last, above }) =>
      element.isConnected && (!last || (last.isConnected && last.parentNode === above)));
  }

  /** @returns {Snapshot} */
  snapshot() {
    const root = attributesOf(this.document.documentElement);
    const page = `<html${root}>${this.xml.join("")}</html>`;
    const { places, length, roots, selected: { positions: selected } } = this;
    return { page, places, length, roots, selected };
  }

  /** @param {Document} document */
  head(document) {
    this.xml.push("<head>");
    for (const element of document.head?.children ?? []) {
      const name = element.localName;
      if (name === "title" || (name === "script" && isJsonLd(element))) {
        this.xml.push(`<${name}${attributesOf(element)}>${escapedText(element.textContent ?? "")}</${name}>`);
      } else if (name === "meta" || name === "link" || name === "base") {
        this.xml.push(`<${name}${attributesOf(element)}/>`);
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
    if (LEFT_OUT.has(name) || OWN.has(name) || isTypedIn(element)) return;
    const shown = visibilityOf(element, parentVisible);
    if (shown === "skipped") return;
    if (name === "iframe" || name === "frame") {
      const inner = frameBody(/** @type {HTMLIFrameElement} */ (element));
      if (!inner) return;
      this.enter(inner.ownerDocument);
      this.open(inner, true);
      return;
    }
    this.open(element, shown === "visible");
  }

  /** @param {Document | ShadowRoot} root */
  enter(root) {
    this.roots.push(root);
    this.selected.enter(root);
  }

  /**
   * @param {Element} element
   * @param {boolean} visible
   */
  open(element, visible) {
    if (element.shadowRoot) this.enter(element.shadowRoot);
    const tag = tagOf(element, this.levels.length);
    if (tag) this.xml.push(`<${tag}${attributesOf(element)}>`);
    const close = tag && `</${tag}>`;
    const level = { element, children: childrenOf(element), close, visible, last: null, above: null };
    this.levels.push(level);
  }

  /** @param {Text} node */
  text(node) {
    if (!node.data) return;
    this.xml.push(escapedText(node.data));
    this.places.push({ node, start: this.length });
    this.selected.meet(node, this.length);
    this.length += node.data.length;
  }
}

/** @param {Element} element */
function isJsonLd(element) {
  return element.getAttribute("type")?.trim().toLowerCase() === JSON_LD;
}

/**
 * Whether the reader may type in an element, as in the comment box of many a page.
 *
 * @param {Element} element
 */
function isTypedIn(element) {
  return element.hasAttribute("contenteditable") && element.getAttribute("contenteditable") !== "false";
}
