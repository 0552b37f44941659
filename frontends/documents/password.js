/**
 * Asks for the password of a locked file. It goes to the server with the file, and stays nowhere.
 */

import { showDialog } from "../common/dialog.js";
import { h } from "../common/dom.js";

/**
 * @param {string} name  of the file
 * @param {boolean} wasWrong  the one before
 * @returns {Promise<string>}  "" when there is none
 */
export async function askPassword(name, wasWrong) {
  const field = h("input", { type: "password", id: "password", class: "input", autocomplete: "off", "aria-describedby": "password-problem password-hint", "aria-invalid": wasWrong && "true" });
  const form = h(
    "div",
    { class: "field" },
    h("label", { for: "password" }, "Password"),
    field,
    h("p", { class: "field-problem", id: "password-problem", role: "alert", hidden: !wasWrong }, "That was not the password. Capitals and blanks count; type it again."),
    h("p", { class: "hint", id: "password-hint" }, "It opens the file once and is kept nowhere. The redacted copy will have no password."),
  );
  const answer = showDialog({
    title: "This file is locked with a password",
    body: [h("p", { class: "muted", dir: "auto" }, name), form],
    actions: [
      { value: "", text: "Cancel" },
      { value: "open", text: "Open", kind: "primary" },
    ],
  });
  field.focus();
  field.addEventListener("keydown", (event) => event.key === "Enter" && /** @type {HTMLDialogElement|null} */ (field.closest("dialog"))?.close("open"));
  return (await answer) === "open" ? field.value : "";
}
