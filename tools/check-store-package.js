/** Run the store's linter over the extension's files alone; any error fails. */

import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const folder = mkdtempSync(join(tmpdir(), "caveat-extension-"));
for (const part of ["manifest.json", "_locales", "extension"]) {
  cpSync(part, join(folder, part), { recursive: true });
}
const linter = join("node_modules", ".bin", "addons-linter");
const run = spawnSync(linter, ["--self-hosted", folder], { stdio: "inherit" });
rmSync(folder, { recursive: true });
process.exitCode = run.status ?? 1;
