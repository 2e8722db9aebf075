/** Every word that the reader sees stands in both languages, and every key is used. */

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

/** @param {string} language @returns {Record<string, {message: string, placeholders?: object}>} */
function messages(language) {
  return JSON.parse(readFileSync(`_locales/${language}/messages.json`, "utf8"));
}

const en = messages("en");
const zh = messages("zh_CN");

const sources = ["manifest.json", ...readdirSync("extension", { recursive: true, encoding: "utf8" })
  .filter((name) => /\.(js|html)$/.test(name)).map((name) => `extension/${name}`)]
  .map((path) => readFileSync(path, "utf8")).join("\n");

test("both languages have the same keys with the same placeholders", () => {
  assert.deepEqual(Object.keys(zh).sort(), Object.keys(en).sort());
  for (const [key, { placeholders }] of Object.entries(en)) {
    assert.deepEqual(zh[key]?.placeholders, placeholders, key);
    for (const name of Object.keys(placeholders ?? {})) {
      assert.match(en[key]?.message ?? "", new RegExp(`\\$${name.toUpperCase()}\\$`), key);
      assert.match(zh[key]?.message ?? "", new RegExp(`\\$${name.toUpperCase()}\\$`), key);
    }
  }
});

test("every key that the code names exists", () => {
  const named = [...sources.matchAll(/(?:say\("|data-say="|__MSG_)(\w+?)(?:"|__)/g)].map((found) => found[1]);
  assert.ok(named.length > 20);
  for (const key of named) assert.ok(key && key in en, key);
});

test("every key is used", () => {
  for (const key of Object.keys(en)) {
    const family = key.replace(/_\w+$/, "_").replace(/^problem(\w+?)(Next)?$/, '"$1"');
    assert.ok(sources.includes(key) || sources.includes(family), key);
  }
});

test("Chinese is Chinese", () => {
  for (const [key, { message }] of Object.entries(zh)) {
    const hasWords = /\p{L}/u.test((en[key]?.message ?? "").replace(/\$\w+\$/g, ""));
    if (hasWords && !["name", "panelTitle"].includes(key)) assert.match(message, /[\u4e00-\u9fff]/, key);
  }
});
