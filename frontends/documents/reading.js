/**
 * The document to be read: headings, paragraphs, lists and tables with every finding marked in place.
 *
 * Shows what it is given; what was decided, is looked for or downloaded is known elsewhere. Every chunk has its
 * place at once and is filled in short turns while it is on the screen, so that a document of hundreds of pages can be
 * read from the first moment, and searched with the browser's own search when it is done.
 */

import { h } from "../common/dom.js";
import { firstEndingAfter, segments } from "../common/spans.js";
import { chunkAt, chunksOf, estimatedLines } from "./chunks.js";
import { dressed, signsAt } from "./looks.js";
import { dress, sayAfter } from "./marks.js";
import { Pictures } from "./pictures.js";
import { paintable, selectedIn } from "./places.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./chunks.js").Chunk} Chunk
 * @typedef {import("./chunks.js").Piece} Piece
 * @typedef {{start: number, end: number}} Range
 */

const TURN_MILLISECONDS = 10; // leaves a frame of 16 ms room for the person's own scrolling
const LINE_PIXELS = 30;
const FILLED_CHARACTERS = 1_500_000; // some 500 pages; of longer texts only what comes near the window is made
const NUMBERED = /^\s*(?:[•‣◦▪●■–—*-]|\(?\p{N}{1,3}[.)]|\(?\p{L}[.)])\s/u;

export class ReadingView {
  #paper;
  #session;
  #signal;
  #isStarted = false;
  /** Something was decided while the other view was on the screen. */
  #isStale = false;
  #pictures;
  /** @type {Chunk[]} */
  #chunks;
  /** @type {HTMLElement[]} */
  #sections;
  /** What is in a filled chunk: how its findings were cut, its text nodes, its marks. @type {({cut: string, nodes: Text[], marks: Map<string, HTMLElement[]>}|null)[]} */
  #filled;

