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
import { makePreview } from "./preview.js";
import { makeSearch } from "./search.js";
import { Seeker } from "./seeking.js";
import { keepDecided } from "./saved.js";
import { followSelection } from "./selecting.js";
import { Session } from "./session.js";
import { showSidebar } from "./sidebar.js";
import { showThreshold } from "./threshold.js";
import { showThumbnails } from "./thumbnails.js";
import { Views } from "./views.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./items.js").Item} Item
 * @typedef {{view: import("./views.js").Name, key: string, start: number, middle: number, isQuiet: boolean, looking: import("./search.js").Looking|null}} Place
 */

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

export class Workspace {
  /** @type {AbortController} */
  #life = new AbortController();
  #session;
  #views;
  #seeker;
  #areas;
  #search;
  #selection;
  #preview;
  #thumbnails;
  /** How many decisions of the review that goes on were about what is not found any more. */
  restored = 0;

  /**
   * @param {Reading} reading
   * @param {{onGone: (status: number|undefined) => void, picker: import("../common/policies.js").Picker, before?: Session, at?: Place}} options
   *   `onGone`: the server has let go of the pages; `before`: the session of the same document, whose review goes on; `at`:
   *   where one was in it
   */
  constructor(reading, { onGone, picker, before, at }) {
    const { signal } = this.#life;
    const goesOn = before?.reading.text === reading.text ? before : undefined;
    if (goesOn) this.restored = keepDecided(goesOn.items, reading, goesOn.review);
    const session = (this.#session = new Session(reading, goesOn?.review, goesOn?.seed));
    this.#seeker = new Seeker(reading.text, reading.breaks);
    showDashboard(box("dashboard"), reading);
    showNotes(box("notes"), reading);
    if (at) session.select(session.item(at.key));
    const views = (this.#views = new Views(session, signal));
    const view = () => views.view;
    this.#areas = views.pages && makeAreas({ root: box("pages"), view: views.pages, session, onMode: (on) => this.#followDrawing(on), signal });
    this.#search = makeSearch({ session, seeker: this.#seeker, view, signal });
    this.#selection = followSelection({ session, view, signal });
    this.#preview = makePreview({ session, picker, hold: () => views.hold(), signal });
    this.#thumbnails = showThumbnails({ session, views, signal });
    showSidebar({ categories: box("categories"), hidden: box("hidden"), hiddenList: box("hidden-list") }, session, signal);
    showInspector(box("inspector"), session, { accept: () => this.decide("accept"), reject: () => this.decide("reject"), everywhere: () => this.everywhere() }, signal);
    const redrawMinimap = showMinimap(byId("minimap", HTMLCanvasElement), { session, view, signal });
    showThreshold(session, signal);
    views.addEventListener("page", () => this.#search.paint(), { signal });
    views.addEventListener("shown", () => redrawMinimap(), { signal });
    views.addEventListener("gone", (event) => onGone(/** @type {CustomEvent} */ (event).detail.status), { signal });
    session.addEventListener("items", () => this.#followItems(), { signal });
    session.addEventListener("current", () => this.#followCurrent(), { signal });
    for (const id of ["paper", "pages"]) {
      box(id).addEventListener("focusin", (event) => this.#followFocus(event), { signal });
      box(id).addEventListener("click", (event) => this.#click(event), { signal });
    }
    this.#show(at?.view === "reading" || !views.pages ? "reading" : "pages", at);
    this.#followItems();
    if (!at) this.#followCurrent();
    else if (at.looking) this.#search.goOn(at.looking);
  }

  /** Where one is in it, to come back to. @returns {Place} */
  get place() {
    return { ...this.#views.here(), view: this.#views.shown, key: this.#session.current?.key ?? "", isQuiet: true, looking: this.#search.looking };
  }

  get session() {
    return this.#session;
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
    const item = this.#session.neighbour(step, this.#views.here().start);
    if (!item) return toast("No finding is switched on.");
    this.#session.select(item);
    this.#followCurrent(); // with a single finding nothing changed; it may have been scrolled away
  }

  /** To the next one that nobody has decided about. */
  stepToOpen() {
    const item = this.#session.nextOpen(this.#views.here().start);
    const { current, shown } = this.#session;
    if (item) this.#session.select(item);
    else if (current && current.by !== "person") toast("This is the last one that is not decided.");
    else toast(shown.length ? "Everything is decided." : "No finding is switched on.");
  }

  goToPage() {
    if (!this.#thumbnails) return toast("This document has no pages to go to.");
    if (this.#views.shown !== "pages") this.#show("pages", this.#views.here());
    this.#thumbnails.ask();
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
    if (this.#views.shown !== "pages") this.#show("pages", this.#views.here());
    this.#areas.toggle(!this.#areas.isDrawing);
  }

  placeArea() {
    this.#areas?.place();
  }

  /** As the copy will be, or as it is. */
  preview() {
    this.#preview.toggle();
  }

  /** Another policy was chosen. */
  policyChanged() {
    this.#preview.again();
  }

  thumbnails() {
    if (!this.#thumbnails) return toast("Only a PDF has pages to be shown small.");
    this.#thumbnails.toggle();
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
  switchView(to = this.#views.shown === "pages" ? "reading" : "pages") {
    if (!this.#views.pages) return toast("This document has no pages of its own: it is shown to be read.");
    if (to === this.#views.shown) return;
    this.#areas?.toggle(false);
    this.#show(to, this.#views.here());
  }

  /** @param {"in"|"out"|"fit"|"actual"} to */
  zoom(to) {
    this.#views.zoom(to);
  }

  retryPages() {
    this.#views.pages?.retry();
  }

  /** The finding under the pointer. @param {MouseEvent} event */
  under(event) {
    return this.#views.under(event);
  }

  /** @param {"pages"|"reading"} to @param {{start: number, middle: number, isQuiet?: boolean}} [place] */
  #show(to, place) {
    this.#views.show(to, place);
    this.#thumbnails?.follow();
    this.#search.paint();
  }

  /** @param {boolean} on */
  #followDrawing(on) {
    button("draw").setAttribute("aria-pressed", String(on));
    box("draw-hint").hidden = !on;
  }

  // ---------------------------------------------------------------- following

  #followItems() {
    const { review } = this.#session;
    button("undo").disabled = !review.canUndo;
    button("redo").disabled = !review.canRedo;
    const none = this.#session.shown.length === 0;
    for (const id of ["next", "previous"]) button(id).disabled = none;
    this.#count();
    this.#views.pages?.follow(this.#session.current);
  }

  #count() {
    const { shown, position, decided } = this.#session;
    const total = shown.length.toLocaleString("en");
    box("count").textContent = position ? `${position.toLocaleString("en")} of ${total}` : `${total} ${shown.length === 1 ? "finding" : "findings"}`;
    box("decided").textContent = decided ? `${decided.toLocaleString("en")} decided` : "";
  }

  #followCurrent() {
    const { current } = this.#session;
    this.#count();
    this.#views.follow(current);
    if (!current) return;
    if (current.box && this.#views.shown !== "pages") this.#show("pages", this.#views.here());
    // Who decides with the buttons beside the document stays there, and who looks for words goes on writing.
    const isElsewhere = ["side", "search"].some((id) => box(id).contains(document.activeElement));
    this.#views.view.reveal(current, !isElsewhere);
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
}
