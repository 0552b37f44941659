import assert from "node:assert/strict";
import { test } from "node:test";

import fc from "fast-check";

import { boundsOf, clipped, holds, leaningOver, movePolygon, polygonOf, rowsOf, slantOf } from "../../../frontends/images/shapes.js";

const page = { w: 200, h: 100 };
const point = fc.record({ x: fc.float({ min: 0, max: 60, noNaN: true }), y: fc.float({ min: 0, max: 60, noNaN: true }) });

test("an upright polygon is one rectangle", () => {
  assert.deepEqual(rowsOf([{ x: 3, y: 4 }, { x: 9, y: 4 }, { x: 9, y: 8 }, { x: 3, y: 8 }]), [{ x: 3, y: 4, w: 6, h: 4 }]);
});

test("every point of a slanted polygon lies in one of its rows", () => {
  const share = fc.double({ min: 0.02, max: 1, noNaN: true });
  fc.assert(
    fc.property(point, point, point, share, share, share, (a, b, c, u, v, w) => {
      const mean = (axis) => (a[axis] * u + b[axis] * v + c[axis] * w) / (u + v + w);
      const [x, y] = [mean("x"), mean("y")];
      const { w: width, h: height } = boundsOf([a, b, c]);
      const isFlat = width < 2 || height < 2;
      assert.ok(isFlat || rowsOf([a, b, c]).some((row) => x >= row.x && x <= row.x + row.w && y >= row.y && y <= row.y + row.h));
    }),
    { numRuns: 300 },
  );
});

test("rows are whole pixels, from top to bottom, and never overlap", () => {
  fc.assert(
    fc.property(fc.array(point, { minLength: 3, maxLength: 6 }), (polygon) => {
      let bottom = -1;
      for (const { x, y, w, h } of rowsOf(polygon)) {
        assert.ok([x, y, w, h].every(Number.isInteger) && w > 0 && h > 0 && y >= bottom);
        bottom = y + h;
      }
    }),
    { numRuns: 200 },
  );
});

test("a polygon comes as pairs or as points, is kept on the page, and is moved as one", () => {
  const pairs = polygonOf([[10, 10], [50, 20], [48, 30], [8, 20]], page);

  assert.deepEqual(pairs, polygonOf([{ x: 10, y: 10 }, { x: 50, y: 20 }, { x: 48, y: 30 }, { x: 8, y: 20 }], page));
  assert.deepEqual(boundsOf(movePolygon(pairs, 5, -2)), { x: 13, y: 8, w: 42, h: 20 });
  assert.deepEqual(boundsOf(polygonOf([[-10, 10], [500, 20], [48, 300]], page)), { x: 0, y: 10, w: 200, h: 90 });
});

test("what is no polygon is none", () => {
  for (const given of [undefined, null, [], [[1, 2], [3, 4]], [[1, 2], [3, "x"], [5, 6]], [[5, 5], [9, 5], [9, 9], [5, 9]]]) assert.equal(polygonOf(given, page), null);
});

test("what is cut at the page's edge keeps its sides where they were", () => {
  const slanted = [{ x: -20, y: 40 }, { x: 80, y: 0 }, { x: 90, y: 20 }, { x: -10, y: 60 }];
  const inside = clipped(slanted, page);

  assert.ok(inside.every(({ x, y }) => x >= 0 && y >= 0 && x <= page.w && y <= page.h));
  for (let x = 0; x < 90; x++) for (let y = 0; y < 60; y++) assert.equal(holds(inside, { x, y }), holds(slanted, { x, y }));
  assert.deepEqual(clipped([{ x: -9, y: 1 }, { x: -3, y: 1 }, { x: -3, y: 9 }], page), []);
});

test("one leaning rectangle lies over all words of a line and little more", () => {
  const turned = (x, y) => ({ x: 20 + x * Math.cos(0.2) - y * Math.sin(0.2), y: 10 + x * Math.sin(0.2) + y * Math.cos(0.2) });
  const word = (left, right) => [turned(left, 0), turned(right, 0), turned(right, 12), turned(left, 12)];
  const whole = leaningOver([word(0, 40), word(48, 90)], 2);

  for (const corner of [...word(0, 40), ...word(48, 90)]) assert.ok(holds(whole, corner));
  assert.deepEqual(whole.map(({ x, y }) => [Math.round(x), Math.round(y)]), [turned(-2, -2), turned(92, -2), turned(92, 14), turned(-2, 14)].map(({ x, y }) => [Math.round(x), Math.round(y)]));
});

test("writing runs along the longest side of a shape, never upside down", () => {
  for (const degrees of [-80, -40, 0, 12, 65, 130, 190]) {
    const turn = (degrees * Math.PI) / 180;
    const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
    const corner = ([x, y]) => ({ x: 90 + x * cos - y * sin, y: 70 + x * sin + y * cos });
    const { length, height, angle, middle } = slantOf([[-40, -8], [40, -8], [40, 8], [-40, 8]].map(corner));

    assert.deepEqual([length, height, middle.x, middle.y].map(Math.round), [80, 16, 90, 70]);
    assert.ok(Math.abs(Math.sin(angle - turn)) < 1e-9 && Math.abs(angle) <= Math.PI / 2 + 1e-9);
  }
});
