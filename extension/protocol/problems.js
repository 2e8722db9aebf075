/** The reader's message for each thing that can go wrong: what it is, and what to do next. */

import { say } from "./words.js";

/** @typedef {import("./types.js").ProblemName} ProblemName */

/** @type {Record<ProblemName, string>} */
const MESSAGES = {
  "server-off": "ServerOff",
  "wrong-server": "WrongServer",
  "no-permission": "NoPermission",
  "forbidden-page": "ForbiddenPage",
  "timed-out": "TimedOut",
  "no-article": "NoArticle",
  "nothing-selected": "NothingSelected",
  "unknown-language": "UnknownLanguage",
  "too-large": "TooLarge",
  "internal": "Internal",
  "bad-request": "Mismatch",
  "forbidden-origin": "Mismatch",
  "not-found": "Mismatch",
  "wrong-method": "Mismatch",
  "not-json": "Mismatch",
  "wrong-host": "Mismatch",
  "busy": "Busy",
  "old-extension": "OldExtension",
  "old-server": "OldServer",
  "not-paired": "PairingLost",
  "wrong-proof": "PairingLost",
  "pairing-busy": "PairingBusy",
  "pairing-denied": "PairingDenied",
  "pairing-expired": "PairingExpired",
};

/**
 * @param {string} name
 * @returns {name is ProblemName}
 */
export function isProblemName(name) {
  return Object.hasOwn(MESSAGES, name);
}

/**
 * @param {ProblemName} problem
 * @returns {{title: string, next: string}}
 */
export function problemText(problem) {
  const key = MESSAGES[problem];
  return { title: say(`problem${key}`), next: say(`problem${key}Next`) };
}
