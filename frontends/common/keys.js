/**
 * Keys that do something on a page, shown in one list, and the switch that turns them off (WCAG 2.1.4). The choice is
 * remembered in this browser and holds for every page that asks here.
 */

import { showKeys } from "./dialog.js";
import { h } from "./dom.js";
import { isTyping } from "./dropzone.js";
import { remember, remembered } from "./remembered.js";

const CHOICE = "keys";

/**
 * A key, what it does in words, and what does it; `isOn` says whether it counts at the moment.
 * @typedef {{keys: string[], meaning: string, act: () => void, isOn?: () => boolean}} KeyAction
 */

/**
 * Listens to single keys while nobody types; `?` opens the list.
 * @param {readonly KeyAction[]} actions
 * @param {readonly [keys: string[], meaning: string][]} [others]  keys that the page sees to itself, for the list
 * @returns {() => void}  opens the list
 */
export function listenToKeys(actions, others = []) {
  /** @type {[string[], string][]} */
  const rows = [...others.map(([keys, meaning]) => /** @type {[string[], string]} */ ([keys, meaning]))];
  const help = () => void showKeys([...rows, ...shownNow(), [["?"], "This list"]], [switchField()]);
  const shownNow = () =>
    actions.filter(({ isOn }) => isOn?.() ?? true).map(({ keys, meaning }) => /** @type {[string[], string]} */ ([keys, meaning]));
  addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return;
    if (document.querySelector("dialog[open]")) return;
    const action = event.key === "?" ? { act: help } : actions.find(({ keys, isOn }) => keys.includes(event.key) && (isOn?.() ?? true));
    if (!action) return;
    event.preventDefault();
    action.act();
  });
  return help;
}

/** Whether the person wants keys to do things. */
export const areKeysOn = () => remembered(CHOICE) !== "off";

/** The switch that turns them off, for the list of keys. */
export function switchField() {
  const box = h("input", { type: "checkbox", checked: areKeysOn(), onchange: () => turn(box.checked) });
  return h("p", { class: "keys-switch" }, h("label", { class: "check" }, box, "Use these keys"));
}

/** @param {boolean} on */
function turn(on) {
  remember(CHOICE, on ? null : "off");
  document.documentElement.dataset.keys = on ? "on" : "off";
}
