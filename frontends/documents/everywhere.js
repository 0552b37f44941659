/**
 * "These words everywhere": all places of what is looked at, found or not, and other ways to write the same, which
 * are offered and never taken unasked.
 */

import { showDialog } from "../common/dialog.js";
import { h } from "../common/dom.js";
import { firstEndingAfter } from "../common/spans.js";
import { everywhere } from "./seeking.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 * @typedef {{start: number, end: number}} Range
 */

const KINDS = /** @type {Record<string, string>} */ ({ case: "in another case", initials: "with initials", surname: "surname alone", given: "part of the name", turned: "turned round" });

/**
 * Asks, and does it as one step of the review.
 * @param {Session} session
 * @param {Item} item
 * @param {import("./seeking.js").Seeker} seeker
 * @returns {Promise<string>}  what was done, in a sentence; "" for nothing
 */
export async function askEverywhere(session, item, seeker) {
  const { same, variants } = everywhere(seeker, item.words, item.label === "private_person");
  const own = [...same];
  for (const { start, end } of item.group.items) if (!own.some((place) => place.start < end && start < place.end)) own.push({ start, end });
  const boxes = variants.map(({ kind, words, places }) => {
    const box = h("input", { type: "checkbox" });
    const shown = kind === "case" ? sample(session, places[0]) : words;
    return { box, places, line: h("li", {}, h("label", { class: "check" }, box, h("span", {}, h("bdi", {}, shown), h("span", { class: "muted" }, ` ${KINDS[kind]}, ${times(places.length)}`)))) };
  });
  const missing = own.filter((place) => !isCovered(session, place)).length;
  /** @type {Node[]} */
  const body = [
    h("p", {}, h("bdi", {}, h("strong", {}, `“${item.words}”`)), ` stands here ${times(own.length)}${missing ? `, ${missing === 1 ? "one of them" : `${missing} of them`} not found until now` : ""}.`),
  ];
  if (boxes.length) body.push(h("fieldset", { class: "variants" }, h("legend", {}, "Perhaps the same, if you say so"), h("ul", { role: "list" }, boxes.map(({ line }) => line))));
  const answer = await showDialog({
    title: "These words everywhere",
    body,
    actions: [
      { value: "redact", text: "Redact them all", kind: "primary" },
      { value: "keep", text: "Keep them all readable" },
      { value: "", text: "Cancel" },
    ],
  });
  if (answer !== "redact" && answer !== "keep") return "";
  const places = [...own, ...boxes.filter(({ box }) => box.checked).flatMap((variant) => variant.places)];
  const step = answer === "redact" ? redacting(session, places, item.label) : keeping(session, places);
  if (step.events.length) session.perform(step);
  return `${places.length === 1 ? "1 place" : `${places.length.toLocaleString("en")} places`} ${answer === "redact" ? "will be taken out" : places.length === 1 ? "stays readable" : "stay readable"}.`;
}

/**
 * One step that redacts these places: findings there are accepted, the rest is added.
 * @param {Session} session
 * @param {readonly Range[]} places
 * @param {string} label
 * @returns {import("./review.js").Event & {do: "several"}}
 */
export function redacting(session, places, label) {
  /** @type {Set<string>} */
  const ids = new Set();
  const items = [];
  for (const place of places) {
    const there = itemsAt(session, place);
    if (isFilled(there, place)) for (const { id } of there) ids.add(id);
    else items.push({ ...place, id: session.review.newId(), label });
  }
  /** @type {import("./review.js").Event[]} */
  const events = [];
  if (ids.size) events.push({ do: "accept", ids: [...ids] });
  if (items.length) events.push({ do: "add", items });
  return { do: "several", events };
}

/** @param {Session} session @param {readonly Range[]} places @returns {import("./review.js").Event & {do: "several"}} */
function keeping(session, places) {
  const ids = [...new Set(places.flatMap((place) => itemsAt(session, place).map(({ id }) => id)))];
  return { do: "several", events: ids.length ? [{ do: "reject", ids }] : [] };
}

/** @param {Session} session @param {Range} place */
const isCovered = (session, place) => isFilled(itemsAt(session, place), place);

/** Whether these items cover the place without a gap. @param {readonly Item[]} items @param {Range} place */
function isFilled(items, { start, end }) {
  let position = start;
  for (const item of items) if (item.start <= position) position = Math.max(position, item.end);
  return position >= end;
}

/** @param {Session} session @param {Range} place */
function itemsAt({ texts }, { start, end }) {
  const first = firstEndingAfter(texts, start);
  let after = first;
  while (after < texts.length && texts[after].start < end) after++;
  return texts.slice(first, after);
}

/** @param {Session} session @param {Range} place */
const sample = ({ reading }, { start, end }) => reading.text.slice(start, end).replace(/\s+/g, " ");

/** @param {number} count */
const times = (count) => (count === 1 ? "once" : `${count.toLocaleString("en")} times`);
