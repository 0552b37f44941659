/**
 * What others will see, beside the text while it is typed, and what the sender makes of it: a wrong finding is left as
 * it is, a missed one is added. The server looks at each state of the text once, when typing pauses; nothing is kept.
 *
 * What was decided stays with its place while the text changes around it (findings.js). This module makes no paste.
 */

import { ApiError, previewPaste } from "../common/api.js";
import { byId, h } from "../common/dom.js";
import { LABELS, labelName, placeholder } from "../common/labels.js";
import { inUtf16, offsetsOf } from "../common/offsets.js";
import { segments } from "../common/spans.js";
import { carried, fromSpans, isDecided, toSend, toggled, withAdded, withDecisions } from "./findings.js";
import { shownText } from "./unseen.js";
import { findingsWords, legend, wellFormed } from "./words.js";

/** @typedef {import("./findings.js").Finding} Finding */

const STORAGE = "blackbar-paste-preview";
const PAUSE_MS = 350;
/** More than this is shown when asked for: a page of 200,000 characters with all its findings takes a while to draw. */
const MOST_SHOWN = 50_000;

const place = byId("review-text", HTMLElement);
const said = byId("review-said", HTMLElement);
const live = byId("live", HTMLInputElement);
const lookNow = byId("review-open", HTMLButtonElement);
const label = byId("review-label", HTMLSelectElement);
const showBefore = byId("show-before", HTMLInputElement);
const showAll = byId("review-all", HTMLButtonElement);

/**
 * @param {HTMLTextAreaElement} text
 * @param {number} limit  characters
 * @param {() => string} policy  the one that is chosen
 */
