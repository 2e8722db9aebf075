/**
 * One question to the server on the reader's machine, and its answer. Only the background fetches:
 * from a page's own context the browser may forbid loopback. Always POST, since a GET carries no
 * Origin.
 */

import { isProblemName } from "../protocol/problems.js";
import { ProblemError } from "./problem.js";
import { PROTOCOL } from "./proof.js";

const TYPE_PREFIX = "urn:caveat:problem:";

/** What the server refuses unread; a page of that size is not sent. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The JSON object that the server answers.
 *
 * @param {string} url
 * @param {object} body
 * @param {AbortSignal} cancelled
 * @param {{timeoutSeconds: number, headers?: Record<string, string>}} how
 * @returns {Promise<any>}
 * @throws {ProblemError}
 */
export async function askServer(url, body, cancelled, { timeoutSeconds, headers = {} }) {
  const text = JSON.stringify(body);
  if (new Blob([text]).size >= MOST_BYTES) throw new ProblemError("too-large");
  const timeout = AbortSignal.timeout(1000 * timeoutSeconds);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Caveat": String(PROTOCOL), ...headers },
      body: text,
      signal: AbortSignal.any([cancelled, timeout]),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
    return await answerOf(response);
  } catch (error) {
    if (error instanceof ProblemError || cancelled.aborted) throw error;
    if (timeout.aborted) throw new ProblemError("timed-out");
    throw new ProblemError("server-off");
  }
}

/**
 * @param {Response} response
 * @returns {Promise<any>}
 */
async function answerOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("application/json")) {
    const answer = await response.json().catch(() => null);
    if (answer && typeof answer === "object") return answer;
  } else if (type.startsWith("application/problem+json")) {
    const problem = await response.json().catch(() => null);
    const name = String(problem?.type ?? "").replace(TYPE_PREFIX, "");
    if (isProblemName(name)) throw new ProblemError(name);
  }
  throw new ProblemError("wrong-server");
}
