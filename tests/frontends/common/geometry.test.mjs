import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import * as geometry from "../../../frontends/common/geometry.js";

const whole = fc.integer({ min: -50, max: 150 });
const size = fc.integer({ min: 0, max: 120 });
const rects = fc.record({ x: whole, y: whole, w: size, h: size });
const PAGE = { w: 100, h: 80 };

test("two corners in any order make the same rectangle", () => {
  fc.assert(fc.property(whole, whole, whole, whole, (ax, ay, bx, by) => {
    const [a, b] = [{ x: ax, y: ay }, { x: bx, y: by }];
    assert.deepEqual(geometry.rectBetween(a, b), geometry.rectBetween(b, a));
  }));
});

test("a rectangle kept inside lies on the page at its own size when it fits", () => {
  fc.assert(fc.property(rects, (rect) => {
    const kept = geometry.keepInside(rect, PAGE);
    assert.ok(kept.x >= 0 && kept.y >= 0 && kept.x + kept.w <= PAGE.w && kept.y + kept.h <= PAGE.h);
    assert.equal(kept.w, Math.min(rect.w, PAGE.w));
  }));
});

test("what is cut to the page is what it shares with the page", () => {
  fc.assert(fc.property(rects, (rect) => {
    const shared = geometry.intersection(rect, { x: 0, y: 0, ...PAGE });
    if (shared) assert.deepEqual(geometry.cut(rect, PAGE), shared);
    else assert.equal(geometry.area(geometry.cut(rect, PAGE)), 0);
  }));
});

test("rounding out covers every pixel that is touched", () => {
  assert.deepEqual(geometry.roundOut({ x: 1.2, y: 3, w: 2.1, h: 0.5 }), { x: 1, y: 3, w: 3, h: 1 });
});

test("the union holds every rectangle", () => {
  assert.deepEqual(geometry.union([{ x: 0, y: 5, w: 2, h: 2 }, { x: 4, y: 0, w: 1, h: 1 }]), { x: 0, y: 0, w: 5, h: 7 });
  assert.equal(geometry.union([]), null);
});

test("rectangles that only touch do not overlap", () => {
  assert.equal(geometry.overlaps({ x: 0, y: 0, w: 5, h: 5 }, { x: 5, y: 0, w: 5, h: 5 }), false);
});

test("a handle dragged over the opposite edge turns the rectangle inside out", () => {
  assert.deepEqual(geometry.resize({ x: 10, y: 10, w: 10, h: 10 }, "w", 15, 0), { x: 20, y: 10, w: 5, h: 10 });
});

test("a rectangle never gets smaller than it may", () => {
  assert.deepEqual(geometry.resize({ x: 10, y: 10, w: 10, h: 10 }, "se", -10, -10, 4), { x: 10, y: 10, w: 4, h: 4 });
});

test("the corner wins over the edge beside it", () => {
  assert.equal(geometry.handleAt({ x: 0, y: 0, w: 16, h: 16 }, { x: 4, y: 0 }, 8), "nw");
  assert.equal(geometry.handleAt({ x: 0, y: 0, w: 16, h: 16 }, { x: 40, y: 0 }, 8), null);
});

test("of rectangles under the pointer the smallest is meant, and of equals the one on top", () => {
  const large = { x: 0, y: 0, w: 50, h: 50 };
  const small = { x: 10, y: 10, w: 5, h: 5 };

  assert.equal(geometry.hitTest([small, large], { x: 12, y: 12 }), 0);
  assert.equal(geometry.hitTest([small, { ...small }], { x: 12, y: 12 }), 1);
  assert.equal(geometry.hitTest([small], { x: 90, y: 0 }), -1);
});

test("to the screen and back is the same point", () => {
  fc.assert(fc.property(whole, whole, fc.double({ min: 0.1, max: 8, noNaN: true }), (x, y, scale) => {
    const view = { scale, x: 13, y: -7 };
    const back = geometry.toPage(geometry.toView({ x, y }, view), view);
    assert.ok(Math.hypot(back.x - x, back.y - y) < 1e-6);
  }));
});

test("zooming keeps the place under the pointer", () => {
  const view = { scale: 1, x: 0, y: 0 };
  const pointer = { x: 30, y: 20 };
  const zoomed = geometry.zoomAt(view, 2, pointer);

  assert.deepEqual(geometry.toPage(pointer, zoomed), geometry.toPage(pointer, view));
});

test("a page that fits is centred and not enlarged", () => {
  assert.deepEqual(geometry.fit({ w: 100, h: 50 }, { w: 300, h: 150 }), { scale: 1, x: 100, y: 50 });
  assert.equal(geometry.fit({ w: 600, h: 50 }, { w: 300, h: 150 }).scale, 0.5);
});
