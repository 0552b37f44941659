/**
 * The findings as they stand after what a person has decided: what goes, what stays, whose word it is, and why.
 *
 * Pure. Words that a person marked go before what was found there; what is left of a finding keeps its own verdict,
 * so no character that goes is ever let go of by marking more.
 */

import { firstEndingAfter } from "../common/spans.js";
import { pageAt, plain, wordsOf } from "./analysis.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./analysis.js").Finding} Finding
 * @typedef {import("./review.js").Review} Review
 * @typedef {import("./review.js").Box} Box
 * @typedef {{id: string, start: number, end: number, label: string}} Marked
 *
 * @typedef {object} Item
 * @property {string} key  its own, also when a finding is in several pieces
 * @property {string} id  the finding's, or that of what a person added
 * @property {string|number} [serverId]  what the server calls the finding
 * @property {number} start
 * @property {number} end
 * @property {string} label
 * @property {string} kind
 * @property {number} score
 * @property {string} source  "model" | "rule" | "person"
 * @property {string} why  the rule's or the model's name, if known
 * @property {string} hidden  the place where a reader does not see it, or ""
 * @property {string} seenBy  "text" | "ocr"
 * @property {number} page  its number
 * @property {Box|null} box  of an area
 * @property {string} words  on one line; "" for an area
 * @property {boolean} redact
 * @property {"person"|"category"|"policy"|"threshold"|""} by  whose word that is
 * @property {string} reason
 * @property {Group} group
 * @property {number} occurrence  from 1, of the items of its group
 *
 * @typedef {object} Group  the same words under one label
 * @property {string} key
 * @property {string} label
 * @property {string} words
 * @property {Item[]} items
 */

/** What is out of sight in the text: of a category that is off, or below the threshold. @param {Item} item */
export const isOut = ({ redact, by }) => !redact && (by === "category" || by === "threshold");

/**
 * @param {Reading} reading
 * @param {Review} review
 * @returns {{items: Item[], texts: Item[], groups: Group[]}}  all in reading order; `texts` without areas, disjoint
 */
export function itemsOf(reading, review) {
  const marked = markedByPerson(review);
  /** @type {Item[]} */
  const items = [];
  let next = 0;
  const addMarked = (/** @type {number} */ before) => {
    for (; next < marked.length && marked[next].start < before; next++) items.push(itemOfMarked(reading, review, marked[next]));
  };
  for (const finding of reading.findings) {
    addMarked(finding.start);
    for (const piece of uncovered(finding, marked)) {
      addMarked(piece.start);
      items.push(itemOfFinding(review, finding, piece));
    }
  }
  addMarked(Infinity);
  const texts = items;
  const areas = areasOf(reading, review);
  const all = areas.length ? [...texts, ...areas].sort((a, b) => a.start - b.start || Number(a.box !== null) - Number(b.box !== null)) : texts;
  return { items: all, texts, groups: grouped(all) };
}

/** @param {Review} review @param {Finding} finding @param {{start: number, end: number}} piece @returns {Item} */
function itemOfFinding(review, finding, { start, end }) {
  const whole = start === finding.start && end === finding.end;
  const label = review.labelOf(finding.key) ?? finding.label;
  const { kind, score, source, page, key: id, why = "", hidden = "", seenBy = "text" } = finding;
  return {
    ...review.verdict(id, label, score, finding.stands),
    ...{ key: whole ? id : `${id}/${start}`, id, serverId: finding.id, start, end, label, kind: label === finding.label ? kind : "", score, source, why, hidden, seenBy, page, box: null },
    words: finding.entity.text,
    reason: review.reasonOf(id),
    group: NO_GROUP,
    occurrence: 1,
  };
}

