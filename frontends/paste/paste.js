/**
 * The compose page: a text goes in, two links come out. Nothing that was typed is lost by an error or a cancel.
 */

import { ApiError, createPaste } from "../common/api.js";
import { carePicker } from "../common/care.js";
import { byId, h } from "../common/dom.js";
import { areKeysOn, listenToKeys } from "../common/keys.js";
import { offsetsOf } from "../common/offsets.js";
import { policyPicker } from "../common/policies.js";
import { randomHex } from "../common/random.js";
import { takeFromOpener } from "./handover.js";
import { rememberMine, wireMine } from "./mine-list.js";
import { livePreview } from "./preview.js";
import { hideResult, showResult } from "./result.js";
import { MOST_DAYS, measure, secondsOf, wellFormed } from "./words.js";

const EXAMPLE = `2026-11-21 08:14:03 INFO  signup ok user="Amelia Hart" mail=amelia.hart@example.org ip=203.0.113.77
2026-11-21 08:14:09 WARN  card declined pan=4111 1111 1111 1111 phone="+1 415 555 0132"
2026-11-21 08:14:11 ERROR db connect failed dsn=postgres://billing:w1nter-Rose-77@db.internal:5432/invoices

Customer called back: Amelia Hart, 12 Harbour Lane, Portland, OR 97201.
Refund to IBAN DE89 3704 0044 0532 0130 00 please, she is away from 3 December 2026.
`;

const CHANGED = "Something was changed while the links were being made, so none were. Look at the preview again, then make them.";
const BUSY = "The links are being made: wait for them, or cancel, then put in another text.";

const form = byId("form", HTMLFormElement);
const text = byId("text", HTMLTextAreaElement);
const ttl = byId("ttl", HTMLSelectElement);
const ttlAmount = byId("ttl-amount", HTMLInputElement);
const ttlUnit = byId("ttl-unit", HTMLSelectElement);
const reveals = byId("reveals", HTMLSelectElement);
const passphrase = byId("passphrase", HTMLInputElement);
const send = byId("send", HTMLButtonElement);
const cancel = byId("cancel", HTMLButtonElement);
const compose = byId("compose", HTMLElement);
const limit = Number(form.dataset.maxCharacters);
const care = carePicker({ onChange: () => preview.textChanged() });
const picker = policyPicker({ onChange: () => {
  care.follow(picker.offer());
  preview.textChanged();
} });
/** What is asked along with every look at the text. */
const chosen = () => ({ policy: picker.value(), ...(care.value() ? { operating_point: care.value() } : {}) });
const preview = livePreview(text, limit, chosen);

/** Set while a paste is being made. @type {AbortController|null} */
let making = null;
/** What was asked for last, under which key: asked for again after an error, it makes no second paste. */
let attempt = { asked: "", key: "" };
/** The text of the paste whose links are shown. */
let shared = "";

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void make();
});
text.addEventListener("input", changed);
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || !areKeysOn()) return;
  event.preventDefault();
  form.requestSubmit();
});
cancel.addEventListener("click", () => making?.abort());
ttl.addEventListener("change", () => {
  byId("ttl-custom", HTMLElement).hidden = ttl.value !== "custom";
  if (ttl.value === "custom") ttlAmount.focus();
});
byId("example", HTMLButtonElement).addEventListener("click", () => {
  if (!making) text.select();
  insert(EXAMPLE);
});
text.addEventListener("dragover", (event) => {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  text.dataset.over = "";
});
text.addEventListener("dragleave", () => delete text.dataset.over);
text.addEventListener("drop", (event) => {
  delete text.dataset.over;
  const file = event.dataTransfer?.files[0];
  if (!file) return;
  event.preventDefault(); // else the browser leaves the page for the file, and what was typed is gone
  void takeFile(file);
});
byId("again", HTMLButtonElement).addEventListener("click", () => startAgain(""));
byId("duplicate", HTMLButtonElement).addEventListener("click", () => startAgain(shared));
byId("policy", HTMLElement).append(picker.element, care.element);
wireMine(startAgain);
wireKeys();
takeFromOpener(startAgain);
showCount();

function wireKeys() {
  const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  byId("keys", HTMLElement).replaceChildren(h("kbd", {}, isMac ? "⌘" : "Ctrl"), " ", h("kbd", {}, "Enter"));
  const isShown = () => Boolean(compose.hidden);
  const press = (/** @type {string} */ id) => () => byId(id, HTMLButtonElement).click();
  document.documentElement.dataset.keys = areKeysOn() ? "on" : "off";
  const help = listenToKeys(
    [
      { keys: ["c"], meaning: "Copy the public link", act: press("copy-public"), isOn: isShown },
      { keys: ["r"], meaning: "Copy the reveal link", act: press("copy-reveal"), isOn: isShown },
      { keys: ["d"], meaning: "Duplicate as new", act: press("duplicate"), isOn: isShown },
      { keys: ["n"], meaning: "New paste", act: press("again"), isOn: isShown },
      { keys: ["t"], meaning: "To the text", act: () => text.focus(), isOn: () => !isShown() },
      { keys: ["b"], meaning: "Before or after", act: () => byId(byId("show-after", HTMLInputElement).checked ? "show-before" : "show-after", HTMLInputElement).click(), isOn: () => !isShown() },
    ],
    [[[isMac ? "⌘" : "Ctrl", "Enter"], "Make the links, from the text"]],
  );
  for (const button of document.querySelectorAll(".show-keys")) button.addEventListener("click", help);
}

