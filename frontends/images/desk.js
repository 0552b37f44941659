/**
 * The picture at work: what is shown of it, which bars are selected, what can be undone and what was saved.
 *
 * Whatever is done to the bars ends here as a new sheet, and whoever shows them is told. Does not know how a bar changes;
 * knows no canvas and no page.
 */

import { History } from "../common/history.js";
import { PLAIN, restyled } from "./styles.js";

/**
 * @typedef {import("./bars.js").Bar} Bar
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("../common/geometry.js").Size} Size
 * @typedef {import("./styles.js").Style} Style
 * @typedef {import("./styles.js").Styles} Styles
 * @typedef {Readonly<{bars: Bars, styles: Styles}>} Sheet  all that can be undone
 */

/** Fires `change` after every change of bars, selection or mode, and `said` with words for the live region. */
export class Desk extends EventTarget {
  /** @type {History<Sheet>} */
  #history;
  /** @type {Bars|null} */
  #draft = null;
  /** @type {ReadonlySet<number>} */
  #selection = new Set();
  #isPreview = false;
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
    this.tell(preview ? "Shown as exported." : "Shown for review.");
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
    this.tell();
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
    this.tell();
  }

  /** The end of a gesture. @param {string} label */
  commit(label) {
    const bars = this.#draft;
    this.#draft = null;
    if (bars) this.record(label, bars);
  }

  /** A gesture that was given up. */
  cancel() {
    if (!this.#draft) return;
    this.#draft = null;
    this.#keepSelection();
    this.tell("Cancelled.");
  }

  /** Ends a run of key presses: the next one is undone by itself. */
  seal() {
    this.#history.seal();
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

  undo() {
    const label = this.undoLabel;
    if (!this.canUndo) return this.tell("There is nothing to undo.");
    this.#draft = null;
    this.#history.undo();
    this.#keepSelection();
    this.tell(`Undone: ${label}.`);
  }

  redo() {
    const label = this.redoLabel;
    if (!this.canRedo) return this.tell("There is nothing to redo.");
    this.#draft = null;
    this.#history.redo();
    this.#keepSelection();
    this.tell(`Done again: ${label}.`);
  }

  /**
   * What was done to the bars, as one step to undo, unless it changed none.
   * @protected
   * @param {string} label
   * @param {Bars} bars
   * @param {string} [mergeKey]  as in History
   * @param {(bar: Bar) => string} [words]
   * @param {Iterable<number>} [selection]
   */
  record(label, bars, mergeKey = "", words = () => `${label}.`, selection = this.#selection) {
    this.#selection = new Set(selection);
    if (sameBars(bars, this.recorded)) return this.tell();
    this.#history.record(label, { bars, styles: this.styles }, mergeKey);
    this.#keepSelection();
    this.tell(this.selected ? words(this.selected) : `${label}.`);
  }

  /** @param {string} label @param {Sheet} sheet @param {string} [mergeKey] */
  #recordSheet(label, sheet, mergeKey = "") {
    if (sheet.styles === this.styles && sameBars(sheet.bars, this.recorded)) return this.tell();
    this.#history.record(label, sheet, mergeKey);
    this.#keepSelection();
    this.tell(`${label}.`);
  }

  /** Something for the live region that changed no bar. @param {string} words */
  say(words) {
    this.dispatchEvent(new CustomEvent("said", { detail: words }));
  }

  #keepSelection() {
    const ids = new Set(this.bars.map(({ id }) => id));
    this.#selection = new Set([...this.#selection].filter((id) => ids.has(id)));
  }

  /** Whoever shows it is told. @protected @param {string} [words] */
  tell(words = "") {
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
