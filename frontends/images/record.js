/**
 * Bars as a file of their own, to go on with them another day: where they are and how they look.
 *
 * Never what was read under them: the file may be passed on with the picture it belongs to. Knows no page.
 */

import { barsOf } from "./bars.js";
import { isColour, PLAIN, restyled } from "./styles.js";

/**
 * @typedef {import("./bars.js").Bars} Bars
 * @typedef {import("./styles.js").Styles} Styles
 * @typedef {import("../common/geometry.js").Size} Size
 */

const FORMAT = "blackbar-bars";
const VERSION = 1;
const MOST = 10_000;

/** A file of bars that cannot be used, with a sentence for the person at the page. */
export class RecordError extends Error {}

/** @param {Bars} bars @param {Styles} styles @param {Size} page @returns {string} */
export function writeRecord(bars, styles, page) {
  const kept = bars.map(({ x, y, w, h, polygon, label, kind, finding, score, source, on }) => ({ x, y, w, h, ...(polygon ? { polygon } : {}), label, kind, finding, score, source, on }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, width: page.w, height: page.h, styles, bars: kept }, null, 1)}\n`;
}

/**
 * The bars of a file, for a picture of this size.
 * @param {string} text
 * @param {Size} page
 * @returns {{bars: Bars, styles: Styles}}
 */
export function readRecord(text, page) {
  const record = parsed(text);
  if (record?.format !== FORMAT || !Array.isArray(record.bars)) throw new RecordError("This file holds no bars. Choose one that was saved here with “Save the bars”.");
  if (record.version > VERSION) throw new RecordError("These bars were saved by a newer version of this page. Save them again with this one.");
  if (record.width !== page.w || record.height !== page.h) {
    throw new RecordError(`These bars belong to a picture of ${Number(record.width)} by ${Number(record.height)} pixels; this one has ${page.w} by ${page.h}. Open the other picture first.`);
  }
  if (record.bars.length > MOST || !record.bars.every(isBox)) throw new RecordError("This file of bars is damaged. Choose another one.");
  return { bars: barsOf(record.bars.map((/** @type {any} */ box) => ({ ...box, text: "" })), page), styles: stylesOf(record.styles) };
}

/** @param {string} text @returns {any} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {any} box */
function isBox(box) {
  const isNumbers = [box?.x, box?.y, box?.w, box?.h].every((value) => Number.isFinite(value));
  return isNumbers && typeof box.label === "string" && ["boolean", "undefined"].includes(typeof box.on) && ["string", "undefined"].includes(typeof box.kind);
}

/** @param {any} given @returns {Styles} */
function stylesOf(given) {
  let styles = PLAIN;
  for (const [label, style] of Object.entries(given ?? {})) {
    if (label in PLAIN && isColour(style?.fill)) styles = restyled(styles, label, { fill: style.fill, word: style.word === true });
  }
  return styles;
}
