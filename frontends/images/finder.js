/**
 * The search field beside the picture: where a text stands, and bars over all of it.
 *
 * Knows the words that were read, the editor, and its own few elements. What is searched for stays on this page.
 */

import { byId } from "../common/dom.js";
import { covers } from "./under.js";

/**
 * @typedef {import("./editor.js").Editor} Editor
 * @typedef {import("./words.js").Words} Words
 * @typedef {import("./stage.js").Stage} Stage
 */

/**
 * @param {{editor: Editor, words: Words, stage: Stage, signal: AbortSignal}} parts
 */
export function openFinder({ editor, words, stage, signal }) {
  const field = byId("find", HTMLInputElement);
  const whole = byId("find-whole", HTMLInputElement);
  const button = byId("find-cover", HTMLButtonElement);
  const said = byId("find-said", HTMLElement);
  /** The category of what was copied here. @type {string|undefined} */
  let label;
  /** @type {import("./words.js").Place[]} */
  let places = [];

  const look = () => {
    places = field.value.trim() ? words.find(field.value, { isWhole: whole.checked }) : [];
    stage.places = places.flatMap(({ rects }) => rects);
    show();
  };
  const show = () => {
    const open = places.filter(({ rects }) => !rects.every((rect) => editor.bars.some((bar) => bar.on && covers(bar, rect))));
    button.disabled = open.length === 0;
    button.textContent = open.length > 1 ? `Cover all ${open.length}` : "Cover it";
    said.textContent = !field.value.trim() ? "" : !words.all.length ? "No text was read on this picture." : places.length === 0 ? "Not found." : `${times(places.length)}, ${open.length ? (open.length === places.length ? "not covered" : `${open.length} not covered`) : "all covered"}.`;
  };
  const cover = () => {
    if (button.disabled) return;
    const count = editor.cover(places, { what: "Cover a text", label });
    editor.say(count === 1 ? "1 bar more." : `${count} bars more.`);
    look();
  };

  field.value = "";
  field.addEventListener(
    "input",
    () => {
      label = undefined;
      look();
    },
    { signal },
  );
  field.addEventListener(
    "keydown",
    (event) => {
      if (event.key === "Enter") cover();
      else if (event.key === "Escape" && field.value) {
        event.stopPropagation();
        field.value = "";
        look();
      } else return;
      event.preventDefault();
    },
    { signal },
  );
  whole.addEventListener("change", look, { signal });
  button.addEventListener("click", cover, { signal });
  editor.addEventListener("change", () => editor.isDrafting || show(), { signal });
  look();

  return {
    /** Puts a text into the field, and the keyboard there. @param {string} text @param {string} [category] */
    search(text, category) {
      if (text) {
        field.value = text;
        label = category;
        look();
        if (!places.length && whole.checked) {
          whole.checked = false;
          look();
        }
      }
      field.focus();
      field.select();
    },
  };
}

/** @param {number} count */
const times = (count) => (count === 1 ? "1 place" : `${count} places`);
