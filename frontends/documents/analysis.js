/**
 * The server's answer as the page reads it: every offset in UTF-16, findings disjoint, text whole.
 *
 * Pure. A finding, and a word, that lies in none of the server's blocks still gets a place to be shown.
 */

import { inUtf16, offsetsOf } from "../common/offsets.js";
import { disjoint } from "../common/spans.js";

/**
 * @typedef {object} Finding
 * @property {number} index  its place among the findings, in reading order
 * @property {string|number} [id]
 * @property {number} start
 * @property {number} end
 * @property {string} label
 * @property {string} kind
 * @property {number} score
 * @property {string} source
 * @property {number} page
 * @property {number} occurrence  which one it is, from 1, of the findings with its label and words
 * @property {Entity} entity  the words it shares with its like
 *
 * @typedef {{label: string, text: string, findings: Finding[]}} Entity
 *
 * @typedef {{start: number, end: number}} Range
 *
 * @typedef {object} Block
 * @property {"heading"|"paragraph"|"list_item"|"table"|"code"|"header"|"footer"|"footnote"} kind
 * @property {number} level
 * @property {number} start
 * @property {number} end
 * @property {number} page
 * @property {Range[][]} [rows]
 *
 * @typedef {object} Reading
 * @property {string} text
 * @property {import("../common/offsets.js").Offsets} offsets
 * @property {Finding[]} findings
 * @property {Entity[]} entities  in order of their first appearance
 * @property {Block[]} blocks  in reading order, disjoint; together they hold every visible character
 * @property {{number: number, start: number, end: number}[]} pages
 * @property {{pages?: number, words?: number, characters?: number, share_of_text?: number, seconds?: number}} stats
 * @property {Record<string, any>} engine
 * @property {string} format
 * @property {string[]} notes
 */

/**
 * @param {any} reply  what `analyze_document` answered
 * @returns {Reading}
 */
export function readingOf(reply) {
  const text = String(reply.text ?? "");
  const offsets = offsetsOf(text);
  const pages = inUtf16(reply.pages ?? [], offsets);
  const { findings, entities } = numbered(disjoint(inUtf16(reply.spans ?? [], offsets)), text, pages);
  return {
    text,
    offsets,
    findings,
    entities,
    blocks: whole(text, blocksInUtf16(reply.blocks ?? [], offsets), pages),
    pages,
    stats: reply.stats ?? {},
    engine: reply.engine ?? {},
    format: String(reply.format ?? "text"),
    notes: (reply.notes ?? []).map(String),
  };
}

/**
 * @param {any[]} blocks
 * @param {import("../common/offsets.js").Offsets} offsets
 * @returns {Block[]}
 */
function blocksInUtf16(blocks, offsets) {
  return inUtf16(blocks, offsets).map((block) =>
    block.rows ? { ...block, rows: block.rows.map((/** @type {Range[]} */ row) => inUtf16(row, offsets)) } : block,
  );
}

/**
 * Findings in reading order, each knowing its page and which of its like it is.
 * @param {any[]} spans
 * @param {string} text
 * @param {Reading["pages"]} pages
 * @returns {{findings: Finding[], entities: Entity[]}}
 */
function numbered(spans, text, pages) {
  /** @type {Map<string, Entity>} */
  const entities = new Map();
  let page = 0;
  const findings = spans.map((span, index) => {
    while (page < pages.length - 1 && pages[page].end <= span.start) page++;
    const words = plain(text.slice(span.start, span.end));
    const key = `${span.label} ${words.toLocaleLowerCase()}`;
    /** @type {Entity} */
    const entity = entities.get(key) ?? { label: span.label, text: words, findings: [] };
    entities.set(key, entity);
    const finding = {
      ...span,
      index,
      kind: span.kind ?? "",
      score: span.score ?? 1,
      source: span.source ?? "model",
      page: pages[page]?.number ?? 1,
      occurrence: entity.findings.length + 1,
      entity,
    };
    entity.findings.push(finding);
    return finding;
  });
  return { findings, entities: [...entities.values()] };
}

/**
 * The blocks with a paragraph for every visible character that none of them holds.
 * @param {string} text
 * @param {Block[]} blocks
 * @param {Reading["pages"]} pages
 * @returns {Block[]}
 */
function whole(text, blocks, pages) {
  /** @type {Block[]} */
  const result = [];
  let position = 0;
  /** @param {number} end */
  const fill = (end) => {
    const left = text.slice(position, end);
    if (/\S/.test(left)) {
      const start = position + left.search(/\S/);
      const page = pages.find((candidate) => start < candidate.end)?.number ?? 1;
      result.push({ kind: "paragraph", level: 0, start, end: position + left.trimEnd().length, page });
    }
  };
  for (const block of [...blocks].sort((a, b) => a.start - b.start)) {
    if (block.end <= position) continue;
    const start = Math.max(block.start, position);
    fill(start);
    if (start < block.end) result.push(start === block.start ? block : { ...block, start, rows: undefined });
    position = block.end;
  }
  fill(text.length);
  return result;
}

/** Words on one line. @param {string} text */
export const plain = (text) => text.replace(/\s+/g, " ").trim();
