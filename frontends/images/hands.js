/**
 * Pointers, wheel and fingers over the canvas, handed to the tool in use, or used to look around.
 *
 * Two fingers always pinch; space or the middle button always pans. Knows no bars.
 */

import { panning, setCursor } from "./tools.js";
import { wheelFactor } from "./views.js";

/**
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./tools.js").Tool} Tool
 * @typedef {import("./tools.js").Gesture} Gesture
 * @typedef {import("../common/geometry.js").Point} Point
 */

export class Hands {
  #stage;
  #onTap;
  /** @type {Tool|null} */
  #tool = null;
  /** @type {Gesture|null} */
  #gesture = null;
  /** @type {Map<number, Point>} */
  #pointers = new Map();
  /** Whether the space bar is held. */
  isSpaceHeld = false;
  /** Whether it was used to pan, so that letting it go means nothing more. */
  hasPanned = false;

  /**
   * @param {Stage} stage
   * @param {() => void} onTap  a finger tapped where nothing is
   * @param {AbortSignal} signal
   */
  constructor(stage, onTap, signal) {
    this.#stage = stage;
    this.#onTap = onTap;
    const { canvas } = stage;
    canvas.addEventListener("pointerdown", (event) => this.#down(event), { signal });
    canvas.addEventListener("pointermove", (event) => this.#move(event), { signal });
    canvas.addEventListener("pointerup", (event) => this.#up(event), { signal });
    canvas.addEventListener("pointercancel", (event) => this.#lost(event), { signal });
    canvas.addEventListener("pointerleave", () => (stage.hovered = 0), { signal });
    canvas.addEventListener("wheel", (event) => this.#wheel(event), { passive: false, signal });
    canvas.addEventListener("contextmenu", (event) => event.preventDefault(), { signal });
    signal.addEventListener("abort", () => setCursor(stage, ""));
  }

  /** @param {Tool} tool */
  use(tool) {
    this.cancel();
    this.#tool = tool;
    this.#stage.hovered = 0;
    setCursor(this.#stage, tool.cursor);
  }

  /** Gives up the gesture under way; true when there was one. */
  cancel() {
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture?.cancel();
    return gesture !== null;
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button === 2 || this.#pointers.size >= 2) return;
    event.preventDefault();
    /** @type {HTMLElement|null} */ (this.#stage.canvas.parentElement)?.focus({ preventScroll: true });
    const point = this.#stage.viewPoint(event);
    this.#stage.pointer = event.pointerType;
    this.#stage.canvas.setPointerCapture(event.pointerId);
    this.#pointers.set(event.pointerId, point);
    if (this.#pointers.size === 2) {
      this.cancel();
      return;
    }
    const isLooking = event.button === 1 || this.isSpaceHeld;
    this.hasPanned ||= this.isSpaceHeld;
    this.#gesture = isLooking ? panning(this.#stage, point) : (this.#tool?.begin(point, event) ?? panning(this.#stage, point, this.#onTap));
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const point = this.#stage.viewPoint(event);
    if (!this.#pointers.has(event.pointerId)) {
      if (event.pointerType !== "touch") this.#hover(point, event);
      return;
    }
    if (this.#pointers.size === 2) {
      const [a, b] = [...this.#pointers.entries()];
      const from = /** @type {[Point, Point]} */ ([a[1], b[1]]);
      const to = /** @type {[Point, Point]} */ ([a[0] === event.pointerId ? point : a[1], b[0] === event.pointerId ? point : b[1]]);
      this.#stage.pinch(from, to);
    }
    this.#pointers.set(event.pointerId, point);
    this.#gesture?.move(point, event);
  }

  /** @param {PointerEvent} event */
  #up(event) {
    if (!this.#pointers.delete(event.pointerId)) return;
    const gesture = this.#gesture;
    this.#gesture = null;
    gesture?.end();
    this.#hover(this.#stage.viewPoint(event), event);
  }

  /** @param {Point} point @param {PointerEvent} event */
  #hover(point, event) {
    if (this.#tool?.hover) this.#tool.hover(point, event);
    else if (this.#tool) setCursor(this.#stage, this.#tool.cursor);
  }

  /** @param {PointerEvent} event */
  #lost(event) {
    this.#pointers.delete(event.pointerId);
    this.cancel();
  }

  /** The wheel zooms at the pointer, with Shift it moves sideways; a trackpad's two fingers move. @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    if (event.shiftKey) this.#stage.pan(-event.deltaY || -event.deltaX, 0);
    else if (event.deltaX && !event.ctrlKey) this.#stage.pan(-event.deltaX, -event.deltaY);
    else this.#stage.zoomTo(this.#stage.view.scale * wheelFactor(event.deltaY, event.deltaMode), this.#stage.viewPoint(event));
  }
}
