/** What is shown of what was found: settings, corrections and the panel's filters, in one answer. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { addCorrection, pageOf, readCorrections, removeCorrection, verdictOn } from "../../extension/protocol/corrections.js";
import { DEFAULTS, patternOf, readSettings, settingsOf, siteOf, writeSettings } from "../../extension/protocol/settings.js";
import { EVERYTHING, keptOf, viewed } from "../../extension/protocol/shown.js";
import { countsOf } from "../../extension/panel/chart.js";
import { handWords, inOwnWords, say } from "../../extension/protocol/words.js";
import { freshChrome } from "./chrome.js";
import { quote, risk } from "./samples.js";

/** @typedef {import("../../extension/protocol/types.js").Annotation} Annotation */
/** @typedef {import("../../extension/protocol/types.js").View} View */

const PAGE = "https://news.test/a?b=1#c";
const reported = { ...quote, id: "q2", start: 5, text: "that it went", kind: /** @type {const} */ ("indirect"), key: false, speaker: null, score: 0.2 };
const denied = { ...risk, id: "r2", start: 70, text: "no danger to the dam", polarity: /** @type {const} */ ("denied"), category: /** @type {const} */ ("health") };
const all = [quote, reported, risk, denied];

/** @type {ReturnType<typeof freshChrome>} */
let browser;
beforeEach(() => {
  browser = freshChrome();
});

/** @param {Annotation[]} annotations */
const ids = (annotations) => annotations.map(({ id }) => id).join(" ");

/** @param {Partial<View>} view */
const shown = (view) => ids(viewed(all, { ...EVERYTHING, ...view }));

test("all is shown in the order of the page, and by weight on demand", () => {
  assert.equal(shown({}), "q1 q2 r1 r2");
  assert.equal(shown({ order: "weight" }), "q1 r1 r2 q2");
});

for (const [view, expected] of /** @type {[Partial<View>, string][]} */ ([
  [{ what: "quotes" }, "q1 q2"], [{ what: "key" }, "q1"], [{ what: "risks" }, "r1 r2"], [{ what: "denied" }, "r2"],
  [{ category: "health" }, "r2"], [{ who: "Ada Brook" }, "q1"], [{ who: "" }, "q2 r1 r2"],
  [{ search: "DAM" }, "r1 r2"], [{ search: "mayor" }, "q1"], [{ search: "nowhere" }, ""],
])) {
  test(`a filter: ${JSON.stringify(view)}`, () => assert.equal(shown(view), expected));
}

test("kinds that the reader has switched off are neither kept nor rejected", () => {
  const { kept, rejected } = keptOf(all, { ...DEFAULTS, kinds: { ...DEFAULTS.kinds, reported: false, denied: false } }, []);
  assert.equal(ids(kept), "q1 r1");
  assert.equal(ids(rejected), "");
});

test("what the reader rejects is rejected at the next visit, whatever the place in the page", async () => {
  await addCorrection(PAGE, quote, "hidden");
  await addCorrection(PAGE, risk, "not_a_risk");
  const corrections = (await readCorrections())[pageOf(PAGE)] ?? [];
  const { kept, rejected } = keptOf(all, DEFAULTS, corrections);
  assert.equal(ids(rejected), "q1 r1");
  assert.equal(ids(kept), "q2 r2");
});

test("a speaker called wrong is unclear; another name for the same words stands", async () => {
  await addCorrection(PAGE, quote, "wrong_speaker");
  const corrections = (await readCorrections())[pageOf(PAGE)] ?? [];
  const [first] = keptOf([quote], DEFAULTS, corrections).kept;
  assert.ok(first && "speaker" in first && first.speaker === null);
  const better = { ...quote, speaker: { name: "Ben Hart", description: null, mention: null } };
  assert.deepEqual(keptOf([better], DEFAULTS, corrections).kept, [better]);
});

