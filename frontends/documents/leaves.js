/**
 * What lies on the picture of a page: its words, unseen but there to be selected, and its findings.
 *
 * Makes elements and keeps nothing. Words are placed in points, in a layer that is scaled as a whole; findings in
 * shares of the page, so that their lines stay thin at every size.
 */

import { h } from "../common/dom.js";
import { dress } from "./marks.js";
import { nameOf, verdictWords } from "./names.js";
import { placed } from "./places.js";

/**
 * @typedef {import("./sheets.js").Sheet} Sheet
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./review.js").Box} Box
 */

/**
 * A span for each word, stretched to be as wide as it is printed.
 * @param {Sheet} sheet
 * @param {string} text  the document's
 * @returns {{span: HTMLElement, node: Text}[]}
 */
export function wordSpans({ words }, text) {
  return words.map(({ start, end, box }, index) => {
    const word = text.slice(start, end);
    const node = placed(`${word} `, start, end);
    const high = box.bottom - box.top;
    const size = Math.max(high * 0.8, 1);
    const stretch = (box.right - box.left) / Math.max(widthOf(word) * size, 0.1);
    const width = (reach(box, words[index + 1]?.box) - box.left) / stretch;
    const style = {
      ...{ left: `${box.left}px`, top: `${box.top}px`, width: `${width}px`, height: `${high}px` },
      ...{ "font-size": `${size}px`, "line-height": `${high}px`, transform: `scaleX(${stretch.toFixed(3)})` },
    };
    return { span: h("span", { style }, node), node };
  });
}

/** As far as the next word of the line, so that a selection is one band without seams. @param {Box} box @param {Box|undefined} next */
function reach(box, next) {
  const follows = next && next.left >= box.right && next.left - box.right < box.bottom - box.top && next.top < box.bottom && next.bottom > box.top;
  return follows ? next.left : box.right;
}

/**
 * The findings of a page: of each the first box is a button that can have the focus, the rest are for the eye.
 * @param {readonly {item: Item, boxes: readonly Box[]}[]} found
 * @param {{width: number, height: number}} page
 * @param {string|undefined} currentKey
 * @param {ReadonlyMap<string, import("./preview.js").After>|null} [preview]  what a copy writes into the boxes
 * @returns {HTMLElement[]}
 */
export function hitElements(found, { width, height }, currentKey, preview) {
  const share = (/** @type {number} */ value, /** @type {number} */ of) => `${((value / of) * 100).toFixed(3)}%`;
  return found.flatMap(({ item, boxes }) => {
    const after = preview?.get(item.key);
    const widest = after?.drawn ? boxes.reduce((best, box, index) => (wide(box) > wide(boxes[best]) ? index : best), 0) : -1;
    return boxes.map((box, index) => {
      const { left, top, right, bottom } = box;
      const spoken = index === 0 ? { type: "button", tabindex: "-1", "aria-label": spokenOf(item) } : { "aria-hidden": "true" };
      const hit = h(index === 0 ? "button" : "div", {
        ...spoken,
        class: `hit${item.box ? " hit-area" : ""}`,
        dataset: { key: item.key },
        "data-current": item.key === currentKey,
        style: { left: share(left, width), top: share(top, height), width: share(right - left, width), height: share(bottom - top, height) },
      });
      dress(hit, item);
      if (after?.pale) hit.dataset.pale = "";
      if (after && index === widest) hit.append(...boxWords(after.drawn, box));
      return hit;
    });
  });
}

/** @param {Item} item */
const spokenOf = (item) => `${item.box ? `Area, ${nameOf(item.label)}` : `${nameOf(item.label)}: ${item.words}`}, ${verdictWords(item)}`;

/**
 * The same elements after a decision that moved none of them: a focused one stays focused, and nothing is laid out again.
 * @param {HTMLElement} place  whose children `hitElements` made of the same findings in the same boxes
 * @param {readonly {item: Item, boxes: readonly Box[]}[]} found
 */
export function redressHits(place, found) {
  let hit = place.firstElementChild;
  for (const { item, boxes } of found) {
    for (let index = 0; index < boxes.length && hit instanceof HTMLElement; index++, hit = hit.nextElementSibling) {
      dress(hit, item);
      if (index === 0 && hit.getAttribute("aria-label") !== spokenOf(item)) hit.setAttribute("aria-label", spokenOf(item));
    }
  }
}

/** Tells whether findings stand as they stood. @param {readonly {item: Item, boxes: readonly Box[]}[]} found */
export const placesOf = (found) => found.map(({ item, boxes }) => `${item.key} ${item.box ? JSON.stringify(item.box) : boxes.length}`).join();

/** @param {Box} box */
const wide = ({ left, right }) => right - left;

const SMALLEST_POINTS = 4;
const LARGEST_POINTS = 12;

/** What the copy writes into a box: as large as fits, and nothing where that is too small to read. @param {string} words @param {Box} box */
function boxWords(words, box) {
  const line = words.replace(/\s+/g, " ").trim();
  const size = Math.min(LARGEST_POINTS, 0.8 * (box.bottom - box.top), (0.96 * wide(box)) / Math.max(widthOf(line), 0.01));
  if (size < SMALLEST_POINTS) return [];
  return [h("span", { class: "hit-after", "aria-hidden": "true", style: { "--size": size.toFixed(2) } }, line)];
}

/** @type {CanvasRenderingContext2D|null} */
let ruler = null;
/** @type {Map<string, number>} */
const widths = new Map();

/** How wide these words are in the words' own typeface, in ems. @param {string} words */
function widthOf(words) {
  const known = widths.get(words);
  if (known !== undefined) return known;
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return words.length / 2;
  ruler.font = "100px sans-serif";
  const width = ruler.measureText(words).width / 100;
  if (widths.size > 20_000) widths.clear();
  widths.set(words, width);
  return width;
}
