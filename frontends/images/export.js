/**
 * The picture without what is under its bars: a new PNG, made here, checked before it is handed over.
 *
 * Bars are opaque and in whole pixels; blur and mosaic can be undone and are not offered. The file holds pixels
 * and nothing else. Nothing is sent anywhere.
 */

/** What stands in place of a covered pixel. */
export const FILL = "#000000";

/**
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("../common/geometry.js").Rect} Rect
 */

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PIXEL_CHUNKS = ["IHDR", "IDAT", "IEND"];

/** An export that failed, with a sentence for the person at the page. */
export class ExportError extends Error {}

/**
 * The PNG, at the picture's own size, verified.
 * @param {ImageBitmap} bitmap
 * @param {Bars} bars
 * @returns {Promise<Blob>}
 */
export async function exportPng(bitmap, bars) {
  const covered = bars.filter((bar) => bar.on);
  const canvas = document.createElement("canvas");
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new ExportError("This browser cannot hold a picture of this size. Try another browser.");
  context.imageSmoothingEnabled = false;
  context.drawImage(bitmap, 0, 0);
  context.fillStyle = FILL;
  for (const { x, y, w, h } of covered) context.fillRect(x, y, w, h);
  const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  canvas.width = 0; // frees its memory at once; a large picture takes 200 MB
  if (!made) throw new ExportError("This browser could not make a PNG of this picture. Try another browser.");
  const blob = new Blob([pixelsOnly(new Uint8Array(await made.arrayBuffer()))], { type: "image/png" });
  await verify(blob, bitmap, covered);
  return blob;
}

/** A name that tells nothing of the picture: redacted-20260314-0926.png @param {Date} now */
export function exportName(now) {
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const day = `${now.getFullYear()}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `redacted-${day}-${two(now.getHours())}${two(now.getMinutes())}.png`;
}

/**
 * The chunks of a PNG in order; what follows the last one is named "trailing".
 * @param {Uint8Array} bytes
 * @returns {{type: string, start: number, end: number}[]}
 */
export function chunksOf(bytes) {
  if (SIGNATURE.some((byte, index) => bytes[index] !== byte)) throw new ExportError("The browser made a file that is not a PNG. Try another browser.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks = [];
  let start = SIGNATURE.length;
  while (start + 12 <= bytes.length) {
    const end = start + 12 + view.getUint32(start);
    const type = String.fromCharCode(...bytes.subarray(start + 4, start + 8));
    chunks.push({ type, start, end: Math.min(end, bytes.length) });
    start = end;
    if (type === "IEND") break;
  }
  if (start < bytes.length) chunks.push({ type: "trailing", start, end: bytes.length });
  return chunks;
}

/**
 * The same picture without any chunk that is not pixels.
 * @param {Uint8Array} bytes
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function pixelsOnly(bytes) {
  const kept = chunksOf(bytes).filter(({ type }) => PIXEL_CHUNKS.includes(type));
  const result = new Uint8Array(SIGNATURE.length + kept.reduce((sum, { start, end }) => sum + end - start, 0));
  result.set(SIGNATURE);
  let position = SIGNATURE.length;
  for (const { start, end } of kept) {
    result.set(bytes.subarray(start, end), position);
    position += end - start;
  }
  return result;
}

/**
 * Reads the finished file back: every pixel under a bar is the fill. Some browsers change what is read from a
 * canvas, to make people harder to track; a picture made there is not given out.
 * @param {Blob} blob
 * @param {{width: number, height: number}} size
 * @param {readonly Rect[]} covered
 */
async function verify(blob, size, covered) {
  const decoded = await createImageBitmap(blob, { colorSpaceConversion: "none" });
  try {
    const isSameSize = decoded.width === size.width && decoded.height === size.height;
    if (isSameSize && covered.every((rect) => isFilled(decoded, rect))) return;
  } finally {
    decoded.close();
  }
  throw new ExportError("This browser changes pictures while it saves them, so this one was not given out. Allow canvas access for this page, or use another browser.");
}

/** @param {ImageBitmap} bitmap @param {Rect} rect */
function isFilled(bitmap, { x, y, w, h }) {
  const canvas = document.createElement("canvas");
  canvas.width = w;
  canvas.height = h;
  const context = canvas.getContext("2d", { willReadFrequently: true });
  if (!context) return false;
  context.drawImage(bitmap, -x, -y);
  const { data } = context.getImageData(0, 0, w, h);
  return new Uint32Array(data.buffer).every((pixel) => pixel === 0xff000000); // opaque black, in either byte order of ours
}
