/**
 * The server's answer as the page reads it: every offset in UTF-16, findings disjoint, each in a block.
 *
 * Pure. What lies outside every block is dress (blank lines, the `#` of Markdown) and not shown, unless something
 * was found in it: no finding is ever out of sight.
 */

import { inUtf16, offsetsOf } from "../common/offsets.js";
import { disjoint, firstEndingAfter, segments } from "../common/spans.js";

/** @typedef {import("./looks.js").Styled} Styled */

/**
 * @typedef {object} Finding
 * @property {string} key  where it stands, in the server's own offsets: the same whenever the same thing is found there
 * @property {string|number} [id]
 * @property {number} start
 * @property {number} end
 * @property {string} label
 * @property {string} kind
 * @property {number} score
 * @property {string} source
 * @property {string} [why]  the name of the rule or the model that found it
 * @property {string} [hidden]  the place where a reader does not see it
 * @property {string} [seenBy]  "text" or "ocr"
 * @property {boolean} [stands]  the chosen policy would leave it readable
 * @property {number} page  its number; 0 for what the file says beside its pages
 * @property {Entity} entity  the words it shares with its like
 *
 * @typedef {{label: string, text: string, findings: Finding[]}} Entity
 *
 * @typedef {{number: number, width: number, height: number, hasImage: boolean, ocr: boolean}} Sheet  a page as it is shown, in points
 *
 * @typedef {{start: number, end: number}} Range
 *
 * @typedef {object} Block
 * @property {"heading"|"paragraph"|"list_item"|"table"|"code"|"header"|"footer"|"footnote"|"picture"|"hidden"} kind
 * @property {number} level
 * @property {number} start
 * @property {number} end
 * @property {number} page  its number, as the document counts
 * @property {string} [marker]  a list item's bullet, or its number, or that of a heading or a note
 * @property {Cell[][]} [rows]
 * @property {number} [head]  how many of the first rows name what stands below; one if nothing is said
 * @property {"center"|"end"} [align]
 * @property {Styled[]} [styles]  sorted and disjoint
 * @property {{at: number, words: string}[]} [notes]  the signs of footnotes, which are no text
 * @property {number} [picture]  its number; the block's words are what was read from it
 *
 * @typedef {Range & {columns?: number, rows?: number, align?: "center"|"end"}} Cell
 * @typedef {{number: number, width: number, height: number, shown: boolean, ocr: boolean}} Picture  in points
 *
 * @typedef {object} Reading
 * @property {string} text
 * @property {import("../common/offsets.js").Offsets} offsets
 * @property {Finding[]} findings
 * @property {Entity[]} entities  in order of their first appearance
 * @property {Block[]} blocks  in reading order, disjoint
 * @property {Range[]} breaks  what only the end of a line put into a word: hyphen and line break
 * @property {{number: number, start: number, end: number}[]} pages
 * @property {{pages?: number, words?: number, characters?: number, share_of_text?: number, seconds?: number}} stats
 * @property {Record<string, any>} engine
 * @property {string} format
 * @property {string[]} notes
 * @property {string} documentId  under which the server holds its pages for a while; "" where it does not
 * @property {Picture[]} pictures  those between the paragraphs of a Word file
 * @property {Sheet[]} sheets  the pages that can be shown; none for what has no pages of its own
 */

/**
 * @param {any} reply  what `analyze_document` answered
 * @returns {Reading}
 */
export function readingOf(reply) {
  const text = String(reply.text ?? "");
  const offsets = offsetsOf(text);
  /** @type {Reading["pages"]} */
  const pages = inUtf16(reply.pages ?? [], offsets);
  /** @type {Range[]} */
  const breaks = inUtf16(reply.breaks ?? [], offsets);
  const spans = disjoint(inUtf16(reply.spans ?? [], offsets));
  const { findings, entities } = numbered(spans, (start, end) => plain(wordsOf(text, start, end, breaks)), pages, offsets);
  return {
    text,
    offsets,
    findings,
    entities,
    blocks: whole(text, blocksInUtf16(reply.blocks ?? [], offsets), findings, pages),
    breaks,
    pages,
    stats: reply.stats ?? {},
    engine: reply.engine ?? {},
    format: String(reply.format ?? "text"),
    notes: (reply.notes ?? []).map(String),
    documentId: String(reply.document?.id ?? ""),
    pictures: reply.document?.pictures ?? [],
    sheets: (reply.document?.pages ?? []).map(sheetOf),
  };
}

/** @param {any} page @returns {Sheet} */
const sheetOf = ({ number, width, height, has_image, ocr }) => ({ number, width, height, hasImage: Boolean(has_image), ocr: Boolean(ocr) });

