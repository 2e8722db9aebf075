/** The panel's exports of what is shown: a file each, and a page to print. */

import { asCsv } from "../exports/csv.js";
import { asMarkdown } from "../exports/markdown.js";
import { asWebAnnotations } from "../exports/web_annotation.js";
import { element } from "../protocol/element.js";
import { save } from "../protocol/file.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").Source} Source */
/** @typedef {{source: Source, annotations: Annotation[]}} Shown */

/** @type {Record<string, {type: string, ending: string, make: (shown: Shown) => string}>} */
const FORMATS = {
  markdown: { type: "text/markdown", ending: "md", make: ({ source, annotations }) => asMarkdown(source, annotations) },
  csv: { type: "text/csv", ending: "csv", make: ({ source, annotations }) => asCsv(source, annotations) },
  jsonld: {
    type: "application/ld+json", ending: "jsonld",
    make: ({ source, annotations }) => asWebAnnotations(source, annotations, {
      created: new Date().toISOString(), version: chrome.runtime.getManifest().version,
    }),
  },
};

/**
 * @param {() => Shown | null} shown what is shown at the time of the press
 * @param {() => void} print
 * @returns {HTMLElement}
 */
export function exportMenu(shown, print) {
  const menu = element("details", "exports", "");
  const buttons = Object.entries(FORMATS).map(([name, { type, ending, make }]) => {
    const button = element("button", "", say(`export_${name}`));
    button.addEventListener("click", () => {
      const now = shown();
      if (now) save(make(now), type, `${fileName(now.source)}.${ending}`);
      /** @type {HTMLDetailsElement} */ (menu).open = false;
    });
    return button;
  });
  const printing = element("button", "", say("export_print"));
  printing.addEventListener("click", print);
  const choices = element("div", "choices", "");
  choices.append(...buttons, printing);
  menu.append(element("summary", "", say("exports")), choices);
  return menu;
}

/** @param {Source} source */
function fileName({ title }) {
  const words = (title ?? "").normalize("NFC").split(/[^\p{L}\p{N}]+/u).filter(Boolean).join("-");
  return `caveat-${[...words].slice(0, 60).join("") || "article"}`;
}
