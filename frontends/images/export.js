/**
 * The picture without what is under its bars: a new file, made here, checked before it is handed over.
 *
 * Bars are opaque and in whole pixels; blur and mosaic can be undone and are not offered. The file holds pixels
 * and nothing else. Nothing is sent anywhere.
 */

import { overlaps } from "../common/geometry.js";
import { paintCover } from "./covering.js";
import { packPixels, pdfOf } from "./pdf.js";
import { NotAPicture, pixelsOnly } from "./pixels.js";
import { coveredBy } from "./under.js";

/**
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("./styles.js").Styles} Styles
 * @typedef {import("../common/geometry.js").Rect} Rect
 *
 * @typedef {object} Format
 * @property {string} id  also the file's ending
 * @property {string} name
 * @property {string} type
 * @property {number} [quality]
 * @property {string} says  what one should know about it
 */

/** @type {ReadonlyArray<Format>} */
export const FORMATS = Object.freeze([
  { id: "png", name: "PNG", type: "image/png", says: "Every pixel outside the bars stays as it is." },
  { id: "jpg", name: "JPEG", type: "image/jpeg", quality: 0.92, says: "Small, for photographs; pixels change a little everywhere." },
  { id: "webp", name: "WebP", type: "image/webp", quality: 1, says: "Every pixel stays as it is, smaller than a PNG." },
  { id: "pdf", name: "PDF", type: "application/pdf", says: "One page of pixels, with no text in it." },
]);

/** An export that failed, with a sentence for the person at the page. */
export class ExportError extends Error {}

/** What is on the canvas is compared exactly; a JPEG mixes neighbours and colours, and only a wrong picture differs more. */
const LOSS = 48;
const TILE = 2048;

/**
 * The file, at the picture's own size, verified.
 * @param {ImageBitmap} bitmap
 * @param {Bars} bars
 * @param {Styles} styles
 * @param {Format} format
 * @returns {Promise<Blob>}
 */
export async function exportPicture(bitmap, bars, styles, format) {
  if (format.id === "pdf") return exportPdf([await flatPage(bitmap, bars, styles)]);
  const covered = bars.filter((bar) => bar.on);
  const canvas = flattened(bitmap, covered, styles);
  const { width, height } = canvas;
  const made = await /** @type {Promise<Blob|null>} */ (new Promise((resolve) => canvas.toBlob(resolve, format.type, format.quality)));
  canvas.width = 0; // frees its memory at once; a large picture takes 200 MB
  if (!made) throw new ExportError(`This browser could not make a ${format.name} of this picture. Try another format, or another browser.`);
  const blob = new Blob([stripped(new Uint8Array(await made.arrayBuffer()), format.type)], { type: format.type });
  const decoded = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  try {
    const isSameSize = decoded.width === width && decoded.height === height;
    if (!isSameSize || !isCovered(decoded, covered, styles, format.id === "jpg" ? LOSS : 0)) throw changed();
  } finally {
    decoded.close();
  }
  return blob;
}

/**
 * One picture as it goes into a PDF.
 * @param {ImageBitmap} bitmap
 * @param {Bars} bars
 * @param {Styles} styles
 * @returns {Promise<import("./pdf.js").Page>}
 */
export async function flatPage(bitmap, bars, styles) {
  const canvas = flattened(bitmap, bars.filter((bar) => bar.on), styles);
  const { width, height } = canvas;
  const { data } = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d")).getImageData(0, 0, width, height);
  canvas.width = 0;
  return { width, height, packed: await packPixels(data, width, height) };
}

/** @param {readonly import("./pdf.js").Page[]} pages */
export const exportPdf = (pages) => pdfOf(pages);

/**
 * A name that tells nothing of the picture: redacted-20260314-0926.png
 * @param {Date} now
 * @param {string} [ending]
 */
export function exportName(now, ending = "png") {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `redacted-${day}-${two(now.getHours())}${two(now.getMinutes())}.${ending}`;
}

/** Picture and bars on one canvas, read back and compared. @param {ImageBitmap} bitmap @param {Bars} covered @param {Styles} styles */
function flattened(bitmap, covered, styles) {
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new ExportError("This browser cannot hold a picture of this size. Try another browser.");
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, 0, 0);
  for (const bar of covered) paintCover(context, bar, styles);
  if (!isCovered(canvas, covered, styles, 0)) throw changed();
  return canvas;
}

/** @param {Uint8Array<ArrayBuffer>} bytes @param {string} type */
function stripped(bytes, type) {
  try {
    return pixelsOnly(bytes, type);
  } catch (error) {
    throw error instanceof NotAPicture ? new ExportError(error.message) : error;
  }
}

/** Some browsers change what is read from a canvas, to make people harder to track: such a picture is not given out. */
const changed = () =>
  new ExportError("This browser changes pictures while it saves them, so this one was not given out. Allow canvas access for this page, or use another browser.");

/**
 * Whether a picture shows nothing under its bars but the bars: they are painted once more, beside the picture, and
 * compared pixel by pixel.
 * @param {CanvasImageSource} picture
 * @param {Bars} covered
 * @param {Styles} styles
 * @param {number} loss  how far pixels may differ on average
 */
function isCovered(picture, covered, styles, loss) {
  return covered.every((bar) => piecesOf(bar).every((piece) => isPieceCovered(picture, covered, styles, piece, loss)));
}

/** @param {CanvasImageSource} picture @param {Bars} covered @param {Styles} styles @param {Rect} piece @param {number} loss */
function isPieceCovered(picture, covered, styles, piece, loss) {
  const expected = pixelsIn(piece, (context) => {
    for (const bar of covered) if (overlaps(bar, piece)) paintCover(context, bar, styles);
  });
  const actual = pixelsIn(piece, (context) => context.drawImage(picture, 0, 0));
  let sum = 0;
  let count = 0;
  for (let at = 0; at < expected.length; at += 4) {
    if (expected[at + 3] !== 255) continue;
    for (let channel = 0; channel < 4; channel++) sum += Math.abs(expected[at + channel] - actual[at + channel]);
    count += 4;
  }
  return sum <= loss * count;
}

/** @param {Rect} piece @param {(context: CanvasRenderingContext2D) => void} paint */
function pixelsIn({ x, y, w, h }, paint) {
  const canvas = document.createElement("canvas");
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) throw new ExportError("This browser has no memory left to check the picture. Close other tabs and try again.");
  context.imageSmoothingEnabled = false;
  context.translate(-x, -y);
  paint(context);
  return context.getImageData(0, 0, w, h).data;
}

/** What a bar covers, cut into pieces that fit into memory. @param {import("./bars.js").Bar} bar @returns {Rect[]} */
function piecesOf(bar) {
  const pieces = [];
  const { x, y, w, h } = bar.polygon ? bar : coveredBy(bar)[0];
  for (let top = y; top < y + h; top += TILE) {
    for (let left = x; left < x + w; left += TILE) pieces.push({ x: left, y: top, w: Math.min(TILE, x + w - left), h: Math.min(TILE, y + h - top) });
  }
  return pieces;
}
