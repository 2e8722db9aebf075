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

const LINES = "application/x-ndjson";

/**
 * The JSON object that the server answers.
 *
 * @param {string} url
 * @param {object} body
 * @param {AbortSignal} cancelled
 * @param {{timeoutSeconds: number, headers?: Record<string, string>,
 *   onPart?: (part: any) => Promise<void>}} how `onPart` is given what may come before the answer
 * @returns {Promise<any>}
 * @throws {ProblemError}
 */
export async function askServer(url, body, cancelled, { timeoutSeconds, headers = {}, onPart }) {
  const bytes = new TextEncoder().encode(JSON.stringify(body));
  if (bytes.length >= MOST_BYTES) throw new ProblemError("too-large");
  const timeout = AbortSignal.timeout(1000 * timeoutSeconds);
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Accept: onPart ? `${LINES}, application/json` : "application/json",
        "X-Caveat": String(PROTOCOL),
        ...headers,
      },
      body: bytes,
      signal: AbortSignal.any([cancelled, timeout]),
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
    return await answerOf(response, onPart);
  } catch (error) {
    if (error instanceof ProblemError || cancelled.aborted) throw error;
    if (timeout.aborted) throw new ProblemError("timed-out");
    throw new ProblemError("server-off");
  }
}

/**
 * @param {Response} response
 * @param {((part: any) => Promise<void>) | undefined} onPart
 * @returns {Promise<any>}
 */
async function answerOf(response, onPart) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && onPart && type.startsWith(LINES)) {
    for await (const line of linesOf(response)) {
      if (line.problem) throw problemOf(line.problem);
      if (line.analysis) return line.analysis;
      if (line.part) await onPart(line.part);
    }
  } else if (response.ok && type.startsWith("application/json")) {
    const answer = await response.json().catch(() => null);
    if (answer && typeof answer === "object") return answer;
  } else if (type.startsWith("application/problem+json")) {
    throw problemOf(await response.json().catch(() => null));
  }
  throw new ProblemError("wrong-server");
}

/** @param {any} problem */
function problemOf(problem) {
  const name = String(problem?.type ?? "").replace(TYPE_PREFIX, "");
  return new ProblemError(isProblemName(name) ? name : "wrong-server");
}

/**
 * The objects of an answer that has one a line, each as it comes.
 *
 * @param {Response} response
 * @returns {AsyncGenerator<any>}
 * @throws {ProblemError} wrong-server, where a line is no object
 */
async function* linesOf({ body }) {
  if (!body) return;
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  for (;;) {
    const { value, done } = await reader.read();
    const lines = (begun + (value ?? "")).split("\n");
    begun = lines.pop() ?? "";
    for (const line of lines) {
      try {
        yield Object(JSON.parse(line));
      } catch (error) {
        throw error instanceof SyntaxError ? new ProblemError("wrong-server") : error;
      }
    }
    if (done) return;
  }
}
