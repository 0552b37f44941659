/**
 * The small card under the pointer: what a finding is, who found it, how sure, and how it stands.
 *
 * For the mouse alone; whoever steps with the keys has all of it beside the document.
 */

import { h } from "../common/dom.js";
import { kindName } from "../common/labels.js";
import { nameOf, verdictWords, whySentence } from "./names.js";

/** @typedef {import("./items.js").Item} Item */

const HOVER_MILLISECONDS = 140;
const GAP_PIXELS = 8;

export class FindingCard {
  #card;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;
  #key = "";

  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} root  where findings are
   * @param {(event: PointerEvent) => {item: Item, element: Element|null}|null} under  the finding under the pointer
   */
  constructor(card, root, under) {
    this.#card = card;
    let due = false;
    root.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || due) return;
      due = true;
      requestAnimationFrame(() => {
        due = false;
        const found = event.buttons ? null : under(event);
        if (!found) return this.hide();
        if (found.item.key === this.#key) return;
        this.hide();
        this.#key = found.item.key;
        this.#timer = setTimeout(() => this.#show(found, event), HOVER_MILLISECONDS);
      });
    });
    root.addEventListener("pointerleave", () => this.hide());
  }

  get isOpen() {
    return !this.#card.hidden;
  }

  hide() {
    clearTimeout(this.#timer);
    this.#key = "";
    this.#card.hidden = true;
  }

  /** @param {{item: Item, element: Element|null}} found @param {{clientX: number, clientY: number}} pointer */
  #show({ item, element }, { clientX: x, clientY: y }) {
    this.#card.replaceChildren(...content(item));
    this.#card.dataset.label = item.label;
    this.#card.hidden = false;
    const lines = element ? [...element.getClientRects()] : [];
    const line = lines.find(({ top, bottom }) => y >= top && y <= bottom) ?? { top: y - GAP_PIXELS, bottom: y + GAP_PIXELS, left: x };
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const above = line.top - height - GAP_PIXELS;
    const top = above > GAP_PIXELS ? above : line.bottom + GAP_PIXELS;
    const left = Math.min(Math.max(Math.max(line.left, x - width / 2), GAP_PIXELS), document.documentElement.clientWidth - width - GAP_PIXELS);
    this.#card.style.setProperty("left", `${left + scrollX}px`);
    this.#card.style.setProperty("top", `${top + scrollY}px`);
  }
}

/** @param {Item} item */
function content(item) {
  const { label, kind, occurrence, group, reason } = item;
  const kindWords = kindName(kind);
  const tellsMore = kindWords !== "" && !kindWords.toLowerCase().startsWith(nameOf(label).toLowerCase());
  const count = group.items.length;
  const verdict = verdictWords(item);
  return [
    h("p", { class: "card-title" }, h("span", { class: "swatch", "aria-hidden": "true" }), h("strong", {}, nameOf(label)), tellsMore ? h("span", { class: "muted" }, `\u00a0${kindWords}`) : null),
    h("p", {}, `${verdict[0].toUpperCase()}${verdict.slice(1)}${reason ? `: ${reason}` : ""}`),
    h("p", { class: "muted" }, whySentence(item)),
    item.box ? null : h("p", { class: "muted" }, count === 1 ? "Once in this document" : `${occurrence} of ${count} with these words`),
  ].filter((line) => line !== null);
}
