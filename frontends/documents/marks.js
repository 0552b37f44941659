/**
 * How a finding looks, in both views alike: its category, whether it goes, whose word that is, and how sure.
 */

import { isOut } from "./items.js";

/** @typedef {import("./items.js").Item} Item */

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
