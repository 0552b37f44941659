import assert from "node:assert/strict";
import test from "node:test";
import { offsetsOf } from "../../../frontends/common/offsets.js";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { Session } from "../../../frontends/documents/session.js";
import { boxesOf, drawnBox, hitAt, hitsOf, nudged, offsetAt, sheetOf } from "../../../frontends/documents/sheets.js";

const TEXT = "😀 Jane Doe\nof Rome";
const REPLY = {
  number: 1,
  width: 200,
  height: 100,
  start: 0,
  end: 18,
  words: [
    { start: 0, end: 1, box: [0, 10, 9, 20] },
    { start: 2, end: 6, box: [10, 10, 50, 20], x: [10, 15, 30, 40, 50] },
    { start: 7, end: 10, box: [55, 10, 85, 20] },
    { start: 11, end: 13, box: [10, 30, 30, 40] },
    { start: 14, end: 18, box: [35, 30, 75, 40] },
  ],
  findings: { 0: [[10, 9, 85, 21]] },
};
const sheet = sheetOf(REPLY, offsetsOf(TEXT));
const reading = readingOf({ text: TEXT, spans: [{ id: 0, start: 2, end: 10, label: "private_person" }], pages: [{ number: 1, start: 0, end: 18 }], document: { id: "d", pages: [{ number: 1, width: 200, height: 100 }] } });

test("the words of a page count as the page does, an emoji before them or not", () => {
  assert.deepEqual(sheet.words.map(({ start, end }) => TEXT.slice(start, end)), ["😀", "Jane", "Doe", "of", "Rome"]);
});

test("a stretch has one box a line, exact where each letter's place is known", () => {
  const at = TEXT.indexOf("ane");
  assert.deepEqual(boxesOf(sheet, { start: at, end: TEXT.indexOf("Rome") + 4 }), [
    { left: 15, top: 10, right: 85, bottom: 20 },
    { left: 10, top: 30, right: 75, bottom: 40 },
  ]);
});

test("part of a word whose letters are not known is taken by its share", () => {
  const at = TEXT.indexOf("Rome");

  assert.deepEqual(boxesOf(sheet, { start: at, end: at + 2 }), [{ left: 35, top: 30, right: 55, bottom: 40 }]);
});

test("a whole finding has the server's own boxes, what a person marked its words'", () => {
  const session = new Session(reading);
  session.perform({ do: "add", items: [{ id: "+1", start: TEXT.indexOf("of"), end: TEXT.length, label: "secret" }] });
  session.perform({ do: "add", items: [{ id: "+2", page: 1, box: { left: 1, top: 1, right: 5, bottom: 5 }, label: "custom" }] });
  const hits = hitsOf(sheet, session);

  assert.deepEqual(hits.map(({ boxes }) => boxes[0].top), [9, 30, 1]);
  assert.equal(hitAt(hits, { x: 60, y: 15 })?.words, "Jane Doe");
  assert.equal(hitAt(hits, { x: 2, y: 2 })?.id, "+2");
  assert.equal(hitAt(hits, { x: 150, y: 90 }), null);
});

test("a height of the page leads to its words", () => {
  assert.equal(offsetAt(sheet, 25), TEXT.indexOf("of"));
  assert.equal(offsetAt(sheet, 99), TEXT.indexOf("Rome"));
});

test("a drawn area stays on its page, and a click draws none", () => {
  const page = { width: 200, height: 100 };

  assert.deepEqual(drawnBox({ x: 150, y: 90 }, { x: 260, y: -5 }, page), { left: 150, top: 0, right: 200, bottom: 90 });
  assert.equal(drawnBox({ x: 10, y: 10 }, { x: 11, y: 11 }, page), null);
});

test("an area is moved no further than its page and made no smaller than can be seen", () => {
  const page = { width: 200, height: 100 };
  const box = { left: 10, top: 10, right: 30, bottom: 30 };

  assert.deepEqual(nudged(box, { x: -50, y: 500, w: 0, h: 0 }, page), { left: 0, top: 80, right: 20, bottom: 100 });
  assert.deepEqual(nudged(box, { x: 0, y: 0, w: -100, h: 10 }, page), { left: 10, top: 10, right: 13, bottom: 40 });
});
