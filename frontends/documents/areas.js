/**
 * Areas on a page: drawn with the pointer, or set down and moved with the keys.
 *
 * For what is no text: a signature, a stamp, a face. Knows the page view and the session, draws nothing itself but
 * the frame while it is drawn.
 */

import { h } from "../common/dom.js";
import { BY_HAND } from "./names.js";
import { drawnBox, nudged } from "./sheets.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./pages.js").PageView} PageView
 * @typedef {import("./review.js").Box} Box
 */

const ARROWS = /** @type {Record<string, [number, number]>} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
const STEP_POINTS = 4;
const CORNER_POINTS = 8;
const FIRST_SIZE = { width: 140, height: 40 };
const CLICK_POINTS = 2;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.root  the pages
 * @param {PageView} parts.view
 * @param {Session} parts.session
 * @param {(on: boolean) => void} parts.onMode  drawing began or ended
 * @param {AbortSignal} parts.signal
 */
export function makeAreas({ root, view, session, onMode, signal }) {
  let isDrawing = false;
  /** @type {{pointer: number, from: {x: number, y: number}, element: HTMLElement, page: number, size: {width: number, height: number}, frame: HTMLElement}|null} */
  let drawing = null;
  /** @type {{pointer: number, id: string, box: Box, from: {x: number, y: number}, element: HTMLElement, size: {width: number, height: number}, resizes: boolean}|null} */
  let moving = null;

  /** @param {boolean} on */
  const toggle = (on) => {
    isDrawing = on;
    root.toggleAttribute("data-drawing", on);
    if (!on) cancel();
    onMode(on);
  };
  const cancel = () => {
    drawing?.frame.remove();
    drawing = null;
    moving = null;
  };
  /** @param {number} page @param {Box} box */
  const add = (page, box) => {
    const id = session.review.newId();
    session.perform({ do: "add", items: [{ id, page, box, label: BY_HAND }] });
    const item = session.item(id);
    if (item) session.select(item);
  };
  /** @param {HTMLElement} element @param {PointerEvent} event */
  const pointOn = (element, event) => {
    const { left, top } = element.getBoundingClientRect();
    return { x: (event.clientX - left) / view.scale, y: (event.clientY - top) / view.scale };
  };

  root.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    const under = view.under(event);
    if (!under) return;
    const size = { width: under.width, height: under.height };
    if (isDrawing) {
      event.preventDefault();
      root.setPointerCapture(event.pointerId);
      const frame = h("div", { class: "drawn" });
      under.element.append(frame);
      drawing = { pointer: event.pointerId, from: { x: under.x, y: under.y }, element: under.element, page: under.page, size, frame };
    } else if (under.item?.box && under.item.key === session.current?.key) {
      event.preventDefault();
      root.setPointerCapture(event.pointerId);
      session.review.seal();
      const { right, bottom } = under.item.box;
      const resizes = right - under.x < CORNER_POINTS && bottom - under.y < CORNER_POINTS;
      moving = { pointer: event.pointerId, id: under.item.id, box: under.item.box, from: { x: under.x, y: under.y }, element: under.element, size, resizes };
    }
  }, { signal });
  root.addEventListener("pointermove", (event) => {
    if (drawing?.pointer === event.pointerId) {
      const box = drawnBox(drawing.from, pointOn(drawing.element, event), drawing.size);
      if (box) for (const [edge, value] of Object.entries({ left: box.left, top: box.top, width: box.right - box.left, height: box.bottom - box.top })) drawing.frame.style.setProperty(edge, `${value * view.scale}px`);
    } else if (moving?.pointer === event.pointerId) {
      const point = pointOn(moving.element, event);
      const [x, y] = [point.x - moving.from.x, point.y - moving.from.y];
      if (Math.hypot(x, y) < CLICK_POINTS) return;
      const box = nudged(moving.box, moving.resizes ? { x: 0, y: 0, w: x, h: y } : { x, y, w: 0, h: 0 }, moving.size);
      session.perform({ do: "move", id: moving.id, box }, `move ${moving.id}`);
    }
  }, { signal });
  root.addEventListener("pointerup", (event) => {
    if (drawing?.pointer === event.pointerId) {
      const { from, element, page, size } = drawing;
      const box = drawnBox(from, pointOn(element, event), size);
      cancel();
      if (box) add(page, box);
    } else if (moving?.pointer === event.pointerId) {
      moving = null;
      session.review.seal();
    }
  }, { signal });
  root.addEventListener("pointercancel", cancel, { signal });

  // An area that has the focus is moved with the arrows, resized with Shift, and deleted.
  root.addEventListener("keydown", (event) => {
    const item = session.current;
    if (!item?.box || !(event.target instanceof HTMLElement) || event.target.dataset.key !== item.key || event.ctrlKey || event.metaKey) return;
    const size = view.sizeOf(item.page);
    const arrow = ARROWS[event.key];
    if (arrow && size) {
      const [x, y] = arrow.map((step) => step * (event.altKey ? 1 : STEP_POINTS));
      session.perform({ do: "move", id: item.id, box: nudged(item.box, event.shiftKey ? { x: 0, y: 0, w: x, h: y } : { x, y, w: 0, h: 0 }, size) }, `move ${item.id}`);
    } else if (event.key === "Delete" || event.key === "Backspace") session.perform({ do: "reject", ids: [item.id] });
    else return;
    event.preventDefault();
    event.stopPropagation();
  }, { signal });

  return {
    get isDrawing() {
      return isDrawing;
    },
    toggle,
    /** Sets an area down in the middle of what is seen, to be moved with the arrows. */
    place() {
      const middle = view.middle();
      if (!middle) return;
      const box = nudged({ left: 0, top: 0, right: FIRST_SIZE.width, bottom: FIRST_SIZE.height }, { x: middle.x - FIRST_SIZE.width / 2, y: middle.y - FIRST_SIZE.height / 2, w: 0, h: 0 }, middle);
      toggle(false);
      add(middle.page, box);
    },
  };
}
