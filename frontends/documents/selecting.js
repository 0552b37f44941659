/**
 * Words that a person selects in either view, and the small bar that offers to redact them.
 */

import { byId, h } from "../common/dom.js";
import { redacting } from "./everywhere.js";
import { BY_HAND, CHOICES, nameOf } from "./names.js";

/**
 * @typedef {{start: number, end: number}} Range
 * @typedef {import("./session.js").Session} Session
 */

const GAP_PIXELS = 8;

/**
 * @param {object} parts
 * @param {Session} parts.session
 * @param {() => {selection: () => Range|null}} parts.view
 * @param {AbortSignal} parts.signal
 * @returns {{redact: () => boolean}}  `redact` is false when nothing is selected
 */
export function followSelection({ session, view, signal }) {
  const bar = byId("selection", HTMLElement);
  const category = byId("selection-category", HTMLSelectElement);
  const button = byId("selection-redact", HTMLButtonElement);
  category.replaceChildren(...CHOICES.map((label) => h("option", { value: label }, nameOf(label))));
  category.value = BY_HAND;
  /** What was selected when the bar came: the fields of the bar take the selection away in some browsers. @type {Range|null} */
  let place = null;
  let due = false;

  const hide = () => {
    bar.hidden = true;
    place = null;
  };
  const follow = () => {
    due = false;
    if (signal.aborted || bar.contains(document.activeElement)) return;
    place = view().selection();
    bar.hidden = place === null;
    if (!place) return;
    const lines = [...(getSelection()?.getRangeAt(0).getClientRects() ?? [])].filter(({ width }) => width > 0);
    const last = lines.at(-1);
    if (!last) return hide();
    const { offsetWidth: width, offsetHeight: height } = bar;
    const below = last.bottom + GAP_PIXELS;
    const top = below + height < innerHeight ? below : Math.max(lines[0].top - height - GAP_PIXELS, GAP_PIXELS);
    bar.style.setProperty("left", `${Math.min(Math.max(last.right - width / 2, GAP_PIXELS), document.documentElement.clientWidth - width - GAP_PIXELS)}px`);
    bar.style.setProperty("top", `${top}px`);
  };
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(follow);
  };
  const redact = () => {
    const wanted = place ?? view().selection();
    if (!wanted) return false;
    const step = redacting(session, [wanted], category.value);
    hide();
    getSelection()?.removeAllRanges();
    if (step.events.length) session.perform(step);
    session.select(session.texts.find(({ start, end }) => start <= wanted.start && wanted.start < end) ?? null);
    return true;
  };

  document.addEventListener("selectionchange", soon, { signal });
  addEventListener("scroll", () => !bar.hidden && soon(), { signal, capture: true, passive: true });
  bar.addEventListener("pointerdown", (event) => event.target === button && event.preventDefault(), { signal });
  bar.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    hide();
    getSelection()?.removeAllRanges();
    byId("pane", HTMLElement).focus({ preventScroll: true });
  }, { signal });
  button.addEventListener("click", redact, { signal });
  signal.addEventListener("abort", hide);
  return { redact };
}
