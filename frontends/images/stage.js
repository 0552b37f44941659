/**
 * The picture on the screen: in which view it is seen, what lies under a point of it, and when it is drawn again.
 *
 * It shows what the editor holds, at most once a frame. It changes no bar.
 */

import { contains, grow, handleAt, hitTest, rectToView, toPage } from "../common/geometry.js";
import { aroundSeveral } from "./bars.js";
import { Layers } from "./layers.js";
import { HANDLE_GAP } from "./review.js";
import { isOver } from "./under.js";
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

const HANDLE = { mouse: 9, pen: 11, touch: 15 };
const REACH = { mouse: 12, pen: 16, touch: 22 };
const NOWHERE = Object.freeze({ x: -Infinity, y: -Infinity, w: 0, h: 0 });
/** How long a view must rest before it is drawn at its best. */
const REST_MS = 120;

export class Stage {
  /** @type {ImageBitmap|null} */
  #bitmap = null;
  /** @type {Editor|null} */
  #editor = null;
  /** @type {AbortController|null} */
  #life = null;
  /** @type {View} */
  #view = { scale: 1, x: 0, y: 0 };
  #isFitted = true;
  #size = { w: 1, h: 1 };
  #frame = 0;
  /** @type {import("./layers.js").Scene["rubber"]} */
  #rubber = null;
  /** @type {readonly import("./snapping.js").Guide[]} */
  #guides = [];
  /** @type {readonly import("./bars.js").Shape[]} */
  #places = [];
  #hovered = 0;
  #rest = 0;
  /** @type {keyof typeof HANDLE} */
  #pointer = "mouse";

  /**
   * @param {HTMLCanvasElement} below  the picture
   * @param {HTMLCanvasElement} canvas  over it, and as large: what moves; pointers come here
   * @param {(view: View) => void} onView  told about every new view
   */
  constructor(below, canvas, onView) {
    this.canvas = canvas;
    this.onView = onView;
    this.layers = new Layers(below, canvas);
    new ResizeObserver(() => this.#measure()).observe(/** @type {HTMLElement} */ (canvas.parentElement));
    new MutationObserver(() => this.#restyle()).observe(document.documentElement, { attributeFilter: ["data-theme"] });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => this.#restyle());
    this.#followRatio();
  }

  /** @param {ImageBitmap} bitmap  closed when another one is shown @param {Editor} editor @param {View|null} [view]  in which it was left */
  show(bitmap, editor, view = null) {
    this.#life?.abort();
    this.#life = new AbortController();
    this.#bitmap = bitmap;
    this.#editor = editor;
    this.#rubber = null;
    this.#guides = [];
    this.#places = [];
    this.#hovered = 0;
    this.layers.picture = bitmap;
    editor.addEventListener("change", () => this.draw(), { signal: this.#life.signal });
    this.#measure();
    if (view) this.#look(view);
    else this.fit();
  }

  get bitmap() {
    return this.#bitmap;
  }

  get view() {
    return this.#view;
  }

  /** The view to come back to; null when all of the picture is seen. */
  get ownView() {
    return this.#isFitted ? null : this.#view;
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

  /** What lies under a point of the screen: a handle of what is selected, a bar, or nothing. @param {Point} point @param {string} pointer @returns {Hit|null} */
  hit(point, pointer) {
    if (!this.#editor) return null;
    const kind = pointer in REACH ? /** @type {keyof typeof REACH} */ (pointer) : "mouse";
    const reach = REACH[kind];
    const { selected, selection, bars } = this.#editor;
    const around = selected ?? aroundSeveral(bars, selection);
    if (around) {
      const rect = rectToView(around, this.#view);
      const inside = contains(rect, point);
      // Inside a small bar the handles leave the middle free, or it could not be moved.
      const handle = handleAt(grow(rect, HANDLE_GAP), point, inside ? Math.min(reach, Math.min(rect.w, rect.h) / 4 + HANDLE_GAP) : reach);
      const bar = selected ?? bars.find(({ id }) => selection.has(id));
      if (handle && bar) return { bar, handle };
    }
    const rects = bars.map((bar) => rectToView(bar, this.#view));
    const page = toPage(point, this.#view);
    let index = hitTest(rects.map((rect, at) => (bars[at].polygon && !isOver(bars[at], page) ? NOWHERE : rect)), point);
    if (index < 0 && kind === "touch") index = hitTest(rects.map((rect) => grow(rect, Math.max(0, (44 - Math.min(rect.w, rect.h)) / 2))), point);
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

  /** A rectangle that is being drawn: of a new bar, or around bars. @param {Rect|null} rect  in pixels of the picture @param {"bar"|"frame"} [kind] */
  rubber(rect, kind = "bar") {
    this.#rubber = rect && { rect, kind };
    this.draw();
  }

  /** @param {readonly import("./snapping.js").Guide[]} guides */
  set guides(guides) {
    if (!guides.length && !this.#guides.length) return;
    this.#guides = guides;
    this.draw();
  }

  /** Where a text was found. @param {readonly import("./bars.js").Shape[]} places  in pixels of the picture */
  set places(places) {
    this.#places = places;
    this.draw();
  }

  /** @param {number} id  0 for none */
  set hovered(id) {
    if (id === this.#hovered) return;
    this.#hovered = id;
    this.draw();
  }

  /** What is used to point: fingers get larger handles. @param {string} pointer */
  set pointer(pointer) {
    if (pointer === this.#pointer || !(pointer in HANDLE)) return;
    this.#pointer = /** @type {keyof typeof HANDLE} */ (pointer);
    this.draw();
  }

  /** Soon, once. */
  draw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      if (!this.#editor) return;
      const scene = { editor: this.#editor, view: this.#view, rubber: this.#rubber, guides: this.#guides, places: this.#places, hovered: this.#hovered, handle: HANDLE[this.#pointer] };
      this.layers.paint(scene);
    });
  }

  /** @param {View} view */
  #look(view) {
    this.#isFitted = false;
    if (view.scale === this.#view.scale && view.x === this.#view.x && view.y === this.#view.y) return;
    this.#view = view;
    this.layers.stale();
    this.layers.isHasty = true;
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => {
      this.layers.isHasty = false;
      this.#restyle();
    }, REST_MS);
    this.onView(view);
    this.draw();
  }

  #measure() {
    const { width, height } = /** @type {HTMLElement} */ (this.canvas.parentElement).getBoundingClientRect();
    if (!width || !height) return;
    this.#size = { w: width, h: height };
    this.layers.resize(this.#size, devicePixelRatio || 1);
    if (this.#isFitted) this.fit();
    else this.pan(0, 0);
    this.draw();
  }

  /** The picture is drawn anew: it was drawn in haste, or the ground it lies on has another colour. */
  #restyle() {
    this.layers.stale();
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
}
