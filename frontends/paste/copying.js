/**
 * The text behind a shown paste: unseen characters, which the page shows by name, become themselves again.
 */

/**
 * The exact text of an element; `<span data-code="202E">` stands for the character U+202E.
 * @param {{childNodes: Iterable<any>}} element
 * @returns {string}
 */
export function textOf(element) {
  let text = "";
  for (const node of element.childNodes) {
    if (node.nodeType === 3) text += node.data;
    else if (node.dataset?.code) text += String.fromCodePoint(Number.parseInt(node.dataset.code, 16));
    else text += textOf(node);
  }
  return text;
}
