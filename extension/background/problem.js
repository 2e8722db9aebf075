/** A failure with a name that the reader's message is found by. */

/** @typedef {import("../protocol/types.js").ProblemName} ProblemName */

export class ProblemError extends Error {
  /** @param {ProblemName} problem */
  constructor(problem) {
    super(problem);
    this.problem = problem;
  }
}
