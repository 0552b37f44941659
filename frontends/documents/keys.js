/**
 * Single keys for reading, which can be switched off (WCAG 2.1.4); the choice is remembered in this browser.
 */

import { showKeys } from "../common/dialog.js";
import { h } from "../common/dom.js";
import { isTyping } from "../common/dropzone.js";

const STORAGE = "blackbar-keys";

/** @type {[string[], string][]} */
const MEANINGS = [
  [["n", "j"], "Next finding"],
  [["p", "k"], "Previous finding"],
  [["l"], "Name each finding, or not"],
  [["b"], "Black bars, or not"],
  [["Esc"], "Close the card"],
  [["?"], "This list"],
];

/** @typedef {{next: () => void, previous: () => void, labels: () => void, bars: () => void, close: () => void, isReading: () => boolean}} Actions */

/**
 * @param {Actions} actions
 * @returns {() => void}  opens the list of keys
 */
export function listenToKeys(actions) {
  const help = () => void showKeys(MEANINGS, [switchField()]);
  /** @type {Record<string, () => void>} */
  const byKey = { n: actions.next, j: actions.next, p: actions.previous, k: actions.previous, l: actions.labels, b: actions.bars, "?": help };
  addEventListener("keydown", (event) => {
    if (!actions.isReading() || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (document.querySelector("dialog[open]")) return;
    if (event.key === "Escape") return actions.close();
    const action = byKey[event.key];
    if (!action || !areKeysOn()) return;
    event.preventDefault();
    action();
  });
  return help;
}

function switchField() {
  const box = h("input", { type: "checkbox", checked: areKeysOn(), onchange: () => remember(box.checked) });
  return h("p", { class: "keys-switch" }, h("label", { class: "check" }, box, "Use these keys"));
}

function areKeysOn() {
  try {
    return localStorage.getItem(STORAGE) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function remember(on) {
  try {
    if (on) localStorage.removeItem(STORAGE);
    else localStorage.setItem(STORAGE, "off");
  } catch {
    return; // without storage the choice lasts as long as the dialog
  }
}
