/**
 * What a person should know of this document before reading on, in one calm strip that can be put away.
 */

import { h } from "../common/dom.js";

/**
 * @param {HTMLElement} place
 * @param {import("./analysis.js").Reading} reading
 */
export function showNotes(place, { notes, findings, text, format, sheets }) {
  const sentences = [...notes];
  if (findings.length === 0 && /\S/.test(text)) sentences.push("Nothing was found. That does not prove that nothing is there: read it through before you share it.");
  if (format === "pdf" && sheets.length === 0) sentences.push("This file is too large to be held for showing its pages, so it is shown to be read. The copy is made of all of it.");
  if (format === "docx") sentences.push("A Word file has no fixed pages, so it is shown to be read. The copy keeps its formatting.");
  const gone = (/** @type {Event} */ event) => /** @type {HTMLElement} */ (event.currentTarget).parentElement?.remove();
  const notice = h("div", { class: "notice" }, h("p", {}, sentences.join(" ")), h("button", { class: "btn btn-quiet btn-small", type: "button", onclick: gone }, "Got it"));
  place.replaceChildren(...(sentences.length ? [notice] : []));
}
