import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf, moveBars } from "../../../frontends/images/bars.js";
import { Editor } from "../../../frontends/images/editor.js";

const page = { w: 200, h: 100 };
const box = (x, label = "private_person") => ({ id: 0, finding: 0, x, y: 10, w: 30, h: 12, label, kind: "", text: "", score: 0.9, source: "model" });
const opened = () => new Editor(page, barsOf([box(10), box(60), box(110, "secret")], page));

test("whatever is done can be undone to the very beginning, and done again", () => {
  const editor = opened();
  const first = editor.bars;
  editor.select([1]);
  editor.move(5, 5);
  editor.seal();
  editor.grow(3, 0);
  editor.toggle();
  editor.switchLabel("secret", false);
  editor.label("private_url");
  editor.duplicate();
  editor.remove();
  editor.add({ x: 1, y: 1, w: 20, h: 9 });
  const last = editor.bars;

  while (editor.canUndo) editor.undo();
  assert.deepEqual(editor.bars, first);
  while (editor.canRedo) editor.redo();
  assert.deepEqual(editor.bars, last);
});

test("a drag is one step to undo, however many moves it had", () => {
  const editor = opened();
  const start = editor.bars;
  for (let step = 1; step <= 20; step++) editor.draft(moveBars(start, new Set([1]), step, 0, page));
  editor.commit("Move");

  assert.equal(editor.bars[0].x, 30);
  editor.undo();
  assert.deepEqual(editor.bars, start);
  assert.equal(editor.canUndo, false);
});

test("a run of arrow keys is one step, until a key is let go", () => {
  const editor = opened();
  editor.select([1]);
  editor.move(1, 0);
  editor.move(1, 0);
  editor.seal();
  editor.move(1, 0);

  editor.undo();
  assert.equal(editor.bars[0].x, 12);
  editor.undo();
  assert.equal(editor.bars[0].x, 10);
});

test("a gesture that was given up, or that ended where it began, is nothing to undo", () => {
  const editor = opened();
  editor.draft(moveBars(editor.bars, new Set([1]), 9, 0, page));
  editor.cancel();
  editor.draft(moveBars(moveBars(editor.bars, new Set([1]), 9, 0, page), new Set([1]), -9, 0, page));
  editor.commit("Move");

  assert.equal(editor.canUndo, false);
  assert.equal(editor.isUnsaved, false);
});

test("a new step after an undo ends what could have been done again", () => {
  const editor = opened();
  editor.select([1]);
  editor.move(5, 0);
  editor.undo();
  editor.switchLabel("secret", false);

  assert.equal(editor.canRedo, false);
});

test("what is deleted, or undone away, is selected no more", () => {
  const editor = opened();
  const id = editor.add({ x: 1, y: 1, w: 20, h: 9 });
  assert.deepEqual([...editor.selection], [id]);
  editor.undo();
  assert.equal(editor.selection.size, 0);
});

test("several bars are switched on together unless all of them are on", () => {
  const editor = opened();
  editor.switch(new Set([2]), false);
  editor.select([1, 2]);

  editor.toggle();
  assert.deepEqual(editor.bars.map(({ on }) => on), [true, true, true]);
  editor.toggle();
  assert.deepEqual(editor.bars.map(({ on }) => on), [false, false, true]);
});

test("a new bar takes the category that was chosen last", () => {
  const editor = opened();
  editor.label("secret");
  editor.add({ x: 1, y: 1, w: 20, h: 9 });

  assert.equal(editor.bars.at(-1).label, "secret");
});

test("it knows what was not exported yet", () => {
  const editor = opened();
  editor.switchAll(false);
  assert.equal(editor.isUnsaved, true);
  editor.saved();
  assert.equal(editor.isUnsaved, false);
  editor.undo();
  assert.equal(editor.isUnsaved, true);
});

test("everything that was done is said", () => {
  const editor = opened();
  const said = [];
  editor.addEventListener("said", (event) => said.push(event.detail));
  editor.select([1]);
  editor.move(2, 0);
  editor.remove();
  editor.undo();

  assert.deepEqual(said, ["At 12, 10.", "Delete bar.", "Undone: Delete bar."]);
});

test("how bars look is undone like everything else, a colour tried out in one step", () => {
  const editor = opened();
  editor.restyle("", { fill: "#ffffff" });
  editor.restyle("secret", { fill: "#111111" });
  editor.restyle("secret", { fill: "#222222" });
  editor.restyle("secret", { word: true });

  editor.undo();
  assert.equal(editor.styles.secret.word, false);
  editor.undo();
  assert.equal(editor.styles.secret.fill, "#ffffff");
  editor.undo();
  assert.equal(editor.styles.secret.fill, "#000000");
  assert.equal(editor.canUndo, false);
});

test("a third click covers the line in place of the word, as one step", () => {
  const editor = opened();
  const before = editor.bars;
  const place = (w) => [{ text: "Jane", rects: [{ x: 10, y: 60, w, h: 12 }] }];
  assert.equal(editor.cover(place(30), { what: "Cover a word", run: "clicks" }), 1);
  editor.cover(place(120), { what: "Cover a line", before, run: "clicks" });

  assert.deepEqual(editor.bars.slice(3).map(({ w, text }) => [w, text]), [[120, "Jane"]]);
  assert.deepEqual([...editor.selection], [4]);
  editor.undo();
  assert.deepEqual(editor.bars, before);
});

test("undo has no end", () => {
  const editor = opened();
  const first = editor.bars;
  editor.select([1]);
  for (let step = 0; step < 12_000; step++) {
    editor.move(step % 2 ? -1 : 1, 0);
    editor.seal();
  }
  while (editor.canUndo) editor.undo();

  assert.deepEqual(editor.bars, first);
});

test("a copy that was given up leaves nothing selected that is not there", () => {
  const editor = opened();
  editor.select([1]);
  editor.draft([...editor.bars, { ...editor.bars[0], id: 9 }], [9]);
  assert.deepEqual([...editor.selection], [9]);
  editor.cancel();

  assert.deepEqual([...editor.selection], []);
});
