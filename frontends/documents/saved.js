/**
 * A review as a file: to go on tomorrow, or to hand to a colleague who has the same document.
 *
 * Pure. It says where things stand and never what stands there. The events bring back every decision with its
 * undo; the redactions beside them are the outcome, and whatever of it is not found next time is added, so that
 * nothing that was to go becomes readable because another engine looked.
 */

import { firstEndingAfter } from "../common/spans.js";
import { decisionsOf } from "./exports.js";
import { itemsOf } from "./items.js";
import { Review } from "./review.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./review.js").Event} ReviewEvent
 */

const KIND = "blackbar review";
const VERSION = 1;
const MOST_EVENTS = 200_000;

export class NotAReview extends Error {}

/** @param {Session} session */
export function savedReview({ reading, review, items }) {
  const { spans, areas } = decisionsOf(reading, items);
  const outcome = { spans, areas };
  const events = review.events.map((event) => moved(event, reading.offsets.toCodePoint));
  return `${JSON.stringify({ kind: KIND, version: VERSION, offsets: "unicode code points", document: fingerprint(reading.text), events, outcome }, null, 1)}\n`;
}

/**
 * The review of a file, for this document. Raises NotAReview with a sentence.
 * @param {string} json
 * @param {Reading} reading
 * @returns {{review: Review, restored: number}}  how many redactions had to be added since nothing was found there
 */
export function loadedReview(json, reading) {
  const { toUtf16, codePoints } = reading.offsets;
  const saved = parsed(json);
  if (saved?.kind !== KIND || !Array.isArray(saved.events)) throw new NotAReview("This file holds no review: choose one that was saved here with “Save the review”.");
  if (saved.version !== VERSION) throw new NotAReview("This review was saved by a newer version, which this page cannot read.");
  if (saved.document !== fingerprint(reading.text)) throw new NotAReview("This review belongs to another document, or to another version of it. Open that one first.");
  if (saved.events.length > MOST_EVENTS || !saved.events.every((/** @type {any} */ event) => isEvent(event, codePoints, reading.sheets.length))) {
    throw new NotAReview("This review is damaged: some of what was decided cannot be read. Nothing was changed.");
  }
  const review = Review.from(saved.events.map((/** @type {ReviewEvent} */ event) => moved(event, toUtf16)));
  const outcome = (saved.outcome?.spans ?? []).filter((/** @type {any} */ span) => Number.isInteger(span?.start) && Number.isInteger(span?.end) && span.start < span.end);
  const spans = outcome.map((/** @type {any} */ span) => ({ start: toUtf16(span.start), end: toUtf16(span.end), label: String(span.label ?? "custom") }));
  return { review, restored: addMissing(spans, reading, review) };
}

/**
 * What a person had decided to take out goes also where it is not found this time. Returns how many places had to be added.
 * @param {readonly import("./items.js").Item[]} items  as they stood when the document was looked through before
 * @param {Reading} reading  of the same text, looked through again
 * @param {Review} review  the person's, which goes on
 */
export function keepDecided(items, reading, review) {
  const decided = items.filter(({ redact, box, source, by, reason }) => redact && !box && source !== "person" && (by === "person" || reason));
  return addMissing(decided, reading, review);
}

/** @param {readonly {start: number, end: number, label: string}[]} spans @param {Reading} reading @param {Review} review @returns {number} */
function addMissing(spans, reading, review) {
  const missing = notRedacted(spans, reading, review);
  if (missing.length) review.perform({ do: "add", items: missing.map((place) => ({ ...place, id: review.newId() })) });
  return missing.length;
}

/** A short number that tells two texts apart and nothing of what they say (FNV-1a over 53 bits). @param {string} text */
export function fingerprint(text) {
  let high = 0xcbf29ce4;
  let low = 0x84222325;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193) >>> 0;
    high = Math.imul(high ^ (unit + (low >>> 7)), 0x01000193) >>> 0;
  }
  return `${text.length}-${high.toString(16)}${low.toString(16).padStart(8, "0")}`;
}

/**
 * What of these is not redacted by the events alone.
 * @param {readonly {start: number, end: number, label: string}[]} spans
 * @param {Reading} reading
 * @param {Review} review
 */
function notRedacted(spans, reading, review) {
  const redacted = itemsOf(reading, review).texts.filter(({ redact }) => redact);
  /** @type {{start: number, end: number, label: string}[]} */
  const missing = [];
  for (const { start, end, label } of spans) {
    let position = start;
    for (let index = firstEndingAfter(redacted, start); index < redacted.length && redacted[index].start < end; index++) {
      if (redacted[index].start > position) missing.push({ start: position, end: redacted[index].start, label });
      position = Math.max(position, redacted[index].end);
    }
    if (position < end) missing.push({ start: position, end, label });
  }
  return missing;
}

/** The same event with its offsets counted another way. @param {ReviewEvent} event @param {(offset: number) => number} count @returns {ReviewEvent} */
function moved(event, count) {
  if (event.do === "several") return { ...event, events: event.events.map((one) => moved(one, count)) };
  if (event.do !== "add") return event;
  return { ...event, items: event.items.map((item) => ("start" in item ? { ...item, start: count(item.start), end: count(item.end) } : item)) };
}

/** @param {any} event @param {number} length @param {number} pages @returns {boolean} */
function isEvent(event, length, pages) {
  const isWord = (/** @type {unknown} */ value) => typeof value === "string" && value.length <= 200;
  const areIds = Array.isArray(event?.ids) && event.ids.every(isWord);
  const isBox = (/** @type {any} */ box) => ["left", "top", "right", "bottom"].every((edge) => Number.isFinite(box?.[edge])) && box.left < box.right && box.top < box.bottom;
  switch (event?.do) {
    case "accept":
    case "reject":
    case "forget":
      return areIds;
    case "label":
      return areIds && isWord(event.label);
    case "reason":
      return areIds && isWord(event.reason);
    case "add":
      return Array.isArray(event.items) && event.items.every((/** @type {any} */ item) => {
        if (!/^\+\d{1,9}$/.test(item?.id) || !isWord(item.label)) return false;
        if (item.box) return isBox(item.box) && Number.isInteger(item.page) && item.page >= 1 && item.page <= pages;
        return Number.isInteger(item.start) && Number.isInteger(item.end) && item.start >= 0 && item.start < item.end && item.end <= length;
      });
    case "move":
      return isWord(event.id) && isBox(event.box);
    case "category":
      return isWord(event.label) && typeof event.on === "boolean";
    case "categories":
      return Array.isArray(event.labels) && event.labels.every(isWord) && typeof event.on === "boolean";
    case "threshold":
      return typeof event.score === "number" && event.score >= 0 && event.score <= 1;
    case "several":
      return Array.isArray(event.events) && event.events.every((/** @type {any} */ one) => one?.do !== "several" && isEvent(one, length, pages));
    default:
      return false;
  }
}

/** @param {string} json */
function parsed(json) {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}
