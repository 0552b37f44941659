/**
 * Words as their author set them: bold, raised, struck out, with the signs of footnotes between them.
 *
 * Makes nodes and keeps nothing. Every character of the text is in a text node that knows its place, whatever stands
 * around it; signs of notes are no text, and have none.
 */

import { h } from "../common/dom.js";
import { segments } from "../common/spans.js";
import { placed } from "./places.js";

/**
 * @typedef {{start: number, end: number}} Range
 * @typedef {Range & Partial<Record<Mark, boolean>>} Styled
 * @typedef {"bold"|"italic"|"underline"|"strike"|"super"|"sub"|"code"|"caps"|"small_caps"|"link"|"hidden"} Mark
 * @typedef {{breaks: readonly Range[], styles?: readonly Styled[], notes?: readonly {at: number, words: string}[]}} Dress
 */

/** From the inside to the outside. @type {[Mark, keyof HTMLElementTagNameMap, string][]} */
const ELEMENTS = [
  ["super", "sup", ""],
  ["sub", "sub", ""],
  ["caps", "span", "look-caps"],
  ["small_caps", "span", "look-small-caps"],
  ["code", "code", "look-code"],
  ["strike", "s", ""],
  ["underline", "u", ""],
  ["italic", "em", ""],
  ["bold", "strong", ""],
  ["hidden", "span", "look-hidden"],
  ["link", "span", "look-link"],
];

/**
 * What stands between these offsets, without what only a line's end put there.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {Dress} dress
 * @param {Text[]} nodes  the text nodes are added here
 * @returns {Node[]}
 */
export function dressed(text, start, end, { breaks, styles = [], notes = [] }, nodes) {
  const signs = notes.filter(({ at }) => at > start && at < end);
  if (signs.length) {
    const cuts = [start, ...signs.map(({ at }) => at), end];
    return cuts.slice(1).flatMap((to, index) => [...(index ? [sign(signs[index - 1])] : []), ...dressed(text, cuts[index], to, { breaks, styles }, nodes)]);
  }
  const left = segments(start, end, /** @type {import("../common/spans.js").Span[]} */ (breaks)).filter(({ span }) => span === null);
  const looks = /** @type {(Styled & import("../common/spans.js").Span)[]} */ (styles);
  return left.flatMap((part) =>
    segments(part.start, part.end, looks).map(({ start: from, end: to, span }) => {
      const node = placed(text.slice(from, to), from);
      nodes.push(node);
      return span ? wrapped(node, span) : node;
    }),
  );
}

/** The signs that stand exactly here, outside whatever begins. @param {Dress["notes"]} notes @param {number} offset */
export const signsAt = (notes, offset) => (notes ?? []).filter(({ at }) => at === offset).map(sign);

/** @param {{words: string}} note */
const sign = ({ words }) => h("sup", { class: "look-note", title: `Note ${words}` }, words);

/** @param {Node} inside @param {Styled} marks */
function wrapped(inside, marks) {
  let node = inside;
  for (const [mark, tag, name] of ELEMENTS) {
    if (!marks[mark]) continue;
    node = h(tag, { ...(name ? { class: name } : {}), ...(mark === "hidden" ? { title: "Hidden in the file" } : {}) }, node);
  }
  return node;
}
