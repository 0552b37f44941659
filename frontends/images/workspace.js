/**
 * The workspace of one picture: its tools, keys, list and buttons, from its being shown to the next one's.
 */

import { showKeys } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { byCategory, CATEGORIES, categoryName } from "./bars.js";
import { openFinder } from "./finder.js";
import { Hands } from "./hands.js";
import { KEYS, listenToKeys } from "./keys.js";
import { BarList } from "./list.js";
import { openLook } from "./look.js";
import { setCursor, toolsOf } from "./tools.js";
import { STEP } from "./views.js";

/**
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./opening.js").Opened} Opened
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./tools.js").ToolName} ToolName
 *
 * @typedef {object} Around  what surrounds one picture
 * @property {import("./taking.js").Taking} taking
 * @property {() => void} onChange  bars were changed
 * @property {(styles: import("./styles.js").Styles) => void} onLook  this look is wanted on every picture
 * @property {() => boolean} isBatch
 * @property {() => void} previous
 * @property {() => void} next
 */

const TOOLS = /** @type {const} */ (["draw", "gather", "erase"]);
const TOOL_WORDS = Object.freeze({ select: "Selecting.", draw: "Drawing: drag over what should not be seen.", gather: "Selecting several: drag a frame around bars.", erase: "Erasing: pass over bars." });

/** Whether edges settle beside words; kept from one picture to the next. */
let isSnapping = true;

/**
 * @param {Stage} stage  shows the picture already
 * @param {Opened} opened
 * @param {Editor} editor
 * @param {Around} around
 */
