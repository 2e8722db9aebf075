/**
 * Text of a page as XML text. What XML cannot carry is replaced one UTF-16 unit for one, so that a
 * position counted in the live page holds in the parsed snapshot.
 */

const NOT_CARRIED =
  // eslint-disable-next-line no-control-regex -- controls are the very thing that is looked for
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const MARKUP = /[&<>\r]/g;
const ATTRIBUTE_MARKUP = /[&<>"\t\n\r]/g;

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
