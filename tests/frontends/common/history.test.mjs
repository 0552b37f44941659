import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { History } from "../../../frontends/common/history.js";

test("undo and redo lead back and forth over the same states", () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 10 }), (words) => {
      const states = words.map((word) => ({ word }));
      const history = new History({ word: "" });
      for (const state of states) history.record("Write", state);
      for (let index = states.length - 2; index >= 0; index--) assert.equal(history.undo(), states[index]);
      for (let index = 1; index < states.length; index++) assert.equal(history.redo(), states[index]);
    }),
  );
});

test("what was undone is gone after something new", () => {
  const history = new History(0);
  history.record("One", 1);
  history.undo();
  history.record("Two", 2);

  assert.equal(history.canRedo, false);
  assert.equal(history.redo(), 2);
  assert.equal(history.undo(), 0);
});

test("steps with the same merge key are undone at once", () => {
  const history = new History(0);
  history.record("Draw", 1);
  for (const state of [2, 3, 4]) history.record("Move", state, "move 7");

  assert.equal(history.state, 4);
  assert.equal(history.undo(), 1);
});

test("a sealed step merges with nothing", () => {
  const history = new History(0);
  history.record("Move", 1, "move 7");
  history.seal();
  history.record("Move", 2, "move 7");

  assert.equal(history.undo(), 1);
});

test("a merging step after an undo replaces the step it stands on, not the one undone", () => {
  const history = new History(0);
  history.record("Move", 1, "a");
  history.record("Delete", 2);
  history.undo();
  history.record("Move", 3, "a");

  assert.deepEqual([history.state, history.canRedo, history.undo()], [3, false, 0]);
});

test("the same state again is no step", () => {
  const state = {};
  const history = new History(state);
  history.record("Nothing", state);

  assert.equal(history.canUndo, false);
});

test("labels say what undo and redo would do", () => {
  const history = new History(0);
  history.record("Delete bar", 1);

  assert.deepEqual([history.undoLabel, history.redoLabel], ["Delete bar", ""]);
  history.undo();
  assert.deepEqual([history.undoLabel, history.redoLabel], ["", "Delete bar"]);
});

test("only as many steps as the limit are kept", () => {
  const history = new History(0, 2);
  for (const state of [1, 2, 3]) history.record("Step", state);

  history.undo();
  history.undo();
  assert.deepEqual([history.state, history.canUndo], [1, false]);
});