/** @param {Reading} reading @param {Review} review @param {Marked} marked @returns {Item} */
function itemOfMarked(reading, review, { id, start, end, label: given }) {
  const label = review.labelOf(id) ?? given;
  return {
    ...review.verdict(id, label, 1),
    ...{ key: `${id}/${start}`, id, start, end, label, kind: "", score: 1, source: "person", why: "", hidden: "", seenBy: "text", box: null },
    page: pageAt(reading.pages, start)?.number ?? 1,
    words: plain(wordsOf(reading.text, start, end, reading.breaks)),
    reason: review.reasonOf(id),
    group: NO_GROUP,
    occurrence: 1,
  };
}

/** Areas stand among the words at about the height where they are on their page. @param {Reading} reading @param {Review} review @returns {Item[]} */
function areasOf(reading, review) {
  /** @type {Item[]} */
  const areas = [];
  for (const [id, place] of review.added) {
    if (!("box" in place)) continue;
    const page = reading.pages.find(({ number }) => number === place.page);
    const sheet = reading.sheets.find(({ number }) => number === place.page);
    const share = sheet ? Math.min(Math.max(place.box.top / sheet.height, 0), 1) : 0;
    const at = page ? Math.round(page.start + share * Math.max(page.end - page.start - 1, 0)) : 0;
    const label = review.labelOf(id) ?? place.label;
    areas.push({
      ...review.verdict(id, label, 1),
      ...{ key: id, id, start: at, end: at, label, kind: "", score: 1, source: "person", why: "", hidden: "", seenBy: "text", page: place.page, box: place.box, words: "" },
      reason: review.reasonOf(id),
      group: NO_GROUP,
      occurrence: 1,
    });
  }
  return areas;
}

/**
 * What a person marked, sorted and disjoint: what was marked later goes on top.
 * @param {Review} review
 */
function markedByPerson(review) {
  /** @type {Marked[]} */
  const sorted = [];
  for (const [id, place] of review.added) if ("start" in place) sorted.push({ id, ...place });
  sorted.sort((a, b) => a.start - b.start);
  /** @type {Marked[]} */
  const result = [];
  /** @type {Marked[]} */
  let cluster = [];
  let end = -1;
  for (const mark of sorted) {
    if (mark.start >= end) {
      result.push(...settled(cluster));
      cluster = [];
    }
    cluster.push(mark);
    end = Math.max(end, mark.end);
  }
  return [...result, ...settled(cluster)];
}

/** @param {Marked[]} cluster  marks that overlap @returns {Marked[]} */
function settled(cluster) {
  if (cluster.length < 2) return cluster;
  /** @type {Marked[]} */
  let result = [];
  for (const mark of [...cluster].sort((a, b) => age(b) - age(a))) {
    result = [...result, ...uncovered(mark, result).map((piece) => ({ ...mark, ...piece }))].sort((a, b) => a.start - b.start);
  }
  return result;
}

/** @param {Marked} mark */
const age = ({ id }) => Number(id.slice(1));

/** What none of the others covers. @param {{start: number, end: number}} range @param {readonly Marked[]} others  sorted and disjoint */
function uncovered({ start, end }, others) {
  /** @type {{start: number, end: number}[]} */
  const pieces = [];
  let position = start;
  for (let index = firstEndingAfter(others, start); index < others.length && others[index].start < end; index++) {
    if (others[index].start > position) pieces.push({ start: position, end: others[index].start });
    position = Math.max(position, others[index].end);
  }
  if (position < end) pieces.push({ start: position, end });
  return pieces;
}

/** @type {Group} */
const NO_GROUP = Object.freeze({ key: "", label: "", words: "", items: [] });

/** Gives every item its group. @param {Item[]} items @returns {Group[]} */
function grouped(items) {
  /** @type {Map<string, Group>} */
  const groups = new Map();
  for (const item of items) {
    const key = item.box ? item.key : `${item.label} ${item.words.toLocaleLowerCase()}`;
    let group = groups.get(key);
    if (!group) groups.set(key, (group = { key, label: item.label, words: item.words, items: [] }));
    item.group = group;
    item.occurrence = group.items.push(item);
  }
  return [...groups.values()];
}
