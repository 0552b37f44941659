/**
 * The document as it is printed: each page a picture drawn by the server, its words to be selected on top, and every
 * finding where it stands.
 *
 * A page is asked for when it comes near the window and let go of when it is far away, so that a thousand pages cost
 * no more than the few that are seen. Decides nothing: tools and keys do.
 */

import { pageAt } from "./analysis.js";
import { Leaf } from "./leaf.js";
import { paintable, selectedIn } from "./places.js";
import { hitAt, offsetAt } from "./sheets.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 * @typedef {{start: number, end: number}} Range
 */

const ACTUAL = 96 / 72;
const LEAST_ZOOM = 0.25;
const MOST_ZOOM = 6;
const STEP = 1.2;

export class PageView extends EventTarget {
  #root;
  #session;
  /** @type {Leaf[]} */
  #leaves = [];
  /** "fit", or pixels a point. @type {"fit"|number} */
  #zoom = "fit";
  /** How large the widest page fits, as the window was when it was measured: asking for it has all pages laid out. */
  #fit = 1;
  #widest = 1;
  #isShown = false;
  /** The server has let go of the document: nothing more is asked for. */
  #isGone = false;
  /** What is to be in the middle once its page is there. @type {Item|null} */
  #awaited = null;

  /**
   * Fires "zoom", and "gone" when the server has let go of the document.
   * @param {HTMLElement} root  emptied, then filled
   * @param {Session} session
   * @param {AbortSignal} signal
   */
  constructor(root, session, signal) {
    super();
    this.#root = root;
    this.#session = session;
    const around = {
      signal,
      scale: () => this.scale,
      isGone: () => this.#isGone,
      onPage: () => this.dispatchEvent(new Event("page")),
      onFailed: (/** @type {number|undefined} */ status) => {
        this.#isGone ||= status === 404 || status === 410;
        this.dispatchEvent(new CustomEvent("gone", { detail: { status } }));
      },
    };
    this.#leaves = session.reading.sheets.map((size, index) => new Leaf(size, index, session, around));
    this.#widest = Math.max(...this.#leaves.map(({ size }) => size.width), 1);
    root.replaceChildren(...this.#leaves.map(({ element }) => element));
    const options = /** @type {IntersectionObserverInit} */ ({ rootMargin: "100% 0px", scrollMargin: "100% 0px" });
    const watch = new IntersectionObserver((entries) => {
      for (const entry of entries) this.#leaves[Number(/** @type {HTMLElement} */ (entry.target).dataset.index)].come(entry.isIntersecting && this.#isShown);
    }, options);
    for (const { element } of this.#leaves) watch.observe(element);
    const sizes = new ResizeObserver(() => this.#resize());
    sizes.observe(root.parentElement ?? root);
    signal.addEventListener("abort", () => {
      watch.disconnect();
      sizes.disconnect();
      root.replaceChildren();
    });
    for (const event of ["items", "preview"]) session.addEventListener(event, () => this.#leaves.forEach((leaf) => leaf.isNear && leaf.drawHits()), { signal });
  }

  /** Pixels a point, as it is now. */
  get scale() {
    return this.#zoom === "fit" ? this.#fit : this.#zoom;
  }

  /** What the zoom says: 100 is as large as on paper. */
  get percent() {
    return Math.round((this.scale / ACTUAL) * 100);
  }

  get isFit() {
    return this.#zoom === "fit";
  }

  /**
   * Another size; what is under `y` (of the window) stays there.
   * @param {"in"|"out"|"fit"|"actual"|number} to  a number multiplies
   * @param {number} [y]
   */
  zoom(to, y = this.#middle()) {
    const before = this.scale;
    const wanted = to === "fit" ? "fit" : to === "actual" ? ACTUAL : before * (to === "in" ? STEP : to === "out" ? 1 / STEP : to);
    const anchor = this.#leafAt(y);
    const offset = anchor ? (y - anchor.element.getBoundingClientRect().top) / before : 0;
    this.#zoom = wanted === "fit" ? wanted : Math.min(Math.max(wanted, LEAST_ZOOM), MOST_ZOOM);
    this.#resize();
    if (anchor) this.#scroller().scrollBy({ top: anchor.element.getBoundingClientRect().top + offset * this.scale - y, behavior: "instant" });
    this.dispatchEvent(new Event("zoom"));
  }

  /** Whether it is on the page. @param {boolean} on */
  toggle(on) {
    this.#isShown = on;
    this.#root.hidden = !on;
    if (on) this.#resize();
  }

  /** The element of a finding where its page is there already. @param {Item} item @returns {HTMLElement|null} */
  mark(item) {
    return this.#leafOf(item)?.hit(item.key) ?? null;
  }

  /**
   * Brings a finding to the middle of the window as soon as its page is there, with the focus on it if wanted.
   * @param {Item} item
   * @param {boolean} [focus]
   */
  reveal(item, focus = true) {
    const leaf = this.#leafOf(item);
    if (!leaf || item.page === 0) return; // what stands beside the pages is said in the list alone
    this.#awaited = item;
    const from = document.activeElement;
    if (!leaf.sheet) this.#scrollTo(leaf, this.#guess(leaf, item.start));
    void leaf.fetch().then(() => {
      if (this.#awaited?.key !== item.key) return;
      this.#awaited = null;
      leaf.drawHits();
      const mark = this.mark(item);
      if (!mark) return this.#scrollTo(leaf, leaf.sheet ? (leaf.found[0]?.boxes[0]?.top ?? 0) : 0);
      if (document.activeElement === mark) return;
      mark.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
      // Who went on meanwhile, to the search field say, stays there: a letter meant for it would decide about the finding.
      const { activeElement } = document;
      if (focus && (activeElement === from || activeElement === document.body)) mark.focus({ preventScroll: true });
    });
  }

  /** Brings a place of the text to the middle of the window. @param {number} offset */
  show(offset) {
    const leaf = this.#leafOf({ start: offset });
    if (!leaf) return;
    this.#awaited = null;
    this.#scrollTo(leaf, this.#guess(leaf, offset));
    if (leaf.sheet) return;
    void leaf.fetch().then(() => this.#scrollTo(leaf, this.#guess(leaf, offset)));
  }

  /**
   * Which part of the text is between these two heights of the window.
   * @param {number} top
   * @param {number} bottom
   * @returns {Range}
   */
  visible(top, bottom) {
    return { start: this.#offsetAt(top), end: Math.max(this.#offsetAt(bottom), this.#offsetAt(top)) };
  }

  /** What is selected in it. @returns {Range|null} */
  selection() {
    return selectedIn(this.#root, this.#session.reading.text);
  }

  /** What a highlight can paint of these places, on the pages that are there. @param {readonly Range[]} stretches @returns {globalThis.Range[]} */
  paint(stretches) {
    const near = this.#leaves.filter(({ isNear, sheet }) => isNear && sheet);
    return stretches.flatMap((stretch) => near.flatMap(({ sheet, nodes }) => (sheet && stretch.start < sheet.end && stretch.end > sheet.start ? paintable(nodes, stretch) : [])));
  }

  /**
   * The page under the pointer and where on it, in points.
   * @param {{clientX: number, clientY: number}} event
   * @returns {{page: number, x: number, y: number, width: number, height: number, element: HTMLElement, item: Item|null}|null}
   */
  under({ clientX, clientY }) {
    const element = document.elementsFromPoint(clientX, clientY).find((one) => one.matches(".leaf"));
    const leaf = element && this.#leaves[Number(/** @type {HTMLElement} */ (element).dataset.index)];
    if (!leaf) return null;
    const { left, top } = leaf.element.getBoundingClientRect();
    const point = { x: (clientX - left) / this.scale, y: (clientY - top) / this.scale };
    return { page: leaf.size.number, ...point, width: leaf.size.width, height: leaf.size.height, element: leaf.element, item: hitAt(leaf.found, point) };
  }

  /** The size of a page, in points. @param {number} page */
  sizeOf(page) {
    return this.#leaves.find(({ size }) => size.number === page)?.size ?? null;
  }

  /** The page in the middle of the window, and where its visible middle is, in points. */
  middle() {
    const leaf = this.#leafAt(this.#middle());
    if (!leaf) return null;
    const y = (this.#middle() - leaf.element.getBoundingClientRect().top) / this.scale;
    return { page: leaf.size.number, x: leaf.size.width / 2, y: Math.min(Math.max(y, 0), leaf.size.height), width: leaf.size.width, height: leaf.size.height };
  }

  /** Brings the upper edge of a page to the top of the window. @param {number} number */
  top(number) {
    const leaf = this.#leaves.find(({ size }) => size.number === number);
    if (!leaf) return;
    this.#awaited = null;
    const pane = this.#root.parentElement ?? this.#root;
    this.#scroller().scrollBy({ top: leaf.element.getBoundingClientRect().top - Math.max(pane.getBoundingClientRect().top, 0) - 8, behavior: "instant" });
  }

  /** Asks again for what did not come. */
  retry() {
    for (const leaf of this.#leaves) leaf.retry();
  }

  /** Marks the finding that is looked at. @param {Item|null} item */
  follow(item) {
    for (const leaf of this.#leaves) leaf.follow(item?.key);
  }

  #resize() {
    if (!this.#isShown) return;
    const room = (this.#root.parentElement ?? this.#root).clientWidth - 2 * parseFloat(getComputedStyle(this.#root).paddingLeft || "0");
    this.#fit = Math.min(Math.max(room / this.#widest, LEAST_ZOOM), 2);
    const scale = String(this.scale);
    if (this.#root.style.getPropertyValue("--scale") !== scale) this.#root.style.setProperty("--scale", scale);
    for (const leaf of this.#leaves) if (leaf.isNear) leaf.draw();
    if (this.#zoom === "fit") this.dispatchEvent(new Event("zoom"));
  }

  /** @param {{start: number, page?: number, box?: unknown}} place */
  #leafOf({ start, page, box }) {
    const number = box ? page : pageAt(this.#session.reading.pages, start)?.number;
    return this.#leaves.find(({ size }) => size.number === number);
  }

  /** How far down its page an offset is, in points. @param {Leaf} leaf @param {number} offset */
  #guess(leaf, offset) {
    if (leaf.sheet) {
      const words = leaf.sheet.words;
      const word = words.find(({ end }) => end > offset) ?? words.at(-1);
      return word?.box.top ?? 0;
    }
    const page = pageAt(this.#session.reading.pages, offset);
    return page ? (leaf.size.height * (offset - page.start)) / Math.max(page.end - page.start, 1) : 0;
  }

  /** @param {Leaf} leaf @param {number} y  points down the page, to the middle of the window */
  #scrollTo(leaf, y) {
    const top = leaf.element.getBoundingClientRect().top + y * this.scale;
    this.#scroller().scrollBy({ top: top - this.#middle(), behavior: "instant" });
  }

  /** @returns {Element} */
  #scroller() {
    const pane = this.#root.parentElement;
    return pane && pane.scrollHeight > pane.clientHeight + 1 ? pane : (document.scrollingElement ?? document.documentElement);
  }

  #middle() {
    const { top, bottom } = (this.#root.parentElement ?? this.#root).getBoundingClientRect();
    return (Math.max(top, 0) + Math.min(bottom, innerHeight)) / 2;
  }

  /** The page at this height of the window, or the last above it. @param {number} y @returns {Leaf|undefined} */
  #leafAt(y) {
    let low = 0;
    let high = this.#leaves.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#leaves[middle].element.getBoundingClientRect().top <= y) low = middle;
      else high = middle - 1;
    }
    return this.#leaves[low];
  }

  /** @param {number} y */
  #offsetAt(y) {
    const leaf = this.#leafAt(y);
    if (!leaf) return 0;
    const { top, height } = leaf.element.getBoundingClientRect();
    if (leaf.sheet) return offsetAt(leaf.sheet, (y - top) / this.scale);
    const page = this.#session.reading.pages.find(({ number }) => number === leaf.size.number);
    const share = height ? Math.min(Math.max((y - top) / height, 0), 1) : 0;
    return page ? page.start + share * (page.end - page.start) : 0;
  }
}
