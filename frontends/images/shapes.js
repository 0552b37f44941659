/**
 * Bars that stand at an angle: a polygon of the picture as the rows of whole pixels that it touches.
 *
 * A canvas would blend the edges of a slanted shape with what is under them; rows of whole pixels do not, and they
 * cover a little more than the shape, never less. Knows no bars and no canvas.
 */

import { roundOut } from "../common/geometry.js";

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
  const polygon = clipped(points, page);
  if (polygon.length < 3) return null;
  const { w, h } = boundsOf(polygon);
  return w > 0 && h > 0 && rowsOf(polygon).length > 1 ? polygon : null;
}

/**
 * The part of it that lies on the page: a corner beside the page does not just move to the edge, or the sides would lie
 * elsewhere than they did.
 * @param {Polygon} polygon
 * @param {Size} page
 * @returns {Point[]}
 */
export function clipped(polygon, page) {
  let kept = [...polygon];
  for (const side of [(/** @type {Point} */ { x }) => x, (/** @type {Point} */ { x }) => page.w - x, (/** @type {Point} */ { y }) => y, (/** @type {Point} */ { y }) => page.h - y]) {
    kept = kept.flatMap((here, index) => {
      const there = kept[(index + 1) % kept.length];
      const [a, b] = [side(here), side(there)];
      const share = a / (a - b);
      const crossing = a < 0 !== b < 0 ? [{ x: here.x + share * (there.x - here.x), y: here.y + share * (there.y - here.y) }] : [];
      return a < 0 ? crossing : [here, ...crossing];
    });
  }
  // What was cut lies on the edge but for the last digit, which would be a pixel beside the page.
  return kept.map(({ x, y }) => ({ x: Math.min(Math.max(x, 0), page.w), y: Math.min(Math.max(y, 0), page.h) }));
}

/** Whether a point lies in it or on its edge; it has no dents. @param {Polygon} polygon @param {Point} point */
export function holds(polygon, { x, y }) {
  const turns = polygon.map((a, index) => {
    const b = polygon[(index + 1) % polygon.length];
    return (b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x);
  });
  return turns.every((turn) => turn >= -1e-6) || turns.every((turn) => turn <= 1e-6);
}

/**
 * One leaning rectangle over the words of a line, from the first to the last, with room around them.
 * @param {readonly Polygon[]} polygons  each from the upper left corner of its writing on, clockwise
 * @param {number} padding
 * @returns {Point[]}
 */
export function leaningOver(polygons, padding) {
  const [first, last] = [polygons[0], /** @type {Polygon} */ (polygons.at(-1))];
  const from = { x: (first[0].x + first[first.length - 1].x) / 2, y: (first[0].y + first[first.length - 1].y) / 2 };
  const to = { x: (last[1].x + last[2].x) / 2, y: (last[1].y + last[2].y) / 2 };
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const [cos, sin] = [(to.x - from.x) / length, (to.y - from.y) / length];
  const points = polygons.flat();
  const along = points.map(({ x, y }) => x * cos + y * sin);
  const down = points.map(({ x, y }) => y * cos - x * sin);
  const [left, right] = [Math.min(...along) - padding, Math.max(...along) + padding];
  const [top, bottom] = [Math.min(...down) - padding, Math.max(...down) + padding];
  return [[left, top], [right, top], [right, bottom], [left, bottom]].map(([s, t]) => ({ x: s * cos - t * sin, y: s * sin + t * cos }));
}

/**
 * How writing in it runs: along its longest side, never upside down.
 * @param {Polygon} polygon
 * @returns {{length: number, height: number, angle: number, middle: Point}}  angle in radians, clockwise
 */
export function slantOf(polygon) {
  const sides = polygon.map((a, index) => ({ a, b: polygon[(index + 1) % polygon.length] }));
  const { a, b } = sides.reduce((longest, side) => (Math.hypot(side.b.x - side.a.x, side.b.y - side.a.y) > Math.hypot(longest.b.x - longest.a.x, longest.b.y - longest.a.y) ? side : longest));
  const turn = b.x < a.x ? -1 : 1;
  const angle = Math.atan2(turn * (b.y - a.y), turn * (b.x - a.x));
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const along = polygon.map(({ x, y }) => x * cos + y * sin);
  const down = polygon.map(({ x, y }) => y * cos - x * sin);
  const [left, right, top, bottom] = [Math.min(...along), Math.max(...along), Math.min(...down), Math.max(...down)];
  const [s, t] = [(left + right) / 2, (top + bottom) / 2];
  return { length: right - left, height: bottom - top, angle, middle: { x: s * cos - t * sin, y: s * sin + t * cos } };
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
