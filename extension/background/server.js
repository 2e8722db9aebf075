/**
 * The way to the server on the reader's machine. Only the background fetches: from a page's own
 * context the browser may forbid loopback. Always POST, since a GET carries no Origin.
 */

import { isProblemName } from "../protocol/problems.js";
import { readSettings } from "../protocol/settings.js";
import { ProblemError } from "./problem.js";

/** @typedef {import("../protocol/types.js").Analysis} Analysis */
/** @typedef {import("../protocol/types.js").AnalysisRequest} AnalysisRequest */

const TYPE_PREFIX = "urn:caveat:problem:";

/**
 * @param {AnalysisRequest} request
 * @param {AbortSignal} cancelled
 * @returns {Promise<Analysis>}
 * @throws {ProblemError}
 */
export async function requestAnalysis(request, cancelled) {
  const { address, timeoutSeconds } = await readSettings();
  const origins = [`${new URL(address).protocol}//${new URL(address).hostname}/*`];
  if (!(await chrome.permissions.contains({ origins }))) throw new ProblemError("no-permission");
  const timeout = AbortSignal.timeout(1000 * timeoutSeconds);
  try {
    const response = await fetch(`${address}/api/analyses`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-Caveat": "1" },
      body: JSON.stringify(request),
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
 * @returns {Promise<Analysis>}
 */
async function answerOf(response) {
  const type = response.headers.get("Content-Type") ?? "";
  if (response.ok && type.startsWith("application/json")) {
    const analysis = await response.json().catch(() => null);
    if (isAnalysis(analysis)) return analysis;
  } else if (type.startsWith("application/problem+json")) {
    const problem = await response.json().catch(() => null);
    const name = String(problem?.type ?? "").replace(TYPE_PREFIX, "");
    if (isProblemName(name)) throw new ProblemError(name);
  }
  throw new ProblemError("wrong-server");
}

/**
 * @param {any} answer
 * @returns {answer is Analysis}
 */
function isAnalysis(answer) {
  return (
    typeof answer?.id === "string" &&
    typeof answer.article?.text === "string" &&
    typeof answer.timings?.total_ms === "number" &&
    Array.isArray(answer.quotes) &&
    Array.isArray(answer.risks)
  );
}
