/** The browser's extension interface for tests in Node: real message files, storage in memory. */

import { readFileSync } from "node:fs";
import { ORIGIN } from "./server.js";

/** @type {Record<string, {message: string, placeholders?: Record<string, {content: string}>}>} */
const messages = JSON.parse(readFileSync("_locales/en/messages.json", "utf8"));

/** @param {string} key @param {string | string[]} [values] */
function getMessage(key, values = []) {
  const found = messages[key];
  if (!found) return "";
  const given = Array.isArray(values) ? values : [values];
  let text = found.message;
  for (const [name, { content }] of Object.entries(found.placeholders ?? {})) {
    text = text.replaceAll(`$${name.toUpperCase()}$`, given[Number(content.slice(1)) - 1] ?? "");
  }
  return text;
}

/** A storage area in memory that tells its listeners. */
class Area {
  constructor() {
    /** @type {Record<string, unknown>} */
    this.values = {};
    /** @type {((changes: Record<string, unknown>) => void)[]} */
    this.listeners = [];
    this.onChanged = { addListener: (/** @type {any} */ listener) => this.listeners.push(listener) };
  }

  /** @param {string | Record<string, unknown> | null} keys null for all */
  async get(keys) {
    if (keys === null) return { ...this.values };
    const defaults = typeof keys === "string" ? { [keys]: undefined } : keys;
    return Object.fromEntries(
      Object.entries(defaults).map(([key, value]) => [key, this.values[key] ?? value]),
    );
  }

  /** @param {Record<string, unknown>} values */
  async set(values) {
    Object.assign(this.values, structuredClone(values));
    for (const listener of this.listeners) listener(values);
  }

  /** @param {string} key */
  async remove(key) {
    delete this.values[key];
  }
}

/** Tabs that are opened and closed, and show nothing. */
class Tabs {
  constructor() {
    /** @type {Map<number, string>} */
    this.open = new Map();
    /** Every address that was shown. @type {string[]} */
    this.shown = [];
  }

  /** @param {{url: string}} properties */
  async create({ url }) {
    const id = this.shown.length + 1;
    this.open.set(id, url);
    this.shown.push(url);
    return { id };
  }

  /** @param {number} id */
  async remove(id) {
    if (!this.open.delete(id)) throw new Error("no such tab");
  }
}

/** A fresh interface, set as the global that the extension's modules use. */
export function freshChrome() {
  const interface_ = {
    i18n: { getMessage, getUILanguage: () => "en" },
    storage: {
      session: new Area(), local: new Area(), sync: new Area(), onChanged: { addListener: () => undefined },
    },
    permissions: { contains: async () => true },
    runtime: { getPlatformInfo: async () => ({ os: "linux" }) },
    tabs: new Tabs(),
  };
  Object.assign(globalThis, { chrome: interface_, location: { origin: ORIGIN } });
  return interface_;
}