export function livePreview(text, limit, policy) {
  /** Of the text as it is now; null before the first look. @type {Finding[]|null} */
  let findings = null;
  /** The text that the findings were last moved to. */
  let known = text.value;
  let isStale = true;
  let isWhole = false;
  let problem = "";
  let timer = 0;
  /** @type {AbortController|null} */
  let looking = null;
  /** What is selected in either box, in the text's own offsets. @type {{start: number, end: number}|null} */
  let selected = null;
  /** The shown nodes and the stretches of text that they stand for. @type {{node: Node, start: number, end: number}[]} */
  let pieces = [];

  label.append(...LABELS.map((one) => h("option", { value: one }, labelName(one))));
  live.checked = isLive();
  live.addEventListener("change", () => {
    rememberLive(live.checked);
    if (live.checked) schedule(0);
    else stop();
    show();
  });
  lookNow.addEventListener("click", () => void look());
  showAll.addEventListener("click", () => {
    isWhole = true;
    show();
    place.focus();
  });
  byId("review-add", HTMLButtonElement).addEventListener("click", addSelected);
  for (const choice of [showBefore, byId("show-after", HTMLInputElement)]) choice.addEventListener("change", showInPlace);
  document.addEventListener("selectionchange", noteSelection);
  text.addEventListener("scroll", () => {
    const most = text.scrollHeight - text.clientHeight;
    const box = place.parentElement;
    if (box && most > 0) box.scrollTop = (text.scrollTop / most) * (box.scrollHeight - box.clientHeight);
  });
  show();

  return { textChanged, stop, resume: () => isStale && live.checked && schedule(0), findingsToSend, clear };

  function textChanged() {
    stop();
    if (findings) findings = carried(findings, known, text.value);
    known = text.value;
    isStale = true;
    isWhole = false;
    problem = "";
    if (!text.value.trim()) findings = null;
    show();
    if (live.checked) schedule(PAUSE_MS + text.value.length / 400);
  }

  /** @param {number} milliseconds */
  function schedule(milliseconds) {
    clearTimeout(timer);
    timer = setTimeout(() => void look(), milliseconds);
  }

  /** What is under way is of no use any more. */
  function stop() {
    clearTimeout(timer);
    looking?.abort();
    looking = null;
    place.removeAttribute("aria-busy");
  }

  async function look() {
    stop();
    if (!text.value.trim() || offsetsOf(text.value).codePoints > limit) return show();
    const mine = (looking = new AbortController());
    place.setAttribute("aria-busy", "true");
    show();
    try {
      await find({ signal: mine.signal });
    } catch (error) {
      if (mine.signal.aborted) return;
      problem = error instanceof ApiError ? error.message : "Something went wrong on this page. Make the links all the same, or try again.";
    }
    if (looking === mine) stop();
    show();
  }

  /** @param {import("../common/api.js").CallOptions} options */
  async function find(options) {
    const asked = text.value;
    const { spans } = await previewPaste(wellFormed(asked), options, { policy: policy() });
    if (asked !== text.value) return; // typed on meanwhile: the next look is on its way
    findings = withDecisions(fromSpans(inUtf16(spans, offsetsOf(asked))), (findings ?? []).filter(isDecided));
    isStale = false;
    problem = "";
  }

  /**
   * What the sender wants replaced; null where nothing was decided, and what is found is replaced.
   * @param {import("../common/api.js").CallOptions} options
   */
  async function findingsToSend(options) {
    stop();
    if (!findings?.some(isDecided)) return null;
    if (isStale) await find(options);
    return toSend(findings, offsetsOf(text.value));
  }

  function clear() {
    stop();
    findings = null;
    known = text.value;
    isStale = true;
    show();
  }

  function addSelected() {
    const words = selected && text.value.slice(selected.start, selected.end).trim();
    if (!selected || !words) return tell("Nothing is selected. Select the words in either box first.");
    const before = findings?.length ?? 0;
    findings = withAdded(findings ?? [], text.value, selected.start, selected.end, label.value);
    selected = null;
    getSelection()?.removeAllRanges();
    show();
    const places = findings.length - before;
    tell(places > 1 ? `Hidden in ${places} places.` : "Hidden.");
  }

  function noteSelection() {
    const range = getSelection()?.rangeCount ? getSelection()?.getRangeAt(0) : null;
    if (range && !range.collapsed && place.contains(range.commonAncestorContainer)) {
      const start = offsetOf(range.startContainer, range.startOffset, "start");
      const end = offsetOf(range.endContainer, range.endOffset, "end");
      selected = start < end ? { start, end } : null;
    } else if (document.activeElement === text) {
      selected = text.selectionStart < text.selectionEnd ? { start: text.selectionStart, end: text.selectionEnd } : null;
    } else return; // the focus went on, to say what the words are
    const words = selected ? text.value.slice(selected.start, selected.end).trim() : "";
    const shown = words.length > 40 ? `${words.slice(0, 39)}…` : words;
    byId("selected-said", HTMLElement).textContent = words ? `“${shown}” is` : "Words you select here or in your text are";
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
      return piece ? piece[side] : side === "start" ? 0 : text.value.length;
    }
    const piece = pieces.find((one) => one.node.contains(node));
    if (!piece) return 0;
    return piece.node === node && node instanceof Text ? piece.start + offset : piece[side];
  }

  function show() {
    const focused = marks().indexOf(/** @type {any} */ (document.activeElement));
    const end = isWhole ? text.value.length : Math.min(text.value.length, MOST_SHOWN);
    pieces = [];
    const all = findings ?? [];
    const indexOf = new Map(all.map((one, index) => [one, index]));
    for (const { start, end: stop_, span } of segments(0, end, all)) {
      const part = shownText(text.value.slice(start, stop_));
      if (span) {
        pieces.push({ node: markOf(span, indexOf.get(span) ?? 0, part), start, end: stop_ });
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
    if (focused >= 0) marks()[focused]?.focus();
    showAll.hidden = end === text.value.length;
    place.hidden = !text.value;
    place.dataset.state = isStale ? "stale" : "current";
    byId("review-empty", HTMLElement).hidden = Boolean(text.value);
    byId("live-off", HTMLElement).hidden = live.checked;
    showCounts(all);
  }

  /** @param {Finding[]} all */
  function showCounts(all) {
    const hidden = all.filter((one) => one.hidden);
    const counts = Object.fromEntries([...LABELS, "custom"].map((one) => [one, hidden.filter((finding) => finding.label === one).length]));
    byId("review-legend", HTMLElement).replaceChildren(
      ...legend(counts).map(({ label: of, name, count }) => h("li", { class: "chip", dataset: { label: of } }, `${name} `, h("span", { class: "count" }, count))),
    );
    if (problem) tell(`No preview now: ${problem}`);
    else if (looking) tell(findings ? said.textContent ?? "" : "Looking for personal data…");
    else if (!text.value.trim() || (isStale && !live.checked)) tell("");
    else if (!isStale) tell(hidden.length ? findingsWords(hidden.length).replace(/w(as|ere) replaced/, "will be replaced") + "." : "Nothing personal was found. Read it once more yourself.");
  }

  /**
   * @param {Finding} finding
   * @param {number} index
   * @param {(string|Node)[]} part
   */
  function markOf(finding, index, part) {
    const name = labelName(finding.label);
    const asPlaceholder = finding.hidden && !showBefore.checked;
    const toggle = () => {
      findings = toggled(findings ?? [], index);
      show();
      marks()[index]?.focus();
    };
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
        onclick: () => getSelection()?.isCollapsed !== false && toggle(),
        onkeydown: (/** @type {KeyboardEvent} */ event) => {
          if (event.key !== "Enter" && event.key !== " ") return;
          event.preventDefault();
          toggle();
        },
      },
      asPlaceholder ? standIn(finding) : part,
    );
  }

  /** The finding that was at the top of the box stays where it was when before and after change places. */
  function showInPlace() {
    const top = place.getBoundingClientRect().top;
    const index = marks().findIndex((one) => one.getBoundingClientRect().top >= top);
    const was = marks()[index]?.getBoundingClientRect().top;
    show();
    const now = marks()[index]?.getBoundingClientRect().top;
    if (was !== undefined && now !== undefined) place.parentElement?.scrollBy(0, now - was);
  }
}

/** The findings that are shown, in order. */
function marks() {
  return /** @type {HTMLElement[]} */ ([...place.querySelectorAll(".mark")]);
}

/** What stands in the place of a finding. @param {Finding} finding @returns {(string|Node)[]} */
function standIn({ replacement, label: of }) {
  if (replacement === "") return ["(nothing)"];
  return shownText(replacement ?? placeholder(of));
}

/** @param {string} words */
function tell(words) {
  if (said.textContent !== words) said.textContent = words;
}

/** The units that a named box stands for. @param {Node} node */
function codeLength(node) {
  const code = node instanceof HTMLElement ? node.dataset.code : "";
  return code ? String.fromCodePoint(Number.parseInt(code, 16)).length : 0;
}

function isLive() {
  try {
    return localStorage.getItem(STORAGE) !== "off";
  } catch {
    return true;
  }
}

/** @param {boolean} on */
function rememberLive(on) {
  try {
    if (on) localStorage.removeItem(STORAGE);
    else localStorage.setItem(STORAGE, "off");
  } catch {
    return; // without storage the choice lasts as long as the page
  }
}
