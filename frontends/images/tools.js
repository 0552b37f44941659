/**
 * What a pointer does on the picture: the select tool moves, resizes and draws, the draw tool only draws.
 *
 * A tool is `enable()` and `disable()`, a cursor, and `begin`, which makes a gesture of a press: an object with
 * `move`, `end` and `cancel`. Knows the editor and the stage, not the page.
 */

import { rectBetween, resize } from "../common/geometry.js";
import { moveBars, placeBar } from "./bars.js";

/**
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./editor.js").Editor} Editor
 *
 * @typedef {object} Gesture
 * @property {(viewPoint: Point) => void} move
 * @property {() => void} end
 * @property {() => void} cancel
 *
 * @typedef {object} Tool
 * @property {() => void} enable
 * @property {() => void} disable
 * @property {(viewPoint: Point, event: PointerEvent) => Gesture|null} begin  null leaves the press to whoever pans
 * @property {(viewPoint: Point, event: PointerEvent) => void} hover
 */

/** A press that moves less than this, in pixels of the screen, is a click. */
const CLICK = 4;

const CURSORS = Object.freeze({ nw: "nwse-resize", se: "nwse-resize", ne: "nesw-resize", sw: "nesw-resize", n: "ns-resize", s: "ns-resize", e: "ew-resize", w: "ew-resize" });

/** @param {Stage} stage @param {Editor} editor @returns {Tool} */
export function selectTool(stage, editor) {
  return {
    enable: () => setCursor(stage, "crosshair"),
    disable: () => setCursor(stage, ""),
    begin(point, event) {
      const hit = stage.hit(point, event.pointerType);
      if (hit?.handle) return resizing(stage, editor, hit.bar, hit.handle, point);
      if (hit) return moving(stage, editor, hit.bar, point, event.shiftKey);
      return event.pointerType === "touch" ? null : drawing(stage, editor, point);
    },
    hover(point, event) {
      const hit = stage.hit(point, event.pointerType);
      stage.hovered = hit?.bar.id ?? 0;
      setCursor(stage, hit?.handle ? CURSORS[hit.handle] : hit ? "move" : "crosshair");
    },
  };
}

/** @param {Stage} stage @param {Editor} editor @returns {Tool} */
export function drawTool(stage, editor) {
  return {
    enable: () => setCursor(stage, "crosshair"),
    disable: () => setCursor(stage, ""),
    begin: (point) => drawing(stage, editor, point),
    hover: () => setCursor(stage, "crosshair"),
  };
}

/** Moving the picture under the pointer. @param {Stage} stage @param {Point} start @param {() => void} [onClick] @returns {Gesture} */
export function panning(stage, start, onClick = () => {}) {
  let last = start;
  let isClick = true;
  setCursor(stage, "grabbing");
  return {
    move(point) {
      isClick &&= isNear(point, start);
      if (isClick) return;
      stage.pan(point.x - last.x, point.y - last.y);
      last = point;
    },
    end: () => isClick && onClick(),
    cancel: () => {},
  };
}

/** @param {Stage} stage @param {Editor} editor @param {import("./bars.js").Bar} bar @param {Point} start @param {boolean} isFurther @returns {Gesture} */
function moving(stage, editor, bar, start, isFurther) {
  if (isFurther) editor.selectAlso(bar.id);
  else if (!editor.selection.has(bar.id)) editor.select([bar.id]);
  const { bars, selection } = editor;
  let isClick = true;
  return {
    move(point) {
      isClick &&= isNear(point, start);
      if (isClick) return;
      const { scale } = stage.view;
      editor.draft(moveBars(bars, selection, (point.x - start.x) / scale, (point.y - start.y) / scale, editor.page));
    },
    end() {
      if (isClick && !isFurther) editor.select([bar.id]);
      editor.commit("Move");
    },
    cancel: () => editor.cancel(),
  };
}

/** @param {Stage} stage @param {Editor} editor @param {import("./bars.js").Bar} bar @param {import("../common/geometry.js").Handle} handle @param {Point} start @returns {Gesture} */
function resizing(stage, editor, bar, handle, start) {
  const { bars } = editor;
  return {
    move(point) {
      const { scale } = stage.view;
      const dx = Math.round((point.x - start.x) / scale);
      const dy = Math.round((point.y - start.y) / scale);
      editor.draft(placeBar(bars, bar.id, resize(bar, handle, dx, dy), editor.page));
    },
    end: () => editor.commit("Resize"),
    cancel: () => editor.cancel(),
  };
}

/** @param {Stage} stage @param {Editor} editor @param {Point} start @returns {Gesture} */
function drawing(stage, editor, start) {
  const corner = stage.pagePoint(start);
  /** @type {import("../common/geometry.js").Rect|null} */
  let rect = null;
  return {
    move(point) {
      rect = isNear(point, start) && !rect ? null : rectBetween(corner, stage.pagePoint(point));
      stage.rubber = rect;
    },
    end() {
      stage.rubber = null;
      if (rect) editor.add(rect);
      else editor.select([]);
    },
    cancel() {
      stage.rubber = null;
    },
  };
}

/** @param {Point} a @param {Point} b */
const isNear = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < CLICK;

/** @param {Stage} stage @param {string} cursor */
const setCursor = (stage, cursor) => stage.canvas.style.setProperty("cursor", cursor);
