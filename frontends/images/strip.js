/**
 * The pictures of a batch in a row, each with what has become of it, to go to it; hidden while there is only one.
 *
 * Knows the batch and the page's elements, not what is done with a picture.
 */

import { byId, h } from "../common/dom.js";

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {import("./batch.js").Item} Item
 */

const THUMB = { w: 96, h: 64 };

export class Strip {
  #batch;
  #onChoose;
  /** @type {Item|null} */
  #current = null;
  /** @type {Map<Item, {row: HTMLElement, button: HTMLElement, canvas: HTMLCanvasElement, name: HTMLElement, state: HTMLElement, isDrawn: boolean}>} */
  #rows = new Map();

  /** @param {Batch} batch @param {(item: Item) => void} onChoose */
  constructor(batch, onChoose) {
    this.#batch = batch;
    this.#onChoose = onChoose;
    batch.addEventListener("change", () => this.update());
  }

  /** @param {Item|null} item */
  set current(item) {
    this.#current = item;
    this.update();
    const row = item && this.#rows.get(item)?.row;
    row?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  update() {
    const { items, ready } = this.#batch;
    byId("strip", HTMLElement).hidden = items.length < 2;
    const list = byId("strip-list", HTMLElement);
    for (const [item, { row }] of this.#rows) {
      if (items.includes(item)) continue;
      row.remove();
      this.#rows.delete(item);
    }
    items.forEach((item, index) => {
      const parts = this.#row(item);
      if (list.children[index] !== parts.row) list.insertBefore(parts.row, list.children[index] ?? null);
      const state = stateOf(item);
      parts.row.dataset.state = state.name;
      // A file turns out to have pages once its first one is read.
      const called = item.name || "Picture";
      if (parts.name.textContent !== called) parts.name.textContent = parts.button.title = called;
      if (parts.state.textContent !== state.words) parts.state.textContent = state.words;
      const name = `Picture ${index + 1} of ${items.length}${item.name ? `, ${item.name}` : ""}: ${state.words}`;
      if (parts.button.getAttribute("aria-label") !== name) parts.button.setAttribute("aria-label", name);
      parts.button.toggleAttribute("data-current", item === this.#current);
      if (item === this.#current) parts.button.setAttribute("aria-current", "true");
      else parts.button.removeAttribute("aria-current");
      if (item.opened && !parts.isDrawn) {
        parts.isDrawn = true;
        void drawThumb(parts.canvas, item.opened.blob);
      }
    });
    const isEnd = (/** @type {1|-1} */ step) => !this.#batch.beside(this.#current, step);
    byId("previous", HTMLButtonElement).disabled = isEnd(-1);
    byId("next", HTMLButtonElement).disabled = isEnd(1);
    const count = `${ready.length} of ${items.length} read`;
    const failed = items.filter(({ state }) => state === "failed").length;
    const saved = ready.filter(({ editor }) => editor?.isTaken).length;
    const words = [ready.length < items.length ? count : `${items.length} pictures`, saved ? `${saved} saved` : "", failed ? `${failed} failed` : ""].filter(Boolean).join(" · ");
    const said = byId("strip-count", HTMLElement);
    if (said.textContent !== words) said.textContent = words;
  }

  /** @param {Item} item */
  #row(item) {
    let parts = this.#rows.get(item);
    if (!parts) {
      const canvas = h("canvas", { class: "strip-thumb", width: THUMB.w, height: THUMB.h, "aria-hidden": "true" });
      const state = h("span", { class: "strip-state" });
      const name = h("span", { class: "strip-name" });
      const button = h("button", { class: "strip-picture", type: "button", onclick: () => this.#onChoose(item) }, canvas, name, state);
      parts = { row: h("li", {}, button), button, canvas, name, state, isDrawn: false };
      this.#rows.set(item, parts);
    }
    return parts;
  }
}

/** @param {Item} item @returns {{name: string, words: string}} */
function stateOf(item) {
  if (item.state === "waiting") return { name: "waiting", words: "Waiting" };
  if (item.state === "failed") return { name: "failed", words: "Failed" };
  if (item.state === "reading") {
    const share = item.progress?.fraction;
    return { name: "reading", words: share ? `Reading, ${Math.round(share * 100)}%` : "Reading" };
  }
  if (item.isOld) return { name: "reading", words: "To be looked at again" };
  const on = item.editor?.bars.filter((bar) => bar.on).length ?? 0;
  const bars = on === 1 ? "1 bar" : `${on} bars`;
  if (item.editor?.isTaken) return { name: "saved", words: `${bars}, saved` };
  return item.isSeen ? { name: "seen", words: bars } : { name: "new", words: "Not looked at" };
}

/** @param {HTMLCanvasElement} canvas @param {Blob} blob */
async function drawThumb(canvas, blob) {
  const small = await createImageBitmap(blob, { resizeWidth: THUMB.w * 2, resizeQuality: "medium" }).catch(() => null);
  if (!small) return;
  const scale = Math.max(THUMB.w / small.width, THUMB.h / small.height);
  const size = { w: small.width * scale, h: small.height * scale };
  canvas.getContext("2d")?.drawImage(small, (THUMB.w - size.w) / 2, 0, size.w, size.h);
  small.close();
}
