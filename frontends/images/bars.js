/**
 * The bars of a picture and all that can be done to them: functions from bars to bars, nothing else.
 *
 * Bars are in whole pixels of the picture and never leave it. No page, no canvas, no undo here.
 */

import { LABELS, labelName } from "../common/labels.js";
import { cut, keepInside, move, normalise, roundOut, union } from "../common/geometry.js";
import { boundsOf, clipped, movePolygon, polygonOf } from "./shapes.js";

/**
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Size} Size
 *
 * One bar. `finding` is shared by the bars of one finding (a name over two lines), -1 for a bar drawn by hand.
 * A slanted bar has a polygon too, and its rectangle is the one around it.
 * @typedef {object} Bar
 * @property {number} id
 * @property {number} finding
 * @property {number} x
 * @property {number} y
 * @property {number} w
 * @property {number} h
 * @property {import("./shapes.js").Polygon|null} polygon
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

/** For what has no name among the eight: a signature, a number plate. */
export const OTHER = "other";

/** What is not text is a category of its own, whatever label it came with. @type {Readonly<Record<string, string>>} */
const SIGHTS = Object.freeze({ qr_code: "QR code", barcode: "Barcode", face: "Face", signature: "Signature" });

/** Every category a bar can have, in the order of all pages. */
export const CATEGORIES = Object.freeze([...LABELS, ...Object.keys(SIGHTS), OTHER]);

/** The category as a person says it. @param {string} label */
export const categoryName = (label) => SIGHTS[label] ?? labelName(label);

/** A bar is never smaller than this, so that it can still be seen and caught. */
export const LEAST = 3;

/**
 * A box as the server gives it; what it does not say is left at what covers most.
 * @typedef {Rect & {label: string, kind?: string, text?: string, score?: number, source?: Bar["source"], finding?: number, polygon?: unknown, on?: boolean}} Box
 *
 * The bars of the server's answer.
 * @param {readonly Box[]} boxes
 * @param {Size} page
 * @returns {Bars}
 */
export function barsOf(boxes, page) {
  return boxes.map((box, index) => {
    const { finding = -1, label, kind = "", text = "", score = 1, source = /** @type {const} */ ("model"), on = true } = box;
    const polygon = polygonOf(box.polygon, page);
    const known = kind in SIGHTS ? kind : CATEGORIES.includes(label) ? label : OTHER;
    return { id: index + 1, finding, ...onPage(polygon ? boundsOf(polygon) : box, page), polygon, label: known, kind, text: oneLine(text), score, source, on };
  });
}

/** A rectangle, or a slanted shape with the rectangle around it. @typedef {Rect & {polygon?: import("./shapes.js").Polygon|null}} Shape */

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
  return bars.map((bar) => (ids.has(bar.id) ? moved(bar, stepX, stepY) : bar));
}

/**
 * One bar in another rectangle, rounded outward: it covers at least what was asked for. A slanted one that keeps its
 * size is moved; with another size it is upright.
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
    if (bar.w === w && bar.h === h) return bar.x === x && bar.y === y ? bar : moved(bar, x - bar.x, y - bar.y);
    return { ...bar, x, y, w, h, polygon: null };
  });
}

/**
 * Several bars as the rectangle around them is stretched: each keeps its place in it and its share of it.
 * @param {Bars} bars
 * @param {Ids} ids
 * @param {Rect} from  around them as they are
 * @param {Rect} to
 * @param {Size} page
 * @returns {Bars}
 */
export function stretchBars(bars, ids, from, to, page) {
  const [across, down] = [to.w / from.w, to.h / from.h];
  if (across === 1 && down === 1) return moveBars(bars, ids, to.x - from.x, to.y - from.y, page);
  return bars.map((bar) => {
    if (!ids.has(bar.id)) return bar;
    const rect = { x: to.x + (bar.x - from.x) * across, y: to.y + (bar.y - from.y) * down, w: bar.w * across, h: bar.h * down };
    return placeBar([bar], bar.id, rounded(rect), page)[0];
  });
}

/** The rectangle around several bars, null for fewer. @param {Bars} bars @param {Ids} ids */
export const aroundSeveral = (bars, ids) => (ids.size > 1 ? union(chosen(bars, ids)) : null);

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
    return w === bar.w && h === bar.h ? bar : { ...bar, w, h, polygon: null };
  });
}

/**
 * A new bar, drawn by a person; its id is the highest of all.
 * @param {Bars} bars
 * @param {Shape} rect
 * @param {string} label
 * @param {Size} page
 * @param {string} [text]  what is read under it
 * @returns {Bars}
 */
export const addBar = (bars, rect, label, page, text = "") => [...bars, newBar(nextId(bars), rect, label, page, text)];

/**
 * Copies, by default a little below and to the right, which become the highest ids.
 * @param {Bars} bars
 * @param {Ids} ids
 * @param {Size} page
 * @param {number} [offset]
 * @returns {Bars}
 */
export function duplicateBars(bars, ids, page, offset = 12) {
  const first = nextId(bars);
  const copies = chosen(bars, ids).map((bar, index) => {
    const { x, y } = keepInside(move(bar, offset, offset), page);
    return { ...moved(bar, x - bar.x, y - bar.y), id: first + index, finding: -1, text: "", source: /** @type {const} */ ("person") };
  });
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

/** @param {number} id @param {Shape} shape @param {string} label @param {Size} page @param {string} text @returns {Bar} */
function newBar(id, shape, label, page, text) {
  const inside = shape.polygon ? clipped(shape.polygon, page) : [];
  const polygon = inside.length >= 3 ? inside : null;
  return { id, finding: -1, ...onPage(polygon ? boundsOf(polygon) : shape, page), polygon, label, kind: "", text: oneLine(text), score: 1, source: "person", on: true };
}

/** @param {Bar} bar @param {number} dx @param {number} dy @returns {Bar} */
const moved = (bar, dx, dy) => ({ ...bar, x: bar.x + dx, y: bar.y + dy, polygon: bar.polygon && movePolygon(bar.polygon, dx, dy) });

/** Whole pixels of the page, as many as `LEAST`. @param {Rect} rect @param {Size} page @returns {Rect} */
function onPage({ x, y, w, h }, page) {
  const inside = cut(roundOut(normalise({ x, y, w, h })), page);
  const large = { ...inside, w: Math.max(inside.w, LEAST), h: Math.max(inside.h, LEAST) };
  return keepInside(large, page);
}

/** Without the last digits of a division, which would make a bar a pixel larger. @param {Rect} rect @returns {Rect} */
function rounded({ x, y, w, h }) {
  const tidy = (/** @type {number} */ value) => Math.round(value * 1e6) / 1e6;
  const [left, top] = [tidy(x), tidy(y)];
  return { x: left, y: top, w: tidy(x + w) - left, h: tidy(y + h) - top };
}

/** @param {Bars} bars @param {(bar: Bar) => boolean} which @param {Partial<Bar>} changes @returns {Bars} */
function change(bars, which, changes) {
  return bars.some(which) ? bars.map((bar) => (which(bar) ? { ...bar, ...changes } : bar)) : bars;
}

/** @param {string} text */
const oneLine = (text) => text.replace(/\s+/g, " ").trim();

/** @param {number} value @param {number} low @param {number} high */
const between = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));
