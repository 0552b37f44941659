/**
 * The two views of one document, pages and reading: which of them is on the screen, and that the place is kept.
 *
 * Knows what is in sight and what lies under the pointer; what is done about it is known elsewhere.
 */

import { byId } from "../common/dom.js";
import { PageView } from "./pages.js";
import { ReadingView } from "./reading.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 * @typedef {"pages"|"reading"} Name
 */

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);
const LINES = "p, li, td, th, pre, figure, h2, h3, h4, h5, h6";

/** Fires "showing" when another view comes, "shown" when it came or its size changed, "page" when a page came, "gone" when the server let go. */
export class Views extends EventTarget {
  #session;
  #reading;
  /** @type {PageView|null} */
  #pages = null;
  /** @type {Name} */
  #shown = "reading";
  /** What is looked at in the text. @type {HTMLElement|null} */
  #mark = null;

  /** @param {Session} session @param {AbortSignal} signal */
  constructor(session, signal) {
    super();
    this.#session = session;
    const { reading } = session;
    this.#reading = new ReadingView(box("paper"), session, signal);
    if (reading.sheets.length && reading.documentId) {
      this.#pages = new PageView(box("pages"), session, signal);
      this.#pages.addEventListener("zoom", () => this.#followZoom(), { signal });
      for (const event of ["page", "gone"]) this.#pages.addEventListener(event, (told) => this.dispatchEvent(new CustomEvent(event, { detail: /** @type {CustomEvent} */ (told).detail })), { signal });
    }
    for (const id of ["draw", "zooming", "views"]) box(id).hidden = this.#pages === null;
    box("pane").addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
  }

  /** The pages, where the document has some. */
  get pages() {
    return this.#pages;
  }

  /** @returns {Name} */
  get shown() {
    return this.#shown;
  }

  /** The view that is on the screen. */
  get view() {
    return this.#shown === "pages" && this.#pages ? this.#pages : this.#reading;
  }

  /** @param {Name} to @param {{start: number, middle: number, isQuiet?: boolean}} [place]  quiet: the focus stays where it is */
  show(to, place) {
    this.#shown = to;
    this.dispatchEvent(new Event("showing"));
    box("paper").hidden = to === "pages";
    if (to === "reading") this.#reading.start();
    this.follow(this.#session.current);
    this.#pages?.toggle(to === "pages");
    button("view-pages").setAttribute("aria-pressed", String(to === "pages"));
    button("view-reading").setAttribute("aria-pressed", String(to === "reading"));
    box("zooming").toggleAttribute("data-idle", to !== "pages"); // its room stays, so that no button moves
    this.#followZoom();
    if (!place) box("pane").scrollTo({ top: 0 });
    else this.view.show(place.middle);
    const { current } = this.#session;
    if (place && !place.isQuiet && current && current.start === place.middle) this.view.reveal(current);
  }

  /** @param {"in"|"out"|"fit"|"actual"} to */
  zoom(to) {
    if (this.#shown === "pages") this.#pages?.zoom(to);
  }

  /** What is on the screen: between start and end, with its middle. */
  here() {
    const { top, bottom } = box("pane").getBoundingClientRect();
    const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const { start, end } = this.view.visible(from, to);
    const { current } = this.#session;
    const middle = current && current.start >= start && current.start <= end ? current.start : Math.round(this.view.visible((from + to) / 2, to).start);
    return { start, end, middle };
  }

  /** Remembers the line in the middle of the text; what it gives brings it back there after the text has moved. @returns {() => void} */
  hold() {
    if (this.#shown === "pages") return () => {};
    const pane = box("pane");
    const { left, width, top, bottom } = pane.getBoundingClientRect();
    const middle = (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
    const line = this.#mark ?? document.elementFromPoint(left + width / 2, middle)?.closest(LINES);
    if (!line || !box("paper").contains(line)) return () => {};
    const before = line.getBoundingClientRect().top;
    return () => {
      if (!line.isConnected) return;
      const moved = line.getBoundingClientRect().top - before;
      (pane.scrollHeight > pane.clientHeight + 1 ? pane : (document.scrollingElement ?? pane)).scrollBy({ top: moved, behavior: "instant" });
    };
  }

  /** Marks the finding that is looked at, in both views. @param {Item|null} item */
  follow(item) {
    this.#pages?.follow(item);
    this.#mark?.removeAttribute("data-current");
    this.#mark?.setAttribute("tabindex", "-1");
    this.#mark = item && !item.box && this.#shown === "reading" ? this.#reading.mark(item) : null;
    if (!this.#mark) return;
    this.#mark.dataset.current = "";
    this.#mark.tabIndex = 0; // the one stop of the Tab key in the text: where one was reading
  }

  /** The finding under the pointer. @param {MouseEvent} event @returns {{item: Item, element: Element|null}|null} */
  under(event) {
    if (this.#shown === "pages") {
      const item = this.#pages?.under(event)?.item;
      return item ? { item, element: this.#pages?.mark(item) ?? null } : null;
    }
    const mark = event.target instanceof Element ? event.target.closest("mark.finding, .doc-picture .hit") : null;
    const item = mark instanceof HTMLElement ? this.#session.item(mark.dataset.key ?? "") : null;
    return item && mark && mark instanceof HTMLElement && mark.dataset.state !== "out" ? { item, element: mark } : null;
  }

  #followZoom() {
    if (this.#pages) button("zoom-fit").textContent = `${this.#pages.percent} %`;
    this.dispatchEvent(new Event("shown"));
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey || this.#shown !== "pages") return;
    event.preventDefault();
    this.#pages?.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), event.clientY);
  }
}
