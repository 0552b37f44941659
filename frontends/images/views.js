/**
 * How much of the picture is seen, and how large: zoom, pan, pinch, as sums over views.
 *
 * A view is `{scale, x, y}` of geometry.js: where the picture's corner lies on the screen. Knows no canvas.
 */

import { fit, zoomAt } from "../common/geometry.js";

/**
 * @typedef {import("../common/geometry.js").View} View
 * @typedef {import("../common/geometry.js").Size} Size
 * @typedef {import("../common/geometry.js").Point} Point
 */

export const LARGEST_SCALE = 32;
export const STEP = 1.25;
const MARGIN = 12;

/** All of the picture, with a little air around it; small pictures are not blown up. @param {Size} page @param {Size} screen @returns {View} */
export function fitted(page, screen) {
  const inner = { w: Math.max(1, screen.w - 2 * MARGIN), h: Math.max(1, screen.h - 2 * MARGIN) };
  const { scale } = fit(page, inner, 1);
  return settled({ scale, x: 0, y: 0 }, page, screen);
}

/** Another scale around a point of the screen, within what makes sense. @param {View} view @param {number} scale @param {Point} point @param {Size} page @param {Size} screen @returns {View} */
export function zoomed(view, scale, point, page, screen) {
  const least = Math.min(fitted(page, screen).scale, 1) / 2;
  return settled(zoomAt(view, Math.min(Math.max(scale, least), LARGEST_SCALE), point), page, screen);
}

/** Shifted on the screen. @param {View} view @param {number} dx @param {number} dy @param {Size} page @param {Size} screen @returns {View} */
export const panned = (view, dx, dy, page, screen) => settled({ ...view, x: view.x + dx, y: view.y + dy }, page, screen);

/**
 * Two fingers that moved: the picture stays under both.
 * @param {View} view
 * @param {readonly [Point, Point]} from
 * @param {readonly [Point, Point]} to
 * @param {Size} page
 * @param {Size} screen
 * @returns {View}
 */
export function pinched(view, from, to, page, screen) {
  const before = middle(from);
  const after = middle(to);
  const ratio = distance(to) / Math.max(1, distance(from));
  const shifted = { ...view, x: view.x + after.x - before.x, y: view.y + after.y - before.y };
  return zoomed(shifted, view.scale * ratio, after, page, screen);
}

/** The factor of one turn of the wheel: the same for mice that count lines and for trackpads that count pixels. @param {number} delta @param {number} mode */
export const wheelFactor = (delta, mode) => Math.exp(-Math.max(-240, Math.min(240, delta * (mode === 1 ? 33 : mode === 2 ? 400 : 1))) * 0.002);

/** The view moved so that a rectangle of the picture is on the screen, if it was not. @param {View} view @param {import("../common/geometry.js").Rect} rect @param {Size} page @param {Size} screen @returns {View} */
export function revealing(view, rect, page, screen) {
  const shift = (/** @type {number} */ start, /** @type {number} */ length, /** @type {number} */ room) => {
    if (start >= MARGIN && start + length <= room - MARGIN) return 0;
    return room / 2 - (start + length / 2);
  };
  const dx = shift(rect.x * view.scale + view.x, rect.w * view.scale, screen.w);
  const dy = shift(rect.y * view.scale + view.y, rect.h * view.scale, screen.h);
  return dx || dy ? panned(view, dx, dy, page, screen) : view;
}

/** In the middle where there is room; elsewhere no further out than the edge. @param {View} view @param {Size} page @param {Size} screen @returns {View} */
function settled({ scale, x, y }, page, screen) {
  return { scale, x: along(x, page.w * scale, screen.w), y: along(y, page.h * scale, screen.h) };
}

/** @param {number} start @param {number} length @param {number} room */
function along(start, length, room) {
  if (length + 2 * MARGIN <= room) return (room - length) / 2;
  return Math.min(MARGIN, Math.max(room - length - MARGIN, start));
}

/** @param {readonly [Point, Point]} points @returns {Point} */
const middle = ([a, b]) => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });

/** @param {readonly [Point, Point]} points */
const distance = ([a, b]) => Math.hypot(a.x - b.x, a.y - b.y);
