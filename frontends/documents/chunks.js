/**
 * A long document in pieces that a browser can lay out one at a time.
 *
 * Pure. A chunk never spans two pages and stays below some thousand characters, whatever the blocks are: even a
 * text without a single line break is cut, at a space.
 */

/**
 * @typedef {import("./analysis.js").Block} Block
 * @typedef {Block & {continued?: boolean}} Piece  `continued` when it goes on with the block before it
 * @typedef {{page: number, start: number, end: number, firstOfPage: boolean, pieces: Piece[]}} Chunk
 */

// 6,000 characters are about two screens: fine enough to skip layout, coarse enough for few elements
// (5 M characters make some 830 chunks).
const CHUNK_CHARACTERS = 6_000;
const PIECE_CHARACTERS = 12_000;
const PIECE_ROWS = 400; // a table is laid out as one: cut only where laying it out would be felt

/**
 * @param {readonly Block[]} blocks
 * @param {string} text
 * @returns {Chunk[]}
 */
export function chunksOf(blocks, text) {
  /** @type {Chunk[]} */
  const chunks = [];
  for (const piece of blocks.flatMap((block) => cut(block, text))) {
    let chunk = chunks.at(-1);
    const newPage = chunk?.page !== piece.page;
    if (!chunk || newPage || piece.end - chunk.start > CHUNK_CHARACTERS) {
      chunk = { page: piece.page, start: piece.start, end: piece.end, firstOfPage: newPage, pieces: [] };
      chunks.push(chunk);
    }
    chunk.pieces.push(piece);
    chunk.end = Math.max(chunk.end, piece.end);
  }
  return chunks;
}

/**
 * The chunk that holds this offset, or the last one before it.
 * @param {readonly Chunk[]} chunks
 * @param {number} offset
 */
export function chunkAt(chunks, offset) {
  let low = 0;
  let high = chunks.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (chunks[middle].start <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/**
 * A guess at how high a chunk will be, in lines, so that the scroll bar is about right before it is laid out.
 * @param {Chunk} chunk
 */
export function estimatedLines(chunk) {
  const lines = chunk.pieces.map(({ start, end, kind, rows }) => (kind === "table" ? (rows?.length ?? 1) * 1.6 : Math.ceil((end - start) / 72) + 0.7));
  return lines.reduce((sum, count) => sum + count, chunk.firstOfPage ? 3 : 0);
}

/**
 * @param {Block} block
 * @param {string} text
 * @returns {Piece[]}
 */
function cut(block, text) {
  if (block.rows && block.rows.length > PIECE_ROWS) return cutRows(block, block.rows);
  if (block.rows || block.end - block.start <= PIECE_CHARACTERS) return [block];
  /** @type {Piece[]} */
  const pieces = [];
  for (let start = block.start; start < block.end; ) {
    let end = Math.min(start + PIECE_CHARACTERS, block.end);
    if (end < block.end) end = boundary(text, start, end);
    pieces.push({ ...block, start, end, continued: start > block.start });
    start = end;
  }
  return pieces;
}

/**
 * @param {Block} block
 * @param {NonNullable<Block["rows"]>} rows
 * @returns {Piece[]}
 */
function cutRows(block, rows) {
  /** @type {Piece[]} */
  const pieces = [];
  for (let first = 0; first < rows.length; first += PIECE_ROWS) {
    const part = rows.slice(first, first + PIECE_ROWS);
    const start = pieces.at(-1)?.end ?? block.start;
    const end = first + PIECE_ROWS < rows.length ? (part.at(-1)?.at(-1)?.end ?? start) : block.end;
    pieces.push({ ...block, rows: part, start, end, continued: first > 0 });
  }
  return pieces;
}

/**
 * The last place before `end` after a white space; in a text without any, one that splits no character.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 */
function boundary(text, start, end) {
  for (let at = end; at > start + PIECE_CHARACTERS / 2; at--) if (/\s/.test(text[at - 1])) return at;
  const high = text.charCodeAt(end - 1);
  return high >= 0xd800 && high < 0xdc00 ? end - 1 : end;
}
