/**
 * The document on the page: headings, paragraphs, lists and tables with every finding marked in place.
 *
 * Shows what it is given; what is selected, switched on or downloaded is decided elsewhere. Every chunk has its
 * place at once and is filled in short turns, so that a document of thousands of pages can be read from the
 * first moment, and searched with the browser's own search when it is done.
 */

import { h } from "../common/dom.js";
import { segments } from "../common/spans.js";
import { wordsOf } from "./analysis.js";
import { chunkAt, chunksOf, estimatedLines } from "./chunks.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./analysis.js").Finding} Finding
 * @typedef {import("./chunks.js").Chunk} Chunk
 * @typedef {import("./chunks.js").Piece} Piece
 */

const TURN_MILLISECONDS = 10; // leaves a frame of 16 ms room for the person's own scrolling
const LINE_PIXELS = 30;
const NUMBERED = /^\s*(?:[•‣◦▪●■–—*-]|\(?\p{N}{1,3}[.)]|\(?\p{L}[.)])\s/u;

export class ReadingView {
  /** @type {Reading} */
  #reading;
  /** @type {Chunk[]} */
  #chunks;
  /** @type {HTMLElement[]} */
  #sections;
  /** @type {boolean[]} */
  #filled;

  /**
   * @param {HTMLElement} paper  emptied, then filled
   * @param {Reading} reading
   * @param {AbortSignal} signal  ends the filling when another document comes
   */
  constructor(paper, reading, signal) {
    this.#reading = reading;
    this.#chunks = chunksOf(reading.blocks, reading.text);
    this.#filled = this.#chunks.map(() => false);
    this.#sections = this.#chunks.map((chunk) => {
      const height = Math.round(estimatedLines(chunk) * LINE_PIXELS);
      return h("section", { class: "chunk", style: { "contain-intrinsic-size": `auto ${height}px` } });
    });
    paper.dataset.format = reading.format;
    paper.replaceChildren(...this.#sections);
    if (this.#chunks.length === 0) paper.append(h("p", { class: "paper-empty" }, "There is no text in this document."));
    this.#fillInTurns(signal);
  }

  /** The mark of a finding, which is there after this call. @param {Finding} finding @returns {HTMLElement|null} */
  mark(finding) {
    const index = chunkAt(this.#chunks, finding.start);
    this.#fill(index);
    return this.#sections[index]?.querySelector(`[data-index="${finding.index}"]`) ?? null;
  }

  /** Brings a place of the text to the top of the window. @param {number} offset */
  show(offset) {
    const index = chunkAt(this.#chunks, offset);
    this.#fill(index);
    this.#sections[index]?.scrollIntoView({ block: "start" });
  }

  /**
   * Which part of the text is between these two heights of the window, by the chunks that are there.
   * @param {number} top
   * @param {number} bottom
   * @returns {{start: number, end: number}}
   */
  visible(top, bottom) {
    return { start: this.#offsetAt(top), end: this.#offsetAt(bottom) };
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

  /** @param {AbortSignal} signal */
  #fillInTurns(signal) {
    let next = 0;
    const turn = () => {
      if (signal.aborted) return;
      const until = performance.now() + TURN_MILLISECONDS;
      while (next < this.#chunks.length && performance.now() < until) this.#fill(next++);
      if (next < this.#chunks.length) setTimeout(turn);
    };
    turn();
  }

  /** @param {number} index */
  #fill(index) {
    if (this.#filled[index] !== false) return;
    this.#filled[index] = true;
    const chunk = this.#chunks[index];
    const section = this.#sections[index];
    if (chunk.firstOfPage && this.#reading.pages.length > 1) section.append(pageMark(chunk.page, index === 0));
    section.append(...this.#grouped(chunk.pieces));
  }

  /** Blocks as elements, list items that follow each other in one list. @param {Piece[]} pieces */
  #grouped(pieces) {
    /** @type {HTMLElement[]} */
    const elements = [];
    for (const piece of pieces) {
      const element = this.#element(piece);
      const last = elements.at(-1);
      if (piece.kind === "list_item" && last?.matches("ul")) last.append(element);
      else elements.push(piece.kind === "list_item" ? h("ul", { class: "doc-list" }, element) : element);
    }
    return elements;
  }

  /** @param {Piece} piece @returns {HTMLElement} */
  #element(piece) {
    const { kind, level, start, end } = piece;
    const attributes = { dir: "auto", class: `doc-${kind}${piece.continued ? " continued" : ""}` };
    if (kind === "table" && piece.rows?.length) return this.#table(piece.rows, piece.continued ?? false);
    const inline = this.#inline(start, end);
    switch (kind) {
      case "heading":
        // The page's own title is the h1, so that a document's first level is an h2.
        return h(/** @type {"h2"} */ (`h${Math.min(Math.max(level || 1, 1) + 1, 6)}`), attributes, inline);
      case "list_item": {
        const marker = piece.continued ? "" : (piece.marker ?? "");
        const bullet = marker || piece.continued || NUMBERED.test(this.#reading.text.slice(start, start + 8)) ? "own" : "none";
        return h("li", { ...attributes, dataset: { bullet, level: String(Math.min(level || 0, 5)) } }, marker && `${marker} `, inline);
      }
      case "code":
      case "table":
        return h("pre", { ...attributes, class: "doc-code", tabindex: "0" }, inline);
      default:
        return h("p", attributes, inline);
    }
  }

  /** @param {{start: number, end: number}[][]} rows @param {boolean} isContinued */
  #table(rows, isContinued) {
    const cell = (/** @type {{start: number, end: number}} */ range) => h("td", { dir: "auto" }, this.#inline(range.start, range.end));
    const body = rows.map((row) => h("tr", {}, row.map(cell)));
    return h("div", { class: `doc-table${isContinued ? " continued" : ""}`, role: "region", "aria-label": "Table", tabindex: "0" }, h("table", {}, h("tbody", {}, body)));
  }

  /** @param {number} start @param {number} end @returns {(string|HTMLElement)[]} */
  #inline(start, end) {
    const { text, findings, breaks } = this.#reading;
    return segments(start, end, findings).map(({ start: from, end: to, span }) => {
      const words = wordsOf(text, from, to, breaks);
      if (!span) return words;
      return h("mark", { class: "finding", tabindex: "-1", dataset: { label: span.label, index: String(span.index) } }, words);
    });
  }
}

/** @param {number} page @param {boolean} isFirst */
function pageMark(page, isFirst) {
  return h("div", { class: `page-mark${isFirst ? " page-mark-first" : ""}` }, h("span", {}, `Page ${page}`));
}
