/**
 * The finding that is looked at: what it says, why it was found, and everything that can be done about it.
 *
 * Always at the same place, so that the eye can stay on the document.
 */

import { h } from "../common/dom.js";
import { kindName } from "../common/labels.js";
import { CHOICES, nameOf, REASONS, verdictWords, whySentence } from "./names.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./items.js").Item} Item
 */

const LONGEST_REASON = 80;
const LONGEST_QUOTE = 160;

/**
 * @param {HTMLElement} place
 * @param {Session} session
 * @param {{accept: () => void, reject: () => void, everywhere: () => void}} actions
 * @param {AbortSignal} signal
 */
export function showInspector(place, session, actions, signal) {
  const swatch = h("span", { class: "swatch", "aria-hidden": "true" });
  const quote = h("p", { class: "inspector-quote", dir: "auto" });
  const title = h("p", { class: "inspector-state small" });
  const why = h("p", { class: "small muted" });
  const accept = h("button", { class: "btn btn-small", type: "button", title: "Redact, and go on (a)", onclick: actions.accept }, "Redact", h("kbd", { "aria-hidden": "true" }, "a"));
  const reject = h("button", { class: "btn btn-small", type: "button", title: "Keep readable, and go on (x)", onclick: actions.reject }, "Keep", h("kbd", { "aria-hidden": "true" }, "x"));
  const everywhere = h("button", { class: "btn btn-small", type: "button", title: "These words everywhere (e)", onclick: actions.everywhere });
  const category = h("select", { class: "input input-small", id: "inspector-category" }, CHOICES.map((label) => h("option", { value: label }, nameOf(label))));
  const reason = h("input", { class: "input input-small", id: "inspector-reason", list: "inspector-reasons", maxlength: String(LONGEST_REASON), autocomplete: "off", placeholder: "None" });
  const forAll = h("button", { class: "btn btn-quiet btn-small", type: "button", hidden: true });
  const content = h(
    "div",
    { class: "inspector-body" },
    h("div", { class: "inspector-head" }, swatch, title),
    quote,
    why,
    h("div", { class: "inspector-actions", role: "group", "aria-label": "Decide" }, accept, reject, everywhere),
    h(
      "div",
      { class: "inspector-fields" },
      h("label", { class: "small", for: "inspector-category" }, "Category"),
      category,
      h("label", { class: "small", for: "inspector-reason" }, "Reason"),
      reason,
      h("datalist", { id: "inspector-reasons" }, REASONS.map((words) => h("option", { value: words }))),
    ),
    forAll,
  );
  const hint = h("p", { class: "small muted inspector-hint" });
  place.replaceChildren(content, hint);

  category.addEventListener("change", () => session.current && session.perform({ do: "label", ids: [session.current.id], label: category.value }), { signal });
  reason.addEventListener("change", () => session.current && session.perform({ do: "reason", ids: [session.current.id], reason: reason.value.trim() }), { signal });
  reason.addEventListener("keydown", (event) => {
    if (event.key === "Enter") reason.blur();
  });
  forAll.addEventListener("click", () => {
    const { current } = session;
    if (!current) return;
    const ids = session.items.filter(({ label }) => label === current.label).map(({ id }) => id);
    session.perform({ do: "reason", ids: [...new Set(ids)], reason: current.reason });
  });

  const follow = () => {
    const item = session.current;
    content.hidden = !item;
    hint.hidden = item !== null;
    if (!item) {
      const count = session.shown.length;
      hint.replaceChildren(...(count ? ["Press ", h("kbd", {}, "n"), " for the first finding, ", h("kbd", {}, "a"), " to redact it, ", h("kbd", {}, "x"), " to keep it readable, ", h("kbd", {}, "?"), " for all keys."] : ["Select words to redact them, or press ", h("kbd", {}, "/"), " to look for some."]));
      return;
    }
    place.dataset.label = item.label;
    place.dataset.state = item.redact ? "goes" : "stays";
    const kind = kindName(item.kind);
    const what = kind && !kind.toLowerCase().startsWith(nameOf(item.label).toLowerCase()) ? `${nameOf(item.label)}, ${kind}` : nameOf(item.label);
    title.replaceChildren(h("strong", {}, what), `, ${verdictWords(item)}`);
    const words = item.box ? `Area on page ${item.page}` : item.words;
    quote.textContent = words.length > LONGEST_QUOTE ? `${words.slice(0, LONGEST_QUOTE)}…` : words;
    why.textContent = whySentence(item);
    accept.setAttribute("aria-pressed", String(item.redact && item.by === "person"));
    reject.setAttribute("aria-pressed", String(!item.redact && item.by === "person"));
    reject.firstChild?.replaceWith(item.source === "person" ? "Delete" : "Keep");
    everywhere.hidden = item.box !== null;
    const count = item.group.items.length;
    everywhere.replaceChildren(count > 1 ? `${item.occurrence} of ${count}…` : "Everywhere…", h("kbd", { "aria-hidden": "true" }, "e"));
    everywhere.setAttribute("aria-label", `These words everywhere: ${item.occurrence} of ${count}`);
    if (category.value !== item.label) category.value = item.label;
    if (document.activeElement !== reason) reason.value = item.reason;
    const others = item.reason ? session.items.filter((one) => one.label === item.label && one.reason !== item.reason).length : 0;
    forAll.hidden = others === 0;
    forAll.textContent = `Same reason for ${others === 1 ? "the other one" : `all ${others.toLocaleString("en")} others`} of this category`;
  };
  session.addEventListener("items", follow, { signal });
  session.addEventListener("current", follow, { signal });
  follow();
}
