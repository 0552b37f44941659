/**
 * Edges that come near a word or a line of text settle beside it, so that a bar covers the letters and no more.
 *
 * Sums over rectangles in pixels of the picture. Knows no bars, no canvas.
 */

import { PADDING } from "./words.js";

/**
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Handle} Handle
 * @typedef {{x?: number, y?: number}} Guide  a line of the picture that an edge settled on
 * @typedef {{rect: Rect, guides: Guide[]}} Snapped
 */

/** Only words this many of their own heights away count for an edge: others are on another part of the page. */
const NEAR = 1.5;

/**
 * A rectangle that is moved: its size stays, the nearest of its edges settles in each direction.
 * @param {Rect} rect
 * @param {readonly Rect[]} words
 * @param {number} reach  how far an edge may jump
 * @returns {Snapped}
 */
export function snapMoved(rect, words, reach) {
  const near = nearby(rect, words, reach);
  const dx = smallest([...steps(rect.x, near.map(left), reach), ...steps(rect.x + rect.w, near.map(right), reach)]);
  const dy = smallest([...steps(rect.y, near.map(top), reach), ...steps(rect.y + rect.h, near.map(bottom), reach)]);
  const settled = { ...rect, x: rect.x + (dx ?? 0), y: rect.y + (dy ?? 0) };
  return { rect: settled, guides: guidesOf(settled, near, dx !== null, dy !== null, "nwse") };
}

/**
 * A rectangle of which some edges are dragged: each of them settles by itself.
 * @param {Rect} rect
 * @param {string} edges  which are dragged: "se", "w", "nwse" for all
 * @param {readonly Rect[]} words
 * @param {number} reach
 * @returns {Snapped}
 */
export function snapDragged(rect, edges, words, reach) {
  const near = nearby(rect, words, reach);
  const along = (/** @type {string} */ edge, /** @type {number} */ at, /** @type {(word: Rect) => number} */ side) =>
    edges.includes(edge) ? smallest(steps(at, near.map(side), reach)) : null;
  const w = along("w", rect.x, left);
  const e = along("e", rect.x + rect.w, right);
  const n = along("n", rect.y, top);
  const s = along("s", rect.y + rect.h, bottom);
  const x = rect.x + (w ?? 0);
  const y = rect.y + (n ?? 0);
  const settled = { x, y, w: rect.x + rect.w + (e ?? 0) - x, h: rect.y + rect.h + (s ?? 0) - y };
  if (settled.w < 1 || settled.h < 1) return { rect, guides: [] };
  return { rect: settled, guides: guidesOf(settled, near, w !== null || e !== null, n !== null || s !== null, edges) };
}

/** The words within sight of the rectangle; a thousand of them are asked at every move. @param {Rect} rect @param {readonly Rect[]} words @param {number} reach */
function nearby({ x, y, w, h }, words, reach) {
  return words.filter((word) => {
    const margin = Math.max(reach + PADDING, word.h * NEAR);
    return word.x <= x + w + margin && x - margin <= word.x + word.w && word.y <= y + h + margin && y - margin <= word.y + word.h;
  });
}

/** How far an edge would go to each place within reach. @param {number} at @param {readonly number[]} places @param {number} reach */
const steps = (at, places, reach) => places.map((place) => place - at).filter((step) => Math.abs(step) <= reach);

/** @param {readonly number[]} values @returns {number|null} */
const smallest = (values) => values.reduce((/** @type {number|null} */ least, value) => (least === null || Math.abs(value) < Math.abs(least) ? value : least), null);

const left = (/** @type {Rect} */ { x }) => x - PADDING;
const right = (/** @type {Rect} */ { x, w }) => x + w + PADDING;
const top = (/** @type {Rect} */ { y }) => y - PADDING;
const bottom = (/** @type {Rect} */ { y, h }) => y + h + PADDING;

/** @param {Rect} rect @param {readonly Rect[]} near @param {boolean} isX @param {boolean} isY @param {string} edges @returns {Guide[]} */
function guidesOf(rect, near, isX, isY, edges) {
  /** @type {Guide[]} */
  const guides = [];
  const on = (/** @type {string} */ edge, /** @type {number} */ at, /** @type {(word: Rect) => number} */ side) => edges.includes(edge) && near.some((word) => Math.abs(side(word) - at) < 0.5);
  if (isX && on("w", rect.x, left)) guides.push({ x: rect.x });
  if (isX && on("e", rect.x + rect.w, right)) guides.push({ x: rect.x + rect.w });
  if (isY && on("n", rect.y, top)) guides.push({ y: rect.y });
  if (isY && on("s", rect.y + rect.h, bottom)) guides.push({ y: rect.y + rect.h });
  return guides;
}
