/**
 * An analysis as it is shown on the page: its marks, the map of them, and what the reader attends to.
 * The modules for it are loaded while the server works, so that the press waits for none of them.
 */

import { handWords } from "../protocol/words.js";
import { Attention } from "./attention.js";
import { watchGround } from "./ground.js";
import { PageMap } from "./map.js";
import { Marks } from "./marks.js";
import { Overlay } from "./overlay.js";
import { PageStyles } from "./page_styles.js";

/** @typedef {import("../protocol/types.js").Drawing} Drawing */

/**
 * @typedef {object} Tell
 * @property {(lost: string[]) => void} lost the ids that are not found now, whenever they change
 * @property {(id: string | null) => void} arrived what the reader has come to
 * @property {() => void} left the page shows another article
 */

export class Showing {
  /**
   * @param {{url: string, snapshot: import("./snapshot.js").Snapshot}} read
   * @param {Drawing} drawing
   * @param {Showing | null} former what is shown until this one stands in its place
   * @param {AbortSignal} signal when it aborts, nothing is left
   * @param {Tell} tell
   */
  constructor({ url, snapshot }, { annotations, shown, source, look, words }, former, signal, tell) {
    this.former = former;
    this.leaving = new AbortController();
    const { signal: gone } = this.leaving;
    gone.addEventListener("abort", () => former?.leave());
    signal.addEventListener("abort", () => this.leave(), { signal: gone });
    handWords(words, look.language);
    /** @type {PageStyles | null} */
    this.styles = former?.handOver(look) ?? new PageStyles(look);
    this.overlay = new Overlay(gone, this.styles, () => this.attention.follow());
    gone.addEventListener("abort", () => this.styles?.remove());
    const map = look.map ? new PageMap(gone, look.inks, (id) => this.attention.go(id, true)) : null;
    this.attention = new Attention(this.overlay, source, map, gone, tell.arrived);
    this.marks = new Marks(document, snapshot, url, annotations, gone, this.overlay, tell);
    watchGround(this.overlay, gone);
    this.overlay.show(shown);
  }

  /** Draw all that is found; what was shown before goes in the same frame. */
  draw() {
    return this.marks.draw(() => this.former?.leave());
  }

  /**
   * The styles go to what comes in this one's place: a page of which a style sheet goes and another
   * comes is styled anew for both.
   *
   * @param {Drawing["look"]} look
   */
  handOver(look) {
    const { styles } = this;
    this.styles = null;
    styles?.use(look);
    return styles;
  }

  leave() {
    this.leaving.abort();
  }
}
