/**
 * One page of the document: its picture, its words and its findings, asked for when it comes near the window and let go
 * of when it is far away.
 *
 * Its boxes are kept once they came; its picture and its words are made again whenever it comes back.
 */

import { getSheet, sheetAddress } from "../common/api.js";
import { h } from "../common/dom.js";
import { hitElements, placesOf, redressHits, wordSpans } from "./leaves.js";
import { hitsOf, sheetOf } from "./sheets.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./sheets.js").Sheet} Sheet
 */

const SCALES = [1, 1.5, 2, 3, 4]; // few, so that a step of the zoom does not ask for every page again

export class Leaf {
  #session;
  #around;
  #hits = h("div", { class: "leaf-hits" });
  #words = h("div", { class: "leaf-words" });
  #picture = h("img", { class: "leaf-picture", alt: "", draggable: "false" });
  /** @type {Promise<Sheet|null>|null} */
  #coming = null;
  /** @type {Sheet|null} */
  sheet = null;
  /** What shows its words. @type {Text[]} */
  nodes = [];
  isNear = false;
  /** How its findings stand, where a decision alone need not draw them anew. */
  #drawn = "";
  /** @type {ReturnType<typeof hitsOf>} */
  found = [];

  /**
   * @param {import("./analysis.js").Sheet} size
   * @param {number} index
   * @param {Session} session
   * @param {{signal: AbortSignal, scale: () => number, isGone: () => boolean, onPage: () => void, onFailed: (status: number|undefined) => void}} around
   */
  constructor(size, index, session, around) {
    this.size = size;
    this.#session = session;
    this.#around = around;
    this.element = h(
      "section",
      { class: "leaf", "aria-label": `Page ${size.number}`, dataset: { index: String(index) }, style: { "--w": String(size.width), "--h": String(size.height) } },
      this.#picture,
      this.#words,
      this.#hits,
      h("p", { class: "leaf-number", "aria-hidden": "true" }, String(size.number)),
    );
    this.#picture.addEventListener("load", () => this.element.setAttribute("data-drawn", ""));
    this.#picture.addEventListener("error", () => this.#picture.hasAttribute("src") && void this.#askWhy());
  }

  /** @param {boolean} near */
  come(near) {
    this.isNear = near;
    if (near) {
      this.draw();
      void this.fetch().then((sheet) => {
        if (!sheet || !this.isNear) return;
        this.#drawWords(sheet);
        this.drawHits();
        this.#around.onPage();
      });
      return;
    }
    this.#picture.removeAttribute("src");
    this.element.removeAttribute("data-drawn");
    this.#words.replaceChildren();
    this.nodes = [];
    if (this.#hits.contains(document.activeElement)) return;
    this.#hits.replaceChildren();
    this.#drawn = "";
  }

  /** The picture, as sharp as the screen is. */
  draw() {
    if (this.#around.isGone() || this.element.hasAttribute("data-failed")) return;
    const wanted = this.#around.scale() * (devicePixelRatio || 1);
    const scale = SCALES.find((one) => one >= wanted - 0.05) ?? SCALES[SCALES.length - 1];
    const address = sheetAddress(this.#session.reading.documentId, this.size.number, scale);
    if (this.#picture.getAttribute("src") !== address) this.#picture.src = address;
  }

  drawHits() {
    if (!this.sheet) return;
    const { current, preview } = this.#session;
    this.found = hitsOf(this.sheet, this.#session);
    const drawn = preview ? "" : placesOf(this.found);
    const isSame = drawn !== "" && drawn === this.#drawn;
    this.#drawn = drawn;
    if (isSame) return redressHits(this.#hits, this.found);
    const focused = this.#hits.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement).dataset.key : undefined;
    this.#hits.replaceChildren(...hitElements(this.found, this.size, current?.key, preview));
    if (focused) /** @type {HTMLElement|null} */ (this.#hits.querySelector(`button[data-key="${focused}"]`))?.focus({ preventScroll: true });
  }

  /** The element of a finding, if it is there. @param {string} key @returns {HTMLElement|null} */
  hit(key) {
    return this.#hits.querySelector(`[data-key="${key}"]`);
  }

  /** Marks the finding that is looked at. @param {string|undefined} key */
  follow(key) {
    for (const hit of this.#hits.children) {
      const isIt = hit instanceof HTMLElement && hit.dataset.key === key;
      const tabIndex = isIt ? 0 : -1; // set again though it is the same, it costs as much as another
      if (hit.hasAttribute("data-current") !== isIt) hit.toggleAttribute("data-current", isIt);
      if (hit instanceof HTMLButtonElement && hit.tabIndex !== tabIndex) hit.tabIndex = tabIndex;
    }
  }

  /** Its words and boxes. @returns {Promise<Sheet|null>} */
  fetch() {
    const { documentId, offsets } = this.#session.reading;
    if (this.#around.isGone() && !this.#coming) return Promise.resolve(null);
    this.#coming ??= getSheet(documentId, this.size.number, { signal: this.#around.signal })
      .then((reply) => (this.sheet = sheetOf(reply, offsets)))
      .catch((error) => {
        this.#coming = null;
        if (!this.#around.signal.aborted) this.#fail(error?.status);
        return null;
      });
    return this.#coming;
  }

  /** Asks again for what did not come. */
  retry() {
    this.element.removeAttribute("data-failed");
    if (this.isNear) this.come(true);
  }

  /** A picture does not say why it did not come; its boxes do. */
  async #askWhy() {
    const status = await getSheet(this.#session.reading.documentId, this.size.number, { signal: this.#around.signal }).then(() => undefined, (error) => error?.status);
    if (!this.#around.signal.aborted) this.#fail(status);
  }

  /** @param {number} [status] */
  #fail(status) {
    this.element.setAttribute("data-failed", "");
    this.#picture.removeAttribute("src");
    this.#around.onFailed(status);
  }

  /** @param {Sheet} sheet */
  #drawWords(sheet) {
    if (this.nodes.length) return;
    const spans = wordSpans(sheet, this.#session.reading.text);
    this.nodes = spans.map(({ node }) => node);
    this.#words.replaceChildren(...spans.map(({ span }) => span));
  }
}
