/**
 * The document that is open and how far its review is: the state that the whole page follows.
 *
 * Pure apart from telling its listeners: "items" when anything was decided, taken back or added, "current" when
 * another finding is looked at. Knows neither elements nor the network.
 */

import { LABELS } from "../common/labels.js";
import { randomHex } from "../common/random.js";
import { isOut, itemsOf } from "./items.js";
import { Review } from "./review.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./items.js").Item} Item
 * @typedef {import("./review.js").Event} ReviewEvent
 */

export class Session extends EventTarget {
  /** @type {import("./items.js").Item[]} */
  #items = [];
  /** @type {Item[]} */
  #texts = [];
  /** @type {Item[]} */
  #shown = [];
  /** @type {import("./items.js").Group[]} */
  #groups = [];
  /** @type {Map<string, Item>} */
  #byKey = new Map();
  #currentKey = "";

  /**
   * @param {Reading} reading
   * @param {Review} [review]
   * @param {string} [seed]  what is made up for this document follows from it: the same in the preview and in the copies.
   *   Nobody can guess it, so nobody can tell from a made-up name which one it stands for
   */
  constructor(reading, review = new Review(), seed = randomHex()) {
    super();
    this.reading = reading;
    this.review = review;
    this.seed = seed;
    this.#derive();
  }

  /**
   * What a copy would say in the place of each that goes, by its key; null while nobody looks. Fires "preview".
   * @type {ReadonlyMap<string, import("./preview.js").After>|null}
   */
  #preview = null;

  get preview() {
    return this.#preview;
  }

  set preview(after) {
    this.#preview = after;
    this.dispatchEvent(new Event("preview"));
  }

  /** Everything found or added, in reading order. @returns {readonly Item[]} */
  get items() {
    return this.#items;
  }

  /** Without areas: sorted and disjoint. @returns {readonly Item[]} */
  get texts() {
    return this.#texts;
  }

  /** Those in sight: neither of a category that is off nor below the threshold. @returns {readonly Item[]} */
  get shown() {
    return this.#shown;
  }

  /** @returns {readonly import("./items.js").Group[]} */
  get groups() {
    return this.#groups;
  }

  /** The categories there are: the eight, and whatever else was found or added. */
  get labels() {
    return [...new Set([...LABELS, ...this.#items.map(({ label }) => label)])];
  }

  get current() {
    return this.#byKey.get(this.#currentKey) ?? null;
  }

  /** Where the current one stands among those in sight, from 1; 0 when there is none. */
  get position() {
    const { current } = this;
    return current ? this.#shown.indexOf(current) + 1 : 0;
  }

  /** How many of those in sight a person has decided about. */
  get decided() {
    return this.#shown.filter(({ by }) => by === "person").length;
  }

  /** @param {string} key */
  item(key) {
    return this.#byKey.get(key) ?? null;
  }

  /** @param {ReviewEvent} event @param {string} [mergeKey] */
  perform(event, mergeKey) {
    this.review.perform(event, mergeKey);
    this.#changed();
  }

  /** @returns {ReviewEvent|null} */
  undo() {
    const event = this.review.undo();
    if (event) this.#changed(event);
    return event;
  }

  /** @returns {ReviewEvent|null} */
  redo() {
    const event = this.review.redo();
    if (event) this.#changed(event);
    return event;
  }

  /** Goes on with another review of the same document. @param {Review} review */
  replace(review) {
    this.review = review;
    this.#changed();
  }

  /** @param {Item|null} item */
  select(item) {
    this.#currentKey = item?.key ?? "";
    this.dispatchEvent(new Event("current"));
  }

  /**
   * The one in sight a step from the current one, around the ends; without a current one, the first after `offset`.
   * @param {1|-1} step
   * @param {number} offset
   * @returns {Item|null}
   */
  neighbour(step, offset) {
    const count = this.#shown.length;
    if (count === 0) return null;
    if (this.position) return this.#shown[(this.position - 1 + step + count) % count];
    const first = firstFrom(this.#shown, this.current?.start ?? offset);
    return this.#shown[step > 0 ? first % count : (first - 1 + count) % count];
  }

  /** The next one that nobody has decided about, around the end. @param {number} offset @returns {Item|null} */
  nextOpen(offset) {
    const isOpen = (/** @type {Item} */ item) => item.by !== "person" && item !== this.current;
    const from = this.position || firstFrom(this.#shown, this.current?.start ?? offset);
    return this.#shown.slice(from).find(isOpen) ?? this.#shown.find(isOpen) ?? null;
  }

  /**
   * Takes the current one along when its words were only relabelled or cut; otherwise lets go of it. After undo and
   * redo the finding concerned is looked at.
   * @param {ReviewEvent} [event]
   */
  #changed(event) {
    const before = this.current;
    const { start = -1, id = "" } = before ?? {};
    this.#derive();
    const concerned = event && idsOf(event).length === 1 ? this.#items.find((item) => item.id === idsOf(event)[0]) : undefined;
    const same = this.#byKey.get(this.#currentKey) ?? this.#items.find((item) => item.id === id && item.start <= start && start < item.end);
    const next = concerned ?? same ?? null;
    this.#currentKey = next && !isOut(next) ? next.key : "";
    this.dispatchEvent(new Event("items"));
    if (concerned || (before && !this.current)) this.dispatchEvent(new Event("current"));
  }

  #derive() {
    const { items, texts, groups } = itemsOf(this.reading, this.review);
    this.#items = items;
    this.#texts = texts;
    this.#groups = groups;
    this.#byKey = new Map(items.map((item) => [item.key, item]));
    this.#shown = items.filter((item) => !isOut(item));
  }
}

/** @param {ReviewEvent} event @returns {string[]} */
export function idsOf(event) {
  if ("ids" in event) return event.ids;
  if ("items" in event) return event.items.map(({ id }) => id);
  if ("id" in event) return [event.id];
  return "events" in event ? event.events.flatMap(idsOf) : [];
}

/** The index of the first that starts at or after this offset. @param {readonly Item[]} items @param {number} offset */
export function firstFrom(items, offset) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (items[middle].start < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
