/**
 * What each key does in the workspace. Letters count only while the focus is on the canvas or in the list, so that
 * they stay free for whoever speaks or types elsewhere; arrows and Delete count everywhere but in fields.
 */

import { isTyping } from "../common/dropzone.js";

/**
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./hands.js").Hands} Hands
 *
 * @typedef {object} Actions  what the page does, by key or by button
 * @property {() => void} undo
 * @property {() => void} redo
 * @property {() => void} draw
 * @property {() => void} select
 * @property {() => void} add
 * @property {() => void} remove
 * @property {() => void} preview
 * @property {() => void} zoomIn
 * @property {() => void} zoomOut
 * @property {() => void} fit
 * @property {() => void} fullSize
 * @property {() => void} save
 * @property {() => void} copy
 * @property {() => void} help
 */

/** @type {[keys: string[], meaning: string][]} */
export const KEYS = [
  [["←", "→", "↑", "↓"], "Move the selected bars by 1 pixel, with Shift by 10"],
  [["Alt", "+", "arrows"], "Resize them"],
  [["Space"], "Switch them on or off; held, drag to move the picture"],
  [["Delete"], "Delete them"],
  [["N"], "New bar in the middle"],
  [["D"], "Draw bars, also on top of others; Escape ends it"],
  [["Ctrl", "+", "Z"], "Undo; with Shift redo"],
  [["Ctrl", "+", "A"], "Select all bars"],
  [["Ctrl", "+", "D"], "Duplicate"],
  [["P"], "See it as exported"],
  [["+", "−"], "Zoom"],
  [["0"], "Fit the picture"],
  [["1"], "Full size"],
  [["Ctrl", "+", "S"], "Save the PNG"],
  [["Ctrl", "+", "C"], "Copy the PNG"],
];

const ARROWS = /** @type {const} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
const TAP_MS = 350;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.workspace
 * @param {HTMLElement} parts.canvasBox  what holds the focus when the canvas is used
 * @param {HTMLElement} parts.list
 * @param {Editor} parts.editor
 * @param {Hands} parts.hands
 * @param {Actions} parts.actions
 * @param {AbortSignal} parts.signal
 */
export function listenToKeys({ workspace, canvasBox, list, editor, hands, actions, signal }) {
  let spaceSince = 0;

  addEventListener("keydown", (event) => onCommand(event), { signal });
  workspace.addEventListener("keydown", (event) => onKey(event), { signal });
  addEventListener("keyup", (event) => onKeyUp(event), { signal });
  addEventListener("blur", () => (hands.isSpaceHeld = false), { signal });

  /** Keys with Ctrl or Command: anywhere on the page, unless someone is typing. @param {KeyboardEvent} event */
  function onCommand(event) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || isTyping(event.target) || document.querySelector("dialog[open]")) return;
    const key = event.key.toLowerCase();
    const isHere = workspace.contains(document.activeElement) || document.activeElement === document.body;
    /** @type {(() => void)|undefined} */
    const action =
      key === "z" ? (event.shiftKey ? actions.redo : actions.undo)
      : key === "y" ? actions.redo
      : key === "s" ? actions.save
      : !isHere ? undefined
      : key === "a" ? () => editor.select(editor.bars.map(({ id }) => id))
      : key === "d" ? () => editor.duplicate()
      : key === "c" && !String(getSelection()) ? actions.copy
      : undefined;
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (event.ctrlKey || event.metaKey || isTyping(target)) return;
    if (event.key === "Escape") {
      if (!hands.cancel()) actions.select();
      return;
    }
    const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    if (arrow) return onArrow(event, arrow);
    if (event.altKey) return;
    const isHere = target === canvasBox || list.contains(target);
    if (!isHere && event.key.length === 1) return;
    if (event.key === " ") return onSpace(event, target);
    const action = actionOf(event.key);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** @param {string} key */
  function actionOf(key) {
    if (key === "Delete" || key === "Backspace") return actions.remove;
    if (key === "+" || key === "=") return actions.zoomIn;
    if (key === "-" || key === "_") return actions.zoomOut;
    /** @type {Record<string, () => void>} */
    const letters = { n: actions.add, d: actions.draw, v: actions.select, p: actions.preview, 0: actions.fit, 1: actions.fullSize, "?": actions.help };
    return letters[key.toLowerCase()];
  }

  /** @param {KeyboardEvent} event @param {readonly [number, number]} arrow */
  function onArrow(event, [x, y]) {
    if (!editor.selection.size) return;
    event.preventDefault();
    const step = event.shiftKey ? 10 : 1;
    if (event.altKey) editor.grow(x * step, y * step);
    else editor.move(x * step, y * step);
  }

  /** On a checkbox the browser itself switches. @param {KeyboardEvent} event @param {HTMLElement} target */
  function onSpace(event, target) {
    if (target !== canvasBox) return;
    event.preventDefault();
    if (event.repeat) return;
    spaceSince = event.timeStamp;
    hands.isSpaceHeld = true;
    hands.hasPanned = false;
  }

  /** @param {KeyboardEvent} event */
  function onKeyUp(event) {
    if (event.key in ARROWS) editor.seal();
    if (event.key !== " " || !hands.isSpaceHeld) return;
    hands.isSpaceHeld = false;
    if (!hands.hasPanned && event.timeStamp - spaceSince < TAP_MS) editor.toggle();
  }
}
