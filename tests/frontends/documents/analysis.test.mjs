import assert from "node:assert/strict";
import test from "node:test";
import { readingOf, wordsOf } from "../../../frontends/documents/analysis.js";
import { REPLY, TEXT } from "./samples.mjs";

test("findings point at their words although an emoji stands before them", () => {
  const { findings, text } = readingOf(REPLY);

  assert.deepEqual(findings.map(({ start, end }) => text.slice(start, end)), ["Ann Lee", "Ann Lee", "1 May 1990", "ann@example.org"]);
});

test("the same words under one label are one entity, and each finding has a key of its own", () => {
  const { findings, entities } = readingOf(REPLY);

  assert.deepEqual(entities.map(({ text, findings: places }) => [text, places.length]), [["Ann Lee", 2], ["1 May 1990", 1], ["ann@example.org", 1]]);
  assert.deepEqual(findings.map(({ key }) => key), REPLY.spans.map(({ start, end }) => `${start}-${end}`));
});

test("what was found outside every block gets a paragraph, so that no finding is out of sight", () => {
  const { blocks, text } = readingOf(REPLY);

  assert.equal(text.slice(blocks.at(-1).start, blocks.at(-1).end), "ann@example.org");
  assert.equal(blocks.at(-1).kind, "paragraph");
});

test("dress outside the blocks is not shown", () => {
  const text = "# Title\n\n---\n\nWords";
  const blocks = [{ kind: "heading", level: 1, start: 2, end: 7 }, { kind: "paragraph", level: 0, start: 14, end: 19 }];
  const reading = readingOf({ text, blocks, pages: [{ number: 1, start: 0, end: 19 }] });

  assert.deepEqual(reading.blocks.map(({ start, end }) => text.slice(start, end)), ["Title", "Words"]);
});

test("a text without blocks is shown whole", () => {
  const { blocks } = readingOf({ text: "\n Just words. \n" });

  assert.deepEqual(blocks, [{ kind: "paragraph", level: 0, start: 2, end: 13, page: 1 }]);
});

test("a name cut by a line's end reads, and counts, as the whole name", () => {
  const text = "Fitz-\ngerald and Fitzgerald";
  const person = { label: "private_person" };
  const spans = [{ ...person, start: 0, end: 12 }, { ...person, start: 17, end: 27 }];
  const reading = readingOf({ text, spans, breaks: [{ start: 4, end: 6 }] });

  assert.deepEqual(reading.entities.map((entity) => [entity.text, entity.findings.length]), [["Fitzgerald", 2]]);
  assert.equal(wordsOf(text, 0, 16, reading.breaks), "Fitzgerald and");
});

test("blocks take the number of the page they stand on", () => {
  const pages = [{ number: 7, start: 0, end: 5 }, { number: 8, start: 5, end: 10 }];
  const blocks = [{ kind: "paragraph", level: 0, start: 0, end: 4, page: 0 }, { kind: "paragraph", level: 0, start: 5, end: 9, page: 1 }];

  assert.deepEqual(readingOf({ text: "aaaa bbbb ", blocks, pages }).blocks.map(({ page }) => page), [7, 8]);
});

test("cells of a table point at their words", () => {
  const { blocks, text } = readingOf(REPLY);
  const table = blocks.find(({ kind }) => kind === "table");

  assert.deepEqual(table.rows.map((row) => row.map(({ start, end }) => text.slice(start, end))), [["Name", "Born"], ["Ann Lee", "1 May 1990"]]);
});

test("findings know their page", () => {
  const cut = [...TEXT].join("").indexOf("Name") - 1; // one emoji before: a code point less than units
  const pages = [{ number: 1, start: 0, end: cut }, { number: 2, start: cut, end: REPLY.pages[0].end }];
  const { findings } = readingOf({ ...REPLY, pages });

  assert.deepEqual(findings.map(({ page }) => page), [1, 2, 2, 2]);
});

test("blocks that overlap show no word twice", () => {
  const { blocks } = readingOf({ ...REPLY, blocks: [...REPLY.blocks, { kind: "paragraph", level: 0, start: 0, end: 20, page: 1 }] });

  for (let index = 1; index < blocks.length; index++) assert.ok(blocks[index - 1].end <= blocks[index].start);
});

test("an answer without anything in it is an empty document", () => {
  const reading = readingOf({ text: "" });

  assert.deepEqual([reading.findings, reading.blocks, reading.pages], [[], [], []]);
});

test("looks, notes, pictures and merged cells come along in the page's own counting", () => {
  const text = "😀 bold\n\ncell";
  const blocks = [
    { kind: "paragraph", level: 0, start: 0, end: 6, styles: [{ start: 2, end: 6, bold: true }], notes: [{ at: 6, words: "1" }] },
    { kind: "picture", level: 0, start: 6, end: 6, picture: 1 },
    { kind: "table", level: 0, start: 8, end: 12, head: 0, rows: [[{ start: 8, end: 12, columns: 2 }]] },
  ];
  const pictures = [{ number: 1, width: 10, height: 5, shown: true, ocr: false }];
  const reading = readingOf({ text, blocks, pages: [{ number: 1, start: 0, end: 12 }], document: { id: "x", pages: [], pictures } });

  assert.deepEqual(reading.blocks[0].styles, [{ start: 3, end: 7, bold: true }]);
  assert.deepEqual(reading.blocks[0].notes, [{ at: 7, words: "1" }]);
  assert.deepEqual(reading.blocks.map(({ kind, picture }) => [kind, picture]), [["paragraph", undefined], ["picture", 1], ["table", undefined]]);
  assert.deepEqual(reading.blocks[2].rows, [[{ start: 9, end: 13, columns: 2 }]]);
  assert.deepEqual(reading.pictures, pictures);
});
