/**
 * The pictures between the paragraphs: each drawn anew by the server, with the findings that were read from its pixels.
 *
 * A picture's element is made once and stays, whatever becomes of the text around it. The words that were read stand
 * below it, where they can be stepped through, selected and decided about like all others.
 */

import { getPictureSheet, pictureAddress } from "../common/api.js";
import { h } from "../common/dom.js";
import { hitElements } from "./leaves.js";
import { hitsOf, sheetOf } from "./sheets.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./analysis.js").Picture} Picture
 * @typedef {{frame: HTMLElement, hits: HTMLElement, sheet: import("./sheets.js").Sheet|null}} Shown
 */

const PIXELS_PER_POINT = 96 / 72;
const ICON_POINTS = 26; // lower ones are signs in a line of text; they stand side by side

export class Pictures {
  #session;
  #signal;
  /** @type {Map<number, Shown>} */
  #shown = new Map();

  /** @param {Session} session @param {AbortSignal} signal */
  constructor(session, signal) {
    this.#session = session;
    this.#signal = signal;
    session.addEventListener("items", () => this.#shown.forEach((shown) => this.#draw(shown)), { signal });
    session.addEventListener("current", () => this.#shown.forEach((shown) => this.#draw(shown)), { signal });
  }

  /**
   * A picture, with its words below it.
   * @param {number} number
   * @param {Node[]} words
   * @returns {HTMLElement}
   */
  element(number, words) {
    const picture = this.#session.reading.pictures.find((one) => one.number === number);
    const caption = words.length ? h("figcaption", { class: "picture-words" }, h("span", { class: "picture-said" }, "Read from this picture: "), ...words) : null;
    if (!picture?.shown) return h("figure", { class: "doc-picture" }, h("p", { class: "picture-none" }, picture ? "A drawing (EMF or WMF) stands here. It cannot be looked into, so it is not shown, and a redacted copy leaves it out." : "A picture stands here."), caption);
    const isIcon = picture.height > 0 && picture.height <= ICON_POINTS && !caption;
    return h("figure", { class: `doc-picture${isIcon ? " picture-icon" : ""}` }, this.#frame(picture).frame, caption);
  }

  /** @param {Picture} picture @returns {Shown} */
  #frame(picture) {
    const known = this.#shown.get(picture.number);
    if (known) return known;
    const { number, width, height, ocr } = picture;
    const { documentId } = this.#session.reading;
    const size = width && height ? { width: String(Math.round(width * PIXELS_PER_POINT)), height: String(Math.round(height * PIXELS_PER_POINT)) } : {};
    const image = h("img", { alt: `Picture ${number} of this document`, loading: "lazy", decoding: "async", draggable: "false", ...size, src: pictureAddress(documentId, number) });
    const hits = h("div", { class: "leaf-hits" });
    const frame = h("div", { class: "picture-frame" }, image, hits);
    const shown = { frame, hits, sheet: null };
    this.#shown.set(number, shown);
    image.addEventListener("load", () => ocr && void this.#fetch(number, shown), { once: true });
    image.addEventListener("error", () => image.replaceWith(h("p", { class: "picture-none" }, "This picture could not be shown. The copy is made of it all the same.")), { once: true });
    return shown;
  }

  /** @param {number} number @param {Shown} shown */
  async #fetch(number, shown) {
    try {
      const reply = await getPictureSheet(this.#session.reading.documentId, number, { signal: this.#signal });
      shown.sheet = { ...sheetOf(reply, this.#session.reading.offsets), number: 0 }; // it is no page: no area lies on it
      this.#draw(shown);
    } catch {
      return; // its words stand below it
    }
  }

  /** @param {Shown} shown */
  #draw({ hits, sheet }) {
    if (!sheet?.width || !sheet.height) return;
    const found = hitsOf(sheet, this.#session).map((hit) => ({ ...hit, boxes: hit.boxes.map((box) => ({ ...box })) }));
    hits.replaceChildren(...hitElements(found, sheet, this.#session.current?.key).map(unspoken));
  }
}

/** The words below the picture are what a keyboard and a screen reader go to. @param {HTMLElement} hit */
function unspoken(hit) {
  hit.setAttribute("aria-hidden", "true");
  hit.removeAttribute("aria-label");
  return hit;
}
