/**
 * Two canvases, one over the other: below the picture with the bars that stand still, above what moves.
 *
 * While a bar is dragged over 300 others on a 4K picture, only the upper one is drawn, and of it only what changed.
 * Knows what to draw from what it is given, and nothing of pointers or of how bars change.
 */

import { grow, rectToView, toView, union } from "../common/geometry.js";
import { aroundSeveral, categoryName, CATEGORIES } from "./bars.js";
import { paintCover } from "./covering.js";
import { paintBars, paintFrame, paintGuide, paintHandles, paintName, paintPlace, paintRubber, paintSelection } from "./review.js";
import { touched } from "./under.js";

/**
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").View} View
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./bars.js").Bar} Bar
 *
 * @typedef {object} Scene  all that is to be seen
 * @property {Editor} editor
 * @property {View} view
 * @property {{rect: Rect, kind: "bar"|"frame"}|null} rubber
 * @property {readonly import("./snapping.js").Guide[]} guides
 * @property {readonly import("./bars.js").Shape[]} places  where a text was found
 * @property {number} hovered  the bar under the pointer, 0 for none
 * @property {number} handle  how large handles are, in pixels of the screen
 */

/** Around a bar: its outline, its handles and its name. */
const AROUND = 36;
const OTHER_INK = "#4a453d";

export class Layers {
  /** @type {ImageBitmap[]} */
  #levels = [];
  #size = { w: 1, h: 1 };
  #ratio = 1;
  #backdrop = document.createElement("canvas");
  #backdropIsStale = true;
  #viewIsNew = true;
  /** What the lower canvas shows, to know when it must be drawn again. @type {readonly unknown[]} */
  #shown = [];
  /** What of the upper canvas is to be cleared before it is drawn again. @type {Rect[]} */
  #marks = [];
  /** @type {Record<string, string>|null} */
  #inks = null;
  /** Whether the view is changing this moment: the picture is drawn quickly, and well once it rests. */
  isHasty = false;

  /** @param {HTMLCanvasElement} below @param {HTMLCanvasElement} above */
  constructor(below, above) {
    this.below = below;
    this.above = above;
    this.lower = /** @type {CanvasRenderingContext2D} */ (below.getContext("2d", { alpha: false }));
    this.upper = /** @type {CanvasRenderingContext2D} */ (above.getContext("2d"));
  }

