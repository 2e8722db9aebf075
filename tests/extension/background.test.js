/** The background: the badge of each state, the server's answers, the settings. */

import assert from "node:assert/strict";
import { createHash, createHmac, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { badgeOf } from "../../extension/background/badge.js";
import { isPairingPage, pair, readToken } from "../../extension/background/pairing.js";
import { ProblemError } from "../../extension/background/problem.js";
import { meetServer, requestAnalysis } from "../../extension/background/server.js";
import { problemText } from "../../extension/protocol/problems.js";
import { addressOf, writeSettings } from "../../extension/protocol/settings.js";
import { takeSnapshot } from "../../extension/content/snapshot.js";
import { freshChrome } from "./chrome.js";
import { analysis, quote, risk } from "./samples.js";
import { pageOf } from "./page.js";
import { ORIGIN, PairedServer, refusal } from "./server.js";

/** @param {string} name */
function schema(name) {
  return JSON.parse(readFileSync(`server/caveat/schema/${name}.json`, "utf8"));
}

const ajv = new Ajv2020({ strict: false });
const request = { url: "https://news.test", title: "T", language: null, page: "<html/>" };
const ANALYSES = "/api/analyses";
const never = new AbortController().signal;
const noOpening = () => assert.fail("no opening was sent");

/** @type {PairedServer} */
let server;
/** @type {ReturnType<typeof freshChrome>} */
let browser;

beforeEach(async () => {
  browser = freshChrome();
  server = new PairedServer();
  await server.listen();
  await writeSettings({ address: server.address });
  await browser.storage.local.set({ [`pairing:${server.address}`]: server.token.toString("hex") });
});

afterEach(() => server.close());

/**
 * @param {number} status
 * @param {string} type
 * @param {string} body
 */
function answer(status, type, body) {
  server.answers[ANALYSES] = () => [status, type, body];
}

/**
 * The answer to a request, after a handshake.
 *
 * @param {object} [more]
 * @param {AbortSignal} [cancelled]
 * @param {(opening: import("../../extension/protocol/types.js").Analysis) => Promise<void>} [onOpening]
 */
async function ask(more = {}, cancelled = never, onOpening = noOpening) {
  return requestAnalysis(await meetServer(cancelled), { ...request, ...more }, cancelled, onOpening);
}

/** @param {string} problem */
async function assertProblem(problem) {
  await assert.rejects(ask(),
    (error) => error instanceof ProblemError && error.problem === problem);
}

/** What has reached the program on the port. */
function said() {
  return JSON.stringify(server.asked);
}

test("an analysis comes back as the server sent it", async () => {
  answer(200, "application/json", JSON.stringify(analysis));
  assert.deepEqual(await ask(), analysis);
});

/** @param {object[]} objects */
function answerLines(...objects) {
  answer(200, "application/x-ndjson", objects.map((each) => `${JSON.stringify(each)}\n`).join(""));
}

test("the opening of a long article is handed on before the whole", async () => {
  const opening = { ...analysis, id: "opening" };
  /** @type {unknown[]} */
  const handed = [];
  answerLines({ part: opening }, { analysis });
  assert.deepEqual(await ask({}, never, async (part) => void handed.push(part)), analysis);
  assert.deepEqual(handed, [opening]);
});

test("what is refused after the opening is the refusal", async () => {
  answerLines({ part: analysis }, { problem: { type: "urn:caveat:problem:timed-out" } });
  await assert.rejects(ask({}, never, async () => undefined),
    (error) => error instanceof ProblemError && error.problem === "timed-out");
});

for (const [what, lines] of /** @type {[string, string][]} */ ([
  ["end before the answer", '{"part": 1}\n'], ["are no JSON", "{\n"], ["are no objects", "7\n"], ["are none", ""],
])) {
  test(`lines that ${what} are not Caveat's`, async () => {
    answer(200, "application/x-ndjson", lines);
    await assertProblem("wrong-server");
  });
}

test("the request is a JSON POST with our header, in the shape that the schema asks for", async () => {
  const { page } = takeSnapshot(pageOf("<body><p>Text</p>"));
  answer(200, "application/json", JSON.stringify(analysis));
  await ask({ page });
  const [handshake, asked] = server.asked;
  assert.ok(handshake && asked);
  for (const each of [handshake, asked]) {
    assert.equal(each.method, "POST");
    assert.equal(each.headers["x-caveat"], "1");
    assert.equal(each.headers["content-type"], "application/json");
    assert.ok(!("cookie" in each.headers));
  }
  assert.equal(asked.path, ANALYSES);
  assert.ok(ajv.validate(schema("analysis-request"), JSON.parse(asked.body)), ajv.errorsText());
});

test("the extension's proof is SCRAM's: what the server stores checks it, and cannot make it", async () => {
  answer(200, "application/json", JSON.stringify(analysis));
  await ask();
  const [handshake, asked] = server.asked;
  assert.ok(handshake && asked);
  const [nonce = "", proof = ""] = String(asked.headers["x-caveat-proof"]).split(".");
  const signed = ["caveat", 1, server.port, ORIGIN, JSON.parse(handshake.body).nonce, nonce].join("\n");
  /** @param {Buffer} key @param {string} message */
  const mac = (key, message) => createHmac("sha256", key).update(message).digest();
  const stored = createHash("sha256").update(mac(server.token, "caveat extension key")).digest();
  const signature = mac(stored, signed);
  const key = Buffer.from(proof, "hex").map((byte, index) => byte ^ (signature[index] ?? 0));
  assert.deepEqual(createHash("sha256").update(key).digest(), stored);
  assert.ok(!said().includes(server.token.toString("hex")), "the token was sent");
});

test("each request has a proof of its own", async () => {
  answer(200, "application/json", JSON.stringify(analysis));
  await ask();
  await ask();
  const proofs = server.asked.map((asked) => asked.headers["x-caveat-proof"]).filter(Boolean);
  assert.equal(new Set(proofs).size, 2);
});

for (const [who, pretend] of /** @type {[string, () => void][]} */ ([
  ["a stranger who makes up a proof", () => (server.token = randomBytes(32))],
  ["a stranger who sends no proof", () => {
    server.answers["/api/handshakes"] = () => [200, "application/json", '{"nonce": "", "proof": ""}'];
  }],
  ["a stranger who passes everything on to the real server's port", () => (server.signedPort = 8377)],
  ["a stranger who repeats what the server once said", () => {
    const once = server.handshake({ path: "", headers: {}, method: "POST", body: '{"nonce": "00"}' });
    server.answers["/api/handshakes"] = () => once;
  }],
])) {
  test(`${who} gets no word of the page`, async () => {
    answer(200, "application/json", JSON.stringify(analysis));
    pretend();
    await assertProblem("wrong-server");
    assert.ok(!said().includes("html") && !said().includes("news.test"));
    assert.deepEqual(server.asked.map(({ path }) => path), ["/api/handshakes"]);
  });
}

test("without a pairing nothing is asked", async () => {
  await browser.storage.local.remove(`pairing:${server.address}`);
  await assertProblem("not-paired");
  assert.deepEqual(server.asked, []);
});

test("the token of one server is not used for another", async () => {
  await browser.storage.local.remove(`pairing:${server.address}`);
  await browser.storage.local.set({ "pairing:http://127.0.0.1:1": server.token.toString("hex") });
  await assertProblem("not-paired");
});

test("a page over the limit is not sent", async () => {
  const page = "x".repeat(16 * 1024 * 1024);
  await assert.rejects(ask({ page }),
    (error) => error instanceof ProblemError && error.problem === "too-large");
  assert.ok(!server.asked.some(({ path }) => path === ANALYSES));
});

test("pairing shows the code and the server's page, and keeps the token that it is told", async () => {
  await browser.storage.local.remove(`pairing:${server.address}`);
  const outcomes = ['{"state": "waiting", "token": null}',
    JSON.stringify({ state: "allowed", token: server.token.toString("hex") })];
  server.answers["/api/pairing-requests"] = () => [201, "application/json", '{"handle": "h", "code": "012345", "seconds": 120}'];
  server.answers["/api/pairing-requests/outcome"] = () => [200, "application/json", outcomes.shift() ?? ""];
  /** @type {string[]} */
  const codes = [];
  await pair(server.address, new AbortController(), async (code, page) => {
    codes.push(code);
    assert.ok(page !== undefined && isPairingPage(page));
  });
  assert.deepEqual(codes, ["012345"]);
  assert.deepEqual(browser.tabs.shown, [`${server.address}/pairing`]);
  assert.equal(browser.tabs.open.size, 0, "the page stays open");
  answer(200, "application/json", JSON.stringify(analysis));
  assert.deepEqual(await ask(), analysis);
});

for (const problem of ["pairing-denied", "pairing-expired", "pairing-busy"]) {
  test(`a pairing that ends with ${problem} leaves nothing`, async () => {
    await browser.storage.local.remove(`pairing:${server.address}`);
    server.answers["/api/pairing-requests"] = () =>
      problem === "pairing-busy" ? refusal(problem) : [201, "application/json", '{"handle": "h", "code": "012345", "seconds": 120}'];
    server.answers["/api/pairing-requests/outcome"] = () => refusal(problem);
    await assert.rejects(pair(server.address, new AbortController(), async () => undefined),
      (error) => error instanceof ProblemError && error.problem === problem);
    assert.equal(await readToken(server.address), null);
    assert.equal(browser.tabs.open.size, 0);
  });
}

test("the answer that these tests use is one that the server may send", () => {
  assert.ok(ajv.validate(schema("analysis"), analysis), ajv.errorsText());
});

test("every problem type of the server's schema has its own message", () => {
  for (const type of schema("problem").properties.type.enum) {
    const name = type.replace("urn:caveat:problem:", "");
    const { title, next } = problemText(name);
    assert.ok(title && next, name);
  }
});

test("a refusal is known by its type", async () => {
  answer(...refusal("no-article"));
  await assertProblem("no-article");
});

for (const [name, status, type, body] of /** @type {const} */ ([
  ["a page of HTML", 200, "text/html", "<h1>It works</h1>"],
  ["other JSON", 200, "application/json", '{"name": "other"}'],
  ["broken JSON", 200, "application/json", "{"],
  ["an unknown problem", 400, "application/problem+json", '{"type": "about:blank"}'],
  ["an error page", 500, "text/html", "oops"],
])) {
  test(`${name} comes from another program`, async () => {
    answer(status, type, body);
    await assertProblem("wrong-server");
  });
}

test("nobody on the port: the server is off", async () => {
  server.close();
  await assertProblem("server-off");
});

test("a server that never answers: timed out", async () => {
  await writeSettings({ timeoutSeconds: 0.05 });
  await assertProblem("timed-out");
});

test("a press while waiting cancels, which is no problem to report", async () => {
  const cancel = new AbortController();
  const asked = ask({}, cancel.signal);
  cancel.abort();
  await assert.rejects(asked, (error) => !(error instanceof ProblemError));
});

test("without the permission for 127.0.0.1 nothing is sent", async () => {
  browser.permissions.contains = async () => false;
  await assertProblem("no-permission");
  assert.deepEqual(server.asked, []);
});

test("the badge tells each state", () => {
  assert.equal(badgeOf({ phase: "idle" }, []).text, "");
  assert.equal(badgeOf({ phase: "working", step: "page" }, []).text, "…");
  const failed = badgeOf({ phase: "failed", scope: "article", problem: "server-off" }, []);
  assert.equal(failed.text, "!");
  assert.match(failed.title, /caveat serve/);
  const shown = badgeOf({ phase: "shown", scope: "article", source: analysis.source, length: 100, totalMs: 1, quotes: [quote], risks: [risk], lost: ["r1"] }, [quote, risk]);
  assert.equal(shown.text, "1");
  assert.match(shown.title, /1 quote, 0 risk claims/);
});

for (const [typed, address] of /** @type {const} */ ([
  ["http://127.0.0.1:8377", "http://127.0.0.1:8377"],
  [" http://127.0.0.1:9000/ ", "http://127.0.0.1:9000"],
  ["http://localhost:8377", null],
  ["https://127.0.0.1:8377", null],
  ["http://evil.test:8377", null],
  ["http://127.0.0.1.evil.test", null],
  ["http://user@127.0.0.1:8377", null],
  ["http://127.0.0.1:8377/path", null],
  ["127.0.0.1:8377", null],
  ["", null],
])) {
  test(`the address ${JSON.stringify(typed)} is ${address ? "taken" : "refused"}`, () => {
    assert.equal(addressOf(typed), address);
  });
}