  /**
   * @param {HTMLElement} paper  emptied, then filled
   * @param {Session} session
   * @param {AbortSignal} signal  ends the filling when another document comes
   */
  constructor(paper, session, signal) {
    const { reading } = session;
    this.#paper = paper;
    this.#session = session;
    this.#pictures = new Pictures(session, signal);
    this.#chunks = chunksOf(reading.blocks, reading.text);
    this.#filled = this.#chunks.map(() => null);
    this.#sections = this.#chunks.map((chunk) => {
      const height = Math.round(estimatedLines(chunk) * LINE_PIXELS);
      return h("section", { class: "chunk", style: { "contain-intrinsic-size": `auto ${height}px` } });
    });
    paper.dataset.format = reading.format;
    paper.replaceChildren(...this.#sections);
    if (this.#chunks.length === 0) paper.append(h("p", { class: "paper-empty" }, "There is no text in this document."));
    session.addEventListener("items", () => this.#refresh(), { signal });
    this.#signal = signal;
    session.addEventListener("preview", () => this.#filled.forEach((filled) => filled?.marks.forEach((marks, key) => this.#say(key, marks))), { signal });
  }

  /** It is on the screen from here on: what was decided meanwhile is followed, and the rest is filled. */
  start() {
    if (this.#isStale) this.#refresh();
    if (this.#isStarted) return;
    this.#isStarted = true;
    if (this.#session.reading.text.length <= FILLED_CHARACTERS) return this.#fillInTurns();
    const watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) if (isIntersecting) this.#fill(this.#sections.indexOf(/** @type {HTMLElement} */ (target)));
    }, /** @type {IntersectionObserverInit} */ ({ rootMargin: "200% 0px", scrollMargin: "200% 0px" }));
    for (const section of this.#sections) watch.observe(section);
    this.#signal.addEventListener("abort", () => watch.disconnect());
  }

  /** The mark of a finding, which is there after this call. @param {Item} item @returns {HTMLElement|null} */
  mark(item) {
    if (this.#isStale) this.#refresh();
    const index = chunkAt(this.#chunks, item.start);
    return this.#fill(index)?.marks.get(item.key)?.[0] ?? null;
  }

  /** Brings a finding to the middle of the window, with the focus on it if wanted. @param {Item} item @param {boolean} [focus] */
  reveal(item, focus = true) {
    const mark = this.mark(item);
    if (!mark) return this.show(item.start);
    if (document.activeElement === mark) return;
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    if (focus) mark.focus({ preventScroll: true });
  }

  /** Brings a place of the text to the top of the window. @param {number} offset */
  show(offset) {
    const index = chunkAt(this.#chunks, offset);
    const filled = this.#fill(index);
    const range = filled && paintable(filled.nodes, { start: offset, end: offset + 1 })[0];
    const line = range?.startContainer.parentElement?.closest("p, li, td, pre, h2, h3, h4, h5, h6") ?? this.#sections[index];
    line?.scrollIntoView({ block: range ? "center" : "start", behavior: "instant" });
  }

  /**
   * Which part of the text is between these two heights of the window, by the chunks that are there.
   * @param {number} top
   * @param {number} bottom
   * @returns {Range}
   */
  visible(top, bottom) {
    return { start: this.#offsetAt(top), end: this.#offsetAt(bottom) };
  }

  /** What is selected in it. @returns {Range|null} */
  selection() {
    return selectedIn(this.#paper, this.#session.reading.text);
  }

  /** What a highlight can paint of these places, of what is filled already. @param {readonly Range[]} stretches @returns {globalThis.Range[]} */
  paint(stretches) {
    return stretches.flatMap((stretch) => {
      const filled = this.#filled[chunkAt(this.#chunks, stretch.start)];
      return filled ? paintable(filled.nodes, stretch) : [];
    });
  }

  /** @param {number} height */
  #offsetAt(height) {
    let low = 0;
    let high = this.#sections.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#sections[middle].getBoundingClientRect().top <= height) low = middle;
      else high = middle - 1;
    }
    const chunk = this.#chunks[low];
    if (!chunk) return 0;
    const { top, height: size } = this.#sections[low].getBoundingClientRect();
    const share = size ? Math.min(Math.max((height - top) / size, 0), 1) : 0;
    return chunk.start + share * (chunk.end - chunk.start);
  }

  #fillInTurns() {
    let next = 0;
    const turn = () => {
      if (this.#signal.aborted) return;
      if (this.#paper.hidden) return void (this.#isStarted = false);
      const until = performance.now() + TURN_MILLISECONDS;
      while (next < this.#chunks.length && performance.now() < until) this.#fill(next++);
      if (next < this.#chunks.length) setTimeout(turn);
    };
    turn();
  }

  /** The findings of a chunk. @param {Chunk} chunk */
  #itemsOf({ start, end }) {
    const { texts } = this.#session;
    const first = firstEndingAfter(texts, start);
    let after = first;
    while (after < texts.length && texts[after].start < end) after++;
    return texts.slice(first, after);
  }

  /** Only what was cut another way is made anew: a decision changes attributes and moves no letter. */
  #refresh() {
    this.#isStale = Boolean(this.#paper.hidden);
    if (this.#isStale) return;
    for (const [index, filled] of this.#filled.entries()) {
      if (!filled) continue;
      const items = this.#itemsOf(this.#chunks[index]);
      if (cutOf(items) === filled.cut) for (const item of items) for (const mark of filled.marks.get(item.key) ?? []) dress(mark, item);
      else this.#refill(index);
    }
  }

  /** @param {number} index */
  #refill(index) {
    const focused = document.activeElement;
    const key = focused instanceof HTMLElement && this.#sections[index].contains(focused) ? focused.dataset.key : undefined;
    this.#filled[index] = null;
    this.#sections[index].replaceChildren();
    const filled = this.#fill(index);
    if (key) filled?.marks.get(key)?.[0]?.focus({ preventScroll: true });
  }

  /** @param {number} index */
  #fill(index) {
    const chunk = this.#chunks[index];
    if (!chunk || this.#filled[index]) return this.#filled[index] ?? null;
    const items = this.#itemsOf(chunk);
    const filled = (this.#filled[index] = { cut: cutOf(items), nodes: [], marks: new Map() });
    const section = this.#sections[index];
    if (chunk.firstOfPage && this.#session.reading.pages.length > 1) section.append(pageMark(chunk.page, index === 0));
    section.append(...this.#grouped(chunk.pieces, { ...filled, items }));
    if (this.#session.preview) filled.marks.forEach((marks, key) => this.#say(key, marks));
    return filled;
  }

  /** What the copy says instead, in the first of a finding's marks. @param {string} key @param {HTMLElement[]} marks */
  #say(key, marks) {
    const after = this.#session.preview?.get(key);
    marks.forEach((mark, index) => sayAfter(mark, after, this.#session.reading.format === "pdf", index === 0));
  }

  /** Blocks as elements, list items that follow each other in one list. @param {Piece[]} pieces @param {Filling} filling */
  #grouped(pieces, filling) {
    /** @type {HTMLElement[]} */
    const elements = [];
    for (const piece of pieces) {
      const element = this.#element(piece, filling);
      const last = elements.at(-1);
      const isIcon = element.classList.contains("picture-icon");
      if (piece.kind === "list_item" && last?.matches("ul")) last.append(element);
      else if (isIcon && last?.matches(".doc-icons")) last.append(element);
      else elements.push(piece.kind === "list_item" ? h("ul", { class: "doc-list" }, element) : isIcon ? h("div", { class: "doc-icons" }, element) : element);
    }
    return elements;
  }

  /** @param {Piece} piece @param {Filling} filling @returns {HTMLElement} */
  #element(piece, filling) {
    const { kind, level, start, end, align, picture, continued = false } = piece;
    const attributes = { dir: "auto", class: `doc-${kind}${continued ? " continued" : ""}`, "data-align": align };
    if (kind === "table" && piece.rows?.length) return this.#table(piece, filling);
    const inline = this.#inline(piece, start, end, filling);
    if (picture) return this.#pictures.element(picture, inline);
    const marker = continued ? "" : (piece.marker ?? "");
    switch (kind) {
      case "heading":
        // The page's own title is the h1, so that a document's first level is an h2.
        return h(/** @type {"h2"} */ (`h${Math.min(Math.max(level || 1, 1) + 1, 6)}`), attributes, marker && `${marker} `, inline);
      case "list_item": {
        const bullet = marker || continued || NUMBERED.test(this.#session.reading.text.slice(start, start + 8)) ? "own" : "none";
        return h("li", { ...attributes, dataset: { bullet, level: String(Math.min(level || 0, 5)) } }, marker && h("span", { class: "doc-marker" }, `${marker} `), inline);
      }
      case "footnote":
        return h("p", attributes, marker && h("sup", { class: "look-note" }, marker), marker && " ", inline);
      case "code":
      case "table":
        return h("pre", { ...attributes, class: "doc-code", tabindex: "0" }, inline);
      default:
        return h("p", attributes, inline);
    }
  }

  /** @param {Piece} piece @param {Filling} filling */
  #table(piece, filling) {
    const { rows = [], head = 1, continued = false } = piece;
    const body = rows.map((row, index) =>
      h("tr", {}, row.map(({ start, end, columns, rows: high, align }) =>
        h(index < head && !continued ? "th" : "td", { dir: "auto", colspan: columns, rowspan: high, "data-align": align, ...(index < head && !continued ? { scope: "col" } : {}) }, this.#inline(piece, start, end, filling)),
      )),
    );
    return h("div", { class: `doc-table${continued ? " continued" : ""}`, role: "region", "aria-label": "Table", tabindex: "0" }, h("table", {}, h("tbody", {}, body)));
  }

  /**
   * The words of a stretch in their looks, each finding in a mark: looks may begin and end inside of it.
   * @typedef {{nodes: Text[], marks: Map<string, HTMLElement[]>, items: Item[]}} Filling
   * @param {Piece} piece @param {number} start @param {number} end @param {Filling} filling
   * @returns {Node[]}
   */
  #inline({ styles, notes }, start, end, { nodes, marks, items }) {
    const { text, breaks } = this.#session.reading;
    const found = segments(start, end, items).flatMap(({ start: from, end: to, span }) => {
      const inside = dressed(text, from, to, { breaks, styles, notes }, nodes);
      const before = from > start ? signsAt(notes, from) : [];
      if (!span) return [...before, ...inside];
      const mark = h("mark", { class: "finding", tabindex: "-1", dataset: { key: span.key } }, h("span", { class: "before" }, inside));
      dress(mark, span);
      const others = marks.get(span.key);
      if (others) others.push(mark);
      else marks.set(span.key, [mark]);
      return [...before, mark];
    });
    return [...signsAt(notes, start), ...found, ...(end > start ? signsAt(notes, end) : [])];
  }
}

/** @param {readonly Item[]} items */
const cutOf = (items) => items.map(({ key, end }) => `${key}:${end}`).join();

/** @param {number} page @param {boolean} isFirst */
function pageMark(page, isFirst) {
  return h("div", { class: `page-mark${isFirst ? " page-mark-first" : ""}` }, h("span", {}, `Page ${page}`));
}
