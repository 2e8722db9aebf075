/**
 * The annotations of one analysis on a page that goes on living: drawn where their words stand, taken
 * off where the words have changed, looked for again when the page changes. A single-page site that
 * puts another article in the place of the one that was read is noticed by its address and by what
 * is left of the annotations.
 */

import { ChangedPage, inPlace } from "./anchor.js";
import { Slices } from "./slices.js";
import { addressOf } from "./snapshot.js";

/** @typedef {import("../protocol/types.js").Annotation} Annotation */
/** @typedef {import("./overlay.js").Overlay} Overlay */
/** @typedef {import("./snapshot.js").Snapshot} Snapshot */

/** A page that changes is looked at so long after its first change: sites change much at once. */
const SETTLE_MS = 250;

/** So often the whole page is searched for what was not found, the pauses doubling from the first. */
const MOST_SEARCHES = 12;
const FIRST_PAUSE_MS = 250;

/** A frame of most screens, in which what was prepared for is styled. */
const FRAME_MS = 17;

/** A page of so many elements is styled and drawn on in two frames, since both in one take long. */
const LARGE = 3000;

/** With less of what was drawn still there, a page under a new address shows another article. */
const SAME_ARTICLE = 0.5;

/**
 * @typedef {object} Tell
 * @property {(lost: string[]) => void} lost the ids that are not found now, whenever they change
 * @property {() => void} left the page shows another article
 */

export class Marks {
  /**
   * @param {Document} document
   * @param {Snapshot} snapshot what the annotations' targets count over
   * @param {string} url the address that was read
   * @param {Annotation[]} annotations
   * @param {AbortSignal} signal when it aborts, nothing of the marks is left
   * @param {Overlay} overlay where they are marked
   * @param {Tell} tell
   */
  constructor(document, snapshot, url, annotations, signal, overlay, tell) {
    this.document = document;
    this.places = snapshot.places;
    this.url = url;
    this.signal = signal;
    this.tell = tell;
    this.overlay = overlay;
    /** Those that are not drawn now, by id. @type {Map<string, Annotation>} */
    this.lost = new Map(annotations.map((annotation) => [annotation.id, annotation]));
    /** What each drawn one drew, to be compared with what its ranges hold later. @type {Map<string, string>} */
    this.texts = new Map();
    this.most = 0;
    this.searches = 0;
    this.nextSearch = 0;
    this.changed = false;
    this.looking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.settling = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.pausing = undefined;
    this.observer = new MutationObserver(() => this.onChange());
    this.watch(snapshot.roots);
    signal.addEventListener("abort", () => {
      this.observer.disconnect();
      clearTimeout(this.settling);
      clearTimeout(this.pausing);
    }, { once: true });
  }

  /**
   * Draw all that is found.
   *
   * @param {() => void} ready called right before the first marks appear: others may go in that frame
   * @returns {Promise<{lost: string[], here: boolean}>} the ids of those that are not, and whether
   *   the page is still the one that was read
   */
  async draw(ready) {
    const all = this.lost.size;
    this.looking = true;
    const slices = new Slices();
    for (const annotation of this.lost.values()) {
      if (slices.over) await slices.rest();
      const ranges = annotation.target && inPlace(this.places, annotation.target);
      if (ranges && !this.signal.aborted) this.overlay.styles.prepare(ranges);
    }
    const large = this.document.getElementsByTagName("*").length > LARGE;
    if (large) await slices.rest();
    if (!this.signal.aborted) this.overlay.styles.write();
    if (large) {
      this.overlay.styles.settle();
      await slices.rest(FRAME_MS);
    }
    const placed = [];
    for (const annotation of this.lost.values()) {
      if (slices.over) await slices.rest();
      if (this.signal.aborted) break;
      const ranges = annotation.target && inPlace(this.places, annotation.target);
      if (ranges) placed.push({ annotation, ranges });
    }
    if (!this.signal.aborted) {
      ready();
      this.mark(placed);
      if (large) this.overlay.styles.settle();
    }
    await this.search();
    this.looking = false;
    const here = !this.signal.aborted && (!all || !this.hasMoved() || this.isSameArticle(all));
    return { lost: [...this.lost.keys()], here };
  }

  /** The page may have changed, or its address. */
  onChange() {
    this.changed = true;
    if (this.signal.aborted || this.settling !== undefined) return;
    this.settling = setTimeout(() => {
      this.settling = undefined;
      void this.look();
    }, SETTLE_MS);
  }

  /** Look at what the page has become: what is no longer right goes, what can be found comes. */
  async look() {
    if (this.signal.aborted || this.looking) return;
    this.looking = true;
    this.changed = false;
    const before = [...this.lost.keys()].join();
    this.check();
    const moved = this.hasMoved() && !this.isSameArticle(this.most);
    const wait = moved ? 0 : this.nextSearch - performance.now();
    if (this.lost.size && wait <= 0) await this.search();
    this.looking = false;
    if (this.signal.aborted) return;
    if (moved && !this.isSameArticle(this.most)) return this.tell.left();
    const lost = [...this.lost.keys()];
    if (lost.join() !== before) this.tell.lost(lost);
    if (this.changed) this.onChange();
    else if (lost.length && wait > 0 && this.searches < MOST_SEARCHES) {
      clearTimeout(this.pausing);
      this.pausing = setTimeout(() => void this.look(), wait);
    }
  }

  /** Take off what no longer holds its words. */
  check() {
    for (const [id, { annotation, ranges }] of [...this.overlay.found]) {
      const stands = ranges.every((range) => range.startContainer.isConnected);
      if (stands && ranges.map(String).join("") === this.texts.get(id)) continue;
      this.overlay.erase(id);
      this.lost.set(id, annotation);
    }
    this.overlay.restyle();
  }

  /** Search the whole page for what is not found, if that may be done again. */
  async search() {
    if (!this.lost.size || this.searches >= MOST_SEARCHES) return;
    const slices = new Slices();
    const page = await ChangedPage.read(this.document, this.places, slices);
    this.watch(page.roots);
    const placed = [];
    for (const annotation of [...this.lost.values()]) {
      if (slices.over) await slices.rest();
      if (this.signal.aborted) return;
      const ranges = annotation.target && (await page.find(annotation.target));
      if (ranges) placed.push({ annotation, ranges });
    }
    if (this.signal.aborted) return;
    this.mark(placed);
    this.nextSearch = performance.now() + FIRST_PAUSE_MS * 2 ** this.searches;
    this.searches++;
  }

  /** @param {{annotation: Annotation, ranges: Range[]}[]} placed */
  mark(placed) {
    this.overlay.add(placed);
    for (const { annotation, ranges } of placed) {
      this.texts.set(annotation.id, ranges.map(String).join(""));
      this.lost.delete(annotation.id);
    }
    this.most = Math.max(this.most, this.overlay.found.size);
  }

  /** @param {(Document | ShadowRoot)[]} roots a second time does no harm */
  watch(roots) {
    for (const root of roots) {
      this.observer.observe(root, { subtree: true, childList: true, characterData: true });
    }
  }

  hasMoved() {
    return addressOf(this.document) !== this.url;
  }

  /**
   * Whether enough of what was on the page can still be seen.
   *
   * @param {number} all
   */
  isSameArticle(all) {
    const seen = [...this.overlay.found.values()]
      .filter(({ ranges }) => ranges.some((range) => range.getClientRects().length));
    return seen.length > 0 && seen.length >= SAME_ARTICLE * all;
  }
}
