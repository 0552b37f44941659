/**
 * A short word at the foot of the page, also read out by screen readers: "Copied."
 *
 * For what went well and needs no answer. Errors belong where the person is looking and stay there.
 */

import { h } from "./dom.js";

/**
 * Says it for as long as it takes to read.
 * @param {string} message
 * @param {number} [seconds]
 */
export function toast(message, seconds = Math.max(4, message.length / 12)) {
  const region = document.getElementById("toasts");
  if (!region) return;
  const note = h("p", { class: "toast" }, message);
  region.replaceChildren(note);
  setTimeout(() => note.remove(), seconds * 1000);
}
