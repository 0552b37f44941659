/**
 * Where words stand in a document: for the search field, for "everywhere", and for the other ways to write a name.
 *
 * Pure. Looks at the words as they are read: a line's end inside a word does not hide it, nor does a double space
 * or another case.
 */

import { firstEndingAfter, segments } from "../common/spans.js";

/**
 * @typedef {{start: number, end: number}} Range
 * @typedef {{kind: "case"|"initials"|"surname"|"given"|"turned", words: string, places: Range[]}} Variant
 */

export const MOST_PLACES = 20_000;
const LEAST_LETTERS = 2;

/** A text prepared once, to be searched often. */
export class Seeker {
  #text;
  /** Stretches of the text that are read, each with where it begins among them. @type {{start: number, end: number, at: number}[]} */
  #parts = [];

  /**
   * @param {string} text
   * @param {readonly Range[]} breaks  what only the end of a line put into a word
   */
  constructor(text, breaks) {
    if (breaks.length === 0) {
      this.#text = text;
      this.#parts.push({ start: 0, end: text.length, at: 0 });
      return;
    }
    const cuts = /** @type {import("../common/spans.js").Span[]} */ (breaks);
    let at = 0;
    const read = [];
    for (const { start, end, span } of segments(0, text.length, cuts)) {
      if (span) continue;
      this.#parts.push({ start, end, at });
      read.push(text.slice(start, end));
      at += end - start;
    }
    this.#text = read.join("");
  }

  /**
   * Every place of these words, in any case unless `exact`, as whole words if `whole`.
   * @param {string} words
   * @param {{whole?: boolean, exact?: boolean}} [how]
   * @returns {Range[]}
   */
  places(words, { whole = false, exact = false } = {}) {
    const parts = words.trim().split(/\s+/).filter(Boolean).map(escaped);
    if (parts.length === 0) return [];
    const body = parts.join("\\s+");
    const pattern = new RegExp(whole ? `(?<![\\p{L}\\p{N}])${body}(?![\\p{L}\\p{N}])` : body, exact ? "gu" : "giu");
    /** @type {Range[]} */
    const found = [];
    for (const match of this.#text.matchAll(pattern)) {
      found.push({ start: this.#back(match.index), end: this.#back(match.index + match[0].length - 1) + 1 });
      if (found.length >= MOST_PLACES) break;
    }
    return found;
  }

  /** @param {number} at  among what is read @returns {number}  in the text */
  #back(at) {
    let low = 0;
    let high = this.#parts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#parts[middle].at <= at) low = middle;
      else high = middle - 1;
    }
    const part = this.#parts[low];
    return part ? part.start + (at - part.at) : 0;
  }
}

/**
 * Other ways in which the same words may be written, that stand in this text: another case, and of a name its
 * initials, its parts and its parts turned round. Each place belongs to the first way that claims it.
 * @param {Seeker} seeker
 * @param {string} words
 * @param {boolean} isPerson
 * @returns {{same: Range[], variants: Variant[]}}  `same` are the places of the very words
 */
export function everywhere(seeker, words, isPerson) {
  const same = seeker.places(words, { whole: true, exact: true });
  /** @type {Range[]} */
  const taken = [...same];
  /** @type {Variant[]} */
  const variants = [];
  /** @param {Variant["kind"]} kind @param {string} written @param {boolean} exact */
  const offer = (kind, written, exact) => {
    if (letters(written) < LEAST_LETTERS) return;
    const places = seeker.places(written, { whole: true, exact }).filter((place) => !overlapsAny(taken, place));
    if (places.length === 0) return;
    variants.push({ kind, words: written, places });
    taken.push(...places);
    taken.sort((a, b) => a.start - b.start);
  };
  offer("case", words, false);
  if (isPerson) for (const [kind, written] of waysToWrite(words)) offer(kind, written, true);
  return { same, variants };
}

/** @param {string} name @returns {[Variant["kind"], string][]} */
function waysToWrite(name) {
  const parts = name.split(/[\s,]+/).filter((part) => letters(part) > 0 && !/^(?:mr|mrs|ms|miss|dr|prof|sir|herr|frau|mme|m)\.?$/iu.test(part));
  if (parts.length < 2) return [];
  const first = parts[0];
  const last = parts[parts.length - 1];
  const initial = (/** @type {string} */ part) => [...part][0];
  const initials = parts.slice(0, -1).map(initial);
  /** @type {[Variant["kind"], string][]} */
  const ways = [
    ["turned", `${last}, ${parts.slice(0, -1).join(" ")}`],
    ["turned", `${last} ${parts.slice(0, -1).join(" ")}`],
    ["initials", `${initials.map((letter) => `${letter}.`).join(" ")} ${last}`],
    ["initials", `${initials.map((letter) => `${letter}.`).join("")} ${last}`],
    ["initials", `${initial(first)}. ${last}`],
    ["initials", `${initials.join("")} ${last}`],
    ["initials", `${last}, ${initial(first)}.`],
    ["initials", `${first} ${initial(last)}.`],
    ["initials", `${[...initials, initial(last)].map((letter) => `${letter}.`).join("")}`],
    ["initials", [...initials, initial(last)].join("")],
    ["surname", last],
    ["given", first],
  ];
  if (parts.length > 2) ways.unshift(["given", `${first} ${last}`]);
  const seen = new Set([name]);
  return ways.filter(([, written]) => !seen.has(written) && seen.add(written));
}

/** @param {readonly Range[]} sorted @param {Range} place */
function overlapsAny(sorted, { start, end }) {
  const spans = /** @type {import("../common/spans.js").Span[]} */ (sorted);
  const index = firstEndingAfter(spans, start);
  return index < sorted.length && sorted[index].start < end;
}

/** @param {string} words */
const letters = (words) => words.match(/[\p{L}\p{N}]/gu)?.length ?? 0;

/** @param {string} word  of a pattern */
const escaped = (word) => word.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");
