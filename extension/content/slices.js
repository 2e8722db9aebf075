/** Long work in slices, between which the page may do its own. */

/** A slice holds the page for at most this long, and a little: half of what a reader can feel. */
const SLICE_MS = 20;

export class Slices {
  constructor() {
    this.began = performance.now();
    this.past = 0;
  }

  /** Time of this slice and those before it, rests apart: ms. */
  get spent() {
    return this.past + performance.now() - this.began;
  }

  /** Whether this slice has lasted long enough. */
  get over() {
    return performance.now() - this.began >= SLICE_MS;
  }

  /**
   * Let the page work, and begin the next slice.
   *
   * @param {number} [ms] at least so long
   */
  async rest(ms = 0) {
    this.past = this.spent;
    await new Promise((resume) => setTimeout(resume, ms));
    this.began = performance.now();
  }
}
