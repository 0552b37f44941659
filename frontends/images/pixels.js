/**
 * Picture files stripped to their pixels: PNG, JPEG and WebP as browsers write them, without any other part.
 *
 * Works on bytes. A file that is not what it should be is refused, never passed on.
 */

/** A file that is not what was asked for, with a sentence for the person at the page. */
export class NotAPicture extends Error {}

/**
 * A part of a file, in order; what follows the last one is named "trailing".
 * @typedef {{type: string, start: number, end: number}} Part
 */

const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const PNG_PIXELS = ["IHDR", "IDAT", "IEND"];
/** APP0 holds the pixels' density, APP14 how colours are to be read; every other application part is metadata. */
const JPEG_METADATA = [0xe1, 0xe2, 0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef, 0xfe];
const SCAN = 0xda;
const WEBP_PIXELS = ["VP8 ", "VP8L"];

/**
 * The same picture without any part that is not pixels.
 * @param {Uint8Array<ArrayBuffer>} bytes
 * @param {string} type  "image/png", "image/jpeg" or "image/webp"
 * @returns {Uint8Array<ArrayBuffer>}
 */
export function pixelsOnly(bytes, type) {
  if (type === "image/png") return joined(bytes, [{ start: 0, end: PNG.length }, ...pngParts(bytes).filter((part) => PNG_PIXELS.includes(part.type))]);
  if (type === "image/jpeg") return joined(bytes, [{ start: 0, end: 2 }, ...jpegParts(bytes).filter((part) => !part.type.startsWith("metadata") && part.type !== "trailing")]);
  return simpleWebp(bytes);
}

/** @param {Uint8Array} bytes @returns {Part[]} */
export function pngParts(bytes) {
  if (PNG.some((byte, index) => bytes[index] !== byte)) throw new NotAPicture("The browser made a file that is not a PNG. Try another browser.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  let start = PNG.length;
  while (start + 12 <= bytes.length) {
    const end = start + 12 + view.getUint32(start);
    const type = letters(bytes, start + 4);
    parts.push({ type, start, end: Math.min(end, bytes.length) });
    start = end;
    if (type === "IEND") break;
  }
  return withTrailing(parts, start, bytes);
}

/** @param {Uint8Array} bytes @returns {Part[]} */
export function jpegParts(bytes) {
  const wrong = () => new NotAPicture("The browser made a file that is not a JPEG. Choose PNG, or try another browser.");
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw wrong();
  const parts = [];
  let start = 2;
  for (;;) {
    if (bytes[start] !== 0xff || start + 4 > bytes.length) throw wrong();
    const marker = bytes[start + 1];
    if (marker === SCAN) break;
    const end = start + 2 + bytes[start + 2] * 256 + bytes[start + 3];
    parts.push({ type: JPEG_METADATA.includes(marker) ? `metadata ${marker.toString(16)}` : marker.toString(16), start, end });
    start = end;
  }
  const end = scanEnd(bytes, start);
  if (end < 0) throw wrong();
  parts.push({ type: "scan", start, end });
  return withTrailing(parts, end, bytes);
}

/** @param {Uint8Array} bytes @returns {Part[]} */
export function webpParts(bytes) {
  if (letters(bytes, 0) !== "RIFF" || letters(bytes, 8) !== "WEBP") throw new NotAPicture("This browser cannot make WebP files. Choose PNG or JPEG.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts = [];
  let start = 12;
  while (start + 8 <= bytes.length) {
    const length = view.getUint32(start + 4, true);
    const end = Math.min(start + 8 + length + (length % 2), bytes.length);
    parts.push({ type: letters(bytes, start), start, end });
    start = end;
  }
  return withTrailing(parts, start, bytes);
}

/** One image and nothing around it, the simplest WebP there is. @param {Uint8Array<ArrayBuffer>} bytes */
function simpleWebp(bytes) {
  const pixels = webpParts(bytes).filter(({ type }) => WEBP_PIXELS.includes(type));
  if (pixels.length !== 1) throw new NotAPicture("The browser made a WebP file that holds more than one picture. Choose PNG or JPEG.");
  const file = joined(bytes, [{ start: 0, end: 12 }, ...pixels]);
  new DataView(file.buffer).setUint32(4, file.length - 8, true);
  return file;
}

/** Where the last scan ends, its end marker included; -1 when it does not. @param {Uint8Array} bytes @param {number} from */
function scanEnd(bytes, from) {
  for (let at = from + 2; at + 1 < bytes.length; at++) if (bytes[at] === 0xff && bytes[at + 1] === 0xd9) return at + 2;
  return -1;
}

/** @param {Part[]} parts @param {number} start @param {Uint8Array} bytes @returns {Part[]} */
const withTrailing = (parts, start, bytes) => (start < bytes.length ? [...parts, { type: "trailing", start, end: bytes.length }] : parts);

/** @param {Uint8Array} bytes @param {number} at */
const letters = (bytes, at) => String.fromCharCode(...bytes.subarray(at, at + 4));

/** @param {Uint8Array} bytes @param {readonly {start: number, end: number}[]} parts @returns {Uint8Array<ArrayBuffer>} */
function joined(bytes, parts) {
  const result = new Uint8Array(parts.reduce((sum, { start, end }) => sum + end - start, 0));
  let position = 0;
  for (const { start, end } of parts) {
    result.set(bytes.subarray(start, end), position);
    position += end - start;
  }
  return result;
}
