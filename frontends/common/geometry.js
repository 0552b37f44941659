/**
 * Sums about rectangles and points: no page, no canvas, nothing that changes.
 *
 * A rectangle is `{x, y, w, h}` with its origin top left and w, h ≥ 0; edges belong to it. Names say the space:
 * `page…` is the picture's own pixels, `view…` the pixels of the screen; a View leads from one to the other.
 */

/**
 * @typedef {{x: number, y: number}} Point
 * @typedef {{w: number, h: number}} Size
 * @typedef {{x: number, y: number, w: number, h: number}} Rect
 * @typedef {{scale: number, x: number, y: number}} View  where the page's origin lies on the screen, and how large
 * @typedef {"nw"|"n"|"ne"|"e"|"se"|"s"|"sw"|"w"} Handle
 */

/** @type {ReadonlyArray<Handle>} */
export const HANDLES = Object.freeze(["nw", "n", "ne", "e", "se", "s", "sw", "w"]);

/** @param {Point} a @param {Point} b @returns {Rect} */
export const rectBetween = (a, b) => normalise({ x: a.x, y: a.y, w: b.x - a.x, h: b.y - a.y });

/** The same rectangle with width and height not below zero. @param {Rect} rect @returns {Rect} */
export const normalise = ({ x, y, w, h }) => ({ x: Math.min(x, x + w), y: Math.min(y, y + h), w: Math.abs(w), h: Math.abs(h) });

/** @param {Rect} rect */
export const area = ({ w, h }) => w * h;

/** @param {Rect} rect @returns {Point} */
export const centre = ({ x, y, w, h }) => ({ x: x + w / 2, y: y + h / 2 });

/** @param {Rect} rect @param {Point} point */
export const contains = (rect, point) =>
  point.x >= rect.x && point.x <= rect.x + rect.w && point.y >= rect.y && point.y <= rect.y + rect.h;

/** Whether two rectangles share more than an edge. @param {Rect} a @param {Rect} b */
export const overlaps = (a, b) => a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;

/** What two rectangles share, or null. @param {Rect} a @param {Rect} b @returns {Rect|null} */
export function intersection(a, b) {
  if (!overlaps(a, b)) return null;
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  return { x, y, w: Math.min(a.x + a.w, b.x + b.w) - x, h: Math.min(a.y + a.h, b.y + b.h) - y };
}

/** The smallest rectangle around all of them, or null for none. @param {readonly Rect[]} rects @returns {Rect|null} */
export function union(rects) {
  if (rects.length === 0) return null;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y, w, h } of rects) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x + w);
    bottom = Math.max(bottom, y + h);
  }
  return { x: left, y: top, w: right - left, h: bottom - top };
}

/** Grown by a margin on every side. @param {Rect} rect @param {number} margin @returns {Rect} */
export const grow = ({ x, y, w, h }, margin) => normalise({ x: x - margin, y: y - margin, w: w + 2 * margin, h: h + 2 * margin });

/** The part that lies on the page; empty at the nearest edge when none does. @param {Rect} rect @param {Size} page @returns {Rect} */
export function cut(rect, page) {
  const x = between(rect.x, 0, page.w);
  const y = between(rect.y, 0, page.h);
  return { x, y, w: between(rect.x + rect.w, 0, page.w) - x, h: between(rect.y + rect.h, 0, page.h) - y };
}

/** Moved back onto the page at its own size; only a rectangle larger than the page is cut. @param {Rect} rect @param {Size} page @returns {Rect} */
export function keepInside(rect, page) {
  const w = Math.min(rect.w, page.w);
  const h = Math.min(rect.h, page.h);
  return { x: between(rect.x, 0, page.w - w), y: between(rect.y, 0, page.h - h), w, h };
}

/** The whole pixels that it touches: a bar never leaves a sliver readable. @param {Rect} rect @returns {Rect} */
export function roundOut({ x, y, w, h }) {
  const left = Math.floor(x);
  const top = Math.floor(y);
  return { x: left, y: top, w: Math.ceil(x + w) - left, h: Math.ceil(y + h) - top };
}

