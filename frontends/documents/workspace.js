/**
 * One document on the desk: its views, its list, its tools, wired to its session until another one comes.
 */

import { byId } from "../common/dom.js";
import { toast } from "../common/toast.js";
import { makeAreas } from "./areas.js";
import { showDashboard } from "./dashboard.js";
import { askEverywhere } from "./everywhere.js";
import { showInspector } from "./inspector.js";
import { showMinimap } from "./minimap.js";
import { nameOf } from "./names.js";
import { showNotes } from "./notes.js";
import { PageView } from "./pages.js";
import { ReadingView } from "./reading.js";
import { makeSearch } from "./search.js";
import { Seeker } from "./seeking.js";
import { followSelection } from "./selecting.js";
import { Session } from "./session.js";
import { showSidebar } from "./sidebar.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./items.js").Item} Item
 */

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

export class Workspace {
  /** @type {AbortController} */
  #life = new AbortController();
  #reading;
  /** @type {PageView|null} */
  #pages = null;
  /** @type {"pages"|"reading"} */
  #shown = "reading";
  #session;
  #seeker;
  #areas;
  #search;
  #selection;
  #redrawMinimap;

  /**
   * @param {Reading} reading
   * @param {{onGone: (status: number|undefined) => void}} options  `onGone`: the server has let go of the pages
   */
  constructor(reading, { onGone }) {
    const { signal } = this.#life;
    const session = (this.#session = new Session(reading));
    this.#seeker = new Seeker(reading.text, reading.breaks);
    showDashboard(box("dashboard"), reading);
    showNotes(box("notes"), reading);
    this.#reading = new ReadingView(box("paper"), session, signal);
    if (reading.sheets.length && reading.documentId) {
      this.#pages = new PageView(box("pages"), session, signal);
      this.#pages.addEventListener("zoom", () => this.#followZoom(), { signal });
      this.#pages.addEventListener("page", () => this.#search.paint(), { signal });
      this.#pages.addEventListener("gone", (event) => onGone(/** @type {CustomEvent} */ (event).detail.status), { signal });
    }
    const view = () => this.view;
    this.#areas = this.#pages && makeAreas({ root: box("pages"), view: this.#pages, session, onMode: (on) => this.#followDrawing(on), signal });
    this.#search = makeSearch({ session, seeker: this.#seeker, view, signal });
    this.#selection = followSelection({ session, view, signal });
    showSidebar({ categories: box("categories"), hidden: box("hidden"), hiddenList: box("hidden-list") }, session, signal);
    showInspector(box("inspector"), session, { accept: () => this.decide("accept"), reject: () => this.decide("reject"), everywhere: () => this.everywhere() }, signal);
    this.#redrawMinimap = showMinimap(byId("minimap", HTMLCanvasElement), { session, view, signal });
    this.#followThreshold(signal);
    session.addEventListener("items", () => this.#followItems(), { signal });
    session.addEventListener("current", () => this.#followCurrent(), { signal });
    box("paper").addEventListener("focusin", (event) => this.#followFocus(event), { signal });
    box("pages").addEventListener("focusin", (event) => this.#followFocus(event), { signal });
    for (const id of ["paper", "pages"]) box(id).addEventListener("click", (event) => this.#click(event), { signal });
    box("pane").addEventListener("wheel", (event) => this.#wheel(event), { signal, passive: false });
    for (const id of ["draw", "zooming", "views"]) box(id).hidden = this.#pages === null;
    this.#show(this.#pages ? "pages" : "reading");
    this.#followItems();
    this.#followCurrent();
  }

  get session() {
    return this.#session;
  }

  get view() {
    return this.#shown === "pages" && this.#pages ? this.#pages : this.#reading;
  }

  get isDrawing() {
    return this.#areas?.isDrawing ?? false;
  }

  close() {
    this.#life.abort();
  }

  // ---------------------------------------------------------------- stepping and deciding

  /** @param {1|-1} step */
  step(step) {
    const item = this.#session.neighbour(step, this.#here().start);
    if (!item) return toast("No finding is switched on.");
    this.#session.select(item);
    this.#followCurrent(); // with a single finding nothing changed; it may have been scrolled away
  }

  /** @param {"accept"|"reject"} what */
  decide(what) {
    const { current } = this.#session;
    if (!current) return this.step(1);
    const next = this.#session.neighbour(1, current.start);
    this.#session.perform({ do: what, ids: [current.id] });
    const then = next && this.#session.item(next.key);
    if (then && then.key !== current.key) this.#session.select(then);
  }

  /** The whole category of the finding that is looked at: off, or on again. */
  category() {
    const { current, review } = this.#session;
    if (!current) return toast("Go to a finding first: n.");
    const { label } = current;
    const on = review.isOn(label);
    this.#session.perform({ do: "category", label, on: !on });
    toast(`${nameOf(label)}: ${on ? "left readable" : "taken out"}. Undo takes it back.`);
  }

  async everywhere() {
    const { current } = this.#session;
    if (!current || current.box) return toast("Go to a finding first: n.");
    const said = await askEverywhere(this.#session, current, this.#seeker);
    if (said) toast(said);
    this.#followCurrent();
  }

  redactSelection() {
    if (!this.#selection.redact()) toast("Select words first, or look for them with /.");
  }

  undo() {
    if (!this.#session.undo()) toast("There is nothing to undo.");
  }

  redo() {
    if (!this.#session.redo()) toast("There is nothing to do again.");
  }

  inspect() {
    if (!this.#session.current) return toast("Go to a finding first: n.");
    byId("inspector-category", HTMLSelectElement).focus();
  }

  search() {
    this.#search.open();
  }

  draw() {
    if (!this.#areas) return toast("Areas are drawn on pages, which only a PDF has.");
    if (this.#shown !== "pages") this.#show("pages", this.#here());
    this.#areas.toggle(!this.#areas.isDrawing);
  }

  placeArea() {
    this.#areas?.place();
  }

  /** @returns {boolean}  whether there was something to close */
  closeTools() {
    if (this.isDrawing) this.#areas?.toggle(false);
    else if (!box("search").hidden) this.#search.close();
    else return false;
    return true;
  }

  // ---------------------------------------------------------------- views

  /** The other view, at the same place. @param {"pages"|"reading"} [to] */
  switchView(to = this.#shown === "pages" ? "reading" : "pages") {
    if (!this.#pages) return toast("This document has no pages of its own: it is shown to be read.");
    if (to === this.#shown) return;
    this.#areas?.toggle(false);
    this.#show(to, this.#here());
  }

  /** @param {"in"|"out"|"fit"|"actual"} to */
  zoom(to) {
    if (this.#shown === "pages") this.#pages?.zoom(to);
  }

  retryPages() {
    this.#pages?.retry();
  }

  /** What is on the screen: between start and end, with its middle. */
  #here() {
    const { top, bottom } = box("pane").getBoundingClientRect();
    const [from, to] = [Math.max(top, 0), Math.min(bottom, innerHeight)];
    const { start, end } = this.view.visible(from, to);
    const { current } = this.#session;
    const middle = current && current.start >= start && current.start <= end ? current.start : Math.round(this.view.visible((from + to) / 2, to).start);
    return { start, end, middle };
  }

  /** @param {"pages"|"reading"} to @param {{start: number, middle: number}} [place] */
  #show(to, place) {
    this.#shown = to;
    box("paper").hidden = to === "pages";
    this.#pages?.toggle(to === "pages");
    button("view-pages").setAttribute("aria-pressed", String(to === "pages"));
    button("view-reading").setAttribute("aria-pressed", String(to === "reading"));
    box("zooming").toggleAttribute("data-idle", to !== "pages"); // its room stays, so that no button moves
    this.#followZoom();
    if (!place) box("pane").scrollTo({ top: 0 });
    else this.view.show(place.middle);
    const { current } = this.#session;
    if (place && current && current.start === place.middle) this.view.reveal(current);
    this.#search.paint();
    this.#redrawMinimap();
  }

  #followZoom() {
    if (this.#pages) button("zoom-fit").textContent = `${this.#pages.percent} %`;
    this.#redrawMinimap?.();
  }

  /** @param {boolean} on */
  #followDrawing(on) {
    button("draw").setAttribute("aria-pressed", String(on));
    box("draw-hint").hidden = !on;
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey || this.#shown !== "pages") return;
    event.preventDefault();
    this.#pages?.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : 0.0025)), event.clientY);
  }

  // ---------------------------------------------------------------- following

  #followItems() {
    const { review } = this.#session;
    button("undo").disabled = !review.canUndo;
    button("redo").disabled = !review.canRedo;
    const none = this.#session.shown.length === 0;
    for (const id of ["next", "previous"]) button(id).disabled = none;
    const slider = byId("threshold", HTMLInputElement);
    const percent = Math.round(review.threshold * 100);
    if (Number(slider.value) !== percent) slider.value = String(percent);
    slider.setAttribute("aria-valuetext", percent ? `${percent} %` : "off");
    box("threshold-value").textContent = percent ? `${percent} %` : "off";
    this.#count();
    this.#pages?.follow(this.#session.current);
  }

  #count() {
    const { shown, position, decided } = this.#session;
    const total = shown.length.toLocaleString("en");
    box("count").textContent = position ? `${position.toLocaleString("en")} of ${total}` : `${total} ${shown.length === 1 ? "finding" : "findings"}`;
    box("decided").textContent = decided ? `${decided.toLocaleString("en")} decided` : "";
  }

  /** @type {HTMLElement|null} */
  #mark = null;

  #followCurrent() {
    const { current } = this.#session;
    this.#count();
    this.#pages?.follow(current);
    this.#mark?.removeAttribute("data-current");
    this.#mark?.setAttribute("tabindex", "-1");
    this.#mark = current && !current.box ? this.#reading.mark(current) : null;
    if (this.#mark) {
      this.#mark.dataset.current = "";
      this.#mark.tabIndex = 0; // the one stop of the Tab key in the text: where one was reading
    }
    if (!current) return;
    if (current.box && this.#shown !== "pages") this.#show("pages", this.#here());
    // Who decides with the buttons beside the document stays there.
    this.view.reveal(current, !box("side").contains(document.activeElement));
  }

  /** @param {FocusEvent} event */
  #followFocus({ target }) {
    const key = target instanceof HTMLElement ? target.dataset.key : undefined;
    const item = key ? this.#session.item(key) : null;
    if (item && this.#session.current?.key !== item.key) this.#session.select(item);
  }

  /** @param {MouseEvent} event */
  #click(event) {
    if (this.isDrawing || !getSelection()?.isCollapsed) return;
    const found = this.under(event);
    if (found && found.item.key !== this.#session.current?.key) this.#session.select(found.item);
  }

  /** The finding under the pointer. @param {MouseEvent} event @returns {{item: Item, element: Element|null}|null} */
  under(event) {
    if (this.#shown === "pages") {
      const item = this.#pages?.under(event)?.item;
      return item ? { item, element: this.#pages?.mark(item) ?? null } : null;
    }
    const mark = event.target instanceof Element ? event.target.closest("mark.finding") : null;
    const item = mark instanceof HTMLElement ? this.#session.item(mark.dataset.key ?? "") : null;
    return item && mark && mark instanceof HTMLElement && mark.dataset.state !== "out" ? { item, element: mark } : null;
  }

  /** @param {AbortSignal} signal */
  #followThreshold(signal) {
    const slider = byId("threshold", HTMLInputElement);
    slider.addEventListener("input", () => this.#session.perform({ do: "threshold", score: Number(slider.value) / 100 }, "threshold"), { signal });
    slider.addEventListener("change", () => this.#session.review.seal(), { signal });
  }
}
