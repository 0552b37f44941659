/**
 * Sums about a page as it is shown: where its words and findings are, and what lies under a point.
 *
 * Pure. Boxes are `{left, top, right, bottom}` in points from the page's upper left corner, as it is seen; offsets
 * are UTF-16 units.
 */

import { firstEndingAfter } from "../common/spans.js";

/**
 * @typedef {import("./review.js").Box} Box
 * @typedef {import("./items.js").Item} Item
 * @typedef {{start: number, end: number, box: Box, x: number[]|null}} Word  `x`: where each code point begins, and where the last ends
 * @typedef {{number: number, width: number, height: number, start: number, end: number, words: Word[], found: Map<string, Box[]>}} Sheet
 */

/** @param {readonly number[]} edges @returns {Box} */
export const boxOf = ([left, top, right, bottom]) => ({ left, top, right, bottom });

/**
 * The server's page in the page's own counting.
 * @param {any} reply
 * @param {import("../common/offsets.js").Offsets} offsets
 * @returns {Sheet}
 */
export function sheetOf(reply, offsets) {
  /** @type {Word[]} */
  const words = (reply.words ?? []).map((/** @type {any} */ word) => ({ start: offsets.toUtf16(word.start), end: offsets.toUtf16(word.end), box: boxOf(word.box), x: word.x ?? null }));
  const found = new Map(Object.entries(reply.findings ?? {}).map(([id, boxes]) => [id, boxes.map(boxOf)]));
  return { number: reply.number, width: reply.width, height: reply.height, start: offsets.toUtf16(reply.start), end: offsets.toUtf16(reply.end), words, found };
}

/**
 * The boxes of a stretch of the text on this page, one a line.
 * @param {Sheet} sheet
 * @param {{start: number, end: number}} stretch
 * @returns {Box[]}
 */
export function boxesOf({ words }, { start, end }) {
  /** @type {Box[]} */
  const lines = [];
  const sorted = /** @type {import("../common/spans.js").Span[]} */ (/** @type {unknown} */ (words));
  for (let index = firstEndingAfter(sorted, start); index < words.length && words[index].start < end; index++) {
    const box = part(words[index], Math.max(start, words[index].start), Math.min(end, words[index].end));
    const line = lines.at(-1);
    if (line && isSameLine(line, box)) Object.assign(line, union(line, box));
    else lines.push({ ...box });
  }
  return lines;
}

/** The part of a word between two offsets: exact where each letter's place is known, by share where it is not. @param {Word} word @param {number} start @param {number} end @returns {Box} */
function part({ start: first, end: last, box, x }, start, end) {
  if (start === first && end === last) return box;
  const width = box.right - box.left;
  const at = (/** @type {number} */ offset) => (x && x.length === last - first + 1 ? x[offset - first] : box.left + (width * (offset - first)) / (last - first));
  return { ...box, left: at(start), right: at(end) };
}

/** @param {Box} a @param {Box} b */
const isSameLine = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 0.5 * Math.min(a.bottom - a.top, b.bottom - b.top) && b.left >= a.left - 1;

/** @param {Box} a @param {Box} b @returns {Box} */
export const union = (a, b) => ({ left: Math.min(a.left, b.left), top: Math.min(a.top, b.top), right: Math.max(a.right, b.right), bottom: Math.max(a.bottom, b.bottom) });

/**
 * The findings that have something on this page, with their boxes.
 * @param {Sheet} sheet
 * @param {{texts: readonly Item[], items: readonly Item[]}} session
 * @returns {{item: Item, boxes: Box[]}[]}
 */
export function hitsOf(sheet, { texts, items }) {
  const hits = [];
  for (let index = firstEndingAfter(texts, sheet.start); index < texts.length && texts[index].start < sheet.end; index++) {
    const item = texts[index];
    const whole = item.key === item.id && item.serverId !== undefined ? sheet.found.get(String(item.serverId)) : undefined;
    const boxes = whole ?? boxesOf(sheet, item);
    if (boxes.length) hits.push({ item, boxes });
  }
  for (const item of items) if (item.box && item.page === sheet.number) hits.push({ item, boxes: [item.box] });
  return hits;
}

/** The hit under a point, the smallest if several. @param {ReturnType<typeof hitsOf>} hits @param {{x: number, y: number}} point */
export function hitAt(hits, { x, y }) {
  let best = null;
  let least = Infinity;
  for (const { item, boxes } of hits) {
    for (const { left, top, right, bottom } of boxes) {
      const size = (right - left) * (bottom - top);
      if (x >= left && x <= right && y >= top && y <= bottom && size < least) [best, least] = [item, size];
    }
  }
  return best;
}

/** The offset of the text at this height of the page: of the first word whose middle is below it. @param {Sheet} sheet @param {number} y  points */
export function offsetAt({ words, start }, y) {
  for (const word of words) if ((word.box.top + word.box.bottom) / 2 >= y) return word.start;
  return words.at(-1)?.start ?? start;
}

/** A rectangle between two points, cut to the page; null when it is too small to be meant. @param {{x: number, y: number}} a @param {{x: number, y: number}} b @param {{width: number, height: number}} page @returns {Box|null} */
export function drawnBox(a, b, { width, height }) {
  const clamp = (/** @type {number} */ value, /** @type {number} */ most) => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10;
  const box = { left: clamp(Math.min(a.x, b.x), width), top: clamp(Math.min(a.y, b.y), height), right: clamp(Math.max(a.x, b.x), width), bottom: clamp(Math.max(a.y, b.y), height) };
  return box.right - box.left >= LEAST_POINTS && box.bottom - box.top >= LEAST_POINTS ? box : null;
}

export const LEAST_POINTS = 3;

/** The box moved by some points and resized by others, inside its page and never too small to be seen. @param {Box} box @param {{x: number, y: number, w: number, h: number}} by @param {{width: number, height: number}} page @returns {Box} */
export function nudged({ left, top, right, bottom }, { x, y, w, h }, { width, height }) {
  const wide = Math.min(Math.max(right - left + w, LEAST_POINTS), width);
  const high = Math.min(Math.max(bottom - top + h, LEAST_POINTS), height);
  const newLeft = Math.min(Math.max(left + x, 0), width - wide);
  const newTop = Math.min(Math.max(top + y, 0), height - high);
  return { left: newLeft, top: newTop, right: newLeft + wide, bottom: newTop + high };
}
