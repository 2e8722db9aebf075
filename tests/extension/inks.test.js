/** Inks: on every ground, in either palette, each line holds the contrast that text must hold. */

import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { CONTRAST, contrast, groundOf, inkOn, mixed, tintOn } from "../../extension/content/inks.js";
import { FOCUS, PRIORITIES, nameOf, paintFor } from "../../extension/content/paint.js";
import { pageOf } from "./page.js";
import { quote, risk } from "./samples.js";

/** @typedef {import("../../extension/content/inks.js").Color} Color */

const channel = fc.integer({ min: 0, max: 255 });
const color = /** @type {fc.Arbitrary<Color>} */ (fc.tuple(channel, channel, channel));

test("contrast is the WCAG's", () => {
  assert.equal(contrast([0, 0, 0], [255, 255, 255]), 21);
  assert.equal(contrast([119, 119, 119], [255, 255, 255]).toFixed(2), "4.48");
});

for (const palette of /** @type {const} */ (["standard", "safe"])) {
  for (const hue of /** @type {const} */ (["quote", "risk", "denied"])) {
    test(`${hue} in ${palette} inks is read on every ground and on its own tint`, () => {
      fc.assert(fc.property(color, (ground) => {
        const ink = inkOn(ground, hue, palette);
        for (const share of [0, tintOn(ground, ink, "key"), tintOn(ground, ink, "risk")]) {
          assert.ok(contrast(ink, mixed(ground, ink, share)) >= CONTRAST - 0.01, `${ground}: ${ink}`);
        }
      }), { numRuns: 2000 });
    });
  }
}

test("white, sepia and black are grounds with tints", () => {
  for (const ground of /** @type {Color[]} */ ([[255, 255, 255], [244, 236, 216], [18, 18, 18]])) {
    assert.ok(tintOn(ground, inkOn(ground, "risk", "standard"), "risk") > 0);
  }
});

test("the three hues stay apart on white, on sepia and on black", () => {
  for (const ground of /** @type {Color[]} */ ([[255, 255, 255], [244, 236, 216], [18, 18, 18]])) {
    const inks = /** @type {const} */ (["quote", "risk", "denied"]).map((hue) => inkOn(ground, hue, "standard").join());
    assert.equal(new Set(inks).size, 3);
  }
});

const look = /** @type {const} */ ({ inks: "standard", printed: true, map: true, language: "browser" });

test("every kind has a name, a place above others and a line of its own", () => {
  const kinds = [quote, { ...quote, key: false }, { ...quote, key: false, kind: /** @type {const} */ ("indirect") }, risk,
    { ...risk, polarity: /** @type {const} */ ("denied") }].map((each) => nameOf(each, 0));
  assert.equal(new Set(kinds).size, kinds.length);
  const paints = paintFor([[255, 255, 255]], look);
  const lines = kinds.map((wanted) => {
    const paint = paints.find(({ name, media }) => name === wanted && !media);
    return paint?.look.match(/underline (\w+) rgb\([^)]*\) (\dpx)/)?.slice(1).join();
  });
  assert.equal(new Set(lines).size, kinds.length, String(lines));
  for (const name of kinds) assert.ok(name.replace("-0", "") in PRIORITIES);
  assert.ok(FOCUS in PRIORITIES);
});

test("marks are left out of print where the reader has set so", () => {
  const print = (/** @type {boolean} */ printed) => paintFor([[255, 255, 255]], { ...look, printed })
    .filter(({ name, media }) => media === "print" && name !== FOCUS).map((paint) => paint.look);
  assert.deepEqual(print(true), []);
  assert.equal(print(false).length, 5);
  assert.ok(print(false).every((each) => each.includes("text-decoration: none")));
});

test("the ground is the nearest painted ancestor's, through shadow roots, frames and what is translucent", () => {
  const document = pageOf(`<body style="background-color: rgb(100, 0, 0)">
    <p id="plain">words</p><p id="half" style="background-color: rgba(0, 0, 0, 0.5)">words</p>
    <p id="picture" style="background-image: url(x.png)">words</p><div id="host"></div><iframe></iframe>`);
  const at = (/** @type {string} */ id) => groundOf(/** @type {Element} */ (document.getElementById(id)));
  assert.deepEqual(at("plain"), [100, 0, 0]);
  assert.deepEqual(at("half"), [50, 0, 0]);
  assert.equal(at("picture"), null);
  const inner = document.createElement("p");
  document.getElementById("host")?.attachShadow({ mode: "open" }).append(inner);
  assert.deepEqual(groundOf(inner), [100, 0, 0]);
  const framed = document.querySelector("iframe")?.contentDocument?.body;
  assert.ok(framed);
  assert.deepEqual(groundOf(framed), [100, 0, 0]);
});

test("nothing painted at all is a white page", () => {
  const document = pageOf("<body><p>words</p>");
  assert.deepEqual(groundOf(/** @type {Element} */ (document.querySelector("p"))), [255, 255, 255]);
});
