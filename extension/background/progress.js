/** How far a press has come, told to the reader: not before it has taken a while, lest a short one flicker. */

import { show } from "./show.js";

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
    this.timer = setTimeout(() => void this.tell(), SHORT_MS);
  }

  /** @param {Step} step */
  async at(step) {
    this.step = step;
    if (this.told) await this.tell();
  }

  async tell() {
    this.told = true;
    await show(this.tabId, { phase: "working", step: this.step });
  }

  /** Nothing is told any more: something else is shown. */
  end() {
    clearTimeout(this.timer);
    this.told = false;
  }
}
