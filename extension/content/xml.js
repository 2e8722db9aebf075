/**
 * The page's nodes as XML: text, attributes that tell something, tags by names that XML knows. What XML
 * cannot carry of a text is replaced one UTF-16 unit for one, so that a position counted in the live
 * page holds in the parsed snapshot.
 */

const NOT_CARRIED =
  // eslint-disable-next-line no-control-regex -- controls are the very thing that is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MARKUP = /[&<>\r]/g;
const ATTRIBUTE_MARKUP = /[&<>"\t\n\r]/g;

const ATTRIBUTES = [
  "id", "class", "itemprop", "itemtype", "itemscope", "role", "rel", "href", "datetime", "content",
  "name", "property", "lang", "dir", "src", "alt", "title", "type",
];

const NAME = /^[a-z][a-z0-9-]*$/;

/** Longer values (data: URLs, mostly) tell nothing about the article. */
const LONGEST_ATTRIBUTE = 2000;

/** Deeper elements are written without their tags: parsers refuse trees of more than 2,048. */
const DEEPEST = 1000;

/** @type {Record<string, string>} */
const ESCAPES = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\t": "&#9;",
  "\n": "&#10;",
  "\r": "&#13;",
};

/**
 * The text as it comes out at the server: form feed and vertical tab as a space, other controls,
 * lone surrogates and non-characters as U+FFFD. The length stays.
 *
 * @param {string} text
 * @returns {string}
 */
export function carried(text) {
  return text.replace(NOT_CARRIED, (unit) => (unit === "\v" || unit === "\f" ? " " : "\ufffd"));
}

/**
 * @param {string} text
 * @returns {string} `text` as the content of an element
 */
export function escapedText(text) {
  return carried(text).replace(MARKUP, (mark) => ESCAPES[mark] ?? mark);
}

/**
 * @param {string} text
 * @returns {string} `text` as the value of an attribute in double quotes
 */
export function escapedAttribute(text) {
  return carried(text).replace(ATTRIBUTE_MARKUP, (mark) => ESCAPES[mark] ?? mark);
}

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
