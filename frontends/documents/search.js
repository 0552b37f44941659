/**
 * The search field: every place lights up in the document, one can step through them, and redact them all.
 */

import { byId, h } from "../common/dom.js";
import { toast } from "../common/toast.js";
import { redacting } from "./everywhere.js";
import { BY_HAND, CHOICES, nameOf } from "./names.js";
import { firstFrom } from "./session.js";

/**
 * @typedef {{start: number, end: number}} Range
 * @typedef {{words: string, category: string, focused: HTMLElement|null}} Looking
 * @typedef {{paint: (stretches: readonly Range[]) => globalThis.Range[], show: (offset: number) => void, visible: (top: number, bottom: number) => Range}} View
 */

const PAINTED = 3_000;
const WAIT_MILLISECONDS = 120;

/**
 * @param {object} parts
 * @param {import("./session.js").Session} parts.session
 * @param {import("./seeking.js").Seeker} parts.seeker
 * @param {() => View} parts.view  the one that is on the page
 * @param {AbortSignal} parts.signal
 */
export function makeSearch({ session, seeker, view, signal }) {
  const bar = byId("search", HTMLElement);
  const field = byId("search-field", HTMLInputElement);
  const count = byId("search-count", HTMLElement);
  const all = byId("search-redact", HTMLButtonElement);
  const category = byId("search-category", HTMLSelectElement);
  /** @type {Range[]} */
  let places = [];
  let at = -1;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  category.replaceChildren(...CHOICES.map((label) => h("option", { value: label }, nameOf(label))));
  category.value = BY_HAND;

  const paint = () => {
    if (!("highlights" in CSS)) return;
    const from = Math.max(0, Math.min(at - PAINTED / 2, places.length - PAINTED));
    CSS.highlights.set("search", new Highlight(...view().paint(places.slice(from, from + PAINTED))));
    CSS.highlights.set("search-current", new Highlight(...(places[at] ? view().paint([places[at]]) : [])));
  };
  const tell = () => {
    const total = places.length.toLocaleString("en");
    count.textContent = !field.value.trim() ? "" : places.length === 0 ? "Not in the text" : at < 0 ? `${total} ${places.length === 1 ? "place" : "places"}` : `${(at + 1).toLocaleString("en")} of ${total}`;
    all.disabled = places.length === 0;
    all.textContent = places.length === 1 ? "Redact it" : `Redact all ${total}`;
  };
  const look = () => {
    clearTimeout(timer);
    places = field.value.trim().length > 0 ? seeker.places(field.value) : [];
    at = -1;
    tell();
    paint();
  };
  /** @param {1|-1} step */
  const go = (step) => {
    if (places.length === 0) return;
    if (at < 0) {
      const { start } = view().visible(0, innerHeight);
      const first = firstFrom(/** @type {any} */ (places), start);
      at = step > 0 ? first % places.length : (first - 1 + places.length) % places.length;
    } else at = (at + step + places.length) % places.length;
    view().show(places[at].start);
    tell();
    paint();
  };
  const close = () => {
    clearTimeout(timer);
    bar.hidden = true;
    places = [];
    at = -1;
    if ("highlights" in CSS) for (const name of ["search", "search-current"]) CSS.highlights.delete(name);
  };
  const redactAll = () => {
    const step = redacting(session, places, category.value);
    if (!step.events.length) return;
    session.perform(step);
    toast(`${places.length === 1 ? "1 place" : `${places.length.toLocaleString("en")} places`} will be taken out. Undo takes it back.`);
  };

  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, WAIT_MILLISECONDS);
  }, { signal });
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
      byId("pane", HTMLElement).focus({ preventScroll: true });
    } else if (event.key === "Enter" && event.target === field) {
      event.preventDefault();
      if (timer) look();
      timer = undefined;
      if (event.ctrlKey || event.metaKey) redactAll();
      else go(event.shiftKey ? -1 : 1);
    }
  }, { signal });
  byId("search-next", HTMLButtonElement).addEventListener("click", () => go(1), { signal });
  byId("search-previous", HTMLButtonElement).addEventListener("click", () => go(-1), { signal });
  byId("search-close", HTMLButtonElement).addEventListener("click", close, { signal });
  all.addEventListener("click", redactAll, { signal });
  // What was cut anew lost its paint.
  session.addEventListener("items", () => !bar.hidden && requestAnimationFrame(paint), { signal });
  signal.addEventListener("abort", close);
  field.value = "";
  tell();

  return {
    open() {
      bar.hidden = false;
      field.focus();
      field.select();
      look();
    },
    close,
    /** What is looked for, to go on with it in the same document cut anew; null while it is closed. @returns {Looking|null} */
    get looking() {
      if (bar.hidden) return null;
      return { words: field.value, category: category.value, focused: bar.contains(document.activeElement) ? /** @type {HTMLElement} */ (document.activeElement) : null };
    },
    /** @param {Looking} looking */
    goOn({ words, category: label, focused }) {
      bar.hidden = false;
      field.value = words;
      category.value = label;
      focused?.focus({ preventScroll: true });
      look();
    },
    /** After another view or another page came. */
    paint: () => !bar.hidden && paint(),
  };
}
