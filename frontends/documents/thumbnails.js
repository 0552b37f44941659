/**
 * All pages, small, beside the document: each with how many of its findings nobody has decided about yet.
 *
 * A picture is asked for when its place comes into sight, two at a time, so that the page that is read never waits for
 * them. With the keys: arrows, Home and End go from page to page, Enter goes there.
 */

import { sheetAddress } from "../common/api.js";
import { byId, h } from "../common/dom.js";
import { remember, remembered } from "../common/remembered.js";
import { isOut } from "./items.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./views.js").Views} Views
 * @typedef {{number: number, button: HTMLButtonElement, picture: HTMLImageElement, badge: HTMLElement, said: string, seen: boolean, state: ""|"coming"|"there"|"failed"}} Thumbnail
 */

const CHOICE = "thumbnails";
const WIDTH_PIXELS = 92;
const AT_ONCE = 2;
const MOST_KEPT = 240; // decoded, they take 60 KB each
const WIDE_PIXELS = 1200;

/**
 * @param {{session: Session, views: Views, signal: AbortSignal}} parts
 * @returns {{toggle: () => void, follow: () => void, ask: () => void}|null}  null for what has no pages
 */
export function showThumbnails({ session, views, signal }) {
  const panel = byId("thumbs-panel", HTMLElement);
  const switcher = byId("thumbs", HTMLButtonElement);
  const { sheets, documentId } = session.reading;
  const { pages: view } = views;
  switcher.hidden = !view || sheets.length < 2;
  panel.hidden = true;
  panel.replaceChildren();
  if (!view || sheets.length < 2) return null;

  let isOn = (remembered(CHOICE) ?? (innerWidth >= WIDE_PIXELS ? "on" : "off")) === "on";
  let here = 0;
  const scale = (/** @type {number} */ width) => Math.min(Math.max((WIDTH_PIXELS * Math.min(devicePixelRatio || 1, 2)) / width, 0.05), 1).toFixed(2);
  const thumbnails = sheets.map(({ number, width, height }, index) => {
    const picture = h("img", { alt: "", draggable: "false", width: "100", height: String(Math.round((100 * height) / width)) });
    const badge = h("span", { class: "thumb-badge", "aria-hidden": "true" });
    const button = h("button", { class: "thumb", type: "button", tabindex: index ? "-1" : "0", dataset: { index: String(index) } }, h("span", { class: "thumb-sheet" }, picture), h("span", { class: "thumb-foot" }, h("span", {}, String(number)), badge));
    return /** @type {Thumbnail} */ ({ number, button, picture, badge, said: "", seen: false, state: "" });
  });
  const field = h("input", { class: "input input-small", inputmode: "numeric", autocomplete: "off", maxlength: "6", "aria-label": `Go to page, 1 to ${sheets.length}`, value: "1" });
  panel.append(h("div", { class: "thumb-go small muted" }, "Page", field, `of ${sheets.length.toLocaleString("en")}`));
  panel.append(h("ol", { class: "thumb-list", role: "list" }, thumbnails.map(({ button }) => h("li", {}, button))));

  // ---------------------------------------------------------------- pictures

  /** @type {Thumbnail[]} */
  const kept = [];
  const load = () => {
    if (panel.hidden || signal.aborted) return;
    let coming = thumbnails.filter(({ state }) => state === "coming").length;
    const wanted = thumbnails.filter(({ seen, state }) => seen && state === "").sort((a, b) => Math.abs(a.number - 1 - here) - Math.abs(b.number - 1 - here));
    for (const one of wanted) {
      if (coming++ >= AT_ONCE) return;
      one.state = "coming";
      one.picture.src = sheetAddress(documentId, one.number, Number(scale(sheets[one.number - 1]?.width ?? 600)));
    }
  };
  const forget = () => {
    for (let index = 0; kept.length > MOST_KEPT && index < kept.length; ) {
      if (kept[index].seen) index++;
      else {
        const [one] = kept.splice(index, 1);
        one.picture.removeAttribute("src");
        one.picture.removeAttribute("data-drawn");
        one.state = "";
      }
    }
  };
  for (const one of thumbnails) {
    one.picture.addEventListener("load", () => {
      one.state = "there";
      one.picture.dataset.drawn = "";
      kept.push(one);
      forget();
      load();
    });
    one.picture.addEventListener("error", () => {
      if (!one.picture.hasAttribute("src")) return;
      one.state = "failed"; // its number is there all the same; the page itself says why
      load();
    });
  }
  const watch = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) thumbnails[Number(/** @type {HTMLElement} */ (target).dataset.index)].seen = isIntersecting;
    load();
  }, { root: panel, rootMargin: "40%" });
  for (const { button } of thumbnails) watch.observe(button);
  signal.addEventListener("abort", () => {
    watch.disconnect();
    for (const { picture } of thumbnails) picture.removeAttribute("src");
  });

  // ---------------------------------------------------------------- what is open

  const count = () => {
    const counts = sheets.map(() => ({ all: 0, open: 0 }));
    const at = new Map(sheets.map(({ number }, index) => [number, index]));
    for (const item of session.items) {
      const index = isOut(item) ? undefined : at.get(item.page);
      if (index === undefined) continue;
      counts[index].all++;
      if (item.by !== "person") counts[index].open++;
    }
    thumbnails.forEach(({ number, button, badge }, index) => {
      const { all, open } = counts[index];
      const said = all === 0 ? `Page ${number}, no findings` : open === 0 ? `Page ${number}, all ${all} decided` : `Page ${number}, ${open} of ${all} to decide`;
      if (thumbnails[index].said === said) return;
      thumbnails[index].said = said;
      button.setAttribute("aria-label", said);
      button.title = said;
      badge.textContent = all === 0 ? "" : open === 0 ? "✓" : open.toLocaleString("en");
      badge.dataset.state = all === 0 ? "none" : open === 0 ? "done" : "open";
    });
  };

  // ---------------------------------------------------------------- where one is

  let due = false;
  /** Before the view is laid out, which has the room that is left. */
  const place = () => {
    const isThere = isOn && views.shown === "pages";
    if (panel.hidden === isThere) {
      panel.hidden = !isThere;
      load();
    }
    return isThere;
  };
  const follow = () => {
    due = false;
    const isThere = place();
    switcher.setAttribute("aria-pressed", String(isThere));
    switcher.disabled = views.shown !== "pages";
    if (!isThere || signal.aborted) return;
    const number = view.middle()?.page;
    const now = sheets.findIndex((sheet) => sheet.number === number);
    if (now < 0 || (now === here && thumbnails[here].button.hasAttribute("aria-current"))) return;
    thumbnails[here].button.removeAttribute("aria-current");
    here = now;
    thumbnails[here].button.setAttribute("aria-current", "page");
    if (document.activeElement !== field) field.value = String(sheets[here].number);
    if (!panel.contains(document.activeElement) || document.activeElement === field) {
      stop(here);
      show(here);
    }
  };
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(follow);
  };
  /** The one stop of the Tab key. @param {number} index */
  const stop = (index) => thumbnails.forEach(({ button }, other) => (button.tabIndex = other === index ? 0 : -1));
  /** Without moving anything but the strip itself. @param {number} index */
  const show = (index) => {
    const { button } = thumbnails[index];
    const [strip, one] = [panel.getBoundingClientRect(), button.getBoundingClientRect()];
    const isRow = panel.scrollWidth > panel.clientWidth + 1;
    const by = isRow ? one.left + one.width / 2 - strip.left - strip.width / 2 : one.top + one.height / 2 - strip.top - strip.height / 2;
    if (isRow || one.top < strip.top || one.bottom > strip.bottom) panel.scrollBy({ [isRow ? "left" : "top"]: by, behavior: "instant" });
  };
  /** @param {number} index */
  const go = (index) => {
    view.top(sheets[index].number);
    soon();
  };

  const goTyped = () => {
    const number = Number.parseInt(field.value, 10);
    const index = sheets.findIndex((sheet) => sheet.number === number);
    if (index >= 0) go(index);
    else field.value = String(sheets[here].number);
  };
  field.addEventListener("focus", () => field.select(), { signal });
  field.addEventListener("change", goTyped, { signal });
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    if (event.key === "Escape") field.value = String(sheets[here].number);
    goTyped();
    byId("pane", HTMLElement).focus({ preventScroll: true });
  }, { signal });
  panel.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button.thumb") : null;
    if (button instanceof HTMLElement) go(Number(button.dataset.index));
  }, { signal });
  panel.addEventListener("keydown", (event) => {
    const at = thumbnails.findIndex(({ button }) => button === document.activeElement);
    if (at < 0) return;
    const to = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: thumbnails.length - 1, PageDown: at + 5, PageUp: at - 5 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const index = Math.min(Math.max(to, 0), thumbnails.length - 1);
    stop(index);
    thumbnails[index].button.focus();
  }, { signal });
  session.addEventListener("items", count, { signal });
  views.addEventListener("showing", place, { signal });
  addEventListener("scroll", soon, { signal, passive: true, capture: true });
  count();

  return {
    toggle() {
      isOn = !isOn;
      remember(CHOICE, isOn ? "on" : "off");
      if (!isOn && panel.contains(document.activeElement)) switcher.focus();
      follow();
      if (isOn) show(here);
    },
    follow,
    /** Which page to go to. */
    ask() {
      isOn = true;
      follow();
      field.focus();
    },
  };
}
