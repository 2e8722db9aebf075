/** The card's words: what a reader is told of a quote and of a risk claim. */

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";
import { cardLines } from "../../extension/protocol/wording.js";
import { freshChrome } from "./chrome.js";
import { quote, risk } from "./samples.js";

beforeEach(() => void freshChrome());

test("a quote names its speaker in full, the role, the mention and the cue", () => {
  assert.deepEqual(cardLines(quote), {
    style: "quote", kind: "Key quote", title: "Ada Brook",
    lines: ["the mayor", "Here: “Brook”", "Cue: “said”", "Why: takes a clear stand, gives facts and figures"],
  });
});

test("a quote of nobody says so", () => {
  const { title, lines } = cardLines({ ...quote, speaker: null, cue: null, key: false, reasons: [] });
  assert.equal(title, "Speaker unclear");
  assert.deepEqual(lines, []);
});

test("a risk claim tells category, certainty, holder and trigger", () => {
  assert.deepEqual(cardLines(risk), {
    style: "risk", kind: "Risk claim", title: "Safety · possible",
    lines: ["Says: the article", "Marked for: “could”"],
  });
});

test("a denied risk is told apart", () => {
  const { style, kind, title } = cardLines({ ...risk, polarity: "denied" });
  assert.deepEqual([style, kind, title], ["denied", "Risk denied", "Safety · denied"]);
});
