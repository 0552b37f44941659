/**
 * The bars of a picture and all that can be done to them: functions from bars to bars, nothing else.
 *
 * Bars are in whole pixels of the picture and never leave it. No page, no canvas, no undo here.
 */

import { LABELS } from "../common/labels.js";
import { cut, keepInside, move, normalise, roundOut } from "../common/geometry.js";

/**
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Size} Size
 *
 * One bar. `finding` is shared by the bars of one finding (a name over two lines), -1 for a bar drawn by hand.
 * @typedef {object} Bar
 * @property {number} id
 * @property {number} finding
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {string} label
 * @property {string} kind
 * @property {string} text
 * @property {number} score
 * @property {"model"|"rule"|"person"} source
 * @property {boolean} on  whether it covers
 *
 * @typedef {ReadonlyArray<Bar>} Bars
 * @typedef {ReadonlySet<number>} Ids
 */

/** For what has no name among the eight: a face, a signature, a number plate. */
export const OTHER = "other";

/** Every category a bar can have, in the order of all pages. */
export const CATEGORIES = Object.freeze([...LABELS, OTHER]);

/** A bar is never smaller than this, so that it can still be seen and caught. */
export const LEAST = 3;

/**
 * The bars of the server's answer.
 * @param {{id: number, finding: number, x: number, y: number, w: number, h: number, label: string, kind: string, text: string, score: number, source: Bar["source"]}[]} boxes
 * @param {Size} page
 * @returns {Bars}
 */
export function barsOf(boxes, page) {
  return boxes.map((box, index) => ({ ...box, ...onPage(box, page), id: index + 1, text: oneLine(box.text), on: true }));
}

/**
 * @param {Bars} bars
 * @param {Ids} ids
 * @returns {Bars}
 */
export const chosen = (bars, ids) => bars.filter((bar) => ids.has(bar.id));

/**
 * Moved together, as far as the page lets the outermost of them.
 * @param {Bars} bars
 * @param {Ids} ids
 * @param {number} dx
 * @param {number} dy
 * @param {Size} page
 * @returns {Bars}
 */
export function moveBars(bars, ids, dx, dy, page) {
  const moving = chosen(bars, ids);
  if (!moving.length) return bars;
  const right = Math.max(...moving.map(({ x, w }) => x + w));
  const bottom = Math.max(...moving.map(({ y, h }) => y + h));
  const stepX = between(Math.round(dx), -Math.min(...moving.map(({ x }) => x)), page.w - right);
  const stepY = between(Math.round(dy), -Math.min(...moving.map(({ y }) => y)), page.h - bottom);
  if (!stepX && !stepY) return bars;
  return bars.map((bar) => (ids.has(bar.id) ? { ...bar, ...move(bar, stepX, stepY) } : bar));
}

/**
 * One bar in another rectangle, rounded outward: it covers at least what was asked for.
 * @param {Bars} bars
 * @param {number} id
 * @param {Rect} rect
 * @param {Size} page
 * @returns {Bars}
 */
export function placeBar(bars, id, rect, page) {
  const { x, y, w, h } = onPage(rect, page);
  return bars.map((bar) => {
    if (bar.id !== id) return bar;
    return bar.x === x && bar.y === y && bar.w === w && bar.h === h ? bar : { ...bar, x, y, w, h };
  });
}

/**
 * Larger or smaller at its right and lower edge, by keyboard.
 * @param {Bars} bars
 * @param {Ids} ids
 * @param {number} dw
 * @param {number} dh
 * @param {Size} page
 * @returns {Bars}
 */
export function growBars(bars, ids, dw, dh, page) {
  return bars.map((bar) => {
    if (!ids.has(bar.id)) return bar;
    const w = between(bar.w + dw, LEAST, page.w - bar.x);
    const h = between(bar.h + dh, LEAST, page.h - bar.y);
    return w === bar.w && h === bar.h ? bar : { ...bar, w, h };
  });
}

/**
 * A new bar, drawn by a person; its id is the highest of all.
 * @param {Bars} bars
 * @param {Rect} rect
 * @param {string} label
 * @param {Size} page
 * @returns {Bars}
 */
export function addBar(bars, rect, label, page) {
  const bar = { id: nextId(bars), finding: -1, ...onPage(rect, page), label, kind: "", text: "", score: 1, source: /** @type {const} */ ("person"), on: true };
  return [...bars, bar];
}

/**
 * Copies a little below and to the right, which become the highest ids.
 * @param {Bars} bars
 * @param {Ids} ids
 * @param {Size} page
 * @returns {Bars}
 */
export function duplicateBars(bars, ids, page) {
  const first = nextId(bars);
  const copies = chosen(bars, ids).map((bar, index) => ({ ...bar, ...keepInside(move(bar, 12, 12), page), id: first + index, finding: -1, source: /** @type {const} */ ("person") }));
  return [...bars, ...copies];
}

/** @param {Bars} bars @param {Ids} ids @returns {Bars} */
export const removeBars = (bars, ids) => (bars.some((bar) => ids.has(bar.id)) ? bars.filter((bar) => !ids.has(bar.id)) : bars);

/** @param {Bars} bars @param {Ids} ids @param {boolean} on @returns {Bars} */
export const switchBars = (bars, ids, on) => change(bars, (bar) => ids.has(bar.id) && bar.on !== on, { on });

/** @param {Bars} bars @param {string} label @param {boolean} on @returns {Bars} */
export const switchLabel = (bars, label, on) => change(bars, (bar) => bar.label === label && bar.on !== on, { on });

/** @param {Bars} bars @param {boolean} on @returns {Bars} */
export const switchAll = (bars, on) => change(bars, (bar) => bar.on !== on, { on });

/** @param {Bars} bars @param {Ids} ids @param {string} label @returns {Bars} */
export const labelBars = (bars, ids, label) => change(bars, (bar) => ids.has(bar.id) && bar.label !== label, { label, kind: "" });

/**
 * The bars by category, in the order of all pages, each group from top to bottom.
 * @param {Bars} bars
 * @returns {{label: string, bars: Bar[], on: number}[]}
 */
export function byCategory(bars) {
  return CATEGORIES.map((label) => {
    const group = bars.filter((bar) => bar.label === label).sort((a, b) => a.y - b.y || a.x - b.x);
    return { label, bars: group, on: group.filter((bar) => bar.on).length };
  }).filter(({ bars: group }) => group.length > 0);
}

/** @param {Bars} bars */
export const nextId = (bars) => bars.reduce((highest, { id }) => Math.max(highest, id), 0) + 1;

/** Whole pixels of the page, as many as `LEAST`. @param {Rect} rect @param {Size} page @returns {Rect} */
function onPage({ x, y, w, h }, page) {
  const inside = cut(roundOut(normalise({ x, y, w, h })), page);
  const large = { ...inside, w: Math.max(inside.w, LEAST), h: Math.max(inside.h, LEAST) };
  return keepInside(large, page);
}

/** @param {Bars} bars @param {(bar: Bar) => boolean} which @param {Partial<Bar>} changes @returns {Bars} */
function change(bars, which, changes) {
  return bars.some(which) ? bars.map((bar) => (which(bar) ? { ...bar, ...changes } : bar)) : bars;
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** @param {number} value @param {number} low @param {number} high */
const between = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));
