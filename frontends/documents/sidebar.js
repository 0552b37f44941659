/**
 * The list beside the document: categories with their switches, the words found of each, areas, and what is hidden.
 *
 * Each row is made once and followed; a list of thousands shows as many as somebody asks for.
 */

import { h } from "../common/dom.js";
import { isOut } from "./items.js";
import { nameOf } from "./names.js";

const LIST_STEP = 50;

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./items.js").Group} Group
 * @typedef {{label: string, box: HTMLInputElement, count: HTMLElement, bar: HTMLElement, details: HTMLDetailsElement, list: GroupList, row: HTMLElement}} Row
 */

/**
 * @param {{categories: HTMLElement, hidden: HTMLElement, hiddenList: HTMLElement}} places
 * @param {Session} session
 * @param {AbortSignal} signal
 */
export function showSidebar({ categories, hidden, hiddenList }, session, signal) {
  /** @type {Map<string, Row>} */
  const rows = new Map();
  const hiddenGroups = new GroupList(session, (group) => group.items.find(({ hidden: place }) => place)?.hidden ?? "");
  hiddenList.replaceChildren(hiddenGroups.element, hiddenGroups.more);

  const follow = () => {
    const { labels, groups, items, review } = session;
    for (const label of labels) if (!rows.has(label)) rows.set(label, categoryRow(label, session));
    const order = labels.map((label) => /** @type {Row} */ (rows.get(label)).row);
    if (order.length !== categories.children.length || order.some((row, index) => categories.children[index] !== row)) categories.replaceChildren(...order);
    /** @type {Map<string, Group[]>} */
    const byLabel = new Map();
    for (const group of groups) {
      const own = byLabel.get(group.label);
      if (own) own.push(group);
      else byLabel.set(group.label, [group]);
    }
    const counts = new Map(labels.map((label) => [label, { all: 0, going: 0 }]));
    for (const { label, redact } of items) {
      const count = /** @type {{all: number, going: number}} */ (counts.get(label));
      count.all++;
      if (redact) count.going++;
    }
    const most = Math.max(1, ...[...counts.values()].map(({ all }) => all));
    for (const [label, row] of rows) fill(row, counts.get(label) ?? { all: 0, going: 0 }, most, review.isOn(label), byLabel.get(label) ?? []);
    const unseen = groups.filter((group) => group.items.some((item) => item.hidden));
    hidden.hidden = unseen.length === 0;
    hiddenGroups.show(unseen);
  };
  session.addEventListener("items", follow, { signal });
  session.addEventListener("current", () => rows.forEach(({ list, details }) => details.open && list.follow()), { signal });
  follow();
}

/** @param {string} label @param {Session} session @returns {Row} */
function categoryRow(label, session) {
  const box = h("input", { type: "checkbox", checked: true, onchange: () => session.perform({ do: "category", label, on: box.checked }) });
  const name = h("label", { class: "check category-name" }, box, h("span", { class: "swatch", "aria-hidden": "true" }), h("span", {}, nameOf(label)));
  const bar = h("span", { class: "category-bar", "aria-hidden": "true" });
  const count = h("span", {});
  const list = new GroupList(session);
  const summary = h("summary", { class: "category-count", title: `List the findings of ${nameOf(label)}` }, h("span", { class: "visually-hidden" }, `${nameOf(label)}, list of findings: `), count);
  const details = h("details", { class: "category-list" }, summary, list.element, list.more);
  details.addEventListener("toggle", () => list.open(details.open));
  const row = h("li", { class: "category", dataset: { label } }, name, bar, details, h("span", { class: "category-none", "aria-hidden": "true" }, "0"));
  return { label, box, count, bar, details, list, row };
}

/** @param {Row} row @param {{all: number, going: number}} count @param {number} most @param {boolean} isOn @param {Group[]} groups */
function fill({ box, count, bar, row, list }, { all, going }, most, isOn, groups) {
  box.checked = isOn;
  box.indeterminate = isOn && going > 0 && going < all;
  box.disabled = all === 0 && isOn;
  row.toggleAttribute("data-empty", all === 0);
  const words = going === all || all === 0 ? all.toLocaleString("en") : `${going.toLocaleString("en")} of ${all.toLocaleString("en")}`;
  if (count.textContent !== words) count.textContent = words;
  bar.style.setProperty("--share", String(all / most));
  list.show(groups);
}

