/**
 * Which text node shows which stretch of the document, so that what a person selects has offsets again.
 *
 * Both views register the nodes they make; what else stands on the page (page numbers, bullets) has no place.
 */

/** @typedef {{start: number, end: number}} Range */

/** @type {WeakMap<Node, Range>} */
const places = new WeakMap();

/**
 * A text node that shows this stretch. It may say more than the stretch, such as the space after a word.
 * @param {string} words
 * @param {number} start
 * @param {number} [end]
 */
export function placed(words, start, end = start + words.length) {
  const node = document.createTextNode(words);
  places.set(node, { start, end });
  return node;
}

/** @param {Node} node @returns {Range|null} */
export const placeOf = (node) => places.get(node) ?? null;

/**
 * The stretch of the document that is selected inside this element, without white space at its ends; null for none.
 * @param {Element} root
 * @param {string} text  the document's
 * @returns {Range|null}
 */
export function selectedIn(root, text) {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || selection.rangeCount === 0) return null;
  const range = selection.getRangeAt(0);
  if (!root.contains(range.commonAncestorContainer)) return null;
  let start = Infinity;
  let end = -Infinity;
  for (const node of textNodes(range)) {
    const place = placeOf(node);
    if (!place) continue;
    const from = Math.min(place.start + (node === range.startContainer ? range.startOffset : 0), place.end);
    const to = Math.min(place.start + (node === range.endContainer ? range.endOffset : node.length), place.end);
    if (from >= to) continue;
    start = Math.min(start, from);
    end = Math.max(end, to);
  }
  while (start < end && /\s/.test(text[start])) start++;
  while (end > start && /\s/.test(text[end - 1])) end--;
  return start < end ? { start, end } : null;
}

/** @param {globalThis.Range} range @returns {Iterable<Text>} */
function* textNodes(range) {
  const top = range.commonAncestorContainer;
  if (top instanceof Text) return yield top;
  const walker = document.createTreeWalker(top, NodeFilter.SHOW_TEXT, (node) => (range.intersectsNode(node) ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP));
  for (let node = walker.nextNode(); node; node = walker.nextNode()) yield /** @type {Text} */ (node);
}

/**
 * The parts of this stretch that these nodes show, as ranges a highlight can paint.
 * @param {readonly Text[]} nodes  in reading order
 * @param {Range} stretch
 * @returns {globalThis.Range[]}
 */
export function paintable(nodes, { start, end }) {
  const ranges = [];
  for (const node of nodes) {
    const place = placeOf(node);
    if (!place || place.end <= start || place.start >= end) continue;
    const range = document.createRange();
    range.setStart(node, Math.max(start - place.start, 0));
    range.setEnd(node, Math.min(end, place.end) - place.start);
    ranges.push(range);
  }
  return ranges;
}
