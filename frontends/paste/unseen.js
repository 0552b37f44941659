/**
 * Characters that draw nothing but can reorder a line or hide a word in it, shown by their names instead.
 *
 * The same characters and names as on the server (apps/paste/display.py); a test holds the two together.
 */

import { h } from "../common/dom.js";

/** @type {Readonly<Record<number, string>>} */
export const UNSEEN_NAMES = Object.freeze({
  0x00: "NUL", 0x07: "BEL", 0x08: "BS", 0x0b: "VT", 0x0c: "FF", 0x0d: "CR", 0x1b: "ESC", 0x7f: "DEL", 0x85: "NEL",
  0xad: "SHY", 0x034f: "CGJ", 0x061c: "ALM", 0x180e: "MVS", 0x200b: "ZWSP", 0x200c: "ZWNJ", 0x200d: "ZWJ",
  0x200e: "LRM", 0x200f: "RLM", 0x2028: "LS", 0x2029: "PS", 0x202a: "LRE", 0x202b: "RLE", 0x202c: "PDF",
  0x202d: "LRO", 0x202e: "RLO", 0x2060: "WJ", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
  0xfeff: "BOM",
});

const NEEDED = "\\u061c\\u180b-\\u180d\\u200c-\\u200f\\ufe00-\\ufe0f\\u{e0100}-\\u{e01ef}";
const NEVER_SEEN =
  "\\0-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f\\xad\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u180e\\u200b\\u2028-\\u202e\\u2060-\\u206f\\u3164" +
  "\\ufeff\\uffa0\\ufff9-\\ufffb\\u{1d173}-\\u{1d17a}\\u{e0000}-\\u{e00ff}";
const FLAG = "\\u{1f3f4}[\\u{e0020}-\\u{e007e}]{1,16}\\u{e007f}";
const BESIDE = `[^\\0-\\x7f${NEEDED}${NEVER_SEEN}]`;
const UNSEEN = new RegExp(`${FLAG}|(?<unseen>[${NEVER_SEEN}]|\\r(?!\\n)|(?<!${BESIDE})[${NEEDED}](?!${BESIDE}))`, "gu");

/**
 * A text cut at its unseen characters; `code` is theirs in hexadecimal, "" for a stretch of plain text.
 * @param {string} text
 * @returns {{text: string, code: string}[]}
 */
export function stretches(text) {
  const result = [];
  let position = 0;
  for (const { index, groups } of text.matchAll(UNSEEN)) {
    if (!groups?.unseen) continue; // a flag
    if (index > position) result.push({ text: text.slice(position, index), code: "" });
    const number = text.codePointAt(index) ?? 0;
    const code = number.toString(16).toUpperCase().padStart(4, "0");
    result.push({ text: UNSEEN_NAMES[number] ?? `U+${code}`, code });
    position = index + groups.unseen.length;
  }
  if (position < text.length) result.push({ text: text.slice(position), code: "" });
  return result;
}

/**
 * The text as nodes, its unseen characters as named boxes.
 * @param {string} text
 * @returns {(string|Node)[]}
 */
export function shownText(text) {
  return stretches(text).map(({ text: part, code }) =>
    code ? h("span", { class: "unseen", dataset: { code, name: part }, title: `An unseen character, U+${code}` }) : part,
  );
}
