/** What is loaded at a press: all that the snapshot takes, and nothing of what draws. */

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

const FOLDER = "extension/content/";

/**
 * @param {string} name
 * @param {Set<string>} seen
 * @returns {Set<string>} the module and all that it imports before it runs
 */
function closure(name, seen = new Set()) {
  if (seen.has(name)) return seen;
  seen.add(name);
  const source = readFileSync(`${FOLDER}${name}.js`, "utf8");
  for (const [, imported = ""] of source.matchAll(/^import [^;]* from "(.*)\.js";/gm)) {
    assert.match(imported, /^\.\/\w+$/, `${name} imports ${imported}`);
    closure(imported.slice(2), seen);
  }
  return seen;
}

test("every module that taking a snapshot needs is asked for at once", () => {
  const source = readFileSync("extension/background/page.js", "utf8");
  const [, listed = ""] = source.match(/MODULES = \[(.*)\]/) ?? [];
  assert.deepEqual(new Set(listed.replaceAll('"', "").split(", ")), closure("main"));
});
