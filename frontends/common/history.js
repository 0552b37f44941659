/**
 * Undo and redo over states that never change: each step keeps the state it led to.
 *
 * Knows nothing of what a state is. A step that carries the same `mergeKey` as the one before it replaces it,
 * so that ten presses of an arrow key, or a drag, are undone at once.
 */

/**
 * @template State
 * @typedef {{label: string, state: State, mergeKey: string}} Step
 */

/** @template State */
export class History {
  /** @type {Step<State>[]} */
  #steps;
  #position = 0;
  #limit;

  /**
   * @param {State} initial
   * @param {number} [limit]  how many steps can be undone
   */
  constructor(initial, limit = 500) {
    this.#steps = [{ label: "", state: initial, mergeKey: "" }];
    this.#limit = limit;
  }

  /** The state as it is now. @returns {State} */
  get state() {
    return this.#steps[this.#position].state;
  }

  get canUndo() {
    return this.#position > 0;
  }

  get canRedo() {
    return this.#position < this.#steps.length - 1;
  }

  /** What undo would take back: "Delete bar"; "" for nothing. */
  get undoLabel() {
    return this.#steps[this.#position].label;
  }

  /** What redo would do again; "" for nothing. */
  get redoLabel() {
    return this.#steps[this.#position + 1]?.label ?? "";
  }

  /**
   * A new state. What had been undone before it is gone.
   * @param {string} label  what was done: "Move bar"
   * @param {State} state
   * @param {string} [mergeKey]  joins this step to the one before it, when that has the same key
   * @returns {State}
   */
  record(label, state, mergeKey = "") {
    if (Object.is(state, this.state)) return state;
    const merges = mergeKey !== "" && this.#position > 0 && this.#steps[this.#position].mergeKey === mergeKey;
    this.#steps.length = merges ? this.#position : this.#position + 1;
    this.#steps.push({ label, state, mergeKey });
    if (this.#steps.length > this.#limit + 1) this.#steps.shift();
    this.#position = this.#steps.length - 1;
    return state;
  }

  /** Ends the merging of steps: the next one stands for itself, whatever its key. */
  seal() {
    this.#steps[this.#position] = { ...this.#steps[this.#position], mergeKey: "" };
  }

  /** One step back; stays where it is at the beginning. @returns {State} */
  undo() {
    if (this.canUndo) this.#position--;
    return this.state;
  }

  /** One step forward again; stays where it is at the end. @returns {State} */
  redo() {
    if (this.canRedo) this.#position++;
    return this.state;
  }
}
