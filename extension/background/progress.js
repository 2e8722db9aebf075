/**
 * How far a press has come, told to the reader: not before it has taken a while, lest a short one
 * flicker; at once where the outcome of an earlier press is still shown.
 */

import { show } from "./show.js";
import { stateOf } from "./tabs.js";

/** @typedef {import("../protocol/types.js").Step} Step */

/** A press that takes no longer is shown by its outcome alone. */
const SHORT_MS = 100;

export class Progress {
  /** @param {number} tabId */
  constructor(tabId) {
    this.tabId = tabId;
    /** @type {Step} */
    this.step = "page";
    this.told = false;
    this.over = false;
    this.timer = setTimeout(() => void this.tell(), SHORT_MS);
    void stateOf(tabId).then(({ phase }) => {
      if (phase !== "idle" && !this.over) void this.tell();
    });
  }

  /** @param {Step} step */
  async at(step) {
    this.step = step;
    if (this.told && !this.over) await this.tell();
  }

  async tell() {
    clearTimeout(this.timer);
    this.told = true;
    this.over = false;
    await show(this.tabId, { phase: "working", step: this.step });
  }

  /** Something else is shown now. */
  end() {
    clearTimeout(this.timer);
    this.over = true;
  }
}
