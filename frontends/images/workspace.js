/**
 * The workspace of one picture: its editor, tools, keys, list and buttons, from its opening to the next one.
 */

import { showKeys } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { download } from "../common/downloads.js";
import { labelName } from "../common/labels.js";
import { toast } from "../common/toast.js";
import { byCategory, CATEGORIES } from "./bars.js";
import { Editor } from "./editor.js";
import { ExportError, exportName, exportPng } from "./export.js";
import { Hands } from "./hands.js";
import { KEYS, listenToKeys } from "./keys.js";
import { BarList } from "./list.js";
import { drawTool, selectTool } from "./tools.js";
import { STEP } from "./views.js";

/**
 * @typedef {import("./stage.js").Stage} Stage
 * @typedef {import("./opening.js").Opened} Opened
 */

/**
 * @param {Stage} stage
 * @param {Opened} opened
 */
export function openWorkspace(stage, { bitmap, bars, notes, isRead }) {
  const life = new AbortController();
  const { signal } = life;
  const editor = new Editor({ w: bitmap.width, h: bitmap.height }, bars);
  stage.show(bitmap, editor);

  const canvasBox = byId("canvas-box", HTMLElement);
  const list = new BarList(byId("bars", HTMLElement), editor, (bar) => stage.reveal(bar), signal);
  const hands = new Hands(stage, () => editor.select([]), signal);
  const tools = { select: selectTool(stage, editor), draw: drawTool(stage, editor) };
  let isDrawing = false;

  /** @param {boolean} draws */
  const use = (draws) => {
    isDrawing = draws;
    hands.use(draws ? tools.draw : tools.select);
    press("draw", draws);
  };

  const actions = {
    undo: () => editor.undo(),
    redo: () => editor.redo(),
    draw: () => use(!isDrawing),
    select: () => (isDrawing ? use(false) : editor.select([])),
    add,
    remove,
    preview: () => (editor.isPreview = !editor.isPreview),
    zoomIn: () => stage.zoomTo(stage.view.scale * STEP),
    zoomOut: () => stage.zoomTo(stage.view.scale / STEP),
    fit: () => stage.fit(),
    fullSize: () => stage.zoomTo(1),
    save: () => void exported(save),
    copy: () => void exported(copy),
    help: () => void showKeys(KEYS),
  };

  /** @type {Record<string, () => void>} */
  const buttons = {
    ...{ draw: actions.draw, undo: actions.undo, redo: actions.redo, preview: actions.preview, keys: actions.help },
    ...{ "zoom-in": actions.zoomIn, "zoom-out": actions.zoomOut, zoom: actions.fullSize, fit: actions.fit },
    ...{ add, remove, toggle: () => editor.toggle(), duplicate: () => editor.duplicate() },
    ...{ save: actions.save, copy: actions.copy, "all-on": () => editor.switchAll(true), "all-off": () => editor.switchAll(false) },
  };
  for (const [id, action] of Object.entries(buttons)) byId(id, HTMLButtonElement).addEventListener("click", action, { signal });

  const category = byId("category", HTMLSelectElement);
  category.replaceChildren(...CATEGORIES.map((label) => h("option", { value: label }, labelName(label))));
  category.addEventListener("change", () => editor.label(category.value), { signal });
  stage.canvas.addEventListener("dblclick", (event) => onDoubleClick(event), { signal });
  listenToKeys({ workspace: byId("workspace", HTMLElement), canvasBox, list: byId("bars", HTMLElement), editor, hands, actions, signal });
  editor.addEventListener("change", show, { signal });
  editor.addEventListener("said", (event) => say(/** @type {CustomEvent<string>} */ (event).detail), { signal });

  /** @type {HTMLElement[]} */
  const noticed = notes.map((note) => h("div", { class: `notice ${isRead ? "" : "notice-warn"}` }, h("p", {}, note)));
  byId("notes", HTMLElement).replaceChildren(...noticed);
  use(false);
  show();
  say(`${summary()} Check each of them, then save the PNG.`);
  byId("workspace-title", HTMLElement).focus({ preventScroll: true });

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

  /** @param {MouseEvent} event */
  function onDoubleClick(event) {
    const hit = isDrawing ? null : stage.hit(stage.viewPoint(event), "mouse");
    if (!hit || hit.handle) return;
    editor.select([hit.bar.id]);
    editor.toggle();
  }

  /** @param {(blob: Promise<Blob>) => Promise<string>} handOver */
  async function exported(handOver) {
    hands.cancel();
    const state = byId("save-said", HTMLElement);
    state.textContent = "Making the PNG…";
    try {
      const said = await handOver(exportPng(bitmap, editor.bars));
      editor.saved();
      const on = editor.bars.filter((bar) => bar.on).length;
      state.textContent = `${said} ${proof(on)}`;
      toast(said);
    } catch (error) {
      state.textContent = error instanceof ExportError ? error.message : "The PNG could not be made. Close other tabs, or try another browser.";
    }
  }

  /** @param {Promise<Blob>} blob */
  async function save(blob) {
    download(await blob, exportName(new Date()));
    return "Saved.";
  }

  /** @param {Promise<Blob>} blob */
  async function copy(blob) {
    await blob;
    try {
      await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
    } catch {
      throw new ExportError("This browser does not let the page copy pictures. Save the PNG instead.");
    }
    return "Copied.";
  }

  function show() {
    if (editor.isDrafting) return;
    const { selection, selected, bars: current } = editor;
    byId("undo", HTMLButtonElement).disabled = !editor.canUndo;
    byId("redo", HTMLButtonElement).disabled = !editor.canRedo;
    press("preview", editor.isPreview);
    for (const id of ["toggle", "duplicate", "remove"]) byId(id, HTMLButtonElement).disabled = selection.size === 0;
    const isAnyOff = current.some((bar) => selection.has(bar.id) && !bar.on);
    byId("toggle", HTMLElement).textContent = isAnyOff ? "Cover" : "Uncover";
    const title = selected ? selected.text || "Drawn by hand" : selection.size ? `${selection.size} bars selected` : "Nothing selected";
    byId("selection-title", HTMLElement).textContent = title;
    byId("category-label", HTMLElement).textContent = selection.size ? "Category" : "Category of the next bar";
    category.value = selected?.label ?? editor.newLabel;
    const on = current.filter((bar) => bar.on).length;
    byId("bars-count", HTMLElement).textContent = current.length ? `${on} of ${current.length} on` : "";
    byId("bars-none", HTMLElement).hidden = current.length > 0;
    stage.canvas.setAttribute("aria-label", `Your picture, ${bitmap.width} by ${bitmap.height} pixels. ${summary()}`);
  }

  function summary() {
    const groups = byCategory(editor.bars).map(({ label, bars: group }) => `${labelName(label)} ${group.length}`);
    const count = editor.bars.length;
    return count ? `${count === 1 ? "1 bar" : `${count} bars`}: ${groups.join(", ")}.` : "No bars.";
  }

  return {
    get isUnsaved() {
      return editor.isUnsaved;
    },
    close: () => life.abort(),
  };
}

/** What was checked about the file, in a sentence. @param {number} on */
function proof(on) {
  if (on === 0) return "No bar covers anything; only the metadata is gone.";
  return on === 1 ? "1 bar, checked: nothing is left under it, and no metadata." : `${on} bars, checked: nothing is left under them, and no metadata.`;
}

/** @param {string} id @param {boolean} isPressed */
const press = (id, isPressed) => byId(id, HTMLButtonElement).setAttribute("aria-pressed", String(isPressed));

/** @param {string} words */
const say = (words) => (byId("live", HTMLElement).textContent = words);
