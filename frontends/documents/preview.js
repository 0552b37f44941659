/**
 * "As it will be": what the copy says in each place, asked of the very code that makes the copy.
 *
 * Made-up names are the same here and in the copy, because both are made with the session's seed. While nothing is
 * known yet, or nobody answers, what goes is covered with ink.
 */

import { previewCopy } from "../common/api.js";
import { byId } from "../common/dom.js";
import { decisionsOf } from "./exports.js";
import { sentenceOf } from "./problems.js";

/**
 * @typedef {{words: string, drawn: string, pale: boolean}} After  in a text; in a box on a page, which may look like paper
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 */

const WAIT_MILLISECONDS = 150;

/**
 * @param {object} parts
 * @param {Session} parts.session
 * @param {import("../common/policies.js").Picker} parts.picker
 * @param {() => () => void} parts.hold  remembers what is in sight; what it gives brings it back there
 * @param {AbortSignal} parts.signal
 */
export function makePreview({ session, picker, hold, signal }) {
  const pane = byId("pane", HTMLElement);
  const bar = byId("preview-bar", HTMLElement);
  const said = byId("preview-status", HTMLElement);
  const policy = byId("preview-policy", HTMLElement);
  const styles = ["preview-style", "take-style"].map((id) => byId(id, HTMLSelectElement));
  const button = byId("bars", HTMLButtonElement);
  /** @type {AbortController|null} */
  let asking = null;
  /** @type {ReturnType<typeof setTimeout>|undefined} */
  let timer;
  const isOn = () => pane.classList.contains("barred");

  const ask = async () => {
    asking?.abort();
    const mine = (asking = new AbortController());
    const { documentId } = session.reading;
    if (!documentId) return void (said.textContent = "This file is too large to be held on the server: what goes is covered with ink.");
    try {
      const decisions = { ...decisionsOf(session.reading, session.items), style: styles[0].value, seed: session.seed };
      const answer = await previewCopy(documentId, decisions, picker.value(), { signal: AbortSignal.any([signal, mine.signal]) });
      if (mine.signal.aborted || signal.aborted || !isOn()) return;
      show(afterOf(session, answer.redactions));
      said.textContent = "";
    } catch (error) {
      if (mine.signal.aborted || signal.aborted) return;
      show(null);
      const isGone = /** @type {any} */ (error)?.status === 404;
      said.textContent = isGone ? "The server has let the document go: what goes is covered with ink." : sentenceOf(error, "What the copy will say could not be shown.");
    }
  };
  /** @param {ReadonlyMap<string, After>|null} after */
  const show = (after) => {
    const back = hold();
    session.preview = after;
    back();
  };
  const soon = () => {
    clearTimeout(timer);
    if (isOn()) timer = setTimeout(ask, WAIT_MILLISECONDS);
  };
  const follow = () => {
    bar.hidden = !isOn();
    button.setAttribute("aria-pressed", String(isOn()));
    policy.hidden = styles[0].value !== "policy";
    if (isOn() && !byId("take", HTMLDialogElement).open) policy.append(picker.element);
  };
  const toggle = () => {
    const back = hold();
    pane.classList.toggle("barred");
    follow();
    back();
    if (isOn()) void ask();
    else {
      asking?.abort();
      said.textContent = "";
      show(null);
    }
  };

  for (const select of styles) {
    select.addEventListener("change", () => {
      for (const other of styles) other.value = select.value;
      follow();
      soon();
    }, { signal });
  }
  byId("take", HTMLDialogElement).addEventListener("close", follow, { signal });
  byId("preview-close", HTMLButtonElement).addEventListener("click", () => {
    toggle();
    button.focus();
  }, { signal });
  session.addEventListener("items", soon, { signal });
  signal.addEventListener("abort", () => clearTimeout(timer));
  follow();
  soon();
  return { toggle, again: soon };
}

/**
 * What stands in the place of each item that goes. A policy may make several pieces of one: they are joined.
 * @param {Session} session
 * @param {readonly {start: number, end: number, replacement: string, drawn?: string, pale?: boolean}[]} redactions  in code points
 * @returns {Map<string, After>}
 */
export function afterOf({ reading, items }, redactions) {
  /** @type {Map<string, After>} */
  const after = new Map();
  const going = items.filter((item) => item.redact && !item.box);
  let at = 0;
  for (const { start, replacement, drawn = "", pale = false } of redactions) {
    const from = reading.offsets.toUtf16(start);
    while (at < going.length && going[at].end <= from) at++;
    const item = going[at];
    // In the pictures of a Word file a bar is painted, and nothing written.
    if (!item || from < item.start || (item.seenBy === "ocr" && reading.format === "docx")) continue;
    const known = after.get(item.key);
    if (!known) after.set(item.key, { words: replacement, drawn, pale });
    else {
      known.words += replacement;
      known.drawn = [known.drawn, drawn].filter(Boolean).join(" ");
      known.pale ||= pale;
    }
  }
  for (const { key, box, redact, reason } of items) if (box && redact) after.set(key, { words: "", drawn: reason ? `[${reason}]` : "", pale: false });
  return after;
}
