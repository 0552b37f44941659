import assert from "node:assert/strict";
import { test } from "node:test";

import { toPage } from "../../../frontends/common/geometry.js";
import { fitted, LARGEST_SCALE, panned, pinched, revealing, wheelFactor, zoomed } from "../../../frontends/images/views.js";

const page = { w: 1000, h: 2000 };
const screen = { w: 600, h: 500 };
const near = (a, b) => assert.ok(Math.abs(a - b) < 1e-6, `${a} is not ${b}`);

test("a picture that fits is whole, in the middle, with air around it", () => {
  const view = fitted(page, screen);

  assert.ok(page.h * view.scale <= screen.h - 20);
  near(view.x, (screen.w - page.w * view.scale) / 2);
  near(view.y, (screen.h - page.h * view.scale) / 2);
});

test("a small picture is not blown up", () => {
  assert.equal(fitted({ w: 20, h: 10 }, screen).scale, 1);
});

test("zooming keeps the pixel under the pointer", () => {
  const start = zoomed(fitted(page, screen), 2, { x: 300, y: 250 }, page, screen);
  const point = { x: 311, y: 97 };
  const before = toPage(point, start);
  const after = toPage(point, zoomed(start, 5, point, page, screen));

  near(before.x, after.x);
  near(before.y, after.y);
});

test("zoom has an end on both sides", () => {
  const view = fitted(page, screen);

  assert.equal(zoomed(view, 1e9, { x: 1, y: 1 }, page, screen).scale, LARGEST_SCALE);
  assert.ok(zoomed(view, 0, { x: 1, y: 1 }, page, screen).scale > 0);
});

test("a picture larger than the screen cannot be pushed off it", () => {
  const view = zoomed(fitted(page, screen), 1, { x: 300, y: 250 }, page, screen);

  for (const [dx, dy] of [[1e6, 1e6], [-1e6, -1e6]]) {
    const { x, y, scale } = panned(view, dx, dy, page, screen);
    assert.ok(x <= 20 && y <= 20);
    assert.ok(x + page.w * scale >= screen.w - 20 && y + page.h * scale >= screen.h - 20);
  }
});

test("two fingers that spread zoom, two that move together pan", () => {
  const view = zoomed(fitted(page, screen), 1, { x: 300, y: 250 }, page, screen);
  const from = [{ x: 200, y: 200 }, { x: 400, y: 200 }];

  near(pinched(view, from, [{ x: 100, y: 200 }, { x: 500, y: 200 }], page, screen).scale, 2 * view.scale);
  const moved = pinched(view, from, [{ x: 180, y: 210 }, { x: 380, y: 210 }], page, screen);
  near(moved.scale, view.scale);
  near(moved.y - view.y, 10);
});

test("the wheel zooms in one way and out the other by as much", () => {
  near(wheelFactor(100, 0) * wheelFactor(-100, 0), 1);
  assert.ok(wheelFactor(-3, 1) > 1.1);
});

test("a bar off the screen comes into the middle, one on it moves nothing", () => {
  const view = zoomed(fitted(page, screen), 1, { x: 300, y: 250 }, page, screen);
  const seen = { ...toPage({ x: 250, y: 200 }, view), w: 50, h: 20 };

  assert.equal(revealing(view, seen, page, screen), view);
  const shown = revealing(view, { x: 900, y: 1900, w: 50, h: 20 }, page, screen);
  assert.ok(1900 + shown.y > 0 && 1920 + shown.y < screen.h);
});
