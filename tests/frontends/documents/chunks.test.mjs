import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { chunkAt, chunksOf } from "../../../frontends/documents/chunks.js";

const paragraph = (start, end, page = 1) => ({ kind: "paragraph", level: 0, start, end, page });

test("chunks hold every character of every block, in order", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.integer({ min: 1, max: 30_000 }), fc.boolean()), { maxLength: 12 }), (sizes) => {
      let at = 0;
      let page = 1;
      const blocks = sizes.map(([size, breaks]) => {
        if (breaks) page++;
        const block = paragraph(at, at + size, page);
        at = block.end + 2;
        return block;
      });
      const chunks = chunksOf(blocks, "word ".repeat(at / 5 + 1));
      const pieces = chunks.flatMap((chunk) => chunk.pieces);
      const total = (ranges) => ranges.reduce((sum, { start, end }) => sum + end - start, 0);
      assert.equal(total(pieces), total(blocks));
      for (let index = 1; index < pieces.length; index++) assert.ok(pieces[index - 1].end <= pieces[index].start);
      for (const chunk of chunks) assert.ok(chunk.pieces.every((piece) => piece.page === chunk.page));
    }),
    { numRuns: 40 },
  );
});

test("a text without a line break is cut at spaces", () => {
  const text = "word ".repeat(20_000);
  const pieces = chunksOf([paragraph(0, text.length)], text).flatMap((chunk) => chunk.pieces);

  assert.ok(pieces.length > 5);
  for (const { start, continued } of pieces.slice(1)) {
    assert.equal(text[start - 1], " ");
    assert.equal(continued, true);
  }
});

test("a text without a space is cut between characters, never inside one", () => {
  const text = `x${"😀".repeat(20_000)}`;
  const pieces = chunksOf([paragraph(0, text.length)], text).flatMap((chunk) => chunk.pieces);

  for (const { start, end } of pieces) assert.equal(text.slice(start, end).isWellFormed?.() ?? true, true);
});

test("a page begins a chunk and says so", () => {
  const chunks = chunksOf([paragraph(0, 10, 1), paragraph(12, 20, 1), paragraph(22, 30, 2)], "x".repeat(30));

  assert.deepEqual(chunks.map(({ page, firstOfPage }) => [page, firstOfPage]), [[1, true], [2, true]]);
});

test("the chunk of an offset is the one that begins last before it", () => {
  const chunks = chunksOf([paragraph(0, 10, 1), paragraph(12, 20, 2), paragraph(22, 30, 3)], "x".repeat(30));

  assert.deepEqual([0, 11, 12, 25, 99].map((offset) => chunkAt(chunks, offset)), [0, 0, 1, 2, 2]);
});

test("a table of thousands of rows is cut between rows, and no row is lost", () => {
  const rows = Array.from({ length: 3_000 }, (_, row) => [{ start: row * 10, end: row * 10 + 4 }, { start: row * 10 + 5, end: row * 10 + 9 }]);
  const block = { kind: "table", level: 0, start: 0, end: 30_000, page: 1, rows };
  const pieces = chunksOf([block], "x".repeat(30_000)).flatMap((chunk) => chunk.pieces);

  assert.ok(pieces.length > 5);
  assert.deepEqual(pieces.flatMap((piece) => piece.rows), rows);
  assert.deepEqual([pieces[0].start, pieces.at(-1).end], [0, 30_000]);
  for (let index = 1; index < pieces.length; index++) assert.equal(pieces[index].start, pieces[index - 1].end);
});
