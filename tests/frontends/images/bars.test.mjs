import assert from "node:assert/strict";
import { test } from "node:test";

import { addBar, aroundSeveral, barsOf, byCategory, CATEGORIES, categoryName, duplicateBars, growBars, labelBars, LEAST, moveBars, OTHER, placeBar, removeBars, stretchBars, switchBars, switchLabel } from "../../../frontends/images/bars.js";
import { coveredBy, coverPlaces, covers, isOver, touched, under } from "../../../frontends/images/under.js";

const page = { w: 200, h: 100 };
const box = (changes = {}) => ({ id: 0, finding: 0, x: 10, y: 10, w: 40, h: 12, label: "private_person", kind: "", text: "Jane Doe", score: 0.9, source: "model", ...changes });
const ids = (...numbers) => new Set(numbers);
const rects = (bars) => bars.map(({ x, y, w, h }) => [x, y, w, h]);

test("the server's boxes become bars that cover, each with an id of its own", () => {
  const bars = barsOf([box(), box({ id: 7, text: "two\n\nlines" })], page);

  assert.deepEqual(bars.map(({ id, on, text }) => [id, on, text]), [[1, true, "Jane Doe"], [2, true, "two lines"]]);
});

test("fractions are rounded outward and nothing leaves the page", () => {
  const bars = barsOf([box({ x: 10.4, y: 9.9, w: 20.2, h: 5.05 }), box({ x: -5, y: 95, w: 400, h: 50 })], page);

  assert.deepEqual(rects(bars), [[10, 9, 21, 6], [0, 95, 200, 5]]);
});

test("bars move together and stop together at the page's edge", () => {
  const bars = barsOf([box(), box({ x: 150 })], page);

  assert.deepEqual(rects(moveBars(bars, ids(1, 2), 30, -50, page)), [[20, 0, 40, 12], [160, 0, 40, 12]]);
});

test("moving nothing, or nowhere, changes nothing", () => {
  const bars = barsOf([box()], page);

  assert.equal(moveBars(bars, ids(), 5, 5, page), bars);
  assert.equal(moveBars(bars, ids(1), 0.4, -0.4, page), bars);
});

test("moving there and back is where it was", () => {
  const bars = barsOf([box(), box({ x: 90, y: 60 })], page);

  assert.deepEqual(moveBars(moveBars(bars, ids(2), 13, -7, page), ids(2), -13, 7, page), bars);
});

test("a bar dragged inside out is put right and never vanishes", () => {
  const bars = barsOf([box()], page);

  assert.deepEqual(rects(placeBar(bars, 1, { x: 60, y: 50, w: -30, h: -20 }, page)), [[30, 30, 30, 20]]);
  assert.deepEqual(rects(placeBar(bars, 1, { x: 60, y: 50, w: 0, h: 0 }, page)), [[60, 50, LEAST, LEAST]]);
});

test("by keyboard a bar grows to the edge and shrinks to the least", () => {
  const bars = barsOf([box()], page);

  assert.deepEqual(rects(growBars(bars, ids(1), 500, -500, page)), [[10, 10, 190, LEAST]]);
});

test("a drawn bar is a person's, covers, and has the next id", () => {
  const bar = addBar(barsOf([box()], page), { x: 5, y: 5, w: 20, h: 20 }, OTHER, page).at(-1);

  assert.deepEqual([bar.id, bar.source, bar.on, bar.label, bar.finding], [2, "person", true, OTHER, -1]);
});

test("copies keep their category and lie beside the original", () => {
  const [original, copy] = duplicateBars(barsOf([box()], page), ids(1), page);

  assert.deepEqual([copy.id, copy.x - original.x, copy.y - original.y, copy.label], [2, 12, 12, original.label]);
});

test("switching a category touches that category alone", () => {
  const bars = barsOf([box(), box({ label: "secret" })], page);

  assert.deepEqual(switchLabel(bars, "secret", false).map(({ on }) => on), [true, false]);
  assert.equal(switchLabel(bars, "secret", true), bars);
});

test("bars are deleted, switched and named by their ids", () => {
  const bars = barsOf([box(), box(), box()], page);

  assert.deepEqual(removeBars(bars, ids(2)).map(({ id }) => id), [1, 3]);
  assert.equal(removeBars(bars, ids(9)), bars);
  assert.deepEqual(switchBars(bars, ids(3), false).map(({ on }) => on), [true, true, false]);
  assert.deepEqual(labelBars(bars, ids(1), "secret").map(({ label }) => label), ["secret", "private_person", "private_person"]);
});

test("groups come in the order of all pages, bars from top to bottom", () => {
  const bars = barsOf([box({ label: "secret" }), box({ y: 50 }), box({ y: 20 })], page);
  const groups = byCategory(addBar(bars, { x: 0, y: 0, w: 9, h: 9 }, OTHER, page));

  assert.deepEqual(groups.map(({ label, bars: group }) => [label, group.map(({ id }) => id)]), [["private_person", [3, 2]], ["secret", [1]], [OTHER, [4]]]);
  assert.equal(CATEGORIES.at(-1), OTHER);
});

