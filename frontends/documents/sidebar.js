/**
 * The eight categories with their counts, each a switch, each opening the list of what was found.
 */

import { h } from "../common/dom.js";
import { LABELS, labelName } from "../common/labels.js";
import { countByLabel } from "../common/spans.js";

const LIST_STEP = 50;

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./analysis.js").Entity} Entity
 * @typedef {import("./findings.js").Findings} Findings
 */

/**
 * @param {HTMLElement} list
 * @param {Reading} reading
 * @param {Findings} findings
 * @param {AbortSignal} signal
 */
export function showSidebar(list, reading, findings, signal) {
  const counts = countByLabel(reading.findings, LABELS);
  const entities = byLabel(reading.entities);
  /** @type {Map<string, HTMLInputElement>} */
  const boxes = new Map();

  list.replaceChildren(
    ...[...counts].map(([label, count]) => {
      const box = h("input", { type: "checkbox", checked: true, disabled: count === 0, onchange: () => findings.toggle([label], box.checked) });
      boxes.set(label, box);
      const name = h("label", { class: "check category-name" }, box, h("span", { class: "swatch", "aria-hidden": "true" }), h("span", {}, labelName(label)));
      const row = h("li", { class: "category", dataset: { label }, "data-empty": count === 0 }, name);
      if (count === 0) row.append(h("span", { class: "category-count" }, "0"));
      else row.append(foundList(label, count, entities.get(label) ?? [], findings));
      return row;
    }),
  );

  const follow = () => boxes.forEach((box, label) => (box.checked = findings.on.has(label)));
  findings.addEventListener("categories", follow, { signal });
}

/**
 * What was found of one category: the same words once, with how often.
 * @param {string} label
 * @param {number} count
 * @param {Entity[]} entities
 * @param {Findings} findings
 */
function foundList(label, count, entities, findings) {
  const items = h("ul", { class: "found", role: "list" });
  const more = h("button", { class: "btn btn-quiet btn-small", type: "button", onclick: () => addSome() });
  let shown = 0;
  const addSome = () => {
    const next = entities.slice(shown, shown + LIST_STEP);
    items.append(...next.map((entity) => h("li", {}, entityButton(entity, findings))));
    shown += next.length;
    more.hidden = shown >= entities.length;
    more.textContent = `Show ${Math.min(LIST_STEP, entities.length - shown)} more of ${(entities.length - shown).toLocaleString("en")}`;
  };
  const summary = h(
    "summary",
    { class: "category-count", title: `List the findings of ${labelName(label)}` },
    h("span", { class: "visually-hidden" }, `${labelName(label)}, list of findings: `),
    h("span", {}, count.toLocaleString("en")),
  );
  const details = h("details", { class: "category-list" }, summary, items, more);
  // A list of thousands is built when somebody asks for it.
  details.addEventListener("toggle", () => details.open && shown === 0 && addSome());
  return details;
}

/** Goes to the words; pressed again, to where they stand next. @param {Entity} entity @param {Findings} findings */
function entityButton(entity, findings) {
  const { text, findings: places } = entity;
  const go = () => {
    const current = findings.current;
    const next = current?.entity === entity ? places[current.occurrence % places.length] : places[0];
    findings.select(next);
  };
  const times = places.length > 1 ? h("span", { class: "found-times" }, h("span", { "aria-hidden": "true" }, "×"), h("span", { class: "visually-hidden" }, ", times: "), places.length) : null;
  return h("button", { class: "found-item", type: "button", onclick: go }, h("span", { class: "found-text", dir: "auto" }, text), times);
}

/** @param {Entity[]} entities */
function byLabel(entities) {
  /** @type {Map<string, Entity[]>} */
  const groups = new Map();
  for (const entity of entities) {
    const group = groups.get(entity.label);
    if (group) group.push(entity);
    else groups.set(entity.label, [entity]);
  }
  return groups;
}