/**
 * A stretch of the text as one reads it: words that a line's end had cut are whole.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {readonly Range[]} breaks
 */
export function wordsOf(text, start, end, breaks) {
  const cuts = /** @type {import("../common/spans.js").Span[]} */ (breaks);
  return segments(start, end, cuts)
    .filter(({ span }) => span === null)
    .map((part) => text.slice(part.start, part.end))
    .join("");
}

/**
 * @param {any[]} blocks
 * @param {import("../common/offsets.js").Offsets} offsets
 * @returns {Block[]}
 */
function blocksInUtf16(blocks, offsets) {
  return inUtf16(blocks, offsets).map(({ rows, styles, notes, ...block }) => ({
    ...block,
    ...(rows ? { rows: rows.map((/** @type {Cell[]} */ row) => inUtf16(row, offsets)) } : {}),
    ...(styles ? { styles: inUtf16(styles, offsets) } : {}),
    ...(notes ? { notes: notes.map((/** @type {{at: number}} */ note) => ({ ...note, at: offsets.toUtf16(note.at) })) } : {}),
  }));
}

/**
 * Findings in reading order, each knowing its page and its like.
 * @param {any[]} spans
 * @param {(start: number, end: number) => string} read
 * @param {Reading["pages"]} pages
 * @param {import("../common/offsets.js").Offsets} offsets
 * @returns {{findings: Finding[], entities: Entity[]}}
 */
function numbered(spans, read, pages, offsets) {
  /** @type {Map<string, Entity>} */
  const entities = new Map();
  let page = 0;
  const findings = spans.map((span) => {
    while (page < pages.length - 1 && pages[page].end <= span.start) page++;
    const words = read(span.start, span.end);
    const key = `${span.label} ${words.toLocaleLowerCase()}`;
    /** @type {Entity} */
    const entity = entities.get(key) ?? { label: span.label, text: words, findings: [] };
    entities.set(key, entity);
    const finding = {
      ...span,
      key: `${offsets.toCodePoint(span.start)}-${offsets.toCodePoint(span.end)}`,
      kind: span.kind ?? "",
      score: span.score ?? 1,
      source: span.source ?? "model",
      why: whyOf(span.why),
      hidden: String(span.hidden ?? ""),
      seenBy: String(span.seen_by ?? "text"),
      stands: span.replacement === null,
      page: pages.length && span.start >= pages[pages.length - 1].end ? 0 : (pages[page]?.number ?? 1), // 0: on none of them
      entity,
    };
    entity.findings.push(finding);
    return finding;
  });
  return { findings, entities: [...entities.values()] };
}

/**
 * The blocks, none over another, with a paragraph for whatever was found outside them; of a text without blocks
 * all of it.
 * @param {string} text
 * @param {Block[]} blocks
 * @param {readonly Finding[]} findings
 * @param {Reading["pages"]} pages
 * @returns {Block[]}
 */
function whole(text, blocks, findings, pages) {
  /** @type {Block[]} */
  const result = [];
  let position = 0;
  let page = 0;
  /** @param {Omit<Block, "page">} block */
  const add = (block) => {
    while (page < pages.length - 1 && pages[page].end <= block.start) page++;
    result.push({ ...block, page: pages[page]?.number ?? 1 });
  };
  /** @param {number} end */
  const fill = (end) => {
    const finding = findings[firstEndingAfter(findings, position)];
    const left = text.slice(position, end);
    if (!/\S/.test(left) || (blocks.length > 0 && !(finding?.start < end))) return;
    add({ kind: "paragraph", level: 0, start: position + left.search(/\S/), end: position + left.trimEnd().length });
  };
  for (const block of [...blocks].sort((a, b) => a.start - b.start)) {
    if (block.end <= position && !(block.picture && block.start >= position)) continue;
    const start = Math.max(block.start, position);
    fill(start);
    if (start < block.end || block.picture) add(start === block.start ? block : { ...block, start, rows: undefined });
    position = block.end;
  }
  fill(text.length);
  return result;
}

/** The name of what found it, however the server says it. @param {any} why */
const whyOf = (why) => String((typeof why === "object" ? (why?.name ?? why?.rule ?? why?.model) : why) ?? "");

/**
 * The page that holds this offset; the last one before it between two.
 * @template {{start: number}} Page
 * @param {readonly Page[]} pages
 * @param {number} offset
 * @returns {Page|undefined}
 */
export function pageAt(pages, offset) {
  let low = 0;
  let high = pages.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (pages[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return pages[low];
}

/** Words on one line. @param {string} text */
export const plain = (text) => text.replace(/\s+/g, " ").trim();
