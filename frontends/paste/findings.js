/**
 * What the sender makes of the findings: a wrong one is left as it is, a missed one is added wherever it stands.
 *
 * Pure: knows the text and its ranges in UTF-16 units, neither page nor network.
 */

/**
 * A finding under review; `hidden` says whether it will be replaced. `kind` and `score` are as it was found, and
 * `replacement` is what the policy makes of it; what the sender adds has none yet.
 * @typedef {{start: number, end: number, label: string, kind?: string, score?: number, source: string, hidden: boolean, replacement?: string}} Finding
 */

/**
 * What was found, all of it hidden at first.
 * @param {readonly {start: number, end: number, label: string, kind?: string, score?: number, source: string, replacement?: string}[]} spans
 * @returns {Finding[]}
 */
export function fromSpans(spans) {
  return spans.map(({ start, end, label, kind = "", score = 1, source, replacement }) => ({ start, end, label, kind, score, source, hidden: true, replacement }));
}

/**
 * The same findings after the text has changed in one place: moved along behind it, gone where it changed.
 * @param {readonly Finding[]} findings
 * @param {string} before
 * @param {string} after
 * @returns {Finding[]}
 */
export function carried(findings, before, after) {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++;
  const shift = after.length - before.length;
  return findings.flatMap((one) => {
    if (one.end <= head) return [one];
    return one.start >= before.length - tail ? [{ ...one, start: one.start + shift, end: one.end + shift }] : [];
  });
}

/**
 * Whether this is the sender's word and not what was found: left as it is, or added.
 * @param {Finding} finding
 */
export const isDecided = (finding) => !finding.hidden || finding.source === "person";

/**
 * What was found, with what the sender had decided before. A decision holds for its very place; where something else
 * is found there by now, it is hidden.
 * @param {readonly Finding[]} found
 * @param {readonly Finding[]} decisions
 * @returns {Finding[]}
 */
export function withDecisions(found, decisions) {
  let all = found.map((one) => {
    const left = decisions.some(({ hidden, start, end }) => !hidden && start === one.start && end === one.end);
    return left ? { ...one, hidden: false } : one;
  });
  for (const added of decisions.filter(({ source }) => source === "person")) {
    const touched = all.filter((one) => one.hidden && overlaps(one, added));
    if (!added.hidden && all.some((one) => overlaps(one, added))) continue;
    const start = Math.min(added.start, ...touched.map((one) => one.start));
    const end = Math.max(added.end, ...touched.map((one) => one.end));
    all = [...all.filter((one) => !overlaps(one, { start, end })), { ...added, start, end }];
  }
  return all.sort((one, other) => one.start - other.start);
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
  const words = text.slice(from, to);
  const kept = findings.filter((one) => one.hidden && !overlaps(one, added));
  /** @type {{start: number, end: number}[]} */
  const places = [];
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + words.length)) {
    const place = { start: at, end: at + words.length };
    if (!overlaps(place, added) && !meets(kept, place)) places.push(place);
  }
  places.push(added);
  places.sort((one, other) => one.start - other.start);
  const rest = findings.filter((one) => !meets(places, one));
  const all = [...rest, ...places.map((place) => ({ ...place, label, kind: "", score: 1, source: "person", hidden: true }))];
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
    .map(({ start, end, label, kind = "", score = 1, source }) => ({ start: offsets.toCodePoint(start), end: offsets.toCodePoint(end), label, kind, score, source }));
}

/**
 * Whether any of the ranges, which are sorted and disjoint, overlaps this one. A common word stands in many places.
 * @param {readonly {start: number, end: number}[]} ranges
 * @param {{start: number, end: number}} place
 */
function meets(ranges, place) {
  let low = 0;
  let high = ranges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[middle].end <= place.start) low = middle + 1;
    else high = middle;
  }
  return low < ranges.length && ranges[low].start < place.end;
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
