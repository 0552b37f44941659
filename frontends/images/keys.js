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
 * @property {() => void} gather
 * @property {() => void} erase
 * @property {() => void} select
 * @property {() => void} snap
 * @property {() => void} add
 * @property {() => void} remove
 * @property {() => void} rename
 * @property {() => void} find
 * @property {() => void} preview
 * @property {() => void} zoomIn
 * @property {() => void} zoomOut
 * @property {() => void} fit
 * @property {() => void} fullSize
 * @property {() => void} save
 * @property {() => void} copy
 * @property {() => void} previous  the picture before this one
 * @property {() => void} next
 * @property {() => void} help
 */

/** @type {[keys: string[], meaning: string][]} */
export const KEYS = [
  [["←", "→", "↑", "↓"], "Move the selected bars by 1 pixel, with Alt by 10; without any, the picture"],
  [["Shift", "+", "arrows"], "Resize them, with Alt by 10"],
  [["Space"], "Switch them on or off; held, drag to move the picture"],
  [["Delete"], "Delete them"],
  [["C"], "Change their category"],
  [["N"], "New bar in the middle"],
  [["D", "M", "E"], "Draw, select several with a frame, erase; Escape ends it"],
  [["F"], "Find a text and cover it; starts with what is selected"],
  [["S"], "Edges settle beside words, or not"],
  [["drag"], "With Shift a frame, with Alt a copy, with Ctrl edges stay where you put them"],
  [["click"], "Twice covers a word or switches a bar; a third time covers the line"],
  [["Ctrl", "+", "Z"], "Undo; with Shift redo"],
  [["Ctrl", "+", "A"], "Select all bars; D duplicates them"],
  [["P"], "See it as exported"],
  [["+", "−", "0", "1"], "Zoom in, out, to fit, to full size"],
  [["Page", "↑", "↓"], "On the canvas another picture, in the list another category"],
  [["Ctrl", "+", "S"], "Save the file; C copies the picture"],
];

const ARROWS = /** @type {const} */ ({ ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] });
const TAP_MS = 350;
/** Pixels of the screen that an arrow key moves the picture. */
const PAN = 40;

/**
 * @param {object} parts
 * @param {HTMLElement} parts.workspace
 * @param {HTMLElement} parts.canvasBox  what holds the focus when the canvas is used
 * @param {HTMLElement} parts.list
 * @param {Editor} parts.editor
 * @param {Hands} parts.hands
 * @param {Stage} parts.stage
 * @param {Actions} parts.actions
 * @param {AbortSignal} parts.signal
 */
export function listenToKeys({ workspace, canvasBox, list, editor, hands, stage, actions, signal }) {
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
    if (event.ctrlKey || event.metaKey || isTyping(target) || target.matches("input[type=radio], input[type=color]")) return;
    if (event.key === "Escape") {
      if (!hands.cancel()) actions.select();
      return;
    }
    const arrow = ARROWS[/** @type {keyof typeof ARROWS} */ (event.key)];
    const isHere = target === canvasBox || list.contains(target);
    if (arrow) return onArrow(event, arrow, isHere);
    if (event.altKey) return;
    if (!isHere && event.key.length === 1) return;
    if (event.key === " ") return onSpace(event, target);
    const action = actionOf(event.key, target);
    if (!action) return;
    event.preventDefault();
    action();
  }

  /** @param {string} key @param {HTMLElement} target @returns {(() => void)|undefined} */
  function actionOf(key, target) {
    if (key === "Delete" || key === "Backspace") return actions.remove;
    if (key === "+" || key === "=") return actions.zoomIn;
    if (key === "-" || key === "_") return actions.zoomOut;
    if (target === canvasBox && key === "PageUp") return actions.previous;
    if (target === canvasBox && key === "PageDown") return actions.next;
    /** @type {Record<string, () => void>} */
    const letters = {
      ...{ n: actions.add, c: actions.rename, f: actions.find, s: actions.snap, p: actions.preview },
      ...{ v: actions.select, d: actions.draw, m: actions.gather, e: actions.erase },
      ...{ 0: actions.fit, 1: actions.fullSize, "?": actions.help },
    };
    return letters[key.toLowerCase()];
  }

  /** @param {KeyboardEvent} event @param {readonly [number, number]} arrow @param {boolean} isHere  on the canvas or in the list */
  function onArrow(event, [x, y], isHere) {
    const step = event.altKey ? 10 : 1;
    if (!editor.selection.size) {
      if (!isHere) return;
      event.preventDefault();
      return stage.pan(-x * PAN * step, -y * PAN * step);
    }
    event.preventDefault();
    if (event.shiftKey) editor.grow(x * step, y * step);
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
