/**
 * A file on its way to being a picture with bars: sent, read by the server, decoded here.
 *
 * Only the last file counts: an answer that comes after another file was chosen is dropped.
 */

import { anonymizeScreenshot } from "../common/api.js";
import { barsOf } from "./bars.js";

/**
 * @typedef {import("../common/api.js").Progress} Progress
 * @typedef {{bitmap: ImageBitmap, bars: import("./bars.js").Bars, notes: string[], isRead: boolean, engine: string, seconds: number}} Opened
 */

const PREFIX = "data:image/png;base64,";

export class Opening {
  #limit;
  /** @type {AbortController|null} */
  #current = null;

  /** @param {number} limit  the most bytes the server takes */
  constructor(limit) {
    this.#limit = limit;
  }

  /** Gives up what is under way. */
  cancel() {
    this.#current?.abort();
    this.#current = null;
  }

  /**
   * The picture and its bars; null when it was cancelled or overtaken. Throws an error with a sentence.
   * @param {Blob} file
   * @param {(progress: Progress) => void} onProgress
   * @returns {Promise<Opened|null>}
   */
  async open(file, onProgress) {
    this.cancel();
    if (file.size === 0) throw new Error("This file is empty. Choose a picture and try again.");
    if (this.#limit && file.size > this.#limit) {
      throw new Error(`This picture is larger than ${Math.floor(this.#limit / 2 ** 20)} MB, the most that is taken. Choose a smaller one.`);
    }
    const attempt = new AbortController();
    this.#current = attempt;
    try {
      const answer = await anonymizeScreenshot(file, { signal: attempt.signal, onProgress });
      const bitmap = await decode(answer.image_data_url);
      if (this.#current !== attempt) {
        bitmap.close();
        return null;
      }
      const bars = barsOf(answer.boxes, { w: bitmap.width, h: bitmap.height });
      return { bitmap, bars, notes: answer.notes ?? [], isRead: answer.read !== false, engine: answer.engine, seconds: answer.seconds };
    } catch (error) {
      if (attempt.signal.aborted || this.#current !== attempt) return null;
      throw error;
    } finally {
      if (this.#current === attempt) this.#current = null;
    }
  }
}

/** The very pixels that the server looked at, their colours untouched. @param {string} url @returns {Promise<ImageBitmap>} */
async function decode(url) {
  if (typeof url !== "string" || !url.startsWith(PREFIX)) throw new Error("The server's answer holds no picture. Try again.");
  const binary = atob(url.slice(PREFIX.length));
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
  try {
    return await createImageBitmap(new Blob([bytes], { type: "image/png" }), { colorSpaceConversion: "none", premultiplyAlpha: "none" });
  } catch {
    throw new Error("This browser cannot show a picture of this size. Choose a smaller one.");
  }
}
