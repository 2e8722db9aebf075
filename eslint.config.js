/**
 * ESLint's recommended rules, and those that keep a hostile page's text from being read as HTML, or
 * from holding up a regular expression.
 */

import js from "@eslint/js";
import globals from "globals";
import regexp from "eslint-plugin-regexp";

export default [
  { ignores: ["node_modules/", ".venv/", "dist/", "build/", "tests/pages/"] },
  js.configs.recommended,
  {
    rules: {
      eqeqeq: "error",
      "no-var": "error",
      "prefer-const": "error",
      "no-implicit-globals": "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "no-restricted-properties": [
        "error",
        ...["innerHTML", "outerHTML", "insertAdjacentHTML", "setHTMLUnsafe"].map((property) => ({
          property,
          message: "Text of a page is never read as HTML: use textContent.",
        })),
        { object: "document", property: "write" },
      ],
    },
  },
  {
    files: ["extension/**/*.js", "tests/browser/foreign_extension/*.js"],
    languageOptions: { globals: { ...globals.browser, chrome: "readonly" } },
    plugins: { regexp },
    rules: {
      // Expressions that some text of a page would make run for ever.
      "regexp/no-super-linear-backtracking": "error",
      "regexp/no-super-linear-move": "error",
    },
  },
  { files: ["bench/**/*.js"], languageOptions: { globals: globals.browser } },
  {
    files: ["tests/**/*.js", "tools/*.js"],
    languageOptions: { globals: { ...globals.node, chrome: "readonly" } },
    rules: { "no-restricted-properties": "off" }, // tests write the pages that they read
  },
];
