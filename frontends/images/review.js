/**
 * How bars look while they are being reviewed: tinted, so that what is under them can be read, with handles and names.
 *
 * Draws on a context in pixels of the screen. Knows no editor, no view, and nothing of how bars look in the file.
 */

import { grow, handlePoints } from "../common/geometry.js";

/**
 * @typedef {import("../common/geometry.js").Rect} Rect
 * @typedef {import("../common/geometry.js").Point} Point
 * @typedef {CanvasRenderingContext2D} Context
 */

/** Handles stand a little outside, so that a small bar can still be caught in its middle. */
export const HANDLE_GAP = 4;
const DARK = "#1c1a17";
const LIGHT = "#ffffff";

/**
 * Bars of one look, hundreds of them at a time: around them, so that what is under them can be read; white around the colour, so that they show on
 * any picture.
 * @param {Context} context
 * @param {readonly {rect: Rect, polygon: readonly Point[]|null}[]} shapes
 * @param {{ink: string, isOn: boolean, isSelected: boolean}} how
 */
export function paintBars(context, shapes, { ink, isOn, isSelected }) {
  if (isOn) {
    context.globalAlpha = 0.24;
    context.fillStyle = ink;
    for (const { rect, polygon } of shapes) {
      if (polygon) fillPath(context, polygon);
      else context.fillRect(rect.x, rect.y, rect.w, rect.h);
    }
    context.globalAlpha = 1;
  }
  const width = isSelected ? 3 : 1.75;
  context.setLineDash(isOn ? [] : [5, 4]);
  for (const [colour, outside, thick] of /** @type {[string, number, number][]} */ ([[LIGHT, width + 1, 1.5], [ink, width / 2, width]])) {
    context.strokeStyle = colour;
    context.lineWidth = thick;
    for (const { rect, polygon } of shapes) {
      if (polygon) strokePath(context, grownAway(polygon, outside), colour, thick);
      else context.strokeRect(rect.x - outside, rect.y - outside, rect.w + 2 * outside, rect.h + 2 * outside);
    }
  }
  context.setLineDash([]);
}

/** A slanted outline as far outside as that of a rectangle. @param {readonly Point[]} polygon @param {number} outside @returns {readonly Point[]} */
function grownAway(polygon, outside) {
  return polygon.map((corner, index) => {
    const [before, after] = [polygon[(index + polygon.length - 1) % polygon.length], polygon[(index + 1) % polygon.length]];
    const [a, b] = [unit(before, corner), unit(after, corner)];
    const away = { x: a.x + b.x, y: a.y + b.y };
    return Math.hypot(away.x, away.y) < 1e-6 ? corner : { x: corner.x + away.x * outside, y: corner.y + away.y * outside };
  });
}

/** From one point towards another, one long. @param {Point} from @param {Point} to @returns {Point} */
function unit(from, to) {
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

/** That a bar is selected, where it is shown as in the file. @param {Context} context @param {Rect} rect @param {string} ink */
export function paintSelection(context, rect, ink) {
  outline(context, rect, 3.5, LIGHT, 2);
  outline(context, rect, 1.5, ink, 2.5);
}

/** @param {Context} context @param {Rect} rect  of the bar @param {number} size */
export function paintHandles(context, rect, size) {
  for (const [name, { x, y }] of Object.entries(handlePoints(grow(rect, HANDLE_GAP)))) {
    // On a small bar there is room for the corners only: the others would hide what it covers.
    if (name.length === 1 && Math.min(rect.w, rect.h) < 3 * size) continue;
    const square = { x: x - size / 2, y: y - size / 2, w: size, h: size };
    context.fillStyle = LIGHT;
    context.fillRect(square.x, square.y, size, size);
    outline(context, square, 0, DARK, 1.5);
  }
}

/** Around several bars that are selected. @param {Context} context @param {Rect} rect */
export function paintFrame(context, rect) {
  outline(context, rect, HANDLE_GAP, LIGHT, 3);
  context.setLineDash([6, 4]);
  outline(context, rect, HANDLE_GAP, DARK, 1);
  context.setLineDash([]);
}

/** Words above a bar or, at the picture's top, below it; returns where they are. @param {Context} context @param {Rect} rect @param {string} words @param {string} ink @param {number} room  the screen's width @returns {Rect} */
export function paintName(context, rect, words, ink, room) {
  context.font = "600 12px system-ui, sans-serif";
  const width = context.measureText(words).width + 12;
  const left = Math.min(Math.max(rect.x - 9, 2), room - width - 2);
  const top = rect.y > 32 ? rect.y - 31 : rect.y + rect.h + 11;
  context.fillStyle = LIGHT;
  context.fillRect(left - 1, top - 1, width + 2, 22);
  context.fillStyle = ink;
  context.fillRect(left, top, width, 20);
  context.fillStyle = LIGHT;
  context.fillText(words, left + 6, top + 14);
  return { x: left - 1, y: top - 1, w: width + 2, h: 22 };
}

/** A rectangle under way: dark where a bar will be, a dashed frame where bars are being gathered. @param {Context} context @param {Rect} rect @param {"bar"|"frame"} kind */
export function paintRubber(context, rect, kind) {
  context.globalAlpha = kind === "bar" ? 0.45 : 0.12;
  context.fillStyle = DARK;
  context.fillRect(rect.x, rect.y, rect.w, rect.h);
  context.globalAlpha = 1;
  outline(context, rect, 1.5, LIGHT, 1.5);
  context.setLineDash(kind === "bar" ? [] : [6, 4]);
  outline(context, rect, 0.5, DARK, 1);
  context.setLineDash([]);
}

/** Where a text was found. @param {Context} context @param {Rect} rect @param {readonly Point[]|null} polygon */
export function paintPlace(context, rect, polygon) {
  if (polygon) {
    strokePath(context, polygon, LIGHT, 5);
    context.setLineDash([4, 3]);
    strokePath(context, polygon, DARK, 2);
    context.setLineDash([]);
    return;
  }
  outline(context, rect, 3, LIGHT, 3);
  context.setLineDash([4, 3]);
  outline(context, rect, 3, DARK, 2);
  context.setLineDash([]);
}

/** A line that an edge settled on. @param {Context} context @param {Point} from @param {Point} to */
export function paintGuide(context, from, to) {
  for (const [colour, width] of /** @type {[string, number][]} */ ([[LIGHT, 3], ["#b3196b", 1]])) {
    context.strokeStyle = colour;
    context.lineWidth = width;
    context.beginPath();
    context.moveTo(from.x, from.y);
    context.lineTo(to.x, to.y);
    context.stroke();
  }
}

/** @param {Context} context @param {Rect} rect @param {number} outside  how far around it @param {string} colour @param {number} width */
function outline(context, rect, outside, colour, width) {
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.strokeRect(rect.x - outside, rect.y - outside, rect.w + 2 * outside, rect.h + 2 * outside);
}

/** @param {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} context @param {readonly Point[]} points */
function line(context, points) {
  points.forEach(({ x, y }, index) => (index ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
}

/** @param {CanvasRenderingContext2D|OffscreenCanvasRenderingContext2D} context @param {readonly Point[]} points */
export function fillPath(context, points) {
  context.beginPath();
  line(context, points);
  context.fill();
}

/** @param {Context} context @param {readonly Point[]} points @param {string} colour @param {number} width */
function strokePath(context, points, colour, width) {
  context.beginPath();
  line(context, points);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}
