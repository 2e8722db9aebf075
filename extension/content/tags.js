/** The tags that elements are written with: names that XML knows, attributes that tell something. */

import { escapedAttribute } from "./xml.js";

const ATTRIBUTES = [
  "id", "class", "itemprop", "itemtype", "itemscope", "role", "rel", "href", "datetime", "content",
  "name", "property", "lang", "dir", "src", "alt", "title", "type",
];

const NAME = /^[a-z][a-z0-9-]*$/;

/** Longer values (data: URLs, mostly) tell nothing about the article. */
const LONGEST_ATTRIBUTE = 2000;

/** Deeper elements are written without their tags: parsers refuse trees of more than 2,048. */
const DEEPEST = 1000;

/**
 * The tag that an element is written with; "" where it is too deep to be written.
 *
 * @param {Element} element
 * @param {number} depth
 */
export function tagOf(element, depth) {
  if (depth > DEEPEST) return "";
  if (depth === 0) return "body";
  const name = element.localName;
  return name === "body" || name === "frameset" || !NAME.test(name) ? "div" : name;
}

/**
 * @param {Element} element
 * @returns {string} the attributes that tell the server something, as XML
 */
export function attributesOf(element) {
  let written = "";
  if (!element.hasAttributes()) return written;
  for (const name of ATTRIBUTES) {
    const value = element.getAttribute(name);
    if (value === null || (value.length > LONGEST_ATTRIBUTE && name !== "content")) continue;
    written += ` ${name}="${escapedAttribute(value)}"`;
  }
  return written;
}
