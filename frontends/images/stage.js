/**
 * The one owner of the canvas: draws the picture, the bars and the handles, and says what lies under a point.
 *
 * It draws what the editor holds, in the view it is given, at most once a frame. It changes no bar.
 */

import { contains, grow, handleAt, handlePoints, hitTest, rectToView, toPage } from "../common/geometry.js";
import { labelName } from "../common/labels.js";
import { CATEGORIES } from "./bars.js";
import { FILL } from "./export.js";
import { fitted, panned, pinched, revealing, zoomed } from "./views.js";

/**
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").View} View
 * @typedef {import("../common/geometry.js").Handle} Handle
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./bars.js").Bar} Bar
 * @typedef {{bar: Bar, handle: Handle|null}} Hit
 */

const HANDLE = 9;
/** Handles stand a little outside, so that a small bar can still be caught in its middle. */
const HANDLE_GAP = 4;
const REACH = { mouse: 12, pen: 16, touch: 22 };

export class Stage {
  /** @type {ImageBitmap|null} */
  #bitmap = null;
  /** @type {Editor|null} */
  #editor = null;
  /** @type {View} */
  #view = { scale: 1, x: 0, y: 0 };
  #isFitted = true;
  #size = { w: 1, h: 1 };
  #ratio = 1;
  #frame = 0;
  #backdrop = document.createElement("canvas");
  #backdropIsStale = true;
  /** @type {Record<string, string>|null} */
  #inks = null;
  /** @type {Rect|null} */
  #rubber = null;
  #hovered = 0;

