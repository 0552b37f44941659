/**
 * What a pointer does on the picture: the select tool moves, resizes and draws; others draw, gather or erase only.
 *
 * A tool is a cursor and `begin`, which makes a gesture of a press: an object with `move`, `end` and `cancel`.
 * Knows the editor, the stage and the words to snap to, not the page.
 */

import { rectBetween, resize, union } from "../common/geometry.js";
import { aroundSeveral, chosen, duplicateBars, moveBars, nextId, placeBar, removeBars, stretchBars } from "./bars.js";
import { snapDragged, snapMoved } from "./snapping.js";
import { touched, under } from "./under.js";

/**
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./editor.js").Editor} Editor
 *
 * @typedef {object} Gesture
 * @property {(viewPoint: Point, event?: PointerEvent) => void} move
 * @property {() => void} end
 * @property {() => void} cancel
 *
 * @typedef {object} Tool
 * @property {string} cursor
 * @property {(viewPoint: Point, event: PointerEvent) => Gesture|null} begin  null leaves the press to whoever pans
 * @property {(viewPoint: Point, event: PointerEvent) => void} [hover]
 *
 * @typedef {object} Desk  what tools work on
 * @property {Stage} stage
 * @property {Editor} editor
 * @property {() => readonly Rect[]} snaps  the words and lines that edges settle on; none when snapping is off
 * @property {(rect: Rect) => string} textUnder
 */

/** A press that moves less than this, in pixels of the screen, is a click. */
const CLICK = 4;
/** How far an edge jumps to a word, in pixels of the screen. */
const SNAP = 6;

const CURSORS = Object.freeze({ nw: "nwse-resize", se: "nwse-resize", ne: "nesw-resize", sw: "nesw-resize", n: "ns-resize", s: "ns-resize", e: "ew-resize", w: "ew-resize" });

/** @typedef {"select"|"draw"|"gather"|"erase"} ToolName */

