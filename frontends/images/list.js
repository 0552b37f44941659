/**
 * The bars as a list beside the picture: everything the canvas can do to them, for keyboards and screen readers.
 *
 * Each bar is a checkbox in the group of its category; the one that has the focus is the one selected on the
 * canvas. The list is brought up to date element by element, so that the focus stays where it is.
 */

import { h } from "../common/dom.js";
import { byCategory, categoryName } from "./bars.js";

/**
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./bars.js").Bar} Bar
 */

/** Below this score a finding is marked: the engine was not sure. */
const UNSURE = 0.6;

export class BarList {
  /** @type {Map<string, {group: HTMLElement, box: HTMLInputElement, count: HTMLElement, list: HTMLElement}>} */
  #groups = new Map();
  /** @type {Map<number, {row: HTMLElement, box: HTMLInputElement, text: HTMLElement, mark: HTMLElement}>} */
  #rows = new Map();
  #frame = 0;
  #element;
  #editor;
  #onFocus;
  #textUnder;

  /**
   * @param {HTMLElement} element
   * @param {Editor} editor
   * @param {object} how
   * @param {(bar: Bar) => void} how.onFocus  a bar was gone to in the list
   * @param {(bar: Bar) => string} how.textUnder  what is read under a bar that came with no text
   * @param {AbortSignal} how.signal
   */
  constructor(element, editor, { onFocus, textUnder, signal }) {
    this.#element = element;
    this.#editor = editor;
    this.#onFocus = onFocus;
    this.#textUnder = textUnder;
    element.replaceChildren();
    editor.addEventListener("change", () => this.#soon(), { signal });
    element.addEventListener("focusin", (event) => this.#focused(event), { signal });
    element.addEventListener("change", (event) => this.#switched(event), { signal });
    element.addEventListener("click", (event) => this.#clicked(event), { signal });
    element.addEventListener("keydown", (event) => this.#walked(event), { signal });
    this.#update();
  }

  /** Puts the focus on a bar, when the list knows it. @param {number} id */
  focus(id) {
    this.#update();
    this.#rows.get(id)?.box.focus();
  }

  /** Where the focus goes when its bar was deleted: the one that took its place. @param {number} index */
  focusIndex(index) {
    this.#update();
    const boxes = [...this.#element.querySelectorAll(".bar-box")];
    const next = boxes[Math.min(index, boxes.length - 1)];
    if (next instanceof HTMLElement) next.focus();
  }

  /** The place of a bar among all rows, -1 for none. @param {number} id */
  indexOf(id) {
    const row = this.#rows.get(id);
    return row ? [...this.#element.querySelectorAll(".bar-box")].indexOf(row.box) : -1;
  }

  #soon() {
    if (this.#editor.isDrafting) return; // 300 rows at 60 frames a second; the end of the gesture comes here again
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#update();
    });
  }

  #update() {
    const focused = document.activeElement;
    const groups = byCategory(this.#editor.bars);
    this.#dropGone(groups);
    groups.forEach(({ label, bars, on }, index) => {
      const group = this.#group(label);
      put(this.#element, group.group, index);
      group.box.checked = on === bars.length;
      group.box.indeterminate = on > 0 && on < bars.length;
      group.count.textContent = on === bars.length ? `${on}` : `${on} of ${bars.length}`;
      bars.forEach((bar, place) => {
        const row = this.#row(bar);
        put(group.list, row.row, place);
        this.#fill(row, bar, place, bars.length);
      });
    });
    // A row that passed another one was taken out for a moment, and its focus with it.
    if (focused instanceof HTMLElement && focused !== document.activeElement && this.#element.contains(focused)) {
      focused.focus({ preventScroll: true });
    }
  }

  /** @param {{label: string}[]} groups */
  #dropGone(groups) {
    const ids = new Set(this.#editor.bars.map(({ id }) => id));
    for (const [id, { row }] of this.#rows) {
      if (ids.has(id)) continue;
      row.remove();
      this.#rows.delete(id);
    }
    for (const [label, { group }] of this.#groups) {
      if (groups.some((other) => other.label === label)) continue;
      group.remove();
      this.#groups.delete(label);
    }
  }

  /** @param {string} label */
  #group(label) {
    let group = this.#groups.get(label);
    if (!group) {
      const box = h("input", { type: "checkbox", class: "group-box", id: `group-${label}`, dataset: { group: label } });
      const count = h("span", { class: "group-count" });
      const list = h("ul", { role: "list", class: "bars", "aria-label": categoryName(label) });
      const head = h("div", { class: "group-head" }, box, h("label", { for: box.id }, h("span", { class: "swatch", "aria-hidden": "true" }), categoryName(label)), count);
      group = { group: h("section", { class: "group", dataset: { label } }, head, list), box, count, list };
      this.#groups.set(label, group);
    }
    return group;
  }

  /** @param {Bar} bar */
  #row(bar) {
    let row = this.#rows.get(bar.id);
    if (!row) {
      const box = h("input", { type: "checkbox", class: "bar-box", dataset: { bar: String(bar.id) }, "aria-describedby": "bar-keys" });
      const text = h("span", { class: "bar-text", dir: "auto" });
      const mark = h("span", { class: "bar-mark" }, "unsure");
      row = { row: h("li", { class: "bar", dataset: { bar: String(bar.id) } }, box, text, mark), box, text, mark };
      this.#rows.set(bar.id, row);
    }
    return row;
  }

  /** @param {{row: HTMLElement, box: HTMLInputElement, text: HTMLElement, mark: HTMLElement}} row @param {Bar} bar @param {number} place @param {number} count */
  #fill({ row, box, text, mark }, bar, place, count) {
    const words = bar.text || this.#textUnder(bar) || `${bar.source === "person" ? "Drawn by hand" : categoryName(bar.label)}, ${bar.w} by ${bar.h}`;
    const isUnsure = bar.source === "model" && bar.score < UNSURE;
    const name = `${categoryName(bar.label)}, bar ${place + 1} of ${count}: ${words}${isUnsure ? ", unsure" : ""}`;
    if (box.checked !== bar.on) box.checked = bar.on;
    if (box.getAttribute("aria-label") !== name) box.setAttribute("aria-label", name);
    if (text.textContent !== words) text.textContent = words;
    mark.hidden = !isUnsure;
    row.toggleAttribute("data-off", !bar.on);
    row.toggleAttribute("data-selected", this.#editor.selection.has(bar.id));
  }

  /** @param {FocusEvent} event */
  #focused(event) {
    const bar = this.#barOf(event.target);
    if (!bar) return;
    if (!this.#editor.selection.has(bar.id)) this.#editor.select([bar.id]);
    this.#onFocus(bar);
  }

  /** @param {Event} event */
  #switched(event) {
    const box = /** @type {HTMLInputElement} */ (event.target);
    const bar = this.#barOf(box);
    if (bar) this.#editor.switch(new Set([bar.id]), box.checked);
    else if (box.dataset.group) this.#editor.switchLabel(box.dataset.group, box.checked);
  }

  /** Home, End, Page up and Page down: to the first, the last, and the first of the category before or after. @param {KeyboardEvent} event */
  #walked(event) {
    const { key, target } = event;
    const isWalking = key === "Home" || key === "End" || key === "PageUp" || key === "PageDown";
    if (!isWalking || event.ctrlKey || event.metaKey || event.altKey || !(target instanceof HTMLElement)) return;
    const boxes = [...this.#element.querySelectorAll(".bar-box")];
    const groups = [...this.#element.querySelectorAll(".group")];
    const group = groups.indexOf(/** @type {Element} */ (target.closest(".group")));
    const next = key === "Home" ? boxes[0] : key === "End" ? boxes.at(-1) : groups[group + (key === "PageUp" ? -1 : 1)]?.querySelector(".bar-box");
    event.preventDefault();
    event.stopPropagation();
    if (next instanceof HTMLElement) next.focus();
  }

  /** The words of a row select its bar; only the box itself switches it. @param {MouseEvent} event */
  #clicked(event) {
    if (event.target instanceof HTMLInputElement) return;
    const bar = this.#barOf(event.target);
    if (!bar) return;
    if (event.shiftKey || event.ctrlKey || event.metaKey) this.#editor.selectAlso(bar.id);
    else {
      this.#editor.select([bar.id]);
      this.#rows.get(bar.id)?.box.focus();
    }
  }

  /** @param {EventTarget|null} target */
  #barOf(target) {
    const id = target instanceof Element ? Number(target.closest("[data-bar]")?.getAttribute("data-bar")) : 0;
    return this.#editor.bars.find((bar) => bar.id === id) ?? null;
  }
}

/** The child at this place, moved only when it is not there already: a moved element loses the focus. @param {Element} parent @param {Element} child @param {number} index */
function put(parent, child, index) {
  if (parent.children[index] !== child) parent.insertBefore(child, parent.children[index] ?? null);
}
