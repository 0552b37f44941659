/**
 * How a finding looks, in both views alike: its category, whether it goes, whose word that is, and how sure.
 */

import { h } from "../common/dom.js";
import { isOut } from "./items.js";

/** @typedef {import("./items.js").Item} Item */

/**
 * What a copy says in a finding's place, in a mark of the text. On pages it stands in a box; a text takes it as words.
 * @param {HTMLElement} mark
 * @param {import("./preview.js").After|undefined} after
 * @param {boolean} onBoxes  the copy has boxes on pages
 * @param {boolean} isFirst  of several marks of one finding the first says it
 */
export function sayAfter(mark, after, onBoxes, isFirst) {
  const words = !after ? null : onBoxes ? after.drawn : after.words;
  const there = mark.querySelector(":scope > .after");
  if (words === null || (onBoxes && !words)) {
    there?.remove();
    mark.removeAttribute("data-after");
    return;
  }
  mark.dataset.after = !onBoxes ? "words" : after?.pale ? "pale" : "bar";
  const said = isFirst ? words : "";
  if (there) there.textContent = said;
  else mark.append(h("span", { class: "after" }, said));
}

/** Findings below this are drawn with a broken line: worth a second look. */
export const UNSURE = 0.6;

/**
 * Puts the finding's state on its element. `data-state` is "goes", "stays" (a person's word) or "out" (not marked).
 * @param {HTMLElement} element
 * @param {Item} item
 */
export function dress(element, item) {
  const state = item.redact ? "goes" : isOut(item) ? "out" : "stays";
  const { dataset } = element;
  if (dataset.label !== item.label) dataset.label = item.label;
  if (dataset.state !== state) dataset.state = state;
  element.toggleAttribute("data-decided", item.by === "person");
  element.toggleAttribute("data-unsure", item.score < UNSURE && item.by !== "person");
  element.toggleAttribute("data-hidden", item.hidden !== "");
}
