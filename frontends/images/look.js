/**
 * The look of the bars: black, white or another solid colour, with the category's name on them or not, for all or for one.
 *
 * Knows the editor and its own few elements. A blur is not among the choices: it can be undone.
 */

import { byId, h } from "../common/dom.js";
import { CATEGORIES, categoryName } from "./bars.js";
import { BLACK, commonStyle, WHITE } from "./styles.js";

/** @typedef {import("./editor.js").Editor} Editor */

const FILLS = /** @type {Record<string, string>} */ ({ black: BLACK, white: WHITE });

/**
 * @param {{editor: Editor, signal: AbortSignal, onAll: (styles: import("./styles.js").Styles) => void, isBatch: () => boolean}} parts  onAll: the look is wanted on every picture
 */
export function openLook({ editor, signal, onAll, isBatch }) {
  const which = byId("look-for", HTMLSelectElement);
  const colour = byId("look-colour", HTMLInputElement);
  const word = byId("look-word", HTMLInputElement);
  const all = byId("look-all", HTMLButtonElement);
  const radios = [...byId("look", HTMLElement).querySelectorAll("input[name=fill]")].filter((one) => one instanceof HTMLInputElement);

  const options = [h("option", { value: "" }, "All bars"), ...CATEGORIES.map((label) => h("option", { value: label }, categoryName(label)))];
  which.replaceChildren(...options);
  which.addEventListener("change", show, { signal });
  for (const radio of radios) radio.addEventListener("change", () => editor.restyle(which.value, { fill: FILLS[radio.value] ?? colour.value }), { signal });
  colour.addEventListener("input", () => editor.restyle(which.value, { fill: colour.value }), { signal });
  word.addEventListener("change", () => editor.restyle(which.value, { word: word.checked }), { signal });
  all.addEventListener("click", () => onAll(editor.styles), { signal });
  editor.addEventListener("change", () => editor.isDrafting || show(), { signal });
  show();

  function show() {
    const common = commonStyle(editor.styles, which.value);
    const chosen = common.fill === null ? "" : common.fill === BLACK ? "black" : common.fill === WHITE ? "white" : "other";
    for (const radio of radios) radio.checked = radio.value === chosen;
    if (chosen === "other" && common.fill) colour.value = common.fill;
    word.checked = common.word === true;
    word.indeterminate = common.word === null;
    all.hidden = !isBatch();
  }
}