test("a risk claim is shown at the sensitivities that take in its level", () => {
  const found = (/** @type {"few" | "balanced" | "all"} */ level, /** @type {"few" | "balanced" | "all"} */ sensitivity) =>
    keptOf([{ ...risk, level }], { ...DEFAULTS, sensitivity }, []).kept.length === 1;
  assert.ok(found("few", "few") && found("few", "all") && found("balanced", "balanced") && found("all", "all"));
  assert.ok(!found("balanced", "few") && !found("all", "balanced"));
});

test("the last word counts, and can be taken back", async () => {
  await addCorrection(PAGE, quote, "hidden");
  await addCorrection(PAGE, quote, "not_a_quote");
  const corrections = (await readCorrections())[pageOf(PAGE)] ?? [];
  assert.equal(corrections.length, 1);
  assert.equal(verdictOn(corrections, quote), "not_a_quote");
  await removeCorrection(PAGE, quote);
  assert.deepEqual(await readCorrections(), {});
});

test("two corrections at once are both kept", async () => {
  await Promise.all(all.map((each) => addCorrection(PAGE, each, "hidden")));
  assert.equal((await readCorrections())[pageOf(PAGE)]?.length, all.length);
});

test("settings follow the reader, the server's address stays on the machine", async () => {
  await writeSettings({ address: "http://127.0.0.1:1234", map: false });
  assert.deepEqual(browser.storage.local.values, { address: "http://127.0.0.1:1234" });
  assert.deepEqual(browser.storage.sync.values, { map: false });
  assert.deepEqual(await readSettings(), { ...DEFAULTS, address: "http://127.0.0.1:1234", map: false });
});

test("only what is known and right is taken from a file of settings", () => {
  assert.deepEqual(settingsOf({ caveat: "settings", map: false, inks: "pink", kinds: { quotes: 1 }, sites: ["https://a.test"] }),
    { map: false, sites: ["https://a.test"] });
  for (const nothing of [null, 3, "x", [], {}, { inks: "pink" }]) assert.equal(settingsOf(nothing), null);
});

for (const [typed, site] of [
  ["news.test", "https://news.test"], [" https://news.test/a?b ", "https://news.test"],
  ["http://news.test:8080/x", "http://news.test:8080"], ["*.test", null], ["file:///a", null], ["", null],
]) {
  test(`the site of “${typed}”`, () => assert.equal(siteOf(typed), site));
}

test("the browser is asked for a host, whatever the port", () => {
  assert.equal(patternOf("http://news.test:8080"), "http://news.test/*");
});

test("claims are counted by category, most first", () => {
  assert.deepEqual(countsOf([risk, { ...risk, id: "r3" }, denied]), [
    { category: "safety", asserted: 2, denied: 0 }, { category: "health", asserted: 0, denied: 1 },
  ]);
});

test("a language that the reader chose is spoken, with its values in place", () => {
  handWords({ cancel: { message: "取消" }, two: { message: "$B$和$A$", placeholders: { a: { content: "$1" }, b: { content: "$2" } } } }, "zh_CN");
  assert.equal(say("cancel"), "取消");
  assert.equal(say("two", "1", "2"), "2和1");
  handWords(null, "");
  assert.equal(say("cancel"), "Cancel");
});

test("where the browser gives no words they are read from their file", async () => {
  chrome.i18n.getMessage = () => "";
  const { readFileSync } = await import("node:fs");
  Object.assign(chrome, { runtime: { getURL: (/** @type {string} */ path) => path } });
  const { fetch } = globalThis;
  globalThis.fetch = async (path) => new Response(readFileSync(String(path), "utf8"));
  try {
    assert.ok(await inOwnWords());
    assert.equal(say("cancel"), "Cancel");
    chrome.i18n.getUILanguage = () => "zh-CN";
    handWords(null, "");
    await inOwnWords();
    assert.equal(say("cancel"), "取消");
  } finally {
    globalThis.fetch = fetch;
    handWords(null, "");
  }
});