  /**
   * @param {HTMLCanvasElement} canvas  fills its parent
   * @param {(view: View) => void} onView  told about every new view
   */
  constructor(canvas, onView) {
    this.canvas = canvas;
    this.onView = onView;
    this.context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
    new ResizeObserver(() => this.#measure()).observe(/** @type {HTMLElement} */ (canvas.parentElement));
    this.#followRatio();
  }

  /** @param {ImageBitmap} bitmap @param {Editor} editor */
  show(bitmap, editor) {
    this.#bitmap?.close();
    this.#bitmap = bitmap;
    this.#editor = editor;
    this.#rubber = null;
    editor.addEventListener("change", () => this.draw());
    this.#measure();
    this.fit();
  }

  get bitmap() {
    return this.#bitmap;
  }

  get view() {
    return this.#view;
  }

  /** @param {PointerEvent|MouseEvent} event @returns {Point} on the screen, from the canvas's corner */
  viewPoint(event) {
    const { left, top } = this.canvas.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  }

  /** @param {Point} viewPoint @returns {Point} in pixels of the picture */
  pagePoint(viewPoint) {
    return toPage(viewPoint, this.#view);
  }

  /** What lies under a point of the screen: a handle of the selected bar, a bar, or nothing. @param {Point} point @param {string} pointer @returns {Hit|null} */
  hit(point, pointer) {
    if (!this.#editor) return null;
    const reach = REACH[/** @type {keyof typeof REACH} */ (pointer)] ?? REACH.mouse;
    const { selected, bars } = this.#editor;
    if (selected) {
      const rect = rectToView(selected, this.#view);
      const inside = contains(rect, point);
      // Inside a small bar the handles leave the middle free, or it could not be moved.
      const handle = handleAt(grow(rect, HANDLE_GAP), point, inside ? Math.min(reach, Math.min(rect.w, rect.h) / 4 + HANDLE_GAP) : reach);
      if (handle) return { bar: selected, handle };
    }
    const rects = bars.map((bar) => rectToView(bar, this.#view));
    let index = hitTest(rects, point);
    if (index < 0 && pointer === "touch") index = hitTest(rects.map((rect) => grow(rect, Math.max(0, (44 - Math.min(rect.w, rect.h)) / 2))), point);
    return index < 0 ? null : { bar: bars[index], handle: null };
  }

  fit() {
    if (!this.#editor) return;
    this.#look(fitted(this.#editor.page, this.#size));
    this.#isFitted = true;
  }

  /** Another scale around a point of the screen, by default its middle. @param {number} scale @param {Point} [point] */
  zoomTo(scale, point = { x: this.#size.w / 2, y: this.#size.h / 2 }) {
    if (this.#editor) this.#look(zoomed(this.#view, scale, point, this.#editor.page, this.#size));
  }

  /** @param {number} dx @param {number} dy */
  pan(dx, dy) {
    if (this.#editor) this.#look(panned(this.#view, dx, dy, this.#editor.page, this.#size));
  }

  /** @param {readonly [Point, Point]} from @param {readonly [Point, Point]} to */
  pinch(from, to) {
    if (this.#editor) this.#look(pinched(this.#view, from, to, this.#editor.page, this.#size));
  }

  /** @param {Rect} rect  in pixels of the picture */
  reveal(rect) {
    if (this.#editor) this.#look(revealing(this.#view, rect, this.#editor.page, this.#size));
  }

  /** A rectangle that is being drawn. @param {Rect|null} rect  in pixels of the picture */
  set rubber(rect) {
    this.#rubber = rect;
    this.draw();
  }

  /** @param {number} id  0 for none */
  set hovered(id) {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.draw();
  }

  /** Soon, once. */
  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint();
    });
  }

  /** @param {View} view */
  #look(view) {
    this.#isFitted = false;
    if (view.scale === this.#view.scale && view.x === this.#view.x && view.y === this.#view.y) return;
    this.#view = view;
    this.#backdropIsStale = true;
    this.onView(view);
    this.draw();
  }

  #measure() {
    const { width, height } = /** @type {HTMLElement} */ (this.canvas.parentElement).getBoundingClientRect();
    if (!width || !height) return;
    this.#size = { w: width, h: height };
    this.#ratio = devicePixelRatio || 1;
    for (const canvas of [this.canvas, this.#backdrop]) {
      canvas.width = Math.round(width * this.#ratio);
      canvas.height = Math.round(height * this.#ratio);
    }
    this.#backdropIsStale = true;
    if (this.#isFitted) this.fit();
    else this.pan(0, 0);
    this.draw();
  }

  /** A window moved to a sharper screen changes no size that a ResizeObserver sees. */
  #followRatio() {
    matchMedia(`(resolution: ${devicePixelRatio}dppx)`).addEventListener(
      "change",
      () => {
        this.#measure();
        this.#followRatio();
      },
      { once: true },
    );
  }

  #paint() {
    if (!this.#bitmap || !this.#editor) return;
    if (this.#backdropIsStale) this.#paintBackdrop(this.#bitmap);
    const { context } = this;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.globalCompositeOperation = "copy";
    context.drawImage(this.#backdrop, 0, 0);
    context.globalCompositeOperation = "source-over";
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    const { bars, selection, selected, isPreview } = this.#editor;
    for (const bar of bars) this.#paintBar(bar, isPreview, selection.has(bar.id));
    if (this.#rubber) this.#paintRubber(this.#rubber);
    if (selected) this.#paintHandles(rectToView(selected, this.#view));
    const named = bars.find((bar) => bar.id === this.#hovered) ?? selected;
    if (named) this.#paintName(named);
  }

  /** The picture as it stands in this view; while bars are dragged it is only copied. @param {ImageBitmap} bitmap */
  #paintBackdrop(bitmap) {
    const context = /** @type {CanvasRenderingContext2D} */ (this.#backdrop.getContext("2d"));
    const { scale, x, y } = this.#view;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, this.#backdrop.width, this.#backdrop.height);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.imageSmoothingEnabled = scale * this.#ratio < 2;
    context.imageSmoothingQuality = "high";
    context.drawImage(bitmap, x, y, bitmap.width * scale, bitmap.height * scale);
    this.#backdropIsStale = false;
  }

  /** @param {Bar} bar @param {boolean} isPreview @param {boolean} isSelected */
  #paintBar(bar, isPreview, isSelected) {
    const { context } = this;
    const { x, y, w, h } = rectToView(bar, this.#view);
    if (isPreview && bar.on) {
      context.fillStyle = FILL;
      context.fillRect(x, y, w, h);
    }
    if (isPreview && !isSelected) return;
    const ink = this.#ink(bar.label);
    if (!isPreview && bar.on) {
      context.globalAlpha = 0.24;
      context.fillStyle = ink;
      context.fillRect(x, y, w, h);
      context.globalAlpha = 1;
    }
    // Around the bar, so that what is under it can be read; white around the colour, so that it shows on any picture.
    const width = isSelected ? 3 : 1.75;
    context.setLineDash(bar.on ? [] : [5, 4]);
    this.#outline({ x, y, w, h }, width + 1, "#ffffff", 1.5);
    this.#outline({ x, y, w, h }, width / 2, ink, width);
    context.setLineDash([]);
  }

  /** @param {Rect} rect */
  #paintRubber(rect) {
    const shown = rectToView(rect, this.#view);
    this.context.globalAlpha = 0.45;
    this.context.fillStyle = FILL;
    this.context.fillRect(shown.x, shown.y, shown.w, shown.h);
    this.context.globalAlpha = 1;
    this.#outline(shown, 1.5, "#ffffff", 1.5);
    this.#outline(shown, 0.5, FILL, 1);
  }

  /** @param {Rect} rect  on the screen */
  #paintHandles(rect) {
    const { context } = this;
    const points = Object.entries(handlePoints(grow(rect, HANDLE_GAP)));
    for (const [name, { x, y }] of points) {
      // On a small bar there is room for the corners only: the others would hide what it covers.
      if (name.length === 1 && Math.min(rect.w, rect.h) < 3 * HANDLE) continue;
      const square = { x: x - HANDLE / 2, y: y - HANDLE / 2, w: HANDLE, h: HANDLE };
      context.fillStyle = "#ffffff";
      context.fillRect(square.x, square.y, HANDLE, HANDLE);
      this.#outline(square, 0, FILL, 1.5);
    }
  }

  /** The category in words, above the bar or, at the picture's top, below it. @param {Bar} bar */
  #paintName(bar) {
    const { context } = this;
    const { x, y, h } = rectToView(bar, this.#view);
    const words = labelName(bar.label) + (bar.on ? "" : " (not covered)");
    context.font = "600 12px system-ui, sans-serif";
    const width = context.measureText(words).width + 12;
    const left = Math.min(Math.max(x - HANDLE, 2), this.#size.w - width - 2);
    const top = y > 32 ? y - 31 : y + h + 11;
    context.fillStyle = "#ffffff";
    context.fillRect(left - 1, top - 1, width + 2, 22);
    context.fillStyle = this.#ink(bar.label);
    context.fillRect(left, top, width, 20);
    context.fillStyle = "#ffffff";
    context.fillText(words, left + 6, top + 14);
  }

  /** @param {Rect} rect  on the screen @param {number} outside  how far around it @param {string} colour @param {number} width */
  #outline(rect, outside, colour, width) {
    const { x, y, w, h } = grow(rect, outside);
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.strokeRect(x, y, w, h);
  }

  /** The category's colour of the light scheme: dark enough for white letters, whatever the page's scheme. @param {string} label */
  #ink(label) {
    this.#inks ??= readInks(/** @type {HTMLElement} */ (this.canvas.parentElement));
    return this.#inks[label] ?? FILL;
  }
}

/** A canvas does not know custom properties: an element is asked what they come to. @param {HTMLElement} parent */
function readInks(parent) {
  const probe = document.createElement("span");
  probe.className = "ink-probe";
  parent.append(probe);
  const inks = Object.fromEntries(
    CATEGORIES.map((label) => {
      probe.style.setProperty("color", `var(--c-${label}, #4a453d)`);
      return [label, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return inks;
}