test("codes and faces are categories of their own, whatever label they came with", () => {
  const bars = barsOf([box({ kind: "qr_code", label: "private_url" }), box({ kind: "face", label: "private_person" }), box({ kind: "iban", label: "account_number" }), box({ label: "new_label" })], page);

  assert.deepEqual(bars.map(({ label }) => label), ["qr_code", "face", "account_number", OTHER]);
  assert.deepEqual(bars.slice(0, 2).map(({ label }) => categoryName(label)), ["QR code", "Face"]);
});

test("a slanted bar covers its rows, moves with them, and is upright once it is resized", () => {
  const polygon = [[20, 20], [60, 30], [58, 40], [18, 30]];
  const [bar] = barsOf([box({ polygon })], page);
  const [moved] = moveBars([bar], ids(1), 10, 5, page);

  assert.deepEqual(rects([bar]), [[18, 20, 42, 20]]);
  assert.ok(coveredBy(bar).length > 10);
  assert.deepEqual(coveredBy(moved).map(({ x, y }) => [x - 10, y - 5]), coveredBy(bar).map(({ x, y }) => [x, y]));
  assert.deepEqual(coveredBy(growBars([bar], ids(1), 1, 0, page)[0]), [{ x: 18, y: 20, w: 43, h: 20 }]);
});

test("places are covered once: by what is there, by what is switched on again, by new bars", () => {
  const bars = switchBars(barsOf([box(), box({ y: 40 })], page), ids(2), false);
  const place = (y) => ({ text: "Jane", rects: [{ x: 10, y, w: 40, h: 12 }] });
  const covered = coverPlaces(bars, [place(10), place(40), place(70)], "secret", page);

  assert.deepEqual(covered.map(({ id, on, label, y }) => [id, on, label, y]), [[1, true, "private_person", 10], [2, true, "private_person", 40], [3, true, "secret", 70]]);
  assert.equal(coverPlaces(covered, [place(70)], "secret", page), covered);
});

test("a bar covers a place but for the air around it", () => {
  const [bar] = barsOf([box()], page);

  assert.equal(covers(bar, { x: 8, y: 8, w: 44, h: 16 }), true);
  assert.equal(covers(bar, { x: 30, y: 8, w: 44, h: 16 }), false);
});

test("a slanted bar is caught, erased and framed by its own shape", () => {
  const [bar] = barsOf([box({ polygon: [[20, 20], [120, 60], [116, 70], [16, 30]] })], page);

  assert.deepEqual([isOver(bar, { x: 70, y: 45 }), isOver(bar, { x: 110, y: 25 }), isOver(bar, { x: 20, y: 65 })], [true, false, false]);
  assert.deepEqual([under([bar], { x: 70, y: 45 }).length, under([bar], { x: 110, y: 25 }).length], [1, 0]);
  assert.deepEqual([touched([bar], { x: 60, y: 38, w: 10, h: 10 }).length, touched([bar], { x: 90, y: 20, w: 30, h: 10 }).length], [1, 0]);
});

test("a slanted bar keeps its shape where it is only put elsewhere", () => {
  const bars = barsOf([box({ polygon: [[20, 20], [60, 30], [58, 40], [18, 30]] })], page);
  const { x, y, w, h } = bars[0];

  assert.deepEqual(placeBar(bars, 1, { x: x + 5, y: y + 3, w, h }, page)[0].polygon[0], { x: 25, y: 23 });
  assert.equal(placeBar(bars, 1, { x, y, w: w + 1, h }, page)[0].polygon, null);
});

test("a slanted word is covered once, by a slanted bar", () => {
  const polygon = [{ x: 20, y: 20 }, { x: 60, y: 30 }, { x: 58, y: 40 }, { x: 18, y: 30 }];
  const places = [{ text: "Jane", rects: [{ x: 18, y: 20, w: 42, h: 20, polygon }] }];
  const once = coverPlaces([], places, "private_person", page);

  assert.deepEqual(once[0].polygon, polygon);
  assert.equal(coverPlaces(once, places, "private_person", page), once);
  assert.equal(coverPlaces(barsOf([box({ x: 10, y: 10, w: 80, h: 60 })], page), places, "secret", page).length, 1);
});

test("several bars are stretched together and each keeps its share", () => {
  const bars = barsOf([box(), box({ x: 90, y: 60, w: 20, h: 10 }), box({ x: 150 })], page);
  const around = aroundSeveral(bars, ids(1, 2));
  const wider = stretchBars(bars, ids(1, 2), around, { ...around, w: around.w * 1.5 }, page);

  assert.deepEqual(around, { x: 10, y: 10, w: 100, h: 60 });
  assert.deepEqual(rects(wider), [[10, 10, 60, 12], [130, 60, 30, 10], [150, 10, 40, 12]]);
  assert.deepEqual(stretchBars(wider, ids(1, 2), aroundSeveral(wider, ids(1, 2)), around, page), bars);
  assert.equal(aroundSeveral(bars, ids(1)), null);
});