export function openWorkspace(stage, { page, words, notes, isRead }, editor, around) {
  const life = new AbortController();
  const { signal } = life;
  const canvasBox = byId("canvas-box", HTMLElement);
  const textUnder = (/** @type {import("../common/geometry.js").Rect} */ rect) => words.textUnder(rect);
  const list = new BarList(byId("bars", HTMLElement), editor, { onFocus: (bar) => stage.reveal(bar), textUnder, signal });
  const hands = new Hands(stage, () => editor.select([]), signal);
  const snaps = [...words.all, ...words.lines];
  const tools = toolsOf({ stage, editor, snaps: () => (isSnapping ? snaps : []), textUnder });
  const finder = openFinder({ editor, words, stage, signal });
  openLook({ editor, signal, onAll: around.onLook, isBatch: around.isBatch });
  /** @type {ToolName} */
  let tool = "select";
  /** The bars before a run of clicks at one place changed them. @type {import("./bars.js").Bars} */
  let before = editor.bars;

  /** @param {ToolName} name */
  const use = (name) => {
    tool = name;
    hands.use(tools[name]);
    for (const one of TOOLS) press(one, one === name);
  };
  /** @param {ToolName} name */
  const pick = (name) => {
    use(tool === name ? "select" : name);
    say(TOOL_WORDS[tool]);
  };

  const actions = {
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    draw: () => pick("draw"),
    gather: () => pick("gather"),
    erase: () => pick("erase"),
    select: () => (tool === "select" ? editor.select([]) : use("select")),
    snap,
    add,
    remove,
    rename,
    find,
    preview: () => (editor.isPreview = !editor.isPreview),
    zoomIn: () => stage.zoomTo(stage.view.scale * STEP),
    zoomOut: () => stage.zoomTo(stage.view.scale / STEP),
    fit: () => stage.fit(),
    fullSize: () => stage.zoomTo(1),
    save: () => finished(() => around.taking.save()),
    copy: () => finished(() => around.taking.copy()),
    previous: around.previous,
    next: around.next,
    help: () => void showKeys(KEYS),
  };

  /** @type {Record<string, () => void>} */
  const buttons = {
    ...{ draw: actions.draw, gather: actions.gather, erase: actions.erase, snap },
    ...{ undo: actions.undo, redo: actions.redo, preview: actions.preview, keys: actions.help },
    ...{ "zoom-in": actions.zoomIn, "zoom-out": actions.zoomOut, zoom: actions.fullSize, fit: actions.fit },
    ...{ add, remove, toggle: () => editor.toggle(), duplicate: () => editor.duplicate(), "find-same": find },
    ...{ "all-on": () => editor.switchAll(true), "all-off": () => editor.switchAll(false) },
  };
  for (const [id, action] of Object.entries(buttons)) byId(id, HTMLButtonElement).addEventListener("click", action, { signal });

  const category = byId("category", HTMLSelectElement);
  category.replaceChildren(...CATEGORIES.map((label) => h("option", { value: label }, categoryName(label))));
  category.addEventListener("change", () => editor.label(category.value), { signal });
  category.addEventListener("keydown", leaveCategory, { signal });
  const numbers = /** @type {const} */ (["x", "y", "w", "h"]).map((side) => ({ side, field: byId(`bar-${side}`, HTMLInputElement) }));
  for (const { field } of numbers) field.addEventListener("change", place, { signal });
  stage.canvas.addEventListener("click", onClick, { signal });
  listenToKeys({ workspace: byId("workspace", HTMLElement), canvasBox, list: byId("bars", HTMLElement), editor, hands, stage, actions, signal });
  editor.addEventListener("change", show, { signal });
  editor.addEventListener("said", (event) => say(/** @type {CustomEvent<string>} */ (event).detail), { signal });
  signal.addEventListener("abort", () => setCursor(stage, ""));

  byId("notes", HTMLElement).replaceChildren(...notes.map((note) => h("div", { class: `notice ${isRead ? "" : "notice-warn"}` }, h("p", {}, note))));
  use("select");
  press("snap", isSnapping);
  show();
  say(`${summary()} Check each of them, then save the picture.`);

  function snap() {
    isSnapping = !isSnapping;
    press("snap", isSnapping);
    say(isSnapping ? "Edges settle beside words." : "Edges stay where you put them.");
  }

  /** A new bar in the middle of what is seen. */
  function add() {
    const { w, h: height } = { w: canvasBox.clientWidth, h: canvasBox.clientHeight };
    const middle = stage.pagePoint({ x: w / 2, y: height / 2 });
    const size = { w: 140 / stage.view.scale, h: 32 / stage.view.scale };
    const id = editor.add({ x: middle.x - size.w / 2, y: middle.y - size.h / 2, ...size });
    list.focus(id);
  }

  function remove() {
    const [first] = editor.selection;
    const index = first === undefined ? -1 : list.indexOf(first);
    const wasInList = byId("bars", HTMLElement).contains(document.activeElement);
    editor.remove();
    if (wasInList && index >= 0) list.focusIndex(index);
  }

  function rename() {
    category.focus();
  }

  /** Back to the bar whose category was chosen. @param {KeyboardEvent} event */
  function leaveCategory(event) {
    const { selected } = editor;
    if ((event.key !== "Enter" && event.key !== "Escape") || !selected) return;
    event.preventDefault();
    event.stopPropagation();
    list.focus(selected.id);
  }

  /** The selected text, or a new one, everywhere on the picture. */
  function find() {
    const { selected } = editor;
    finder.search(selected ? selected.text || words.textUnder(selected) : "", selected?.label);
  }

  function place() {
    const [x, y, w, height] = numbers.map(({ field }) => field.valueAsNumber);
    if ([x, y, w, height].every(Number.isFinite)) editor.place({ x, y, w, h: height });
    show();
  }

  /** Two clicks cover the word under them, or switch the bar there; a third one covers the word's line. @param {MouseEvent} event */
  function onClick(event) {
    if (event.detail < 2 || tool === "gather" || tool === "erase") return;
    const point = stage.pagePoint(stage.viewPoint(event));
    const word = words.at(point, 6 / stage.view.scale);
    if (event.detail === 2) {
      before = editor.recorded;
      const hit = tool === "select" ? stage.hit(stage.viewPoint(event), "mouse") : null;
      if (hit?.handle) return;
      if (hit) {
        editor.select([hit.bar.id]);
        editor.toggle("clicks");
      } else if (word) editor.cover([words.placeOf(word)], { what: "Cover a word", run: "clicks" });
    } else if (event.detail === 3 && word) {
      editor.cover([words.lineOf(word)], { what: "Cover a line", before, run: "clicks" });
    }
  }

  /** No file while a gesture is under way. @param {() => void} take */
  function finished(take) {
    hands.cancel();
    take();
  }

  function show() {
    if (editor.isDrafting) return;
    const { selection, selected, bars: current } = editor;
    byId("undo", HTMLButtonElement).disabled = !editor.canUndo;
    byId("redo", HTMLButtonElement).disabled = !editor.canRedo;
    byId("undo", HTMLElement).title = editor.canUndo ? `Undo: ${editor.undoLabel} (Ctrl+Z)` : "Undo (Ctrl+Z)";
    byId("redo", HTMLElement).title = editor.canRedo ? `Redo: ${editor.redoLabel} (Ctrl+Shift+Z)` : "Redo (Ctrl+Shift+Z)";
    press("preview", editor.isPreview);
    for (const id of ["toggle", "duplicate", "remove"]) byId(id, HTMLButtonElement).disabled = selection.size === 0;
    const isAnyOff = current.some((bar) => selection.has(bar.id) && !bar.on);
    byId("toggle", HTMLElement).textContent = isAnyOff ? "Cover" : "Uncover";
    const text = selected ? selected.text || words.textUnder(selected) : "";
    byId("selection-title", HTMLElement).textContent = selected ? text || "Drawn by hand" : selection.size ? `${selection.size} bars selected` : "Nothing selected";
    byId("find-same", HTMLButtonElement).disabled = !text;
    byId("category-label", HTMLElement).textContent = selection.size ? "Category" : "Category of the next bar";
    category.value = selected?.label ?? editor.newLabel;
    byId("bar-place", HTMLElement).hidden = !selected;
    for (const { side, field } of numbers) if (selected) field.value = String(selected[side]);
    const on = current.filter((bar) => bar.on).length;
    byId("bars-count", HTMLElement).textContent = current.length ? `${on} of ${current.length} on` : "";
    byId("bars-none", HTMLElement).hidden = current.length > 0;
    stage.canvas.setAttribute("aria-label", `Your picture, ${page.w} by ${page.h} pixels. ${summary()}`);
    around.onChange();
  }

  function summary() {
    const groups = byCategory(editor.bars).map(({ label, bars: group }) => `${categoryName(label)} ${group.length}`);
    const count = editor.bars.length;
    return count ? `${count === 1 ? "1 bar" : `${count} bars`}: ${groups.join(", ")}.` : "No bars.";
  }

  return { close: () => life.abort() };
}

/** @param {string} id @param {boolean} isPressed */
const press = (id, isPressed) => byId(id, HTMLButtonElement).setAttribute("aria-pressed", String(isPressed));

/** @param {string} words */
const say = (words) => (byId("live", HTMLElement).textContent = words);
