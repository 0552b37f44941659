/**
 * The picture at work: its bars, which of them are selected, how they are shown, and what can be undone.
 *
 * Tools, keys and the list all change it here, and it tells whoever shows it. Knows no canvas and no page.
 */

import { History } from "../common/history.js";
import { addBar, categoryName, duplicateBars, growBars, labelBars, moveBars, nextId, OTHER, placeBar, removeBars, switchAll, switchBars, switchLabel } from "./bars.js";
import { PLAIN, restyled } from "./styles.js";
import { coverPlaces } from "./under.js";

/**
 * @typedef {import("./bars.js").Bar} Bar
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Size} Size
 * @typedef {import("./styles.js").Style} Style
 * @typedef {import("./styles.js").Styles} Styles
 * @typedef {Readonly<{bars: Bars, styles: Styles}>} Sheet  all that can be undone
 */

/** Fires `change` after every change of bars, selection or mode, and `said` with words for the live region. */
export class Editor extends EventTarget {
  /** @type {History<Sheet>} */
  #history;
  /** @type {Bars|null} */
  #draft = null;
  /** @type {ReadonlySet<number>} */
  #selection = new Set();
  #isPreview = false;
  #newLabel = OTHER;
  #saved;
  #isTaken = false;

  /**
   * @param {Size} page  the picture's size in pixels
   * @param {Bars} bars
   * @param {Styles} [styles]
   */
  constructor(page, bars, styles = PLAIN) {
    super();
    this.page = page;
    this.#history = new History({ bars, styles }, Infinity);
    this.#saved = this.#history.state;
  }

  /** The bars as they are shown: those of a gesture under way, else the last recorded ones. @returns {Bars} */
  get bars() {
    return this.#draft ?? this.#history.state.bars;
  }

  /** The bars before the gesture under way, if there is one. @returns {Bars} */
  get recorded() {
    return this.#history.state.bars;
  }

  /** How bars look in the file, by category. @returns {Styles} */
  get styles() {
    return this.#history.state.styles;
  }

  /** All that can be undone, to come back to. @returns {Sheet} */
  get sheet() {
    return this.#history.state;
  }

  /** Whether a gesture is under way: what is shown beside the canvas can wait for its end. */
  get isDrafting() {
    return this.#draft !== null;
  }

  get selection() {
    return this.#selection;
  }

  /** The one selected bar, or null when there are none or several. @returns {Bar|null} */
  get selected() {
    const [id, further] = this.#selection;
    return further === undefined ? (this.bars.find((bar) => bar.id === id) ?? null) : null;
  }

  /** Whether bars are shown as they will be exported. */
  get isPreview() {
    return this.#isPreview;
  }

  set isPreview(preview) {
    this.#isPreview = preview;
    this.#tell(preview ? "Shown as exported." : "Shown for review.");
  }

  /** The category of the next bar drawn. */
  get newLabel() {
    return this.#newLabel;
  }

  get canUndo() {
    return this.#history.canUndo;
  }

  get canRedo() {
    return this.#history.canRedo;
  }

  get undoLabel() {
    return this.#history.undoLabel;
  }

  get redoLabel() {
    return this.#history.redoLabel;
  }

  /** Whether something was changed since it was opened or last exported. */
  get isUnsaved() {
    return this.#history.state !== this.#saved;
  }

  /** Whether it was exported just as it is now. */
  get isTaken() {
    return this.#isTaken && !this.isUnsaved;
  }

  /** @param {Sheet} [sheet]  what was exported, if something was changed in the meantime */
  saved(sheet = this.sheet) {
    this.#saved = sheet;
    this.#isTaken = true;
  }

