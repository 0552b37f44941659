/**
 * What lies under bars: whole pixels, points, words; and every place of a text covered, without a bar too many.
 *
 * A slanted bar counts by its own shape, not by the rectangle around it. No page, no canvas.
 */

import { area, contains, grow, intersection, overlaps } from "../common/geometry.js";
import { addBar, switchBars } from "./bars.js";
import { holds, rowsOf } from "./shapes.js";

/**
 * @typedef {import("./bars.js").Bar} Bar
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("./bars.js").Shape} Shape
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Size} Size
 */

/** Bars never change, so a slanted one is cut into rows once. @type {WeakMap<Bar, Rect[]>} */
const cutInRows = new WeakMap();

/** The whole pixels that a bar covers. @param {Bar} bar @returns {Rect[]} */
export function coveredBy(bar) {
  if (!bar.polygon) return [{ x: bar.x, y: bar.y, w: bar.w, h: bar.h }];
  let rows = cutInRows.get(bar);
  if (!rows) cutInRows.set(bar, (rows = rowsOf(bar.polygon)));
  return rows;
}

/** Whether a bar covers a shape, but for the air that is left around words. @param {Bar} bar @param {Shape} shape */
export function covers(bar, shape) {
  const inner = shape.w > 8 && shape.h > 8 ? grow(shape, -3) : shape;
  if (bar.polygon || shape.polygon) {
    const middle = { x: shape.x + shape.w / 2, y: shape.y + shape.h / 2 };
    const corners = (shape.polygon ?? cornersOf(inner)).map(({ x, y }) => (shape.polygon ? towards({ x, y }, middle, 4) : { x, y }));
    return corners.every((corner) => isOver(bar, corner));
  }
  const shared = intersection(bar, inner);
  return shared !== null && area(shared) === area(inner);
}

/** Whether a bar lies over a point: a slanted one by its own shape. @param {Bar} bar @param {Point} point */
export const isOver = (bar, point) => (bar.polygon ? holds(bar.polygon, point) : contains(bar, point));

/** The bars that a rectangle touches. @param {Bars} bars @param {Rect} rect @returns {Bars} */
export const touched = (bars, rect) => bars.filter((bar) => overlaps(bar, rect) && (!bar.polygon || coveredBy(bar).some((row) => overlaps(row, rect))));

/** The bars under a point. @param {Bars} bars @param {Point} point @returns {Bars} */
export const under = (bars, point) => bars.filter((bar) => isOver(bar, point));

/**
 * Every occurrence of a text covered: what an active bar covers already stays as it is, a bar that is off is switched
 * on, for the rest there are new bars.
 * @param {Bars} bars
 * @param {readonly {text: string, rects: readonly Shape[]}[]} places
 * @param {string} label  of the new bars
 * @param {Size} page
 * @returns {Bars}
 */
export function coverPlaces(bars, places, label, page) {
  let result = bars;
  for (const { text, rects } of places) {
    for (const rect of rects) {
      if (result.some((bar) => bar.on && covers(bar, rect))) continue;
      const off = result.find((bar) => covers(bar, rect));
      result = off ? switchBars(result, new Set([off.id]), true) : addBar(result, rect, label, page, text);
    }
  }
  return result;
}

/** @param {Rect} rect */
const cornersOf = ({ x, y, w, h }) => [{ x, y }, { x: x + w, y }, { x: x + w, y: y + h }, { x, y: y + h }];

/** A point so many pixels nearer to another. @param {Point} point @param {Point} to @param {number} pixels */
function towards(point, to, pixels) {
  const share = Math.min(1, pixels / (Math.hypot(to.x - point.x, to.y - point.y) || 1));
  return { x: point.x + share * (to.x - point.x), y: point.y + share * (to.y - point.y) };
}
