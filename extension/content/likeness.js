/**
 * Text brought to one spelling for comparison, with the way back to its places. What differs only
 * in white space, invisible characters or the typography of marks is the same words; whatever
 * differs in a letter is not. Linear in the length of the text.
 */

const IGNORED = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/u;

/** @type {Record<string, string>} */
const SPELLINGS = {
  "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
  "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
  "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "−": "-",
};

/**
 * @param {string} text
 * @returns {{letters: string, places: number[]}} one unit a kept unit of `text`, and where it stood
 */
export function spelledAlike(text) {
  const letters = [];
  const places = [];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] ?? "";
    if (IGNORED.test(letter)) continue;
    letters.push(SPELLINGS[letter] ?? letter);
    places.push(at);
  }
  return { letters: letters.join(""), places };
}
