/** The background: the badge of each state, the server's answers, the settings. */

import assert from "node:assert/strict";
import { createServer } from "node:http";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, test } from "node:test";
import { Ajv2020 } from "ajv/dist/2020.js";
import { badgeOf } from "../../extension/background/badge.js";
import { ProblemError } from "../../extension/background/problem.js";
import { requestAnalysis } from "../../extension/background/server.js";
import { problemText } from "../../extension/protocol/problems.js";
import { addressOf, writeSettings } from "../../extension/protocol/settings.js";
import { takeSnapshot } from "../../extension/content/snapshot.js";
import { freshChrome } from "./chrome.js";
import { analysis, quote, risk } from "./samples.js";
import { pageOf } from "./page.js";

/** @param {string} name */
function schema(name) {
  return JSON.parse(readFileSync(`server/caveat/schema/${name}.json`, "utf8"));
}

const ajv = new Ajv2020({ strict: false });
const request = { url: "https://news.test", title: "T", language: null, page: "<html/>" };
const never = new AbortController().signal;

/** @type {import("node:http").Server} */
let server;
/** @type {import("node:http").RequestListener} */
let respond;
/** @type {ReturnType<typeof freshChrome>} */
let browser;

beforeEach(async () => {
  browser = freshChrome();
  server = createServer((request, response) => respond(request, response));
  await new Promise((listening) => server.listen(0, "127.0.0.1", () => listening(null)));
  const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
  await writeSettings({ address: `http://127.0.0.1:${port}` });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

/**
 * @param {number} status
 * @param {string} type
 * @param {string} body
 */
function answer(status, type, body) {
  respond = (_request, response) => response.writeHead(status, { "Content-Type": type }).end(body);
}

/** @param {string} problem */
async function assertProblem(problem) {
  await assert.rejects(requestAnalysis(request, never),
    (error) => error instanceof ProblemError && error.problem === problem);
}

test("an analysis comes back as the server sent it", async () => {
  answer(200, "application/json", JSON.stringify(analysis));
  assert.deepEqual(await requestAnalysis(request, never), analysis);
});

test("the request is a JSON POST with our header, in the shape that the schema asks for", async () => {
  const { page } = takeSnapshot(pageOf("<body><p>Text</p>"));
  /** @type {{method?: string | undefined, header?: unknown, type?: string | undefined, body: string}} */
  const seen = { body: "" };
  respond = (incoming, response) => {
    seen.method = incoming.method;
    seen.header = incoming.headers["x-caveat"];
    seen.type = incoming.headers["content-type"];
    incoming.on("data", (chunk) => (seen.body += chunk));
    incoming.on("end", () => response.writeHead(200, { "Content-Type": "application/json" }).end(JSON.stringify(analysis)));
  };
  await requestAnalysis({ ...request, page }, never);
  assert.equal(seen.method, "POST");
  assert.equal(seen.header, "1");
  assert.equal(seen.type, "application/json");
  assert.ok(ajv.validate(schema("analysis-request"), JSON.parse(seen.body)), ajv.errorsText());
});

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
  const problem = { type: "urn:caveat:problem:no-article", title: "", status: 422, detail: "" };
  answer(422, "application/problem+json", JSON.stringify(problem));
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
  await writeSettings({ address: "http://127.0.0.1:9" });
  await assertProblem("server-off");
});

test("a server that never answers: timed out", async () => {
  respond = () => undefined;
  await writeSettings({ timeoutSeconds: 0.05 });
  await assertProblem("timed-out");
});

test("a press while waiting cancels, which is no problem to report", async () => {
  respond = () => undefined;
  const cancel = new AbortController();
  const asked = requestAnalysis(request, cancel.signal);
  cancel.abort();
  await assert.rejects(asked, (error) => !(error instanceof ProblemError));
});

test("without the permission for 127.0.0.1 nothing is sent", async () => {
  browser.permissions.contains = async () => false;
  respond = () => assert.fail("was asked");
  await assertProblem("no-permission");
});

test("the badge tells each state", () => {
  assert.equal(badgeOf({ phase: "idle" }).text, "");
  assert.equal(badgeOf({ phase: "working" }).text, "…");
  const failed = badgeOf({ phase: "failed", problem: "server-off" });
  assert.equal(failed.text, "!");
  assert.match(failed.title, /caveat serve/);
  const shown = badgeOf({ phase: "shown", title: "T", totalMs: 1, quotes: [quote], risks: [risk], lost: ["r1"] });
  assert.equal(shown.text, "1");
  assert.match(shown.title, /1 quotes, 1 risk/);
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
