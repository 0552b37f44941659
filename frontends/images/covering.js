/**
 * Bars as they stand in the file: opaque, in whole pixels of the picture, with their category's name if one likes.
 *
 * The same for preview and export. A word is drawn on a tile of its own that knows nothing of the picture, and the
 * tile is laid over it whole, so that nothing of the picture can shine through the edges of letters.
 */

import { fillPath } from "./review.js";
import { slantOf } from "./shapes.js";
import { inkOn, styleOf, wordOf } from "./styles.js";
import { coveredBy } from "./under.js";

/**
 * @typedef {import("./bars.js").Bar} Bar
 * @typedef {import("./styles.js").Styles} Styles
 * @typedef {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} Context
 */

/** Letters smaller than this cannot be read. */
const LEAST_LETTERS = 7;
const LARGEST_LETTERS = 40;
const MOST_TILES = 600;

/** @type {Map<string, HTMLCanvasElement|null>} */
const tiles = new Map();

/**
 * Covers what a bar covers, in the coordinates of the picture.
 * @param {Context} context
 * @param {Bar} bar
 * @param {Styles} styles
 */
export function paintCover(context, bar, styles) {
  const { fill, word } = styleOf(styles, bar.label);
  const tile = word ? tileOf(bar, fill) : null;
  if (!tile || bar.polygon) {
    context.fillStyle = fill;
    // Zoomed, rows of pixels would leave hairlines between them; in the file the rows cover every pixel of the shape.
    if (bar.polygon) fillPath(context, bar.polygon);
    for (const { x, y, w, h } of coveredBy(bar)) context.fillRect(x, y, w, h);
  }
  if (tile) context.drawImage(tile, bar.x, bar.y, bar.w, bar.h);
}

/** A bar with its word, or null when there is no room for it. @param {Bar} bar @param {string} fill */
function tileOf(bar, fill) {
  const { x, y, w, h, polygon } = bar;
  const shape = polygon ? polygon.map((point) => `${point.x - x},${point.y - y}`).join(" ") : "";
  const key = `${bar.label} ${fill} ${w} ${h} ${shape}`;
  let tile = tiles.get(key);
  if (tile === undefined) {
    if (tiles.size >= MOST_TILES) tiles.clear();
    tiles.set(key, (tile = makeTile(bar, fill)));
  }
  return tile;
}

/** Opaque where the bar covers and clear elsewhere, letters blend with the bar's own colour alone. @param {Bar} bar @param {string} fill */
function makeTile(bar, fill) {
  const canvas = document.createElement("canvas");
  canvas.width = bar.w;
  canvas.height = bar.h;
  const context = canvas.getContext("2d");
  if (!context) return null;
  const word = wordOf(bar.label);
  const { length, height, angle, middle } = layOf(bar);
  const font = (/** @type {number} */ size) => `600 ${size}px "Liberation Sans", Arial, Helvetica, sans-serif`;
  context.font = font(10);
  const size = Math.floor(Math.min(height * 0.62, LARGEST_LETTERS, ((length - 6) / context.measureText(word).width) * 10));
  if (size < LEAST_LETTERS) return null;
  context.fillStyle = fill;
  for (const { x, y, w, h } of coveredBy(bar)) context.fillRect(x - bar.x, y - bar.y, w, h);
  context.globalCompositeOperation = "source-atop";
  context.translate(middle.x - bar.x, middle.y - bar.y);
  context.rotate(angle);
  context.font = font(size);
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = inkOn(fill);
  context.fillText(word, 0, size * 0.05);
  return canvas;
}

/** How a bar lies: how long and high it is along its writing, at which angle, and around which middle. @param {Bar} bar */
function layOf({ x, y, w, h, polygon }) {
  return polygon ? slantOf(polygon) : { length: w, height: h, angle: 0, middle: { x: x + w / 2, y: y + h / 2 } };
}
