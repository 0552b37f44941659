/**
 * What the sender makes of the findings: a wrong one is left as it is, a missed one is added wherever it stands.
 *
 * Pure: knows the text and its ranges in UTF-16 units, neither page nor network.
 */

/**
 * A finding under review; `hidden` says whether it will be replaced.
 * @typedef {{start: number, end: number, label: string, source: string, hidden: boolean}} Finding
 */

/**
 * What was found, all of it hidden at first.
 * @param {readonly {start: number, end: number, label: string, source: string}[]} spans
 * @returns {Finding[]}
 */
export function fromSpans(spans) {
  return spans.map(({ start, end, label, source }) => ({ start, end, label, source, hidden: true }));
}

/**
 * The same with one finding hidden, or left as it is.
 * @param {readonly Finding[]} findings
 * @param {number} index
 * @returns {Finding[]}
 */
export function toggled(findings, index) {
  return findings.map((one, at) => (at === index ? { ...one, hidden: !one.hidden } : one));
}

/**
 * The same with the range added, and every other place where the same words stand. What the range touches becomes one
 * with it; elsewhere, what is hidden already stays as it is.
 * @param {readonly Finding[]} findings
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {string} label
 * @returns {Finding[]}
 */
export function withAdded(findings, text, start, end, label) {
  const [from, to] = trimmed(text, start, end);
  if (from >= to) return [...findings];
  let added = { start: from, end: to };
  const touched = findings.filter((one) => one.hidden && overlaps(one, added));
  added = { start: Math.min(from, ...touched.map((one) => one.start)), end: Math.max(to, ...touched.map((one) => one.end)) };
  const places = [added];
  const words = text.slice(from, to);
  const kept = findings.filter((one) => one.hidden && !overlaps(one, added));
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    const place = { start: at, end: at + words.length };
    if (![...kept, ...places].some((one) => overlaps(one, place))) places.push(place);
  }
  const rest = findings.filter((one) => !places.some((place) => overlaps(one, place)));
  const all = [...rest, ...places.map((place) => ({ ...place, label, source: "person", hidden: true }))];
  return all.sort((one, other) => one.start - other.start);
}

/**
 * What to send: the hidden ones.
 * @param {readonly Finding[]} findings
 * @param {import("../common/offsets.js").Offsets} offsets
 */
export function toSend(findings, offsets) {
  return findings
    .filter((one) => one.hidden)
    .map(({ start, end, label, source }) => ({ start: offsets.toCodePoint(start), end: offsets.toCodePoint(end), label, source }));
}

/**
 * @param {{start: number, end: number}} one
 * @param {{start: number, end: number}} other
 */
function overlaps(one, other) {
  return one.start < other.end && other.start < one.end;
}

/**
 * The range without the blanks at its ends, and never half a character.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
function trimmed(text, start, end) {
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  if (isLow(text, start)) start--;
  if (isLow(text, end)) end++;
  return [start, end];
}

/** @param {string} text @param {number} at  whether the second half of a character stands there */
function isLow(text, at) {
  return at > 0 && /[\udc00-\udfff]/.test(text[at] ?? "") && /[\ud800-\udbff]/.test(text[at - 1]);
}
