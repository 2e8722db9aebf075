/** Which page a document shows, for sites that show one after the other in the same document. */

/**
 * The address of what is shown: without the place in it that is scrolled to, but with a hash that
 * is a site's own kind of path.
 *
 * @param {Document} document
 */
export function addressOf(document) {
  const { origin, pathname, search, hash } = document.location;
  return origin + pathname + search + (/^#[/!]/.test(hash) ? hash : "");
}
