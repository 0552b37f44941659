import assert from "node:assert/strict";
import { test } from "node:test";

import { lookedAgain } from "../../../frontends/images/again.js";
import { addBar, barsOf, moveBars, removeBars, switchBars } from "../../../frontends/images/bars.js";

const PAGE = { w: 200, h: 200 };
const at = (x, y, label = "private_person") => ({ x, y, w: 40, h: 10, label, finding: 0 });
const BEFORE = barsOf([at(0, 0), at(0, 50), at(0, 100)], PAGE);
const places = (bars) => bars.map(({ x, y, on }) => [x, y, on]).sort((a, b) => a[1] - b[1]);

test("what nobody touched follows what is found now, and keeps its id where it stays", () => {
  const { bars } = lookedAgain(BEFORE, BEFORE, barsOf([at(0, 50), at(0, 150)], PAGE));

  assert.deepEqual(places(bars), [[0, 50, true], [0, 150, true]]);
  assert.equal(bars.find(({ y }) => y === 50).id, 2);
  assert.equal(new Set(bars.map(({ id }) => id)).size, 2);
});

test("what a person drew, moved or switched off stays, found or not", () => {
  let now = addBar(BEFORE, { x: 100, y: 0, w: 20, h: 20 }, "secret", PAGE);
  now = moveBars(now, new Set([1]), 5, 5, PAGE);
  now = switchBars(now, new Set([2]), false);

  const all = [[100, 0, true], [5, 5, true], [0, 50, false]];
  assert.deepEqual(places(lookedAgain(now, BEFORE, []).bars), all);
  assert.deepEqual(places(lookedAgain(now, BEFORE, BEFORE).bars), [...all, [0, 100, true]]);
});

test("what a person deleted does not come back, but for what covers more", () => {
  const now = removeBars(BEFORE, new Set([1, 2, 3]));
  const larger = { ...at(0, 0), w: 80 };

  assert.deepEqual(places(lookedAgain(now, BEFORE, BEFORE).bars), []);
  assert.deepEqual(places(lookedAgain(now, BEFORE, barsOf([larger], PAGE)).bars), [[0, 0, true]]);
});

test("any number of times: what was found in between goes again, what a person decided holds", () => {
  const now = removeBars(addBar(BEFORE, { x: 100, y: 0, w: 20, h: 20 }, "secret", PAGE), new Set([1]));
  const more = lookedAgain(now, BEFORE, barsOf([at(0, 0), at(0, 50), at(0, 100), at(0, 150)], PAGE));
  const less = lookedAgain(more.bars, more.before, barsOf([at(0, 50)], PAGE));
  const again = lookedAgain(less.bars, less.before, BEFORE);

  assert.deepEqual(places(more.bars), [[100, 0, true], [0, 50, true], [0, 100, true], [0, 150, true]]);
  assert.deepEqual(places(less.bars), [[100, 0, true], [0, 50, true]]);
  assert.deepEqual(places(again.bars), [[100, 0, true], [0, 50, true], [0, 100, true]]);
  assert.equal(new Set(again.bars.map(({ id }) => id)).size, 3);
});
