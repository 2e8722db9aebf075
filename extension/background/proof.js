/**
 * How extension and server prove to one another that they have paired: SCRAM's way (RFC 5802), as
 * server/caveat/pairing/proof.py tells. Neither the token nor a key of it is ever sent.
 */

/** The version of what extension and server say to one another. */
export const PROTOCOL = 1;

const encoder = new TextEncoder();

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

/**
 * What both sides sign.
 *
 * @param {string} address where the extension asks: its port is signed
 * @param {string} origin the extension's own
 * @param {string} extensionNonce hexadecimal
 * @param {string} serverNonce hexadecimal
 * @returns {Bytes}
 */
export function signedMessage(address, origin, extensionNonce, serverNonce) {
  const { port } = new URL(address);
  const lines = ["caveat", PROTOCOL, port || "80", origin, extensionNonce, serverNonce];
  return encoder.encode(lines.join("\n"));
}

/**
 * Whether the server's proof is that of the one that has paired.
 *
 * @param {Bytes} token
 * @param {Bytes} signed
 * @param {Bytes} proof
 */
export async function isServerProof(token, signed, proof) {
  const serverKey = await mac(token, encoder.encode("caveat server key"));
  const key = await hmacKey(serverKey, "verify");
  return crypto.subtle.verify("HMAC", key, proof, signed);
}

/**
 * The extension's proof that it holds the token.
 *
 * @param {Bytes} token
 * @param {Bytes} signed
 * @returns {Promise<Bytes>}
 */
export async function extensionProof(token, signed) {
  const own = await mac(token, encoder.encode("caveat extension key"));
  const stored = new Uint8Array(await crypto.subtle.digest("SHA-256", own));
  const signature = await mac(stored, signed);
  return own.map((byte, index) => byte ^ (signature[index] ?? 0));
}

/** A nonce: 256 random bits. */
export function newNonce() {
  return crypto.getRandomValues(new Uint8Array(32));
}

/**
 * @param {Bytes} bytes
 * @returns {string}
 */
export function toHex(bytes) {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @param {unknown} text
 * @returns {Bytes | null} null where it is not 256 bits in hexadecimal
 */
export function fromHex(text) {
  if (typeof text !== "string" || !/^[0-9a-f]{64}$/.test(text)) return null;
  const bytes = new Uint8Array(32);
  for (let index = 0; index < 32; index++) {
    bytes[index] = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
  }
  return bytes;
}

/**
 * @param {Bytes} key
 * @param {Bytes} message
 * @returns {Promise<Bytes>}
 */
async function mac(key, message) {
  return new Uint8Array(await crypto.subtle.sign("HMAC", await hmacKey(key, "sign"), message));
}

/**
 * @param {Bytes} key
 * @param {"sign" | "verify"} use
 */
function hmacKey(key, use) {
  return crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-256" }, false, [use]);
}
