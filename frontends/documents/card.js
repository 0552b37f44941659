/**
 * The small card at a finding: what it is, who found it, how sure, and which of its like.
 *
 * Comes with the pointer or with focus, goes with Escape, stays while the pointer is on it.
 */

import { h } from "../common/dom.js";
import { kindName, labelName } from "../common/labels.js";

/** @typedef {import("./analysis.js").Finding} Finding */

const SOURCES = /** @type {Record<string, string>} */ ({ model: "Found by the model", rule: "Found by a rule", person: "Marked by a person" });
const HOVER_MILLISECONDS = 120;
const LEAVE_MILLISECONDS = 180;
const GAP_PIXELS = 8;

export class FindingCard {
  #card;
  /** @type {HTMLElement|null} */
  #mark = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  #timer;

  /**
   * @param {HTMLElement} card
   * @param {HTMLElement} paper
   * @param {(mark: HTMLElement) => Finding|undefined} findingOf  undefined where the category is off
   */
  constructor(card, paper, findingOf) {
    this.#card = card;
    const markOf = (/** @type {EventTarget|null} */ target) => (target instanceof Element ? /** @type {HTMLElement|null} */ (target.closest("mark.finding")) : null);
    const later = (/** @type {() => void} */ action, /** @type {number} */ delay) => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(action, delay);
    };
    const showFor = (/** @type {HTMLElement} */ mark, /** @type {number} */ x = NaN, /** @type {number} */ y = NaN) => {
      const finding = findingOf(mark);
      if (finding) this.show(mark, finding, x, y);
    };
    paper.addEventListener("pointerover", (event) => {
      const mark = markOf(event.target);
      if (mark && event.pointerType === "mouse") later(() => showFor(mark, event.clientX, event.clientY), HOVER_MILLISECONDS);
    });
    paper.addEventListener("pointerout", (event) => {
      if (markOf(event.target) && event.pointerType === "mouse") later(() => this.#leave(), LEAVE_MILLISECONDS);
    });
    card.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    card.addEventListener("pointerleave", () => later(() => this.#leave(), LEAVE_MILLISECONDS));
    paper.addEventListener("focusin", (event) => {
      const mark = markOf(event.target);
      if (mark) showFor(mark);
    });
    paper.addEventListener("focusout", () => later(() => this.#leave(), 0));
  }

  get isOpen() {
    return !this.#card.hidden;
  }

  /**
   * @param {HTMLElement} mark
   * @param {Finding} finding
   * @param {number} [x]  the pointer, which says on which line of a finding over several lines the card belongs
   * @param {number} [y]
   */
  show(mark, finding, x = NaN, y = NaN) {
    clearTimeout(this.#timer);
    this.hide();
    this.#mark = mark;
    mark.setAttribute("aria-describedby", this.#card.id);
    this.#card.replaceChildren(...content(finding));
    this.#card.dataset.label = finding.label;
    this.#card.hidden = false;
    this.#place(mark, x, y);
  }

  hide() {
    clearTimeout(this.#timer);
    this.#card.hidden = true;
    this.#mark?.removeAttribute("aria-describedby");
    this.#mark = null;
  }

  /** Closes, unless the finding still has focus: then it goes back to it. */
  #leave() {
    const focused = document.activeElement;
    if (this.#mark && focused === this.#mark) return;
    this.hide();
    if (focused instanceof HTMLElement && focused.matches("mark.finding:focus-visible")) focused.dispatchEvent(new FocusEvent("focusin", { bubbles: true }));
  }

  /** @param {HTMLElement} mark @param {number} x @param {number} y */
  #place(mark, x, y) {
    const lines = [...mark.getClientRects()];
    const line = lines.find(({ top, bottom }) => y >= top && y <= bottom) ?? lines[0] ?? mark.getBoundingClientRect();
    const { offsetWidth: width, offsetHeight: height } = this.#card;
    const above = line.top - height - GAP_PIXELS;
    const top = above > GAP_PIXELS ? above : line.bottom + GAP_PIXELS;
    const wanted = Number.isNaN(x) ? line.left : Math.max(line.left, x - width / 2);
    const left = Math.min(Math.max(wanted, GAP_PIXELS), document.documentElement.clientWidth - width - GAP_PIXELS);
    this.#card.style.setProperty("left", `${left + scrollX}px`);
    this.#card.style.setProperty("top", `${top + scrollY}px`);
  }
}

/** @param {Finding} finding */
function content({ label, kind, score, source, occurrence, entity }) {
  const kindWords = kindName(kind);
  const tellsMore = kindWords !== "" && !kindWords.toLowerCase().startsWith(labelName(label).toLowerCase());
  const certainty = `${SOURCES[source] ?? source}, ${Math.round(score * 100)} % sure`;
  const count = entity.findings.length;
  return [
    h("p", { class: "card-title" }, h("span", { class: "swatch", "aria-hidden": "true" }), h("strong", {}, labelName(label)), tellsMore ? h("span", { class: "muted" }, `\u00a0${kindWords}`) : null),
    h("p", {}, certainty),
    h("p", { class: "muted" }, count === 1 ? "Once in this document" : `${occurrence} of ${count} with these words`),
  ];
}
