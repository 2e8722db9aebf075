/** Handing the reader a file: a download that needs no permission. */

/** How long a browser may take to begin to read what it is handed. */
const READ_MS = 10_000;

/**
 * @param {string} text
 * @param {string} type media type
 * @param {string} name
 */
export function save(text, type, name) {
  const address = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), READ_MS);
}
