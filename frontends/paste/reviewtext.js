/**
 * The text as others will see it, each finding something to press; and which stretch of the text each part stands for.
 *
 * Draws what it is given. What is found and what the sender makes of it is known elsewhere.
 */

import { h } from "../common/dom.js";
import { labelName, placeholder } from "../common/labels.js";
import { segments } from "../common/spans.js";
import { shownText } from "./unseen.js";

/** @typedef {import("./findings.js").Finding} Finding */

/**
 * @param {HTMLElement} place
 * @param {(index: number) => void} onToggle  a finding was pressed
 */
export function reviewText(place, onToggle) {
  /** The shown nodes and the stretches of text that they stand for. @type {{node: Node, start: number, end: number}[]} */
  let pieces = [];
  /** The findings that are shown, in order. */
  const marks = () => /** @type {HTMLElement[]} */ ([...place.querySelectorAll(".mark")]);
  const focus = (/** @type {number} */ index) => marks()[index]?.focus();

  return { draw, focus, inPlace, selection };

  /**
   * @param {string} text
   * @param {number} end  of what is shown
   * @param {readonly Finding[]} findings
   * @param {boolean} isBefore  as the text is, and not as others will see it
   */
  function draw(text, end, findings, isBefore) {
    const focused = marks().indexOf(/** @type {any} */ (document.activeElement));
    pieces = [];
    const indexOf = new Map(findings.map((one, index) => [one, index]));
    for (const { start, end: stop, span } of segments(0, end, /** @type {Finding[]} */ (findings))) {
      const part = shownText(text.slice(start, stop));
      if (span) {
        pieces.push({ node: markOf(span, indexOf.get(span) ?? 0, part, isBefore), start, end: stop });
        continue;
      }
      let at = start;
      for (const one of part) {
        const node = typeof one === "string" ? document.createTextNode(one) : one;
        const length = typeof one === "string" ? one.length : codeLength(one);
        pieces.push({ node, start: at, end: at + length });
        at += length;
      }
    }
    place.replaceChildren(...pieces.map(({ node }) => node));
    if (focused >= 0) focus(focused);
  }

  /**
   * @param {Finding} finding
   * @param {number} index
   * @param {(string|Node)[]} part
   * @param {boolean} isBefore
   */
  function markOf(finding, index, part, isBefore) {
    const name = labelName(finding.label);
    const asPlaceholder = finding.hidden && !isBefore;
    // Not a <button>: those neither break with their line nor let their words be selected.
    return h(
      "span",
      {
        class: asPlaceholder ? "mark placeholder" : "mark finding",
        role: "button",
        tabindex: "0",
        dataset: { label: finding.label, name },
        "aria-pressed": String(finding.hidden),
        title: finding.hidden ? `${name}. Press to leave it as it is.` : `${name}, left as it is. Press to hide it.`,
        onclick: () => getSelection()?.isCollapsed !== false && onToggle(index),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          onToggle(index);
        },
      },
      asPlaceholder ? standIn(finding) : part,
    );
  }

  /** What is selected in it, in the text's own offsets; null where nothing is. */
  function selection() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
    if (!range || range.collapsed || !place.contains(range.commonAncestorContainer)) return null;
    return { start: offsetOf(range.startContainer, range.startOffset, "start"), end: offsetOf(range.endContainer, range.endOffset, "end") };
  }

  /**
   * Where in the text a point of the shown one is. A finding is taken whole.
   * @param {Node} node
   * @param {number} offset
   * @param {"start"|"end"} side
   */
  function offsetOf(node, offset, side) {
    if (node === place) {
      const child = place.childNodes[side === "start" ? offset : offset - 1];
      const piece = pieces.find((one) => one.node === child);
      return piece ? piece[side] : side === "start" ? 0 : (pieces.at(-1)?.end ?? 0);
    }
    const piece = pieces.find((one) => one.node.contains(node));
    if (!piece) return 0;
    return piece.node === node && node instanceof Text ? piece.start + offset : piece[side];
  }

  /** Does what draws it otherwise: the finding that was at the top of the box stays where it was. @param {() => void} redraw */
  function inPlace(redraw) {
    const top = place.getBoundingClientRect().top;
    const index = marks().findIndex((one) => one.getBoundingClientRect().top >= top);
    const was = marks()[index]?.getBoundingClientRect().top;
    redraw();
    const now = marks()[index]?.getBoundingClientRect().top;
    if (was !== undefined && now !== undefined) place.parentElement?.scrollBy(0, now - was);
  }
}

/** What stands in the place of a finding. @param {Finding} finding @returns {(string|Node)[]} */
function standIn({ replacement, label }) {
  if (replacement === "") return ["(nothing)"];
  return shownText(replacement ?? placeholder(label));
}

/** The units that a named box stands for. @param {Node} node */
function codeLength(node) {
  const code = node instanceof HTMLElement ? node.dataset.code : "";
  return code ? String.fromCodePoint(Number.parseInt(code, 16)).length : 0;
}