/** @param {Desk} desk @returns {Record<ToolName, Tool>} */
export function toolsOf(desk) {
  const { stage } = desk;
  return {
    select: {
      cursor: "crosshair",
      begin(point, event) {
        const isFurther = event.shiftKey || event.ctrlKey || event.metaKey;
        const hit = stage.hit(point, event.pointerType);
        if (hit?.handle && !event.shiftKey) return resizing(desk, hit.handle, point);
        if (hit) return moving(desk, hit.bar, point, isFurther, event.altKey);
        if (event.shiftKey) return gathering(desk, point, true);
        return event.pointerType === "touch" ? null : drawing(desk, point);
      },
      hover(point, event) {
        const hit = stage.hit(point, event.pointerType);
        stage.hovered = hit?.bar.id ?? 0;
        setCursor(stage, hit?.handle ? CURSORS[hit.handle] : hit ? (event.altKey ? "copy" : "move") : "crosshair");
      },
    },
    draw: { cursor: "crosshair", begin: (point) => drawing(desk, point) },
    gather: { cursor: "cell", begin: (point, event) => gathering(desk, point, event.shiftKey) },
    erase: { cursor: "not-allowed", begin: (point, event) => erasing(desk, point, event.pointerType) },
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

/** @param {Desk} desk @param {import("./bars.js").Bar} bar @param {Point} start @param {boolean} isFurther @param {boolean} isCopy @returns {Gesture} */
function moving(desk, bar, start, isFurther, isCopy) {
  const { stage, editor } = desk;
  if (isFurther) editor.selectAlso(bar.id);
  else if (!editor.selection.has(bar.id)) editor.select([bar.id]);
  const before = editor.selection;
  const first = nextId(editor.bars);
  const bars = isCopy ? duplicateBars(editor.bars, before, editor.page, 0) : editor.bars;
  const ids = isCopy ? new Set(bars.filter(({ id }) => id >= first).map(({ id }) => id)) : before;
  const around = union(chosen(bars, ids));
  let isClick = true;
  return {
    move(point, event) {
      isClick &&= isNear(point, start);
      if (isClick || !around) return;
      const { scale } = stage.view;
      const [dx, dy] = [(point.x - start.x) / scale, (point.y - start.y) / scale];
      const { rect, guides } = snapped(desk, { ...around, x: around.x + dx, y: around.y + dy }, null, event);
      editor.draft(moveBars(bars, ids, rect.x - around.x, rect.y - around.y, editor.page), ids);
      stage.guides = guides;
    },
    end() {
      stage.guides = [];
      if (isClick && !isFurther) editor.select([bar.id]);
      editor.commit(isCopy ? "Duplicate" : "Move");
    },
    cancel() {
      stage.guides = [];
      editor.cancel();
      editor.select(before);
    },
  };
}

/** What is selected, one bar or all of them together. @param {Desk} desk @param {import("../common/geometry.js").Handle} handle @param {Point} start @returns {Gesture} */
function resizing(desk, handle, start) {
  const { stage, editor } = desk;
  const { bars, selected, selection: ids } = editor;
  const around = selected ?? aroundSeveral(bars, ids);
  return {
    move(point, event) {
      if (!around) return;
      const { scale } = stage.view;
      const dragged = resize(around, handle, Math.round((point.x - start.x) / scale), Math.round((point.y - start.y) / scale));
      const { rect, guides } = snapped(desk, dragged, handle, event);
      editor.draft(selected ? placeBar(bars, selected.id, rect, editor.page) : stretchBars(bars, ids, around, rect, editor.page));
      stage.guides = guides;
    },
    end() {
      stage.guides = [];
      editor.commit(selected ? "Resize" : "Resize bars");
    },
    cancel() {
      stage.guides = [];
      editor.cancel();
    },
  };
}

/** @param {Desk} desk @param {Point} start @returns {Gesture} */
function drawing(desk, start) {
  const { stage, editor } = desk;
  const corner = stage.pagePoint(start);
  /** @type {Rect|null} */
  let rect = null;
  return {
    move(point, event) {
      if (isNear(point, start) && !rect) return;
      const settled = snapped(desk, rectBetween(corner, stage.pagePoint(point)), "nwse", event);
      rect = settled.rect;
      stage.rubber(rect);
      stage.guides = settled.guides;
    },
    end() {
      stage.rubber(null);
      stage.guides = [];
      if (rect) editor.add(rect, desk.textUnder(rect));
      else editor.select([]);
    },
    cancel() {
      stage.rubber(null);
      stage.guides = [];
    },
  };
}

/** A frame around bars selects them. @param {Desk} desk @param {Point} start @param {boolean} isFurther  beside those that are selected already @returns {Gesture} */
function gathering({ stage, editor }, start, isFurther) {
  const corner = stage.pagePoint(start);
  /** @type {Rect|null} */
  let frame = null;
  return {
    move(point) {
      if (isNear(point, start) && !frame) return;
      frame = rectBetween(corner, stage.pagePoint(point));
      stage.rubber(frame, "frame");
    },
    end() {
      stage.rubber(null);
      const inside = touched(editor.bars, frame ?? { ...corner, w: 1, h: 1 }).map(({ id }) => id);
      editor.select(isFurther ? [...editor.selection, ...inside] : inside);
      if (frame) editor.say(inside.length === 1 ? "1 bar in the frame." : `${inside.length} bars in the frame.`);
    },
    cancel: () => stage.rubber(null),
  };
}

/** Every bar that the pointer comes over is gone. @param {Desk} desk @param {Point} start @param {string} pointer @returns {Gesture} */
function erasing({ stage, editor }, start, pointer) {
  const { bars } = editor;
  /** @type {Set<number>} */
  const gone = new Set();
  let last = start;
  const erase = (/** @type {Point} */ point) => {
    const steps = Math.max(1, Math.ceil(Math.hypot(point.x - last.x, point.y - last.y) / CLICK));
    const before = gone.size;
    for (let step = 1; step <= steps; step++) {
      const at = { x: last.x + ((point.x - last.x) * step) / steps, y: last.y + ((point.y - last.y) * step) / steps };
      for (const { id } of under(bars, stage.pagePoint(at))) gone.add(id);
    }
    last = point;
    if (gone.size > before) editor.draft(removeBars(bars, gone));
  };
  const hit = stage.hit(start, pointer);
  if (hit) gone.add(hit.bar.id);
  if (gone.size) editor.draft(removeBars(bars, gone));
  return {
    move: erase,
    end: () => editor.commit(gone.size === 1 ? "Erase bar" : `Erase ${gone.size} bars`),
    cancel: () => editor.cancel(),
  };
}

/** Edges beside words, unless Control is held. @param {Desk} desk @param {Rect} rect @param {string|null} edges  null for a rectangle that is moved @param {PointerEvent} [event] */
function snapped({ stage, snaps }, rect, edges, event) {
  const words = event?.ctrlKey || event?.metaKey ? [] : snaps();
  if (!words.length) return { rect, guides: [] };
  const reach = SNAP / stage.view.scale;
  return edges === null ? snapMoved(rect, words, reach) : snapDragged(rect, edges, words, reach);
}

/** @param {Point} a @param {Point} b */
const isNear = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) < CLICK;

/** @param {Stage} stage @param {string} cursor */
export const setCursor = (stage, cursor) => stage.canvas.style.setProperty("cursor", cursor);