  /** @param {ImageBitmap} bitmap */
  set picture(bitmap) {
    for (const level of this.#levels) level.close();
    this.#levels = [bitmap];
    this.stale();
    void this.#shrink(bitmap);
  }

  /** The view changed: the picture stands elsewhere. */
  stale() {
    this.#backdropIsStale = this.#viewIsNew = true;
  }

  /** @param {{w: number, h: number}} size  in pixels of the screen @param {number} ratio  of the screen's own pixels to them */
  resize(size, ratio) {
    this.#size = size;
    this.#ratio = ratio;
    for (const canvas of [this.below, this.above, this.#backdrop]) {
      canvas.width = Math.round(size.w * ratio);
      canvas.height = Math.round(size.h * ratio);
    }
    this.#marks = [];
    this.stale();
  }

  /** @param {Scene} scene */
  paint(scene) {
    if (!this.#levels.length) return;
    const { bars, recorded, isDrafting, styles, isPreview } = scene.editor;
    const known = isDrafting ? new Set(recorded) : null;
    const still = known ? bars.filter((bar) => known.has(bar)) : bars;
    const moving = known ? bars.filter((bar) => !known.has(bar)) : [];
    const shows = [styles, isPreview, scene.places, ...still];
    if (this.#viewIsNew || (this.#backdropIsStale && !this.isHasty) || !isSame(shows, this.#shown)) {
      this.#paintBelow(scene, still);
      this.#shown = shows;
      this.#viewIsNew = false;
    }
    this.#paintAbove(scene, moving);
  }

  /** @param {Scene} scene @param {readonly Bar[]} still */
  #paintBelow({ editor, view, places }, still) {
    const context = this.lower;
    // While the view changes nothing of the backdrop can be used again: the picture is drawn where it is seen.
    if (this.isHasty) this.#paintPicture(context, view);
    else {
      if (this.#backdropIsStale) this.#paintBackdrop(view);
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.globalCompositeOperation = "copy";
      context.drawImage(this.#backdrop, 0, 0);
      context.globalCompositeOperation = "source-over";
    }
    this.#paintBars(context, still, editor, view);
    for (const place of places) paintPlace(context, rectToView(place, view), this.#polygon(place, view));
  }

  /** @param {Scene} scene @param {readonly Bar[]} moving */
  #paintAbove(scene, moving) {
    const { editor, view, rubber, guides, hovered, handle } = scene;
    const context = this.upper;
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    const dirty = union(this.#marks);
    if (dirty) context.clearRect(dirty.x - 1, dirty.y - 1, dirty.w + 2, dirty.h + 2);
    this.#marks = [];
    const { selected, selection, bars, isPreview } = editor;
    const gathered = rubber?.kind === "frame" ? touched(bars, rubber.rect).map(({ id }) => id) : [];
    const marked = new Set([...selection, ...gathered]);
    const isMoving = new Set(moving);
    // What is moved and selected is drawn once, with both looks.
    this.#paintBars(context, isPreview ? moving : moving.filter(({ id }) => !marked.has(id)), editor, view);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    for (const bar of moving) this.#mark(rectToView(bar, view));
    if (marked.size) {
      const chosen = bars.filter(({ id }) => marked.has(id));
      for (const bar of chosen) this.#mark(rectToView(bar, view));
      if (isPreview) for (const bar of chosen) paintSelection(context, rectToView(bar, view), this.#ink(bar.label));
      else this.#paintTogether(context, chosen, view, (bar) => ({ isOn: bar.on && isMoving.has(bar), isSelected: true }));
    }
    if (rubber) {
      const rect = rectToView(rubber.rect, view);
      paintRubber(context, rect, rubber.kind);
      this.#mark(rect);
    }
    for (const { x, y } of guides) {
      const at = toView({ x: x ?? 0, y: y ?? 0 }, view);
      const [from, to] = x === undefined ? [{ x: 0, y: at.y }, { x: this.#size.w, y: at.y }] : [{ x: at.x, y: 0 }, { x: at.x, y: this.#size.h }];
      paintGuide(context, from, to);
      this.#marks.push({ x: from.x - 2, y: from.y - 2, w: to.x - from.x + 4, h: to.y - from.y + 4 });
    }
    const several = selected || rubber ? null : aroundSeveral(bars, selection);
    if (several) {
      const rect = rectToView(several, view);
      paintFrame(context, rect);
      paintHandles(context, rect, handle);
      this.#mark(rect);
    }
    if (selected) paintHandles(context, rectToView(selected, view), handle);
    const named = bars.find((bar) => bar.id === hovered) ?? selected;
    if (named) {
      const words = categoryName(named.label) + (named.on ? "" : " (not covered)");
      this.#marks.push(paintName(context, rectToView(named, view), words, this.#ink(named.label), this.#size.w));
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {readonly Bar[]} bars @param {Editor} editor @param {View} view */
  #paintBars(context, bars, { isPreview, styles }, view) {
    if (isPreview) {
      const scale = this.#ratio * view.scale;
      context.setTransform(scale, 0, 0, scale, this.#ratio * view.x, this.#ratio * view.y);
      for (const bar of bars) if (bar.on) paintCover(context, bar, styles);
      return;
    }
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    this.#paintTogether(context, bars, view, (bar) => ({ isOn: bar.on, isSelected: false }));
  }

  /** Bars of one look after one another: 300 of them are dragged at a time. @param {CanvasRenderingContext2D} context @param {readonly Bar[]} bars @param {View} view @param {(bar: Bar) => {isOn: boolean, isSelected: boolean}} how */
  #paintTogether(context, bars, view, how) {
    /** @type {Map<string, {how: {ink: string, isOn: boolean, isSelected: boolean}, shapes: {rect: Rect, polygon: readonly import("../common/geometry.js").Point[]|null}[]}>} */
    const groups = new Map();
    for (const bar of bars) {
      const { isOn, isSelected } = how(bar);
      const key = `${bar.label} ${isOn} ${isSelected}`;
      let group = groups.get(key);
      if (!group) groups.set(key, (group = { how: { ink: this.#ink(bar.label), isOn, isSelected }, shapes: [] }));
      group.shapes.push({ rect: rectToView(bar, view), polygon: this.#polygon(bar, view) });
    }
    for (const { how: look, shapes } of groups.values()) paintBars(context, shapes, look);
  }

  /** The picture as it stands in this view; while bars are dragged it is only copied. @param {View} view */
  #paintBackdrop(view) {
    this.#paintPicture(/** @type {CanvasRenderingContext2D} */ (this.#backdrop.getContext("2d", { alpha: false })), view);
    this.#backdropIsStale = false;
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #paintPicture(context, { scale, x, y }) {
    const [bitmap] = this.#levels;
    const drawn = { w: bitmap.width * scale, h: bitmap.height * scale };
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = getComputedStyle(/** @type {HTMLElement} */ (this.below.parentElement)).backgroundColor;
    context.fillRect(0, 0, this.#backdrop.width, this.#backdrop.height);
    context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
    context.imageSmoothingEnabled = scale * this.#ratio < 2;
    context.imageSmoothingQuality = this.isHasty ? "low" : "high";
    // The smallest version that is not smaller than what is seen: scaling down 33 megabytes takes longer than a frame.
    const level = this.#levels.findLast(({ width }) => width >= drawn.w * this.#ratio) ?? bitmap;
    context.drawImage(level, x, y, drawn.w, drawn.h);
  }

  /** Versions of half the size, and half of that, for when little of the picture's sharpness is seen. @param {ImageBitmap} bitmap */
  async #shrink(bitmap) {
    for (let level = bitmap; level.width > 1000; ) {
      const size = { resizeWidth: Math.ceil(level.width / 2), resizeHeight: Math.ceil(level.height / 2), resizeQuality: /** @type {const} */ ("high") };
      const half = await createImageBitmap(level, size).catch(() => null);
      if (!half) return;
      if (this.#levels[0] !== bitmap) return half.close();
      this.#levels.push((level = half));
    }
  }

  /** @param {Rect} rect  in pixels of the screen */
  #mark(rect) {
    this.#marks.push(grow(rect, AROUND));
  }

  /** @param {import("./bars.js").Shape} shape @param {View} view */
  #polygon = (shape, view) => shape.polygon?.map((point) => toView(point, view)) ?? null;

  /** The category's colour of the light scheme: dark enough for white letters, whatever the page's scheme. @param {string} label */
  #ink(label) {
    this.#inks ??= readInks(/** @type {HTMLElement} */ (this.below.parentElement));
    return this.#inks[label] ?? OTHER_INK;
  }
}

/** A canvas does not know custom properties: an element is asked what they come to. @param {HTMLElement} parent */
function readInks(parent) {
  const probe = document.createElement("span");
  probe.className = "ink-probe";
  parent.append(probe);
  const inks = Object.fromEntries(
    CATEGORIES.map((label) => {
      probe.style.setProperty("color", `var(--c-${label}, ${OTHER_INK})`);
      return [label, getComputedStyle(probe).color];
    }),
  );
  probe.remove();
  return inks;
}

/** @param {readonly unknown[]} a @param {readonly unknown[]} b */
const isSame = (a, b) => a.length === b.length && a.every((value, index) => value === b[index]);
