/**
 * The pastes made in this browser: kept here alone, and only what opens and deletes them. No text, no reveal link.
 *
 * Pure but for the storage that it is given; what cannot be stored is as good as forgotten.
 */

const STORAGE = "blackbar-pastes";
const MOST = 200;

/**
 * A paste as its sender's browser remembers it. `key` is of its delete link and opens nothing.
 * @typedef {{id: string, key: string, created: string, expires: string|null, byLabel: Record<string, number>}} Mine
 */

export class MyPastes {
  /** @param {Storage|null} storage  null where the browser gives none */
  constructor(storage) {
    this.storage = storage;
  }

  /** Whether new pastes are remembered; yes until the person says no. */
  get isOn() {
    return this.#read().isOn;
  }

  /** @param {boolean} on */
  set isOn(on) {
    this.#write({ isOn: on, list: this.#read().list });
  }

  /**
   * Those whose time is not up, the newest first.
   * @param {Date} now
   * @returns {Mine[]}
   */
  list(now) {
    const { isOn, list } = this.#read();
    const live = list.filter(({ expires }) => expires === null || new Date(expires) > now);
    if (live.length < list.length) this.#write({ isOn, list: live });
    return live;
  }

  /** @param {Mine} paste */
  add(paste) {
    const { isOn, list } = this.#read();
    if (isOn) this.#write({ isOn, list: [paste, ...list].slice(0, MOST) });
  }

  /** @param {string} id */
  forget(id) {
    const { isOn, list } = this.#read();
    this.#write({ isOn, list: list.filter((one) => one.id !== id) });
  }

  forgetAll() {
    this.#write({ isOn: this.isOn, list: [] });
  }

  /** @returns {{isOn: boolean, list: Mine[]}} */
  #read() {
    try {
      const value = JSON.parse(this.storage?.getItem(STORAGE) ?? "{}");
      const list = Array.isArray(value.list) ? value.list.filter(isMine) : [];
      return { isOn: value.isOn !== false && this.storage !== null, list };
    } catch {
      return { isOn: this.storage !== null, list: [] };
    }
  }

  /** @param {{isOn: boolean, list: Mine[]}} value */
  #write(value) {
    try {
      if (value.isOn && !value.list.length) this.storage?.removeItem(STORAGE);
      else this.storage?.setItem(STORAGE, JSON.stringify(value));
    } catch {
      return; // a full or forbidden storage forgets, which harms nobody
    }
  }
}

/** The browser's own storage, or null where it gives none. */
export function browserStorage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/** @param {any} one */
function isMine(one) {
  const isText = (/** @type {unknown} */ value) => typeof value === "string";
  return /^[\w-]{8,64}$/.test(one?.id) && isText(one.key) && isText(one.created) && (one.expires === null || isText(one.expires)) && typeof one.byLabel === "object";
}
