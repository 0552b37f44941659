/**
 * Which finding is being looked at, and which categories are switched on: the state the whole page follows.
 *
 * Pure apart from telling its listeners. Knows neither elements nor the network.
 */

/**
 * @typedef {import("./analysis.js").Finding} Finding
 */

export class Findings extends EventTarget {
  /** @type {readonly Finding[]} */
  #all;
  /** @type {Finding[]} */
  #shown;
  /** @type {Set<string>} */
  #on;
  /** @type {Finding|null} */
  #current = null;

  /**
   * @param {readonly Finding[]} all  in reading order
   * @param {Iterable<string>} labels  the categories, all on at first
   */
  constructor(all, labels) {
    super();
    this.#all = all;
    this.#on = new Set([...labels, ...all.map(({ label }) => label)]);
    this.#shown = [...all];
  }

  /** The categories that are on. @returns {ReadonlySet<string>} */
  get on() {
    return this.#on;
  }

  /** The findings of these categories, in reading order. @returns {readonly Finding[]} */
  get shown() {
    return this.#shown;
  }

  get current() {
    return this.#current;
  }

  /** Where the current finding stands among those shown, from 1; 0 when there is none. */
  get position() {
    return this.#current ? this.#firstFrom(this.#current.start) + 1 : 0;
  }

  /** Switches categories; fires "categories", and "current" when the current finding goes out of sight. @param {Iterable<string>} labels @param {boolean} on */
  toggle(labels, on) {
    const next = new Set(this.#on);
    for (const label of labels) {
      if (on) next.add(label);
      else next.delete(label);
    }
    this.#on = next;
    this.#shown = this.#all.filter(({ label }) => next.has(label));
    if (this.#current && !next.has(this.#current.label)) this.select(null);
    this.dispatchEvent(new Event("categories"));
  }

  /** Looks at this finding, and switches its category on for it. Fires "current". @param {Finding|null} finding */
  select(finding) {
    if (finding && !this.#on.has(finding.label)) this.toggle([finding.label], true);
    this.#current = finding;
    this.dispatchEvent(new Event("current"));
  }

  /**
   * The finding one step from the current one, around the ends; without a current one, the first after `offset`.
   * @param {1|-1} step
   * @param {number} offset
   * @returns {Finding|null}
   */
  neighbour(step, offset) {
    const count = this.#shown.length;
    if (count === 0) return null;
    if (this.#current) return this.#shown[(this.position - 1 + step + count) % count];
    const first = this.#firstFrom(offset);
    return this.#shown[step > 0 ? first % count : (first - 1 + count) % count];
  }

  /** The index of the first shown finding that starts at or after this offset. @param {number} offset */
  #firstFrom(offset) {
    let low = 0;
    let high = this.#shown.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#shown[middle].start < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
