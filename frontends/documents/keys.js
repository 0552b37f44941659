/**
 * Single keys for reviewing, which can be switched off (WCAG 2.1.4); the choice is remembered in this browser.
 */

import { showDialog } from "../common/dialog.js";
import { h } from "../common/dom.js";
import { isTyping } from "../common/dropzone.js";
import { areKeysOn, switchField } from "../common/keys.js";

/** @type {[title: string, rows: [string[], string][]][]} */
const MEANINGS = [
  ["Go", [
    [["n", "j"], "Next finding"],
    [["p", "k"], "Previous finding"],
    [["N"], "Next finding that is not decided yet"],
    [["/"], "Look for words, and redact them all"],
    [["g"], "Go to a page by its number"],
    [["v"], "Pages as printed, or the text to read"],
    [["+", "−"], "Larger, smaller"],
    [["0", "1"], "As wide as the window; as large as on paper"],
  ]],
  ["Decide", [
    [["a"], "Redact it, and go on"],
    [["x"], "Keep it readable, and go on"],
    [["e"], "These words everywhere, and other ways to write them"],
    [["c"], "Its whole category: keep, or redact again"],
    [["i"], "Change its category, give a reason"],
    [["u"], "Undo; also Ctrl+Z"],
    [["U"], "Redo; also Ctrl+Shift+Z"],
  ]],
  ["Mark", [
    [["r"], "Redact the selected words"],
    [["d"], "Draw an area"],
    [["Enter"], "While drawing: set one down in the middle"],
    [["←", "→"], "Move an area; with Shift resize, with Alt finely"],
    [["Del"], "Delete an area"],
  ]],
  ["Look", [
    [["b"], "See it as it will be, or not"],
    [["l"], "Name each finding, or not"],
    [["t"], "All pages, small, beside the document"],
    [["s"], "Take away"],
    [["Esc"], "Close what is open, stop drawing"],
    [["?"], "This list"],
  ]],
];

/**
 * @typedef {"next"|"previous"|"nextOpen"|"goToPage"|"accept"|"reject"|"everywhere"|"category"|"inspect"|"redactSelection"|"search"|"draw"|"undo"|"redo"
 *   |"switchView"|"zoomIn"|"zoomOut"|"fit"|"actual"|"asItWillBe"|"labels"|"thumbnails"|"takeAway"|"close"|"enter"} Action
 */

/** @type {Record<string, Action>} */
const BY_KEY = {
  ...{ n: "next", j: "next", p: "previous", k: "previous", N: "nextOpen", g: "goToPage", a: "accept", x: "reject", e: "everywhere", c: "category", i: "inspect" },
  ...{ r: "redactSelection", "/": "search", d: "draw", u: "undo", U: "redo", v: "switchView", "+": "zoomIn", "=": "zoomIn", "-": "zoomOut", "−": "zoomOut" },
  ...{ 0: "fit", 1: "actual", b: "asItWillBe", l: "labels", t: "thumbnails", s: "takeAway" },
};

/**
 * @param {Record<Action, () => void>} actions
 * @param {{isReading: () => boolean, isDrawing: () => boolean}} state
 * @returns {() => void}  opens the list of keys
 */
export function listenToKeys(actions, { isReading, isDrawing }) {
  const help = () => void showDialog({ title: "Keys", body: [keyList(), switchField()] });
  addEventListener("keydown", (event) => {
    if (!isReading() || event.altKey || isWriting(event.target) || document.querySelector("dialog[open]")) return;
    if (event.ctrlKey || event.metaKey) return onCommand(event, actions);
    if (event.key === "Escape") return actions.close();
    if (event.key === "Enter" && isDrawing()) {
      event.preventDefault();
      return actions.enter();
    }
    if (!areKeysOn()) return;
    const action = event.key === "?" ? help : actions[BY_KEY[event.key]];
    if (!action) return;
    event.preventDefault();
    action();
  });
  return help;
}

/** A slider takes arrows, no letters. @param {EventTarget|null} target */
const isWriting = (target) => isTyping(target) && !(target instanceof HTMLInputElement && target.type === "range");

/** @param {KeyboardEvent} event @param {Record<Action, () => void>} actions */
function onCommand(event, actions) {
  const key = event.key.toLowerCase();
  if (key !== "z" && key !== "y") return;
  event.preventDefault();
  if (key === "y" || event.shiftKey) actions.redo();
  else actions.undo();
}

function keyList() {
  return h(
    "div",
    { class: "keys-list" },
    MEANINGS.map(([title, rows]) => h("div", {}, h("h3", {}, title), h("dl", {}, rows.flatMap(([keys, meaning]) => [h("dt", {}, keys.map((key) => h("kbd", {}, key))), h("dd", {}, meaning)])))),
  );
}
