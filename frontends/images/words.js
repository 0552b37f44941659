/**
 * The words that were read on the picture: which one lies under a point, which line it stands in, where a text occurs.
 *
 * Rectangles are in pixels of the picture. Knows no bars, no page, and nothing of how the words were read.
 */

import { area, contains, grow, intersection, union } from "../common/geometry.js";
import { boundsOf, holds, leaningOver } from "./shapes.js";

/**
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("./bars.js").Shape} Shape
 * @typedef {Shape & {text: string, line: number}} Word  in reading order; words of one line share its number
 * @typedef {{text: string, rects: Shape[]}} Place  an occurrence: one rectangle for each line it stands on
 */

/** Pixels around what is covered, as the server leaves them: the edges of letters are blurred. */
export const PADDING = 2;
/** Short words joined or split by chance are no occurrence; longer ones are read wrongly more often than written so. */
const LONG = 6;

export class Words {
  /** @type {Word[]} */
  #words;
  /** @type {Map<number, Word[]>} */
  #lines = new Map();
  /** @type {WeakMap<Rect, string>} */
  #under = new WeakMap();

  /** @param {readonly (Rect & {text: string, line: number, polygon?: unknown})[]} words  as the server gives them */
  constructor(words) {
    this.#words = words.filter(({ text, w, h }) => text && w > 0 && h > 0).map((word) => ({ ...word, polygon: pointsOf(word.polygon) }));
    for (const word of this.#words) {
      const line = this.#lines.get(word.line);
      if (line) line.push(word);
      else this.#lines.set(word.line, [word]);
    }
  }

  get all() {
    return this.#words;
  }

  /** The rectangle of every line. @returns {Rect[]} */
  get lines() {
    return [...this.#lines.values()].map((line) => /** @type {Rect} */ (union(line)));
  }

  /** The word under a point, or so near that it was meant; null for none. @param {Point} point @param {number} [reach] @returns {Word|null} */
  at(point, reach = PADDING) {
    const near = this.#words.filter((word) => contains(grow(word, reach), point));
    const under = near.filter((word) => (word.polygon ? holds(word.polygon, point) : contains(word, point)));
    return [...(under.length ? under : near)].sort((a, b) => area(a) - area(b))[0] ?? null;
  }

  /** The whole line that a word stands in. @param {Word} word @returns {Place} */
  lineOf(word) {
    const line = this.#lines.get(word.line) ?? [word];
    return { text: line.map(({ text }) => text).join(" "), rects: [padded(line)] };
  }

  /** A word as something to cover. @param {Word} word @returns {Place} */
  placeOf(word) {
    return { text: word.text, rects: [padded([word])] };
  }

  /** What is read under a rectangle: the words of which it covers at least half. Remembered, as bars never change. @param {Readonly<Rect>} rect */
  textUnder(rect) {
    let text = this.#under.get(rect);
    if (text === undefined) this.#under.set(rect, (text = this.#read(rect)));
    return text;
  }

  /** @param {Readonly<Rect>} rect */
  #read(rect) {
    const under = this.#words.filter((word) => {
      const shared = intersection(rect, word);
      return shared !== null && area(shared) >= area(word) / 2;
    });
    return under.map(({ text }) => text).join(" ");
  }

  /**
   * Every occurrence of a text, large and small letters alike. A word of which only a part matches is covered whole.
   * @param {string} query
   * @param {{isWhole?: boolean}} [how]  isWhole: it must begin and end where a word does
   * @returns {Place[]}
   */
  find(query, { isWhole = true } = {}) {
    const wanted = folded(query);
    const dense = wanted.replaceAll(" ", "");
    if (!dense) return [];
    const { text, owners, gaps } = this.#run();
    /** @type {Place[]} */
    const places = [];
    let end = 0;
    for (let start = text.indexOf(dense); start >= 0; start = text.indexOf(dense, start + 1)) {
      const isEdged = isEdge(text, gaps, start) && isEdge(text, gaps, start + dense.length);
      const isSpaced = matchesGaps(wanted, gaps, start) || (dense.length >= LONG && isEdged);
      if (start < end || !isSpaced || (isWhole && !isEdged)) continue;
      end = start + dense.length;
      const words = [...new Set(owners.slice(start, end))].map((index) => this.#words[index]);
      places.push({ text: words.map((word) => word.text).join(" "), rects: byLine(words) });
    }
    return places;
  }

  /** All words without spaces, so that one split or joined by mistake is found; whose each letter is; where words end. */
  #run() {
    let text = "";
    /** @type {number[]} */
    const owners = [];
    const gaps = new Set([0]);
    this.#words.forEach((word, index) => {
      const letters = folded(word.text).replaceAll(" ", "");
      text += letters;
      for (let at = 0; at < letters.length; at++) owners.push(index);
      gaps.add(text.length);
    });
    return { text, owners, gaps };
  }
}

/** One shape over the words of a line: slanted where they are. @param {readonly Shape[]} words @returns {Shape} */
function padded(words) {
  const slanted = words.flatMap(({ polygon }) => (polygon ? [polygon] : []));
  if (slanted.length < words.length) return grow(/** @type {Rect} */ (union(words)), PADDING);
  const polygon = leaningOver(slanted, PADDING);
  return { ...boundsOf(polygon), polygon };
}

/** @param {unknown} given  [[x, y], …] @returns {import("./shapes.js").Polygon|null} */
const pointsOf = (given) => (Array.isArray(given) && given.length >= 4 ? given.map(([x, y]) => ({ x: Number(x), y: Number(y) })) : null);

/** @param {readonly Word[]} words @returns {Rect[]} */
function byLine(words) {
  /** @type {Map<number, Word[]>} */
  const lines = new Map();
  for (const word of words) lines.set(word.line, [...(lines.get(word.line) ?? []), word]);
  return [...lines.values()].map(padded);
}

/** @param {string} text */
const folded = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/gu, " ").trim();

/** Whether a word begins or ends here: between words, or at a sign that is no letter. @param {string} text @param {Set<number>} gaps @param {number} at */
function isEdge(text, gaps, at) {
  return gaps.has(at) || !isLetter(text[at - 1]) || !isLetter(text[at]);
}

/** @param {string|undefined} sign */
const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}]/u.test(sign);

/** Whether the words part where the query has its spaces, and nowhere else. @param {string} wanted @param {Set<number>} gaps @param {number} start */
function matchesGaps(wanted, gaps, start) {
  let at = start;
  for (let index = 0; index < wanted.length; index++) {
    if (wanted[index] === " ") {
      if (!gaps.has(at)) return false;
      continue;
    }
    if (index > 0 && wanted[index - 1] !== " " && gaps.has(at)) return false;
    at++;
  }
  return true;
}
