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
 * The address of the server, if the browser lets us ask there.
 *
 * @returns {Promise<string>}
 * @throws {ProblemError} no-permission
 */
export async function serverAddress() {
  const { address } = await readSettings();
  const origins = [`${new URL(address).protocol}//${new URL(address).hostname}/*`];
  if (!(await chrome.permissions.contains({ origins }))) throw new ProblemError("no-permission");
  return address;
}

/**
 * Have the server prove that it is the one that has paired. It also learns that a page will come,
 * and loads its language model if it has put it away.
 *
 * @param {string} address
 * @param {AbortSignal} cancelled
 * @returns {Promise<string>} the header with the extension's own proof, good for one request
 * @throws {ProblemError}
 */
export async function shakeHands(address, cancelled) {
  const token = await readToken(address);
  if (!token) throw new ProblemError("not-paired");
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
 * @param {string} address of a server that has just proved itself
 * @param {string} proof the header that it is owed
 * @param {AnalysisRequest} request
 * @param {AbortSignal} cancelled
 * @param {(opening: Analysis) => Promise<void>} onOpening given what stands in the opening of a long
 *   article, while the rest is still read
 * @returns {Promise<Analysis>}
 * @throws {ProblemError}
 */
export async function requestAnalysis(address, proof, request, cancelled, onOpening) {
  const { timeoutSeconds } = await readSettings();
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
