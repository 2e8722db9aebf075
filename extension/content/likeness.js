/**
 * Text brought to one spelling for comparison, with the way back to its places. What differs only
 * in invisible characters, the typography of marks or the composition of accents is spelled alike;
 * whatever differs in a letter is not. White space is not spelled but remembered, for it makes one
 * word two. Linear in the length of the text.
 */

import { carried } from "./xml.js";

/** @typedef {import("./places.js").Place} Place */

/** What stands before a letter: white space, or the end of a text node, where a line may break. */
const SPACE = 1;
const EDGE = 2;

const WHITE = /\s/u;
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\p{Variation_Selector}]/u;
const MARK = /\p{M}/u;
const WORD = /[\p{L}\p{N}\p{M}]/u;
const IDEOGRAPH = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\ud840-\ud8bf]/;

/** @type {Record<string, string>} */
const MARKS = {
  "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
  "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
  "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
  "…": "...",
};

/** Spellings of the characters outside ASCII met so far; " " for white space. @type {Map<string, string>} */
const spellings = new Map();

/** @param {string} character @returns {string} */
function spellingOf(character) {
  const known = spellings.get(character);
  if (known !== undefined) return known;
  const spelled = WHITE.test(character) ? " " : INVISIBLE.test(character) ? ""
    : MARKS[character] ?? character.normalize("NFD");
  spellings.set(character, spelled);
  return spelled;
}

/** A text in one spelling: its letters (UTF-16 units), and for each where it comes from. */
export class Spelled {
  constructor() {
    this.letters = "";
    /** Where the character of each letter begins and ends in the text. @type {number[]} */
    this.starts = [];
    /** @type {number[]} */
    this.ends = [];
    /** SPACE, EDGE, both or neither. @type {number[]} */
    this.before = [];
    this.pending = EDGE;
  }

  /**
   * @param {string} text
   * @param {number} start where it begins
   */
  add(text, start) {
    let letters = "";
    for (let at = 0; at < text.length; ) {
      const code = text.charCodeAt(at);
      const plain = code > 0x20 && code < 0x7f;
      const character = plain ? text[at] ?? "" : String.fromCodePoint(text.codePointAt(at) ?? 0);
      const spelled = plain ? character : spellingOf(character);
      const end = at + character.length;
      if (spelled === " ") this.pending |= SPACE;
      else if (spelled) {
        for (let unit = 0; unit < spelled.length; unit++) {
          this.starts.push(start + at);
          this.ends.push(start + end);
          this.before.push(unit ? 0 : this.pending);
        }
        this.pending = 0;
        letters += spelled;
      }
      at = end;
    }
    this.letters += letters;
  }

  /** A text node ends, or something is left out. */
  edge() {
    this.pending |= EDGE;
  }

  /** @param {Place} place */
  addNode({ node, start }) {
    this.edge();
    this.add(carried(node.data), start);
  }

  /**
   * Whether a word goes on at a letter: it and the one before it belong together. An accent belongs
   * to its letter wherever text nodes end, and a mark's dots belong together.
   *
   * @param {number} index
   */
  isWithinWord(index) {
    if (index === 0 || index >= this.letters.length) return false;
    if (this.starts[index] === this.starts[index - 1]) return true;
    const letter = String.fromCodePoint(this.letters.codePointAt(index) ?? 0);
    if (MARK.test(letter)) return true;
    return this.before[index] === 0 && WORD.test(letter) && WORD.test(this.characterBefore(index));
  }

  /** @param {number} index */
  characterBefore(index) {
    const pair = this.letters.codePointAt(index - 2) ?? 0;
    return pair > 0xffff ? String.fromCodePoint(pair) : this.letters[index - 1] ?? "";
  }

  /**
   * Whether the same words stand at `index` as in `other`, whose letters do: white space may only
   * differ where a text node ends, or between ideographs.
   *
   * @param {number} index
   * @param {Spelled} other
   * @param {number} first of `other`'s letters
   * @param {number} end of them
   */
  hasSameWords(index, other, first, end) {
    for (let at = first + 1; at < end; at++) {
      const here = this.before[index + at - first] ?? 0;
      const there = other.before[at] ?? 0;
      if (((here ^ there) & SPACE) === 0) continue;
      const joined = here & SPACE ? there : here;
      if (joined & EDGE) continue;
      const letter = other.letters[at] ?? "";
      if (!IDEOGRAPH.test(letter) || !IDEOGRAPH.test(other.letters[at - 1] ?? "")) return false;
    }
    return true;
  }
}
