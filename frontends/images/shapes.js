/**
 * Bars that stand at an angle: a polygon of the picture as the rows of whole pixels that it touches.
 *
 * A canvas would blend the edges of a slanted shape with what is under them; rows of whole pixels do not, and they
 * cover a little more than the shape, never less. Knows no bars and no canvas.
 */

import { cut, roundOut } from "../common/geometry.js";

/**
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Size} Size
 * @typedef {ReadonlyArray<Readonly<Point>>} Polygon
 */

/**
 * Every pixel that the polygon touches, as rectangles in whole pixels, from top to bottom. A dent in it is covered too.
 * @param {Polygon} polygon
 * @returns {Rect[]}
 */
export function rowsOf(polygon) {
  /** @type {Rect[]} */
  const rows = [];
  const { y: top, h } = boundsOf(polygon);
  for (let y = top; y < top + h; y++) {
    const [left, right] = extent(polygon, y);
    if (right <= left) continue;
    const last = rows.at(-1);
    if (last && last.x === left && last.w === right - left && last.y + last.h === y) last.h++;
    else rows.push({ x: left, y, w: right - left, h: 1 });
  }
  return rows;
}

/** The whole pixels around it. @param {Polygon} polygon @returns {Rect} */
export function boundsOf(polygon) {
  const xs = polygon.map(({ x }) => x);
  const ys = polygon.map(({ y }) => y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return roundOut({ x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y });
}

/**
 * The polygon of the server's answer, kept on the page; null when there is none, or when it is only a rectangle.
 * @param {unknown} given  [[x, y], …] or [{x, y}, …]
 * @param {Size} page
 * @returns {Polygon|null}
 */
export function polygonOf(given, page) {
  if (!Array.isArray(given) || given.length < 3) return null;
  const points = given.map((one) => (Array.isArray(one) ? { x: Number(one[0]), y: Number(one[1]) } : { x: Number(one?.x), y: Number(one?.y) }));
  if (!points.every(({ x, y }) => Number.isFinite(x) && Number.isFinite(y))) return null;
  const polygon = points.map((point) => {
    const { x, y } = cut({ ...point, w: 0, h: 0 }, page);
    return { x, y };
  });
  const { w, h } = boundsOf(polygon);
  return w > 0 && h > 0 && rowsOf(polygon).length > 1 ? polygon : null;
}

/** @param {Polygon} polygon @param {number} dx @param {number} dy @returns {Polygon} */
export const movePolygon = (polygon, dx, dy) => polygon.map(({ x, y }) => ({ x: x + dx, y: y + dy }));

/** From where to where the polygon goes within one row of pixels, rounded outward. @param {Polygon} polygon @param {number} y @returns {[number, number]} */
function extent(polygon, y) {
  let [left, right] = [Infinity, -Infinity];
  const take = (/** @type {number} */ x) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
  };
  polygon.forEach((a, index) => {
    const b = polygon[(index + 1) % polygon.length];
    if (a.y >= y && a.y <= y + 1) take(a.x);
    for (const level of [y, y + 1]) if (a.y < level !== b.y < level) take(a.x + ((level - a.y) * (b.x - a.x)) / (b.y - a.y));
  });
  return [Math.floor(left), Math.ceil(right)];
}
