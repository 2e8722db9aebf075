/** What the reader has hidden or called wrong, with the way back. */

import { inMarks } from "../exports/excerpt.js";
import { removeCorrection } from "../protocol/corrections.js";
import { element } from "../protocol/element.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */

/**
 * @param {Annotation[]} rejected
 * @param {string} url of their page
 */
export function rejectedList(rejected, url) {
  const box = element("details", "rejected", "");
  const items = element("ul", "", "");
  for (const annotation of rejected) {
    const item = element("li", "", "");
    const again = element("button", "action quiet", say("showAgain"));
    again.setAttribute("aria-label", say("showAgainOne", annotation.text.slice(0, 60)));
    again.addEventListener("click", () => void removeCorrection(url, annotation));
    item.append(element("span", "excerpt", inMarks(annotation)), again);
    items.append(item);
  }
  box.append(element("summary", "", say("panelRejected", String(rejected.length))), items);
  return box;
}
