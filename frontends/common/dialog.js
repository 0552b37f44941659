/**
 * Questions and notes over the page, with the browser's own <dialog>: Escape and focus work as everywhere.
 */

import { h } from "./dom.js";

/**
 * A dialog with a title, what it says, and buttons. Resolves with the value of the button, "" when dismissed.
 * @param {object} options
 * @param {string} options.title
 * @param {(Node|string)[]} options.body
 * @param {{value: string, text: string, kind?: "primary"|"danger"|""}[]} [options.actions]
 * @returns {Promise<string>}
 */
export function showDialog({ title, body, actions = [{ value: "ok", text: "Close", kind: "primary" }] }) {
  const buttons = actions.map(({ value, text, kind }) =>
    h("button", { class: `btn${kind ? ` btn-${kind}` : ""}`, value, type: "submit" }, text),
  );
  const heading = h("h2", { id: `dialog-${Date.now()}` }, title);
  const dialog = h(
    "dialog",
    { class: "dialog", "aria-labelledby": heading.id },
    heading,
    ...body,
    h("form", { method: "dialog", class: "dialog-actions" }, buttons),
  );
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog && outside(dialog, event)) dialog.close("");
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/**
 * Asks before something that cannot be taken back.
 * @param {string} title
 * @param {string} text
 * @param {string} action  what the button says: "Delete"
 */
export async function confirmDialog(title, text, action) {
  const actions = [
    { value: "", text: "Cancel" },
    { value: "yes", text: action, kind: /** @type {"danger"} */ ("danger") },
  ];
  return (await showDialog({ title, body: [h("p", {}, text)], actions })) === "yes";
}

/**
 * The dialog that `?` opens: what each key does.
 * @param {[keys: string[], meaning: string][]} rows
 * @param {(Node|string)[]} [after]
 */
export function showKeys(rows, after = []) {
  const table = h(
    "table",
    { class: "table" },
    h("thead", { class: "visually-hidden" }, h("tr", {}, h("th", { scope: "col" }, "Key"), h("th", { scope: "col" }, "What it does"))),
    h(
      "tbody",
      {},
      rows.map(([keys, meaning]) =>
        h("tr", {}, h("td", {}, keys.flatMap((key, index) => [index ? " " : "", h("kbd", {}, key)])), h("td", {}, meaning)),
      ),
    ),
  );
  return showDialog({ title: "Keys", body: [table, ...after] });
}

/**
 * @param {HTMLElement} element
 * @param {MouseEvent} event
 */
function outside(element, event) {
  const { left, right, top, bottom } = element.getBoundingClientRect();
  return event.clientX < left || event.clientX > right || event.clientY < top || event.clientY > bottom;
}