/** @param {Rect} rect @param {number} dx @param {number} dy @returns {Rect} */
export const move = (rect, dx, dy) => ({ ...rect, x: rect.x + dx, y: rect.y + dy });

/** Where the eight handles are. @param {Rect} rect @returns {Record<Handle, Point>} */
export function handlePoints({ x, y, w, h }) {
  return {
    nw: { x, y },
    n: { x: x + w / 2, y },
    ne: { x: x + w, y },
    e: { x: x + w, y: y + h / 2 },
    se: { x: x + w, y: y + h },
    s: { x: x + w / 2, y: y + h },
    sw: { x, y: y + h },
    w: { x, y: y + h / 2 },
  };
}

/** The handle nearest to the point, within `reach`; corners go before edges. @param {Rect} rect @param {Point} point @param {number} reach @returns {Handle|null} */
export function handleAt(rect, point, reach) {
  const points = handlePoints(rect);
  /** @type {Handle|null} */
  let best = null;
  let least = Infinity;
  for (const handle of HANDLES) {
    const distance = Math.hypot(points[handle].x - point.x, points[handle].y - point.y);
    const weighed = handle.length === 2 ? distance * 0.8 : distance;
    if (distance <= reach && weighed < least) {
      best = handle;
      least = weighed;
    }
  }
  return best;
}

/** The rectangle with one handle dragged; it may be turned inside out and never gets smaller than `least`. @param {Rect} rect @param {Handle} handle @param {number} dx @param {number} dy @param {number} [least] @returns {Rect} */
export function resize(rect, handle, dx, dy, least = 1) {
  let { x, y, w, h } = rect;
  if (handle.includes("w")) [x, w] = [x + dx, w - dx];
  if (handle.includes("e")) w += dx;
  if (handle.includes("n")) [y, h] = [y + dy, h - dy];
  if (handle.includes("s")) h += dy;
  const result = normalise({ x, y, w, h });
  return { ...result, w: Math.max(result.w, least), h: Math.max(result.h, least) };
}

/** The index of the rectangle under the point, -1 for none: the smallest wins, then the one drawn last. @param {readonly Rect[]} rects @param {Point} point */
export function hitTest(rects, point) {
  let hit = -1;
  rects.forEach((rect, index) => {
    if (contains(rect, point) && (hit < 0 || area(rect) <= area(rects[hit]))) hit = index;
  });
  return hit;
}

/** @param {Point} pagePoint @param {View} view @returns {Point} */
export const toView = (pagePoint, view) => ({ x: pagePoint.x * view.scale + view.x, y: pagePoint.y * view.scale + view.y });

/** @param {Point} viewPoint @param {View} view @returns {Point} */
export const toPage = (viewPoint, view) => ({ x: (viewPoint.x - view.x) / view.scale, y: (viewPoint.y - view.y) / view.scale });

/** @param {Rect} pageRect @param {View} view @returns {Rect} */
export const rectToView = (pageRect, view) => ({ ...toView(pageRect, view), w: pageRect.w * view.scale, h: pageRect.h * view.scale });

/** The view that shows the whole page in the middle of the screen, never larger than `largest`. @param {Size} page @param {Size} screen @param {number} [largest] @returns {View} */
export function fit(page, screen, largest = 1) {
  const scale = Math.min(screen.w / page.w, screen.h / page.h, largest);
  return { scale, x: (screen.w - page.w * scale) / 2, y: (screen.h - page.h * scale) / 2 };
}

/** Another scale around a point of the screen, which keeps its place. @param {View} view @param {number} scale @param {Point} viewPoint @returns {View} */
export function zoomAt(view, scale, viewPoint) {
  const pagePoint = toPage(viewPoint, view);
  return { scale, x: viewPoint.x - pagePoint.x * scale, y: viewPoint.y - pagePoint.y * scale };
}

/** @param {number} value @param {number} low @param {number} high */
const between = (value, low, high) => Math.min(Math.max(value, low), high);
