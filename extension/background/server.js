/**
 * What is asked of the server: first that it proves to be the one that the reader has paired with,
 * then, right after, the analysis of a page. No word of a page is sent to a program that could not
 * prove it.
 */

import { readSettings } from "../protocol/settings.js";
import { askServer } from "./ask.js";
import { readToken } from "./pairing.js";
import { ProblemError } from "./problem.js";
import { extensionProof, fromHex, isServerProof, newNonce, signedMessage, toHex } from "./proof.js";

/** @typedef {import("../protocol/types.js").Analysis} Analysis */
/** @typedef {import("../protocol/types.js").AnalysisRequest} AnalysisRequest */

/** A handshake is two hashes: a server that takes longer is not there. */
const HANDSHAKE_SECONDS = 10;

/**
 * The server as it is met at the beginning of a press; `proof`: the header with the extension's own
 * proof, good for one request, null where the reader has not paired with it yet.
 *
 * @typedef {{address: string, timeoutSeconds: number, proof: string | null}} Met
 */

/**
 * Have the server that is set prove itself, if the browser lets us ask there.
 *
 * @param {AbortSignal} cancelled
 * @returns {Promise<Met>}
 * @throws {ProblemError} no-permission, and what the handshake throws
 */
export async function meetServer(cancelled) {
  const { address, timeoutSeconds } = await readSettings();
  const origins = [`${new URL(address).protocol}//${new URL(address).hostname}/*`];
  const [token, allowed] = await Promise.all([readToken(address), chrome.permissions.contains({ origins })]);
  if (!allowed) throw new ProblemError("no-permission");
  return { address, timeoutSeconds, proof: token && await shakeHands(address, token, cancelled) };
}

/**
 * Have the server prove that it is the one that has paired. It also learns that a page will come,
 * and loads its language model if it has put it away.
 *
 * @param {string} address
 * @param {import("./proof.js").Bytes} token
 * @param {AbortSignal} cancelled
 * @returns {Promise<string>} the extension's own proof
 * @throws {ProblemError}
 */
async function shakeHands(address, token, cancelled) {
  const nonce = toHex(newNonce());
  const answer = await askServer(`${address}/api/handshakes`, { nonce }, cancelled,
    { timeoutSeconds: HANDSHAKE_SECONDS });
  const proof = fromHex(answer.proof);
  if (!fromHex(answer.nonce) || !proof) throw new ProblemError("wrong-server");
  const signed = signedMessage(address, location.origin, nonce, answer.nonce);
  if (!(await isServerProof(token, signed, proof))) throw new ProblemError("wrong-server");
  return `${answer.nonce}.${toHex(await extensionProof(token, signed))}`;
}

/**
 * @param {Met} server which has just proved itself
 * @param {AnalysisRequest} request
 * @param {AbortSignal} cancelled
 * @param {(opening: Analysis) => Promise<void>} onOpening given what stands in the opening of a long
 *   article, while the rest is still read
 * @returns {Promise<Analysis>}
 * @throws {ProblemError}
 */
export async function requestAnalysis({ address, timeoutSeconds, proof }, request, cancelled, onOpening) {
  if (!proof) throw new ProblemError("not-paired");
  const headers = { "X-Caveat-Proof": proof };
  const analysis = await askServer(`${address}/api/analyses`, request, cancelled,
    { timeoutSeconds, headers, onPart: async (part) => { if (isAnalysis(part)) await onOpening(part); } });
  if (!isAnalysis(analysis)) throw new ProblemError("wrong-server");
  return analysis;
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
