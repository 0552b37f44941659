/**
 * All that tools, keys and the list do to the bars of a picture, each as one step to undo.
 *
 * What is selected, shown and saved is the desk's, and how bars change is in bars.js. Knows no canvas and no page.
 */

import { addBar, categoryName, duplicateBars, growBars, labelBars, moveBars, nextId, OTHER, placeBar, removeBars, switchAll, switchBars, switchLabel } from "./bars.js";
import { Desk } from "./desk.js";
import { coverPlaces } from "./under.js";

/**
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("../common/geometry.js").Rect} Rect
 */

/** Tells what Desk tells: `change` and `said`. */
export class Editor extends Desk {
  #newLabel = OTHER;

  /** The category of the next bar drawn. */
  get newLabel() {
    return this.#newLabel;
  }

  /** @param {number} dx @param {number} dy  in pixels of the picture */
  move(dx, dy) {
    this.record("Move", moveBars(this.bars, this.selection, dx, dy, this.page), `move ${[...this.selection]}`, ({ x, y }) => `At ${x}, ${y}.`);
  }

  /** @param {number} dw @param {number} dh */
  grow(dw, dh) {
    this.record("Resize", growBars(this.bars, this.selection, dw, dh, this.page), `grow ${[...this.selection]}`, ({ w, h }) => `${w} by ${h}.`);
  }

  /** The one selected bar put where numbers say. @param {Rect} rect */
  place(rect) {
    const { selected } = this;
    if (selected) this.record("Place", placeBar(this.bars, selected.id, rect, this.page), "", ({ x, y, w, h }) => `At ${x}, ${y}, ${w} by ${h}.`);
  }

  /** Draws a bar and selects it. @param {Rect} rect @param {string} [text]  what is read under it @returns {number} its id */
  add(rect, text = "") {
    const id = nextId(this.bars);
    this.record("Draw bar", addBar(this.recorded, rect, this.#newLabel, this.page, text), "", undefined, [id]);
    return id;
  }

  /**
   * Covers places of text, and selects what is new. With a `before` it takes the place of what was done since then in
   * the same run of clicks: a double click covers a word, a third click its line instead.
   * @param {readonly {text: string, rects: readonly import("./bars.js").Shape[]}[]} places
   * @param {{what: string, label?: string, before?: Bars, run?: string}} how
   * @returns {number} how many bars are new or on again
   */
  cover(places, { what, label = this.#newLabel, before = this.recorded, run = "" }) {
    const bars = coverPlaces(before, places, label, this.page);
    const known = new Set(before);
    const fresh = bars.filter((bar) => !known.has(bar));
    if (fresh.length) this.record(what, bars, run, undefined, fresh.map(({ id }) => id));
    return fresh.length;
  }

  duplicate() {
    const first = nextId(this.bars);
    const bars = duplicateBars(this.bars, this.selection, this.page);
    this.record("Duplicate", bars, "", undefined, bars.filter(({ id }) => id >= first).map(({ id }) => id));
  }

  remove() {
    const bars = removeBars(this.bars, this.selection);
    const count = this.bars.length - bars.length;
    if (count) this.record(count === 1 ? "Delete bar" : `Delete ${count} bars`, bars, "", undefined, []);
  }

  /** On when one of them is off, else off. @param {string} [run]  as in `cover` */
  toggle(run = "") {
    const on = this.bars.some((bar) => this.selection.has(bar.id) && !bar.on);
    this.switch(this.selection, on, run);
  }

  /** @param {ReadonlySet<number>} ids @param {boolean} on @param {string} [run] */
  switch(ids, on, run = "") {
    this.record(on ? "Switch on" : "Switch off", switchBars(this.bars, ids, on), run);
  }

  /** @param {string} label @param {boolean} on */
  switchLabel(label, on) {
    this.record(on ? "Switch category on" : "Switch category off", switchLabel(this.bars, label, on));
  }

  /** @param {boolean} on */
  switchAll(on) {
    this.record(on ? "Switch all on" : "Switch all off", switchAll(this.bars, on));
  }

  /** The category of the selected bars, and of the next one drawn. @param {string} label */
  label(label) {
    this.#newLabel = label;
    if (this.selection.size) this.record("Change category", labelBars(this.bars, this.selection, label), "", () => `${categoryName(label)} now.`);
    else this.tell();
  }
}
