import assert from "node:assert/strict";
import { test } from "node:test";

import { Batch } from "../../../frontends/images/batch.js";

const opened = { blob: new Blob(), page: { w: 10, h: 10 }, bars: [], words: null, notes: [], isRead: true };

/** A batch whose pictures are read when one says so. */
function slow() {
  const asked = [];
  const batch = new Batch(
    (file, { signal }) =>
      new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        asked.push({ file, good: () => resolve(opened), bad: () => reject(new Error("It is broken.")) });
      }),
  );
  return { batch, asked };
}
const settled = () => new Promise((resolve) => setImmediate(resolve));
const states = (batch) => batch.items.map(({ state }) => state);
const files = (count) => Array.from({ length: count }, () => new Blob(["x"]));

test("pictures are read one after the other", async () => {
  const { batch, asked } = slow();
  batch.add(files(3));
  assert.deepEqual(states(batch), ["reading", "waiting", "waiting"]);
  asked[0].good();
  await settled();

  assert.deepEqual(states(batch), ["ready", "reading", "waiting"]);
  assert.ok(batch.items[0].editor);
});

test("one that fails keeps none of the others back, and can be tried again", async () => {
  const { batch, asked } = slow();
  batch.add(files(2));
  asked[0].bad();
  await settled();
  assert.deepEqual(states(batch), ["failed", "reading"]);
  assert.equal(batch.items[0].error, "It is broken.");
  batch.retry(batch.items[0]);
  asked[1].good();
  await settled();
  asked[2].good();
  await settled();

  assert.deepEqual(states(batch), ["ready", "ready"]);
  assert.equal(asked[2].file, asked[0].file);
});

test("the one that is wanted comes before others that wait", async () => {
  const { batch, asked } = slow();
  const [, , last] = batch.add(files(3));
  batch.prefer(last);
  asked[0].good();
  await settled();

  assert.deepEqual(states(batch), ["ready", "waiting", "reading"]);
});

test("stopping keeps what is read and gives up the rest", async () => {
  const { batch, asked } = slow();
  batch.add(files(3));
  asked[0].good();
  await settled();
  batch.stop();
  await settled();

  assert.deepEqual(states(batch), ["ready"]);
});

test("a picture taken out while it is read makes room for the next", async () => {
  const { batch } = slow();
  const [first] = batch.add(files(2));
  batch.remove(first);
  await settled();

  assert.deepEqual(states(batch), ["reading"]);
});

test("next and previous go over those that are ready", async () => {
  const { batch, asked } = slow();
  const [a, b, c] = batch.add(files(3));
  for (const how of ["good", "bad", "good"]) {
    asked.at(-1)[how]();
    await settled();
  }

  assert.equal(batch.beside(a, 1), c);
  assert.equal(batch.beside(c, 1), null);
  assert.equal(batch.beside(c, -1), a);
  assert.equal(b.state, "failed");
});

test("it knows whether anything would be lost", async () => {
  const { batch, asked } = slow();
  const [item] = batch.add(files(1));
  asked[0].good();
  await settled();
  assert.equal(batch.isUnsaved, false);
  item.editor.add({ x: 1, y: 1, w: 5, h: 5 });
  assert.equal(batch.isUnsaved, true);
  item.editor.saved();
  assert.equal(batch.isUnsaved, false);
  assert.equal(item.editor.isTaken, true);
});

test("what is read is read once more when something else is chosen, the newest choice alone", async () => {
  const { batch, asked } = slow();
  const told = [];
  batch.addEventListener("again", ({ detail }) => told.push(detail));
  batch.add(files(1));
  asked[0].good();
  await settled();
  batch.again();
  batch.again();
  await settled();
  asked[2].good();
  await settled();

  assert.deepEqual(states(batch), ["ready"]);
  assert.equal(asked.length, 3);
  assert.deepEqual(told.map(({ more, error }) => [more, error]), [[0, ""]]);
});

test("a picture that cannot be read once more stays as it was, and that is told", async () => {
  const { batch, asked } = slow();
  const told = [];
  batch.addEventListener("again", ({ detail }) => told.push(detail.error));
  batch.add(files(1));
  asked[0].good();
  await settled();
  batch.again();
  asked[1].bad();
  await settled();

  assert.deepEqual([states(batch), told], [["ready"], ["It is broken."]]);
});
