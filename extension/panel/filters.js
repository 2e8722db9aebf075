/** The panel's filters: what, which category, who, which words, in which order, grouped or not. */

import { element } from "../protocol/element.js";
import { isWhat, whoOf } from "../protocol/shown.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("../protocol/types.js").View} View */

const WHATS = /** @type {const} */ (["all", "quotes", "key", "risks", "denied"]);
const ORDERS = /** @type {const} */ (["page", "weight"]);

/** A list of no more is seen at a glance: nothing is searched in it. */
const FEW = 3;

export class Filters {
  /**
   * @param {HTMLElement} host where the controls stand; made once, so that none loses the focus
   * @param {(view: Partial<View>) => void} changed
   */
  constructor(host, changed) {
    this.whats = element("div", "whats", "");
    this.whats.setAttribute("role", "group");
    this.whats.setAttribute("aria-label", say("filterWhat"));
    for (const what of WHATS) {
      const chip = element("button", "chip", "");
      chip.dataset["what"] = what;
      chip.addEventListener("click", () => changed({ what }));
      this.whats.append(chip);
    }
    this.search = document.createElement("input");
    this.search.type = "search";
    this.search.id = "search";
    this.search.placeholder = say("filterSearch");
    this.search.setAttribute("aria-label", say("filterSearch"));
    this.search.addEventListener("input", () => changed({ search: this.search.value }));
    this.who = select("who", say("filterWho"), (value) => changed({ who: value === "*" ? null : value.slice(1) }));
    this.order = select("order", say("filterOrder"), (value) => changed({ order: value === "weight" ? "weight" : "page" }));
    this.order.replaceChildren(...ORDERS.map((order) => option(order, say(`order_${order}`))));
    const label = element("label", "grouped", "");
    this.grouped = document.createElement("input");
    this.grouped.type = "checkbox";
    this.grouped.id = "grouped";
    this.grouped.addEventListener("change", () => changed({ grouped: this.grouped.checked }));
    label.append(this.grouped, say("filterGrouped"));
    this.row = element("div", "row", "");
    this.row.append(this.who, this.order, label);
    host.append(this.whats, this.search, this.row);
  }

  /**
   * Only what makes a choice is there: no chip that leaves nothing or everything.
   *
   * @param {Annotation[]} kept all that can be chosen from
   * @param {View} view
   */
  show(kept, view) {
    for (const chip of /** @type {HTMLCollectionOf<HTMLElement>} */ (this.whats.children)) {
      const what = /** @type {View["what"]} */ (chip.dataset["what"]);
      const count = countOf(kept, what);
      chip.textContent = say(`what_${what}`, String(count));
      chip.setAttribute("aria-pressed", String(what === view.what));
      chip.hidden = what !== "all" && what !== view.what && (count === 0 || count === kept.length);
    }
    this.search.hidden = this.row.hidden = kept.length <= FEW && !isFiltered(view);
    if (this.search.value !== view.search) this.search.value = view.search;
    const names = [...new Set(kept.map(whoOf))].sort((one, other) => one.localeCompare(other));
    this.who.replaceChildren(
      option("*", say("whoAll")),
      ...names.map((name) => option(`=${name}`, name || say("whoNobody"))),
    );
    this.who.hidden = names.length === 1 && view.who === null;
    this.who.value = view.who === null ? "*" : `=${view.who}`;
    this.order.value = view.order;
    this.grouped.checked = view.grouped;
  }
}

/** @param {View} view */
function isFiltered({ what, category, who, search }) {
  return what !== "all" || category !== null || who !== null || search !== "";
}

/** @param {Annotation[]} kept @param {View["what"]} what */
function countOf(kept, what) {
  return kept.filter((annotation) => isWhat(annotation, what)).length;
}

/**
 * @param {string} id
 * @param {string} label
 * @param {(value: string) => void} changed
 */
function select(id, label, changed) {
  const made = document.createElement("select");
  made.id = id;
  made.setAttribute("aria-label", label);
  made.addEventListener("change", () => changed(made.value));
  return made;
}

/** @param {string} value @param {string} words */
function option(value, words) {
  const made = document.createElement("option");
  made.value = value;
  made.textContent = words;
  return made;
}
