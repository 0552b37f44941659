/**
 * How bars look in the file: a solid colour for each category, and its name on the bar if one likes.
 *
 * Nothing but solid colours: a blur or a mosaic can be undone, a bar cannot. Functions from looks to looks.
 */

import { CATEGORIES, categoryName } from "./bars.js";

/**
 * @typedef {{fill: string, word: boolean}} Style  fill is "#rrggbb"; word: whether the category's name is written on it
 * @typedef {Readonly<Record<string, Readonly<Style>>>} Styles  by category
 */

export const BLACK = "#000000";
export const WHITE = "#ffffff";

/** Black bars, nothing on them. @type {Styles} */
export const PLAIN = Object.freeze(Object.fromEntries(CATEGORIES.map((label) => [label, Object.freeze({ fill: BLACK, word: false })])));

/** @param {Styles} styles @param {string} label @returns {Readonly<Style>} */
export const styleOf = (styles, label) => styles[label] ?? { fill: BLACK, word: false };

/**
 * One category's look changed, or that of all.
 * @param {Styles} styles
 * @param {string} label  "" for all
 * @param {Partial<Style>} change
 * @returns {Styles}
 */
export function restyled(styles, label, change) {
  if (change.fill !== undefined && !isColour(change.fill)) return styles;
  const wanted = label ? [label] : CATEGORIES;
  const isNew = wanted.some((one) => Object.entries(change).some(([key, value]) => styleOf(styles, one)[/** @type {keyof Style} */ (key)] !== value));
  return isNew ? { ...styles, ...Object.fromEntries(wanted.map((one) => [one, { ...styleOf(styles, one), ...change }])) } : styles;
}

/** The look that several categories have in common; null for what differs. @param {Styles} styles @param {string} label  "" for all @returns {{fill: string|null, word: boolean|null}} */
export function commonStyle(styles, label) {
  const [first, ...others] = (label ? [label] : CATEGORIES).map((one) => styleOf(styles, one));
  return {
    fill: others.every(({ fill }) => fill === first.fill) ? first.fill : null,
    word: others.every(({ word }) => word === first.word) ? first.word : null,
  };
}

/** What is written on a bar of this category: "EMAIL". @param {string} label */
export const wordOf = (label) => categoryName(label).toUpperCase();

/** Black or white letters, whichever is easier to read on this colour. @param {string} fill */
export const inkOn = (fill) => (brightness(fill) > 0.18 ? BLACK : WHITE);

/** @param {unknown} value @returns {value is string} */
export const isColour = (value) => typeof value === "string" && /^#[0-9a-f]{6}$/.test(value);

/** Relative luminance as WCAG counts it, 0 to 1. @param {string} fill */
function brightness(fill) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(fill.slice(at, at + 2), 16) / 255;
    return share <= 0.03928 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
