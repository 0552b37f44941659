/**
 * From the server's offsets (Unicode code points) to JavaScript's (UTF-16 units), and back.
 *
 * One pass over the text, then each offset costs a binary search over the astral characters alone; a text
 * without any, as most are, costs nothing. Nothing else in the pages counts characters.
 */

/**
 * @typedef {object} Offsets
 * @property {number} codePoints  the length of the text in code points
 * @property {(codePoint: number) => number} toUtf16
 * @property {(unit: number) => number} toCodePoint  the code point that a unit belongs to
 */

/**
 * The two ways of counting in one text.
 * @param {string} text
 * @returns {Offsets}
 */
export function offsetsOf(text) {
  /** Code point index of each character that takes two units, ascending. @type {number[]} */
  const astral = [];
  for (let unit = 0; unit < text.length - 1; unit++) {
    if (isHigh(text.charCodeAt(unit)) && isLow(text.charCodeAt(unit + 1))) {
      astral.push(unit - astral.length);
      unit++;
    }
  }
  const codePoints = text.length - astral.length;
  return {
    codePoints,
    toUtf16: (codePoint) => {
      const inside = Math.min(Math.max(codePoint, 0), codePoints);
      return inside + countBelow(astral, (at) => at < inside);
    },
    toCodePoint: (unit) => {
      const inside = Math.min(Math.max(unit, 0), text.length);
      // The k-th astral character is the units astral[k] + k and the one after.
      return inside - countBelow(astral, (at, k) => at + k < inside);
    },
  };
}

/**
 * The same ranges with UTF-16 offsets; everything else about them is kept.
 * @template Range
 * @param {readonly (Range & {start: number, end: number})[]} ranges
 * @param {Offsets} offsets
 * @returns {Range[]}
 */
export function inUtf16(ranges, offsets) {
  return ranges.map((range) => ({ ...range, start: offsets.toUtf16(range.start), end: offsets.toUtf16(range.end) }));
}

/**
 * How many of the sorted values hold; those that do come first.
 * @param {readonly number[]} values
 * @param {(value: number, index: number) => boolean} holds
 */
function countBelow(values, holds) {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(values[middle], middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @param {number} unit */
const isHigh = (unit) => unit >= 0xd800 && unit < 0xdc00;
/** @param {number} unit */
const isLow = (unit) => unit >= 0xdc00 && unit < 0xe000;
