/** Risk claims by category, drawn: a bar each, asserted and denied apart; a press filters by it. */

import { element } from "../protocol/element.js";
import { grouped } from "../protocol/group.js";
import { say } from "../protocol/words.js";

/** @typedef {import("../protocol/types.js").Risk} Risk */

/**
 * @param {Risk[]} risks
 * @param {Risk["category"] | null} chosen
 * @param {(category: Risk["category"] | null) => void} choose null takes the choice back
 * @returns {HTMLElement | null} null where there is nothing to draw
 */
export function chart(risks, chosen, choose) {
  const counts = countsOf(risks);
  if (!counts.length) return null;
  const most = Math.max(...counts.map(({ asserted, denied }) => asserted + denied));
  const figure = element("figure", "chart", "");
  const bars = counts.map(({ category, asserted, denied }) => {
    const bar = document.createElement("button");
    bar.className = "bar";
    bar.setAttribute("aria-pressed", String(category === chosen));
    const name = say(`category_${category}`);
    bar.title = say("chartBar", name, String(asserted), String(denied));
    const track = element("span", "track", "");
    track.append(part("risk", asserted / most), part("denied", denied / most));
    bar.append(element("span", "name", name), track, element("span", "count", String(asserted + denied)));
    bar.addEventListener("click", () => choose(category === chosen ? null : category));
    return bar;
  });
  figure.append(element("figcaption", "", say("chartTitle")), ...bars);
  return figure;
}

/**
 * @param {Risk[]} risks
 * @returns {{category: Risk["category"], asserted: number, denied: number}[]} most first
 */
export function countsOf(risks) {
  const counts = grouped(risks, ({ category }) => category);
  return [...counts].map(([category, all]) => {
    const denied = all.filter(({ polarity }) => polarity === "denied").length;
    return { category, asserted: all.length - denied, denied };
  }).sort((one, other) => other.asserted + other.denied - one.asserted - one.denied);
}

/** @param {string} style @param {number} share of the longest bar */
function part(style, share) {
  const made = element("span", `part ${style}`, "");
  made.style.width = `${100 * share}%`;
  return made;
}
