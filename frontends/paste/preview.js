/**
 * What others will see, beside the text while it is typed, and what the sender makes of it: a wrong finding is left as
 * it is, a missed one is added. The server looks at each state of the text once, when typing pauses; nothing is kept.
 *
 * What was decided stays with its place while the text changes around it (findings.js). This module makes no paste.
 */

import { ApiError, previewPaste } from "../common/api.js";
import { byId, h } from "../common/dom.js";
import { LABELS, labelName } from "../common/labels.js";
import { inUtf16, offsetsOf } from "../common/offsets.js";
import { remember, remembered } from "../common/remembered.js";
import { carried, fromSpans, isDecided, toSend, toggled, withAdded, withDecisions } from "./findings.js";
import { reviewText } from "./reviewtext.js";
import { findingsWords, legend, wellFormed } from "./words.js";

/** @typedef {import("./findings.js").Finding} Finding */

const CHOICE = "paste-preview";
const PAUSE_MS = 350;
/** More than this is shown when asked for: a page of 200,000 characters with all its findings takes a while to draw. */
const MOST_SHOWN = 50_000;

const place = byId("review-text", HTMLElement);
const said = byId("review-said", HTMLElement);
const title = byId("review-title", HTMLElement);
const TITLE = title.textContent ?? "";
const live = byId("live", HTMLInputElement);
const lookNow = byId("review-open", HTMLButtonElement);
const label = byId("review-label", HTMLSelectElement);
const showBefore = byId("show-before", HTMLInputElement);
const showAll = byId("review-all", HTMLButtonElement);

/**
 * @param {HTMLTextAreaElement} text
 * @param {number} limit  characters
 * @param {() => {policy: string, operating_point?: string}} asked  what is asked along: the policy, and how careful
 */
export function livePreview(text, limit, asked) {
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
  const shown = reviewText(place, (index) => {
    findings = toggled(findings ?? [], index);
    show();
    shown.focus(index);
  });

  label.append(...LABELS.map((one) => h("option", { value: one }, labelName(one))));
  live.checked = remembered(CHOICE) !== "off";
  live.addEventListener("change", () => {
    remember(CHOICE, live.checked ? null : "off");
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
  for (const choice of [showBefore, byId("show-after", HTMLInputElement)]) choice.addEventListener("change", () => shown.inPlace(show));
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
    const looked = text.value;
    const { spans } = await previewPaste(wellFormed(looked), options, asked());
    if (looked !== text.value) return; // typed on meanwhile: the next look is on its way
    findings = withDecisions(fromSpans(inUtf16(spans, offsetsOf(looked))), (findings ?? []).filter(isDecided));
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
    const range = shown.selection();
    if (range) selected = range.start < range.end ? range : null;
    else if (document.activeElement === text) selected = text.selectionStart < text.selectionEnd ? { start: text.selectionStart, end: text.selectionEnd } : null;
    else return; // the focus went on, to say what the words are
    const words = selected ? text.value.slice(selected.start, selected.end).trim() : "";
    const quoted = words.length > 40 ? `${words.slice(0, 39)}…` : words;
    byId("selected-said", HTMLElement).textContent = words ? `“${quoted}” is` : "Words you select here or in your text are";
  }

  function show() {
    const end = isWhole ? text.value.length : Math.min(text.value.length, MOST_SHOWN);
    const all = findings ?? [];
    shown.draw(text.value, end, all, showBefore.checked);
    showAll.hidden = end === text.value.length;
    place.hidden = !text.value;
    place.dataset.state = isStale ? "stale" : "current";
    showTitle();
    byId("review-empty", HTMLElement).hidden = Boolean(text.value);
    byId("live-off", HTMLElement).hidden = live.checked;
    showCounts(all);
  }

  /** Nobody may take a text that was not looked at for what others will see. */
  function showTitle() {
    const isUnseen = Boolean(text.value.trim()) && isStale && (!findings || Boolean(problem) || !live.checked);
    title.textContent = isUnseen ? (findings ? "Not looked at since it was changed" : "Not looked at yet") : TITLE;
    place.setAttribute("aria-label", isUnseen ? `Your text, ${title.textContent.toLowerCase()}` : "Your text as others will see it");
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
}

/** @param {string} words */
function tell(words) {
  if (said.textContent !== words) said.textContent = words;
}
