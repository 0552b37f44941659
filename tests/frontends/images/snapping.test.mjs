import assert from "node:assert/strict";
import { test } from "node:test";

import { snapDragged, snapMoved } from "../../../frontends/images/snapping.js";

const word = { x: 100, y: 100, w: 80, h: 20 };

test("a rectangle that is moved keeps its size and settles around the word", () => {
  const { rect, guides } = snapMoved({ x: 95, y: 101, w: 84, h: 24 }, [word], 6);

  assert.deepEqual(rect, { x: 98, y: 98, w: 84, h: 24 });
  assert.deepEqual(guides, [{ x: 98 }, { x: 182 }, { y: 98 }, { y: 122 }]);
});

test("only the edges that are dragged settle", () => {
  const { rect } = snapDragged({ x: 60, y: 95, w: 118, h: 25 }, "se", [word], 6);

  assert.deepEqual(rect, { x: 60, y: 95, w: 122, h: 27 });
});

test("a rectangle drawn around a word covers it and a little air", () => {
  assert.deepEqual(snapDragged({ x: 96, y: 95, w: 89, h: 30 }, "nwse", [word], 6).rect, { x: 98, y: 98, w: 84, h: 24 });
});

test("nothing jumps further than the reach, or to words elsewhere", () => {
  const far = { x: 100, y: 600, w: 80, h: 20 };
  const rect = { x: 90, y: 85, w: 30, h: 8 };

  assert.deepEqual(snapMoved(rect, [word], 4).rect, rect);
  assert.deepEqual(snapMoved({ x: 97, y: 300, w: 30, h: 8 }, [far], 6), { rect: { x: 97, y: 300, w: 30, h: 8 }, guides: [] });
});

test("settling never turns a rectangle inside out", () => {
  const thin = { x: 100, y: 96, w: 3, h: 3 };
  const { rect } = snapDragged(thin, "nwse", [word, { ...word, x: 96 }], 6);

  assert.ok(rect.w >= 1 && rect.h >= 1);
});
