/** A server for tests in Node: paired with the extension under test, answering as it is told. */

import { createHmac, randomBytes } from "node:crypto";
import { createServer } from "node:http";

/** @typedef {{path: string, headers: import("node:http").IncomingHttpHeaders, body: string, method: string | undefined}} Asked */

/** The extension's origin, as the browser would send it. */
export const ORIGIN = "chrome-extension://abcdefghijklmnopabcdefghijklmnop";

export class PairedServer {
  constructor() {
    /** @type {Asked[]} */
    this.asked = [];
    this.token = randomBytes(32);
    /** The port that the server signs; its own where null. @type {number | null} */
    this.signedPort = null;
    /** What answers, by path. @type {Record<string, (asked: Asked) => [status: number, type: string, body: string] | null>} */
    this.answers = { "/api/handshakes": (asked) => this.handshake(asked) };
    this.http = createServer((request, response) => {
      let body = "";
      request.on("data", (chunk) => (body += chunk));
      request.on("end", () => {
        const { url: path = "", headers, method } = request;
        const asked = { path, headers, body, method };
        this.asked.push(asked);
        const answer = this.answers[path]?.(asked);
        if (!answer) return; // and the client waits
        response.writeHead(answer[0], { "Content-Type": answer[1] }).end(answer[2]);
      });
    });
  }

  async listen() {
    await new Promise((listening) => this.http.listen(0, "127.0.0.1", () => listening(null)));
  }

  get port() {
    return /** @type {import("node:net").AddressInfo} */ (this.http.address()).port;
  }

  get address() {
    return `http://127.0.0.1:${this.port}`;
  }

  close() {
    this.http.closeAllConnections();
    this.http.close();
  }

  /**
   * @param {Asked} asked
   * @returns {[number, string, string]}
   */
  handshake({ body }) {
    const nonce = randomBytes(32).toString("hex");
    const port = this.signedPort ?? this.port;
    const signed = ["caveat", 1, port, ORIGIN, JSON.parse(body).nonce, nonce].join("\n");
    const key = createHmac("sha256", this.token).update("caveat server key").digest();
    const proof = createHmac("sha256", key).update(signed).digest("hex");
    return [200, "application/json", JSON.stringify({ nonce, proof })];
  }
}

/**
 * A refusal as the server sends it.
 *
 * @param {string} name
 * @returns {[number, string, string]}
 */
export function refusal(name) {
  const problem = { type: `urn:caveat:problem:${name}`, title: "T", status: 400, detail: "D" };
  return [400, "application/problem+json", JSON.stringify(problem)];
}
