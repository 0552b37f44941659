/**
 * A file on its way to being a picture with bars: sent, read by the server, decoded here.
 *
 * Knows no page. What the server gave stays packed until it is looked at: ten photographs unpacked would fill the memory.
 */

import { anonymizeScreenshot, ApiError } from "../common/api.js";
import { barsOf } from "./bars.js";
import { BLACK, PLAIN, restyled } from "./styles.js";
import { Words } from "./words.js";

/**
 * @typedef {import("../common/api.js").Progress} Progress
 * @typedef {import("../common/geometry.js").Size} Size
 * @typedef {{policy?: string, operating_point?: string, codes?: string, faces?: boolean}} Asked  what is sent along; what is not, the server chooses
 *
 * @typedef {object} Opened
 * @property {Blob} blob  the picture as a PNG: upright, without metadata
 * @property {Size} page  its size
 * @property {import("./bars.js").Bars} bars
 * @property {import("./styles.js").Styles} styles  as the policy wants bars to look
 * @property {Words} words
 * @property {string[]} notes
 * @property {boolean} isRead  whether text could be looked for at all
 * @property {number} pages  how many its file has
 */

const PREFIX = "data:image/png;base64,";

/**
 * The picture and its bars. Throws an error with a sentence; when it was cancelled, the signal's reason.
 * @param {Blob} file
 * @param {{limit: number, page?: number, asked?: Asked, signal?: AbortSignal, onProgress?: (progress: Progress) => void}} options  limit: the most bytes the server takes
 * @returns {Promise<Opened>}
 */
export async function readPicture(file, { limit, page = 1, asked = {}, signal, onProgress }) {
  if (file.size === 0) throw new ApiError("This file is empty. Choose a picture and try again.", 0, "empty_input");
  if (limit && file.size > limit) {
    const most = Math.floor(limit / 2 ** 20);
    throw new ApiError(`This picture is larger than ${most} MB, the most that is taken. Choose a smaller one.`, 0, "too_large");
  }
  const answer = await anonymizeScreenshot(file, { signal, onProgress }, page > 1 ? { ...asked, page } : asked);
  const blob = blobOf(answer.image_data_url);
  const bitmap = await decode(blob);
  const size = { w: bitmap.width, h: bitmap.height };
  bitmap.close();
  signal?.throwIfAborted();
  const boxes = answer.boxes ?? [];
  return {
    blob,
    page: size,
    bars: barsOf(boxes, size),
    styles: stylesOf(answer.look, answer.looks),
    words: new Words(answer.words ?? wordsOf(boxes)),
    notes: answer.notes ?? [],
    isRead: answer.read !== false,
    pages: Number(answer.pages) || 1,
  };
}

/** The very pixels that the server looked at, their colours untouched. @param {Blob} blob @returns {Promise<ImageBitmap>} */
export async function decode(blob) {
  try {
    return await createImageBitmap(blob, { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch {
    throw new Error("This browser cannot show a picture of this size. Choose a smaller one.");
  }
}

/** @param {unknown} url */
function blobOf(url) {
  if (typeof url !== "string" || !url.startsWith(PREFIX)) throw new Error("The server's answer holds no picture. Try again.");
  const binary = atob(url.slice(PREFIX.length));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  return new Blob([bytes], { type: "image/png" });
}

/**
 * A policy's look and its categories' own, in whatever way it names colours.
 * @param {{fill?: string, word?: boolean}|undefined} look  of all bars
 * @param {Record<string, {fill?: string}>|undefined} looks  by category
 */
function stylesOf(look, looks) {
  let styles = PLAIN;
  if (look) styles = restyled(styles, "", { fill: hexOf(look.fill), word: look.word === true });
  for (const [label, { fill }] of Object.entries(looks ?? {})) if (label in PLAIN) styles = restyled(styles, label, { fill: hexOf(fill) });
  return styles;
}

/** @param {string|undefined} name  what is no colour is black */
function hexOf(name) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return BLACK;
  context.fillStyle = name ?? BLACK;
  return String(context.fillStyle);
}

/** What was found, as words, for a server that does not name all words of a picture. @param {(import("./bars.js").Box)[]} boxes */
const wordsOf = (boxes) => boxes.map(({ x, y, w, h, text = "" }, line) => ({ x, y, w, h, text, line }));
