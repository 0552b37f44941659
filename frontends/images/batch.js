/**
 * Several pictures, read one after the other and edited in any order; one that cannot be read takes nothing from the others.
 *
 * Each keeps its own bars, undo and view. Knows neither the page nor how a picture is read: it is given `read`.
 */

import { canHelp } from "../common/telling.js";
import { lookedAgain } from "./again.js";
import { Editor } from "./editor.js";

/**
 * @typedef {import("./opening.js").Opened} Opened
 * @typedef {import("../common/api.js").Progress} Progress
 *
 * @typedef {object} Item
 * @property {number} id
 * @property {string} name  of the file; it stays on this page
 * @property {Blob} file
 * @property {number} page  of a file with several
 * @property {"waiting"|"reading"|"ready"|"failed"} state
 * @property {string} error  why it failed, in a sentence
 * @property {boolean} isHopeful  whether reading it once more may help
 * @property {Progress|null} progress
 * @property {Opened|null} opened
 * @property {Editor|null} editor
 * @property {boolean} isOld  it was read by other choices than those that hold now, and will be read once more
 * @property {boolean} isSeen  whether a person has looked at it
 * @property {import("../common/geometry.js").View|null} view  in which it was left; null for all of it
 *
 * @typedef {(file: Blob, options: {page: number, signal: AbortSignal, onProgress: (progress: Progress) => void}) => Promise<Opened>} Read
 */

/**
 * Fires `change` when a picture comes, goes, or gets on, with `detail` the item or null; `again` when one was read once more,
 * with `detail` the item, how many bars there are more, and an error's sentence if it could not be read.
 */
export class Batch extends EventTarget {
  /** @type {Item[]} */
  #items = [];
  #lastId = 0;
  /** @type {{item: Item, attempt: AbortController}|null} */
  #reading = null;
  /** @type {Item|null} */
  #next = null;
  #read;

  /** @param {Read} read */
  constructor(read) {
    super();
    this.#read = read;
  }

  /** @returns {readonly Item[]} */
  get items() {
    return this.#items;
  }

  /** Those that can be looked at and saved. */
  get ready() {
    return this.#items.filter(({ state }) => state === "ready");
  }

  /** Whether the bars of any picture were changed and not taken away since. */
  get isUnsaved() {
    return this.#items.some(({ editor }) => editor?.isUnsaved);
  }

  /** @param {readonly Blob[]} files @returns {Item[]} */
  add(files) {
    const added = files.map((file) => this.#item(file, "name" in file ? String(file.name) : "", 1));
    this.#items.push(...added);
    this.#tell(null);
    this.#goOn();
    return added;
  }

  /** The one to be read next, before the others that wait. @param {Item} item */
  prefer(item) {
    this.#next = item;
  }

  /** Once more, for one that failed. @param {Item} item */
  retry(item) {
    if (item.state !== "failed") return;
    item.state = "waiting";
    this.prefer(item);
    this.#tell(item);
    this.#goOn();
  }

  /** All that is read is read once more, by the choices that hold now. What was made of its bars stays. */
  again() {
    for (const item of this.ready) item.isOld = true;
    if (this.#reading?.item.state === "ready") this.#reading.attempt.abort();
    void this.#goOn();
  }

  /** @param {Item} item */
  remove(item) {
    this.#items = this.#items.filter((other) => other !== item);
    if (this.#reading?.item === item) this.#reading.attempt.abort();
    this.#tell(item);
  }

  /** Gives up all that is not read yet. */
  stop() {
    const attempt = this.#reading?.attempt;
    for (const item of this.#items) item.isOld = false;
    this.#items = this.#items.filter(({ state }) => state === "ready" || state === "failed");
    attempt?.abort();
    this.#tell(null);
  }

  /** The ready picture after or before this one, null at the end. @param {Item|null} item @param {1|-1} step */
  beside(item, step) {
    const { ready } = this;
    return ready[(item ? ready.indexOf(item) : -1) + step] ?? null;
  }

  async #goOn() {
    if (this.#reading) return;
    const waiting = this.#items.filter(({ state }) => state === "waiting");
    const item = waiting.find((one) => one === this.#next) ?? waiting[0];
    if (!item) return this.#readAgain();
    const attempt = new AbortController();
    this.#reading = { item, attempt };
    item.state = "reading";
    item.progress = { stage: "sending", fraction: null, text: "Sending the picture" };
    this.#tell(item);
    try {
      const onProgress = (/** @type {Progress} */ progress) => {
        item.progress = progress;
        this.#tell(item);
      };
      item.opened = await this.#read(item.file, { page: item.page, signal: attempt.signal, onProgress });
      item.editor = new Editor(item.opened.page, item.opened.bars, item.opened.styles);
      item.state = "ready";
      if (item.page === 1) this.#addPages(item, item.opened.pages);
    } catch (error) {
      item.state = "failed";
      item.error = error instanceof Error ? error.message : String(error);
      item.isHopeful = canHelp(error);
    }
    this.#reading = null;
    this.#tell(item);
    void this.#goOn();
  }

  async #readAgain() {
    const old = this.#items.filter(({ isOld }) => isOld);
    const item = old.find((one) => one === this.#next) ?? old[0];
    if (!item?.opened || !item.editor) return;
    const attempt = new AbortController();
    this.#reading = { item, attempt };
    item.isOld = false;
    this.#tell(item);
    const detail = { item, more: 0, error: "" };
    try {
      const opened = await this.#read(item.file, { page: item.page, signal: attempt.signal, onProgress: () => {} });
      const { bars, before } = lookedAgain(item.editor.recorded, item.opened.bars, opened.bars);
      detail.more = bars.length - item.editor.recorded.length;
      item.opened = { ...item.opened, bars: before };
      item.editor.lookAgain(bars);
    } catch (error) {
      detail.error = error instanceof Error ? error.message : String(error);
    }
    this.#reading = null;
    this.#tell(item);
    if (!attempt.signal.aborted) this.dispatchEvent(new CustomEvent("again", { detail }));
    void this.#goOn();
  }

  /** The further pages of a file join the row right behind its first. @param {Item} first @param {number} pages */
  #addPages(first, pages) {
    if (pages < 2 || !this.#items.includes(first)) return;
    const { file, name } = first;
    const further = Array.from({ length: pages - 1 }, (_, index) => this.#item(file, name, index + 2));
    first.name = pageName(name, 1);
    for (const item of further) item.name = pageName(name, item.page);
    this.#items.splice(this.#items.indexOf(first) + 1, 0, ...further);
  }

  /** @param {Blob} file @param {string} name @param {number} page @returns {Item} */
  #item(file, name, page) {
    return { id: ++this.#lastId, name, file, page, state: "waiting", error: "", isHopeful: false, progress: null, opened: null, editor: null, isOld: false, isSeen: false, view: null };
  }

  /** @param {Item|null} item */
  #tell(item) {
    this.dispatchEvent(new CustomEvent("change", { detail: item }));
  }
}

/** @param {string} name @param {number} page */
const pageName = (name, page) => (name ? `${name}, page ${page}` : `Page ${page}`);