function changed() {
  preview.textChanged();
  showCount();
  if (!byId("problem", HTMLElement).hidden) showProblem("");
}

/** What the form asks for, or null after saying what is wrong with it. */
function asked() {
  const { codePoints } = offsetsOf(text.value);
  const lifetime = ttl.value === "custom" ? secondsOf(ttlAmount.value, ttlUnit.value) : ttl.value;
  if (!text.value.trim()) return showProblem("There is no text yet. Paste something first.");
  if (codePoints > limit) {
    return showProblem(
      `The text has ${codePoints.toLocaleString("en")} characters; a paste may have ${limit.toLocaleString("en")}. Shorten or split it.`,
    );
  }
  if (lifetime === null) return showProblem(`The links can work for a minute at least and ${MOST_DAYS} days at most, in whole numbers.`, ttlAmount);
  return { ttl: lifetime, reveals: Number(reveals.value), passphrase: wellFormed(passphrase.value) };
}

async function make() {
  if (making) return;
  const terms = asked();
  if (!terms) return;
  showProblem("");
  making = new AbortController();
  showWorking(true);
  try {
    const options = { signal: making.signal, onProgress: showProgress };
    const content = text.value;
    const by = chosen();
    const findings = await preview.findingsToSend(options);
    // What was found in one text, or by one policy, must never say what is taken out of another.
    if (text.value !== content || JSON.stringify(chosen()) !== JSON.stringify(by)) return showProblem(CHANGED);
    const paste = await createPaste(wellFormed(content), withKey({ ...terms, findings, ...by }), options);
    attempt = { asked: "", key: "" };
    shared = content;
    showResult(paste, terms);
    rememberMine(paste, startAgain);
  } catch (error) {
    if (!making.signal.aborted) {
      showProblem(error instanceof ApiError ? error.message : "Something went wrong on this page. Your text is still here: try again.");
    }
  } finally {
    making = null;
    showWorking(false);
  }
}

/**
 * @template {object} Asked
 * @param {Asked} what
 */
function withKey(what) {
  const said = JSON.stringify([text.value, what]);
  if (said !== attempt.asked) attempt = { asked: said, key: randomHex() };
  return { ...what, idempotency_key: attempt.key };
}

/** @param {File} file */
async function takeFile(file) {
  // A character takes four bytes at most, so a larger file cannot fit whatever it holds.
  if (file.size > 4 * limit) {
    return showProblem(`The file is larger than a paste may be: ${limit.toLocaleString("en")} characters. Cut out the part that matters.`);
  }
  try {
    const content = new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
    if (content.includes("\0")) throw new TypeError("binary");
    insert(content);
  } catch {
    showProblem("This file is not plain text in UTF-8. Open it in its own program and copy the text from there.");
  }
}

/**
 * Into the text as typing would put it, so that undo brings back what was there.
 * @param {string} inserted
 */
function insert(inserted) {
  if (making) return showProblem(BUSY);
  text.focus();
  // Chromium takes seconds to type a long text, so that one cannot be undone.
  const typed = inserted.length <= 20_000 && document.execCommand("insertText", false, inserted);
  if (!typed) text.setRangeText(inserted, text.selectionStart, text.selectionEnd, "end");
  text.scrollTop = 0;
  showProblem("");
  changed();
}

/** @param {boolean} working */
function showWorking(working) {
  byId("working", HTMLElement).hidden = !working;
  cancel.hidden = !working;
  send.disabled = working;
  text.readOnly = working;
  form.setAttribute("aria-busy", String(working));
  if (working) showProgress({ stage: "waiting", fraction: null, text: "Looking for personal data" });
  else if (!compose.hidden) {
    if (byId("problem", HTMLElement).hidden) text.focus();
    preview.resume();
  }
}

/** @param {import("../common/api.js").Progress} progress */
function showProgress({ fraction, text: words }) {
  const bar = byId("progress", HTMLProgressElement);
  if (fraction === null) bar.removeAttribute("value");
  else bar.value = fraction;
  byId("working-text", HTMLElement).textContent = `${words}…`;
}

/**
 * @param {string} sentence  "" for none
 * @param {HTMLElement} field  the one that it is about
 * @returns {null}
 */
function showProblem(sentence, field = text) {
  byId("problem-text", HTMLElement).textContent = sentence;
  byId("problem", HTMLElement).hidden = !sentence;
  for (const one of [text, ttlAmount]) one.toggleAttribute("aria-invalid", false);
  if (sentence) {
    field.setAttribute("aria-invalid", "true");
    field.focus();
    byId("problem", HTMLElement).scrollIntoView({ block: "nearest" }); // below a tall field it would be out of sight
  }
  return null;
}

function showCount() {
  const { codePoints } = offsetsOf(text.value);
  const { state, said } = measure(codePoints, limit);
  byId("characters", HTMLElement).textContent = codePoints.toLocaleString("en");
  byId("count", HTMLElement).dataset.state = state;
  const live = byId("count-said", HTMLElement);
  if (live.textContent !== said) live.textContent = said;
}

/** @param {string} content  what the new paste begins with */
function startAgain(content) {
  making?.abort();
  hideResult();
  text.value = content;
  passphrase.value = shared = "";
  preview.clear();
  changed();
  scrollTo(0, 0);
  text.focus();
  text.setSelectionRange(0, 0);
}