  /** @param {Iterable<number>} ids */
  select(ids) {
    const selection = new Set(ids);
    if (selection.size === this.#selection.size && [...selection].every((id) => this.#selection.has(id))) return;
    this.#selection = selection;
    this.#history.seal();
    this.#tell();
  }

  /** In or out of the selection. @param {number} id */
  selectAlso(id) {
    const selection = new Set(this.#selection);
    if (!selection.delete(id)) selection.add(id);
    this.select(selection);
  }

  /** Bars in the middle of a gesture: shown, not yet to be undone. @param {Bars} bars @param {Iterable<number>} [selection] */
  draft(bars, selection) {
    this.#draft = bars;
    if (selection) this.#selection = new Set(selection);
    this.#tell();
  }

  /** The end of a gesture. @param {string} label */
  commit(label) {
    const bars = this.#draft;
    this.#draft = null;
    if (bars) this.#record(label, bars);
  }

  /** A gesture that was given up. */
  cancel() {
    if (!this.#draft) return;
    this.#draft = null;
    this.#keepSelection();
    this.#tell("Cancelled.");
  }

  /** @param {number} dx @param {number} dy  in pixels of the picture */
  move(dx, dy) {
    this.#record("Move", moveBars(this.bars, this.#selection, dx, dy, this.page), `move ${[...this.#selection]}`, ({ x, y }) => `At ${x}, ${y}.`);
  }

  /** @param {number} dw @param {number} dh */
  grow(dw, dh) {
    this.#record("Resize", growBars(this.bars, this.#selection, dw, dh, this.page), `grow ${[...this.#selection]}`, ({ w, h }) => `${w} by ${h}.`);
  }

  /** The one selected bar put where numbers say. @param {Rect} rect */
  place(rect) {
    const { selected } = this;
    if (selected) this.#record("Place", placeBar(this.bars, selected.id, rect, this.page), "", ({ x, y, w, h }) => `At ${x}, ${y}, ${w} by ${h}.`);
  }

  /** Ends a run of key presses: the next one is undone by itself. */
  seal() {
    this.#history.seal();
  }

  /** Draws a bar and selects it. @param {Rect} rect @param {string} [text]  what is read under it @returns {number} its id */
  add(rect, text = "") {
    const id = nextId(this.bars);
    this.#record("Draw bar", addBar(this.recorded, rect, this.#newLabel, this.page, text), "", undefined, [id]);
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
    if (fresh.length) this.#record(what, bars, run, undefined, fresh.map(({ id }) => id));
    return fresh.length;
  }

  /** Other bars and looks in place of all: those of a file. @param {Sheet} sheet */
  load({ bars, styles }) {
    this.#recordSheet("Load bars", { bars, styles });
  }

  /** What is found by other choices, beside what was made of the bars here. @param {Bars} bars */
  lookAgain(bars) {
    const wasUnsaved = this.isUnsaved;
    this.#draft = null;
    this.#recordSheet("Look again", { bars, styles: this.styles });
    if (wasUnsaved || this.sheet === this.#saved) return;
    this.#saved = this.sheet; // nothing of the person's is lost with it
    this.#isTaken = false;
  }

  /** The look of another picture. @param {Styles} styles */
  wear(styles) {
    this.#recordSheet("Change the look", { bars: this.recorded, styles });
  }

  /** The look of a category, or of all. @param {string} label  "" for all @param {Partial<Style>} change */
  restyle(label, change) {
    const run = "fill" in change ? `fill ${label}` : ""; // a colour picker says every colour on the way
    this.#recordSheet("Change the look", { bars: this.recorded, styles: restyled(this.styles, label, change) }, run);
  }

  duplicate() {
    const first = nextId(this.bars);
    const bars = duplicateBars(this.bars, this.#selection, this.page);
    this.#record("Duplicate", bars, "", undefined, bars.filter(({ id }) => id >= first).map(({ id }) => id));
  }

  remove() {
    const bars = removeBars(this.bars, this.#selection);
    const count = this.bars.length - bars.length;
    this.#selection = new Set();
    if (count) this.#record(count === 1 ? "Delete bar" : `Delete ${count} bars`, bars);
  }

  /** On when one of them is off, else off. @param {string} [run]  as in `cover` */
  toggle(run = "") {
    const on = this.bars.some((bar) => this.#selection.has(bar.id) && !bar.on);
    this.switch(this.#selection, on, run);
  }

  /** @param {ReadonlySet<number>} ids @param {boolean} on @param {string} [run] */
  switch(ids, on, run = "") {
    this.#record(on ? "Switch on" : "Switch off", switchBars(this.bars, ids, on), run);
  }

  /** @param {string} label @param {boolean} on */
  switchLabel(label, on) {
    this.#record(on ? "Switch category on" : "Switch category off", switchLabel(this.bars, label, on));
  }

  /** @param {boolean} on */
  switchAll(on) {
    this.#record(on ? "Switch all on" : "Switch all off", switchAll(this.bars, on));
  }

  /** The category of the selected bars, and of the next one drawn. @param {string} label */
  label(label) {
    this.#newLabel = label;
    if (this.#selection.size) this.#record("Change category", labelBars(this.bars, this.#selection, label), "", () => `${categoryName(label)} now.`);
    else this.#tell();
  }

  undo() {
    const label = this.undoLabel;
    if (!this.canUndo) return this.#tell("There is nothing to undo.");
    this.#draft = null;
    this.#history.undo();
    this.#keepSelection();
    this.#tell(`Undone: ${label}.`);
  }

  redo() {
    const label = this.redoLabel;
    if (!this.canRedo) return this.#tell("There is nothing to redo.");
    this.#draft = null;
    this.#history.redo();
    this.#keepSelection();
    this.#tell(`Done again: ${label}.`);
  }

  /**
   * @param {string} label
   * @param {Bars} bars
   * @param {string} [mergeKey]
   * @param {(bar: Bar) => string} [words]
   * @param {Iterable<number>} [selection]
   */
  #record(label, bars, mergeKey = "", words = () => `${label}.`, selection = this.#selection) {
    this.#selection = new Set(selection);
    if (sameBars(bars, this.recorded)) return this.#tell();
    this.#history.record(label, { bars, styles: this.styles }, mergeKey);
    this.#keepSelection();
    this.#tell(this.selected ? words(this.selected) : `${label}.`);
  }

  /** @param {string} label @param {Sheet} sheet @param {string} [mergeKey] */
  #recordSheet(label, sheet, mergeKey = "") {
    if (sheet.styles === this.styles && sameBars(sheet.bars, this.recorded)) return this.#tell();
    this.#history.record(label, sheet, mergeKey);
    this.#keepSelection();
    this.#tell(`${label}.`);
  }

  /** Something for the live region that changed no bar. @param {string} words */
  say(words) {
    this.dispatchEvent(new CustomEvent("said", { detail: words }));
  }

  #keepSelection() {
    const ids = new Set(this.bars.map(({ id }) => id));
    this.#selection = new Set([...this.#selection].filter((id) => ids.has(id)));
  }

  /** @param {string} [words] */
  #tell(words = "") {
    this.dispatchEvent(new Event("change"));
    if (words) this.say(words);
  }
}

/** A gesture that ends where it began is not one to undo. @param {Bars} a @param {Bars} b */
function sameBars(a, b) {
  return a === b || (a.length === b.length && a.every((bar, index) => bar === b[index] || same(bar, b[index])));
}

/** @param {Bar} a @param {Bar} b */
const same = (a, b) => Object.keys(a).every((key) => a[/** @type {keyof Bar} */ (key)] === b[/** @type {keyof Bar} */ (key)]);