/** The words of a category, the same words once, with how often they stand there. */
class GroupList {
  #session;
  #note;
  /** @type {Group[]} */
  #groups = [];
  #shown = 0;
  #isOpen = false;
  /** @type {Map<string, {row: HTMLElement, follow: (group: Group) => void}>} */
  #rows = new Map();

  /** @param {Session} session @param {(group: Group) => string} [note]  a word more about each */
  constructor(session, note) {
    this.#session = session;
    this.#note = note;
    this.element = h("ul", { class: "found", role: "list" });
    this.more = h("button", { class: "btn btn-quiet btn-small", type: "button", hidden: true, onclick: () => this.#add() });
    if (note) this.#isOpen = true;
  }

  /** A list of thousands is built when somebody asks for it. @param {boolean} on */
  open(on) {
    this.#isOpen = on;
    if (on) this.#follow();
  }

  /** @param {Group[]} groups */
  show(groups) {
    this.#groups = groups;
    if (this.#isOpen) this.#follow();
  }

  /** After another finding is looked at. */
  follow() {
    if (this.#isOpen) this.#follow();
  }

  #add() {
    const first = this.#shown;
    this.#shown += LIST_STEP;
    this.#follow();
    /** @type {HTMLElement|null|undefined} */ (this.element.children[first]?.querySelector("button"))?.focus();
  }

  #follow() {
    this.#shown = Math.max(this.#shown, LIST_STEP);
    const shown = this.#groups.slice(0, this.#shown);
    const rows = shown.map((group) => {
      let known = this.#rows.get(group.key);
      if (!known) this.#rows.set(group.key, (known = groupRow(group, this.#session, this.#note)));
      known.follow(group);
      return known.row;
    });
    if (rows.length !== this.element.children.length || rows.some((row, index) => this.element.children[index] !== row)) this.element.replaceChildren(...rows);
    const left = this.#groups.length - shown.length;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${Math.min(LIST_STEP, left)} more of ${left.toLocaleString("en")}`;
  }
}

/** @param {Group} first @param {Session} session @param {((group: Group) => string)|undefined} note */
function groupRow(first, session, note) {
  let group = first;
  const isArea = first.items[0].box !== null;
  const text = h("span", { class: "found-text", dir: "auto" }, isArea ? `Area on page ${first.items[0].page}` : first.words);
  const mark = h("span", { class: "found-mark" });
  const times = h("span", { class: "found-times" });
  const go = h("button", { class: "found-item", type: "button", onclick: () => session.select(nextPlace(group, session.current)) }, text, mark, times);
  const flip = h("button", { class: "btn btn-quiet btn-small found-flip", type: "button", onclick: () => decideAll(group, session) });
  const row = h("li", { class: "found-row" }, go, flip);
  const follow = (/** @type {Group} */ now) => {
    group = now;
    const { items } = now;
    const going = items.filter(({ redact }) => redact).length;
    const state = going === items.length ? "goes" : going === 0 ? (items.every(isOut) ? "out" : "stays") : "mixed";
    row.dataset.state = state;
    row.toggleAttribute("data-current", session.current?.group.key === now.key);
    times.textContent = items.length > 1 ? `×\u2009${items.length}` : "";
    const notes = [note?.(now), items.some(({ seenBy }) => seenBy === "ocr") ? "from a picture" : "", !note && items.some(({ hidden }) => hidden) ? "hidden" : "", state === "mixed" ? `${going} go` : "", items[0].reason].filter(Boolean);
    mark.textContent = notes.join(", ");
    const verb = going > 0 ? (isArea ? "Delete" : "Keep") : "Redact";
    flip.textContent = verb;
    flip.setAttribute("aria-label", `${verb === "Keep" ? "Keep readable" : verb}: ${text.textContent}`);
  };
  return { row, follow };
}

/** The place of these words after the one that is looked at. @param {Group} group @param {Item|null} current */
function nextPlace({ items }, current) {
  const at = current ? items.findIndex(({ key }) => key === current.key) : -1;
  return items[(at + 1) % items.length];
}

/** All places of these words go, or stay. @param {Group} group @param {Session} session */
function decideAll({ items }, session) {
  const ids = items.map(({ id }) => id);
  session.perform({ do: items.some(({ redact }) => redact) ? "reject" : "accept", ids });
}
