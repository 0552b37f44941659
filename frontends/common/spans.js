/**
 * Findings in a text, cut so that they can be shown: which stretch belongs to which finding.
 *
 * All offsets are UTF-16 units (offsets.js made them so). Knows neither the page nor the network. As on the
 * server, no character that was found is ever let go: overlaps are trimmed, not dropped.
 */

/**
 * @typedef {object} Span
 * @property {number} start
 * @property {number} end
 * @property {string} label
 * @property {string} [kind]
 * @property {number} [score]
 * @property {string} [source]  "model" | "rule" | "person"
 * @property {string|number} [id]
 */

/**
 * @template {Span} S
 * @typedef {{start: number, end: number, span: S|null}} Segment
 */

/**
 * The same characters in spans that are sorted and do not overlap: the longer of two keeps its length, the
 * other what is left of it. The server settles its spans; this holds whatever it sends.
 * @template {Span} S
 * @param {readonly S[]} spans
 * @returns {S[]}
 */
export function disjoint(spans) {
  const sorted = spans.filter((span) => span.start < span.end).sort((a, b) => a.start - b.start || b.end - a.end);
  /** @type {S[]} */
  const result = [];
  /** @type {S[]} */
  let cluster = [];
  let end = -1;
  for (const span of sorted) {
    if (span.start >= end) {
      result.push(...settle(cluster));
      cluster = [];
    }
    cluster.push(span);
    end = Math.max(end, span.end);
  }
  result.push(...settle(cluster));
  return result;
}

/**
 * @template {Span} S
 * @param {S[]} cluster
 * @returns {S[]}
 */
function settle(cluster) {
  if (cluster.length < 2) return cluster;
  /** @type {S[]} */
  const settled = [];
  for (const span of [...cluster].sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)) {
    let start = span.start;
    /** @type {S[]} */
    const parts = [];
    for (const other of settled) {
      if (other.end <= start || other.start >= span.end) continue;
      if (other.start > start) parts.push({ ...span, start, end: other.start });
      start = Math.max(start, other.end);
    }
    if (start < span.end) parts.push(start === span.start ? span : { ...span, start });
    settled.push(...parts);
    settled.sort((a, b) => a.start - b.start);
  }
  return settled;
}

/**
 * The stretches of `[start, end)` in order, each with its finding or null; joined they are the whole range.
 * @template {Span} S
 * @param {number} start
 * @param {number} end
 * @param {readonly S[]} spans  sorted and disjoint, of the whole text
 * @returns {Segment<S>[]}
 */
export function segments(start, end, spans) {
  /** @type {Segment<S>[]} */
  const result = [];
  let position = start;
  for (let index = firstEndingAfter(spans, start); index < spans.length && spans[index].start < end; index++) {
    const span = spans[index];
    const from = Math.max(span.start, position);
    const to = Math.min(span.end, end);
    if (from > position) result.push({ start: position, end: from, span: null });
    result.push({ start: from, end: to, span });
    position = to;
  }
  if (position < end) result.push({ start: position, end, span: null });
  return result;
}

/**
 * The index of the first span that ends after `offset`; `spans.length` when there is none.
 * @param {readonly Span[]} spans  sorted and disjoint
 * @param {number} offset
 */
export function firstEndingAfter(spans, offset) {
  let low = 0;
  let high = spans.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (spans[middle].end <= offset) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The text with each of these findings replaced.
 * @template {Span} S
 * @param {string} text
 * @param {readonly S[]} spans  sorted and disjoint
 * @param {(span: S) => string} replacement
 */
export function redact(text, spans, replacement) {
  return segments(0, text.length, spans)
    .map(({ start, end, span }) => (span ? replacement(span) : text.slice(start, end)))
    .join("");
}

/**
 * How many findings each category has; every label of `labels` is there, also at zero.
 * @param {readonly Span[]} spans
 * @param {readonly string[]} labels
 * @returns {Map<string, number>}
 */
export function countByLabel(spans, labels) {
  const counts = new Map(labels.map((label) => [label, 0]));
  for (const { label } of spans) counts.set(label, (counts.get(label) ?? 0) + 1);
  return counts;
}
