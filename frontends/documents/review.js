/**
 * What a person has decided about a document, as a list of events that can be taken back and done again without end.
 *
 * Pure: knows neither pages nor elements nor words. Each event is plain data, so that a review can be saved, sent to
 * a colleague and done again. Of several decisions about one finding the last holds; a category that is switched on
 * again gives back what was decided before; the threshold speaks only where no person has.
 */

/**
 * @typedef {{redact: boolean, at: number}} Decision  `at` is the number of the event that made it
 * @typedef {{start: number, end: number}} Range
 * @typedef {{left: number, top: number, right: number, bottom: number}} Box  points of the page as it is shown
 * @typedef {{page: number, box: Box}} Area
 * @typedef {(Range|Area) & {label: string}} Added
 *
 * @typedef {{do: "accept", ids: string[]}
 *   |{do: "reject", ids: string[]}
 *   |{do: "forget", ids: string[]}
 *   |{do: "add", items: (Added & {id: string})[]}
 *   |{do: "move", id: string, box: Box}
 *   |{do: "label", ids: string[], label: string}
 *   |{do: "reason", ids: string[], reason: string}
 *   |{do: "category", label: string, on: boolean}
 *   |{do: "categories", labels: string[], on: boolean}
 *   |{do: "threshold", score: number}
 *   |{do: "several", events: Event[]}} Event
 *
 * @typedef {[slot: string, key: string, value: unknown]} Put  undefined takes it away
 */

export class Review {
  /** @type {{event: Event, back: Put[], mergeKey: string}[]} */
  #steps = [];
  #position = 0;
  #added = 0;
  /** What each event left behind, by slot. @type {Record<string, Map<string, any>>} */
  #slots = { decisions: new Map(), off: new Map(), labels: new Map(), reasons: new Map(), added: new Map(), settings: new Map() };

  get canUndo() {
    return this.#position > 0;
  }

  get canRedo() {
    return this.#position < this.#steps.length;
  }

  /** The events that hold, oldest first. @returns {Event[]} */
  get events() {
    return this.#steps.slice(0, this.#position).map(({ event }) => event);
  }

  /** What undo would take back. @returns {Event|null} */
  get last() {
    return this.#steps[this.#position - 1]?.event ?? null;
  }

  /** What redo would do again. @returns {Event|null} */
  get next() {
    return this.#steps[this.#position]?.event ?? null;
  }

  /** Below this score a finding stays readable unless a person says otherwise. @returns {number} */
  get threshold() {
    return this.#slots.settings.get("threshold") ?? 0;
  }

  /** What a person added, by id. @returns {ReadonlyMap<string, Added>} */
  get added() {
    return this.#slots.added;
  }

  /** @param {string} label */
  isOn(label) {
    return !this.#slots.off.has(label);
  }

  /** @param {string} id @returns {string|undefined} */
  labelOf(id) {
    return this.#slots.labels.get(id);
  }

  /** @param {string} id @returns {string} */
  reasonOf(id) {
    return this.#slots.reasons.get(id) ?? "";
  }

  /**
   * Whether a finding goes, and whose word that is: a person's, about it or about its category; the policy's that lets
   * it stand; the threshold's; or nobody's yet.
   * @param {string} id
   * @param {string} label
   * @param {number} score
   * @param {boolean} [stands]  the policy would leave it
   * @returns {{redact: boolean, by: "person"|"category"|"policy"|"threshold"|""}}
   */
  verdict(id, label, score, stands = false) {
    /** @type {Decision|undefined} */
    const decision = this.#slots.decisions.get(id);
    const off = this.#slots.off.get(label);
    if (off !== undefined && !(decision && decision.at > off)) return { redact: false, by: "category" };
    if (decision) return { redact: decision.redact, by: "person" };
    if (stands) return { redact: false, by: "policy" };
    return score < this.threshold ? { redact: false, by: "threshold" } : { redact: true, by: "" };
  }

  /** An id for what is about to be added. */
  newId() {
    return `+${++this.#added}`;
  }

  /**
   * Does it; what had been undone is gone. With the same `mergeKey` as the event before, it takes that one's place:
   * a slider's way, or a drag, is undone at once.
   * @param {Event} event
   * @param {string} [mergeKey]
   */
  perform(event, mergeKey = "") {
    if (mergeKey && this.#steps[this.#position - 1]?.mergeKey === mergeKey) this.#put(this.#steps[--this.#position].back);
    this.#steps.length = this.#position;
    this.#steps.push({ event, back: this.#put(this.#changes(event, ++this.#position)), mergeKey });
  }

  /** The next event stands for itself. */
  seal() {
    const step = this.#steps[this.#position - 1];
    if (step) step.mergeKey = "";
  }

  /** Takes the last event back. @returns {Event|null}  it */
  undo() {
    if (!this.canUndo) return null;
    const { event, back } = this.#steps[--this.#position];
    this.#put(back);
    this.seal();
    return event;
  }

  /** Does again what was taken back last. @returns {Event|null}  it */
  redo() {
    if (!this.canRedo) return null;
    const step = this.#steps[this.#position++];
    step.back = this.#put(this.#changes(step.event, this.#position));
    return step.event;
  }

  /**
   * The same review from its events.
   * @param {readonly Event[]} events
   */
  static from(events) {
    const review = new Review();
    for (const event of events) review.perform(event);
    return review;
  }

  /** @param {Event} event @param {number} at @returns {Put[]} */
  #changes(event, at) {
    const { added } = this.#slots;
    switch (event.do) {
      case "accept":
        return event.ids.map((id) => ["decisions", id, { redact: true, at }]);
      case "reject": // what a person added and does not want is simply not there
        return event.ids.map((id) => (added.has(id) ? ["added", id, undefined] : ["decisions", id, { redact: false, at }]));
      case "forget":
        return event.ids.map((id) => ["decisions", id, undefined]);
      case "add":
        for (const { id } of event.items) this.#added = Math.max(this.#added, Number(id.slice(1)) || 0);
        return event.items.flatMap(({ id, ...place }) => /** @type {Put[]} */ ([["added", id, place], ["decisions", id, { redact: true, at }]]));
      case "move":
        return added.has(event.id) ? [["added", event.id, { ...added.get(event.id), box: event.box }]] : [];
      case "label":
        return event.ids.map((id) => ["labels", id, event.label]);
      case "reason":
        return event.ids.map((id) => ["reasons", id, event.reason || undefined]);
      case "category":
        return [["off", event.label, event.on ? undefined : at]];
      case "categories":
        return event.labels.map((label) => ["off", label, event.on ? undefined : at]);
      case "threshold":
        return [["settings", "threshold", event.score]];
      case "several":
        return event.events.flatMap((one) => this.#changes(one, at));
    }
  }

  /** @param {Put[]} puts @returns {Put[]}  what takes them back */
  #put(puts) {
    /** @type {Put[]} */
    const back = [];
    for (const [slot, key, value] of puts) {
      const map = this.#slots[slot];
      back.unshift([slot, key, map.get(key)]);
      if (value === undefined) map.delete(key);
      else map.set(key, value);
    }
    return back;
  }
}
