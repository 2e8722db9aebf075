/**
 * Copying from within a page, which may be served without encryption, where `navigator.clipboard` is
 * not to be had: the old command, answered by ourselves, so that neither the page's selection nor
 * its own copy listeners are touched.
 */

/**
 * @param {string} text
 * @returns {Promise<boolean>} whether it was copied
 */
export async function copyText(text) {
  if (navigator.clipboard) {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      // The page's policy may forbid it; the old command is left.
    }
  }
  let copied = false;
  /** @param {ClipboardEvent} event */
  const answer = (event) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    event.clipboardData?.setData("text/plain", text);
    copied = true;
  };
  window.addEventListener("copy", answer, { capture: true });
  document.execCommand("copy");
  window.removeEventListener("copy", answer, { capture: true });
  return copied;
}
