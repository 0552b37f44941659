/**
 * The compose page: a text goes in, two links come out. Nothing that was typed is lost by an error or a cancel.
 */

import { ApiError, createPaste, getJson, previewPaste } from "../common/api.js";
import { copyText } from "../common/downloads.js";
import { byId, h } from "../common/dom.js";
import { LABELS, labelName } from "../common/labels.js";
import { inUtf16, offsetsOf } from "../common/offsets.js";
import { segments } from "../common/spans.js";
import { fromSpans, toSend, toggled, withAdded } from "./findings.js";
import { shownText } from "./unseen.js";
import { findingsWords, legend, measure, revealWords, untilWords, wellFormed } from "./words.js";

const EXAMPLE = `2026-11-21 08:14:03 INFO  signup ok user="Amelia Hart" mail=amelia.hart@example.org ip=203.0.113.77
2026-11-21 08:14:09 WARN  card declined pan=4111 1111 1111 1111 phone="+1 415 555 0132"
2026-11-21 08:14:11 ERROR db connect failed dsn=postgres://billing:w1nter-Rose-77@db.internal:5432/invoices

Customer called back: Amelia Hart, 12 Harbour Lane, Portland, OR 97201.
Refund to IBAN DE89 3704 0044 0532 0130 00 please, she is away from 3 December 2026.
`;
const COPIED_SECONDS = 3;
const PREVIEW_CHARACTERS = 4_000;

const form = byId("form", HTMLFormElement);
const text = byId("text", HTMLTextAreaElement);
const ttl = byId("ttl", HTMLSelectElement);
const reveals = byId("reveals", HTMLSelectElement);
const passphrase = byId("passphrase", HTMLInputElement);
const send = byId("send", HTMLButtonElement);
const cancel = byId("cancel", HTMLButtonElement);
const limit = Number(form.dataset.maxCharacters);

/** Set while a paste is being made. @type {AbortController|null} */
let making = null;
/** What the sender looks at before the paste is made; gone as soon as the text changes. @type {import("./findings.js").Finding[]|null} */
let review = null;

form.addEventListener("submit", (event) => {
  event.preventDefault();
  void work(make);
});
text.addEventListener("input", () => {
  endReview();
  showCount();
  if (!byId("problem", HTMLElement).hidden) showProblem("");
});
text.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  form.requestSubmit();
});
cancel.addEventListener("click", () => making?.abort());
byId("review-open", HTMLButtonElement).addEventListener("click", () => void work(lookFirst));
byId("review-add", HTMLButtonElement).addEventListener("click", addSelected);
byId("review-label", HTMLSelectElement).append(...LABELS.map((label) => h("option", { value: label }, labelName(label))));
byId("example", HTMLButtonElement).addEventListener("click", () => {
  text.select();
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
byId("again", HTMLButtonElement).addEventListener("click", startAgain);
wireCopy("copy-public", "public-url", "Public link copied.");
wireCopy("copy-fragment", "fragment-url", "Reveal link copied. Keep it to yourself.");
wireCopy("copy-delete", "delete-url", "Delete link copied. Keep it to yourself.");
wireCopy("copy-reveal", "reveal-url", "Reveal link copied. Keep it to yourself.");
if (/Mac|iPhone|iPad/.test(navigator.userAgent)) byId("keys", HTMLElement).replaceChildren(h("kbd", {}, "⌘"), " ", h("kbd", {}, "Enter"));
showCount();

/** @param {(options: import("../common/api.js").CallOptions) => Promise<void>} step */
async function work(step) {
  if (making) return;
  const { codePoints } = offsetsOf(text.value);
  if (!text.value.trim()) return showProblem("There is no text yet. Paste something first.");
  if (codePoints > limit) {
    return showProblem(
      `The text has ${codePoints.toLocaleString("en")} characters; a paste may have ${limit.toLocaleString("en")}. Shorten or split it.`,
    );
  }
  showProblem("");
  making = new AbortController();
  showWorking(true);
  try {
    await step({ signal: making.signal, onProgress: showProgress });
  } catch (error) {
    if (!making.signal.aborted) {
      showProblem(error instanceof ApiError ? error.message : "Something went wrong on this page. Your text is still here: try again.");
    }
  } finally {
    making = null;
    showWorking(false);
  }
}

/** @param {import("../common/api.js").CallOptions} options */
async function make(options) {
  const findings = review && toSend(review, offsetsOf(text.value));
  const asked = { ttl: ttl.value, reveals: Number(reveals.value), passphrase: wellFormed(passphrase.value), findings };
  showResult(await createPaste(wellFormed(text.value), asked, options), asked);
}

/** @param {import("../common/api.js").CallOptions} options */
async function lookFirst(options) {
  const { spans } = await previewPaste(wellFormed(text.value), options);
  review = fromSpans(inUtf16(spans, offsetsOf(text.value)));
  byId("review", HTMLElement).hidden = false;
  showReview("");
  // Once the form is itself again, which takes the focus back into the text.
  setTimeout(() => byId("review-title", HTMLElement).focus());
}

function addSelected() {
  if (!review) return;
  const before = review.length;
  const label = byId("review-label", HTMLSelectElement).value;
  const { selectionStart, selectionEnd } = text;
  const words = text.value.slice(selectionStart, selectionEnd).trim();
  if (!words) return showReview("Nothing is selected. Select the words in your text above first.");
  review = withAdded(review, text.value, selectionStart, selectionEnd, label);
  showReview(review.length > before + 1 ? `Hidden in ${review.length - before} places.` : "Hidden.");
}

/** @param {string} said */
function showReview(said) {
  byId("review-said", HTMLElement).textContent = said;
  const place = byId("review-text", HTMLElement);
  const indexOf = new Map((review ?? []).map((one, index) => [one.start, index]));
  place.replaceChildren(
    ...segments(0, text.value.length, review ?? []).flatMap(({ start, end, span }) => {
      const part = shownText(text.value.slice(start, end));
      if (!span) return part;
      return [reviewMark(/** @type {import("./findings.js").Finding} */ (span), indexOf.get(start) ?? 0, part)];
    }),
  );
}

/**
 * @param {import("./findings.js").Finding} finding
 * @param {number} index
 * @param {(string|Node)[]} part
 */
function reviewMark(finding, index, part) {
  const name = labelName(finding.label);
  return h(
    "button",
    {
      class: "mark finding",
      type: "button",
      dataset: { label: finding.label, name },
      "aria-pressed": String(finding.hidden),
      onclick: () => {
        review = toggled(review ?? [], index);
        showReview("");
        const marks = byId("review-text", HTMLElement).querySelectorAll("button");
        marks[index]?.focus();
      },
    },
    part,
  );
}

function endReview() {
  if (!review) return;
  review = null;
  byId("review", HTMLElement).hidden = true;
  byId("review-text", HTMLElement).replaceChildren();
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
  text.focus();
  // Chromium takes seconds to type a long text, so that one cannot be undone.
  const typed = inserted.length <= 20_000 && document.execCommand("insertText", false, inserted);
  if (!typed) text.setRangeText(inserted, text.selectionStart, text.selectionEnd, "end");
  text.scrollTop = 0;
  endReview();
  showProblem("");
  showCount();
}

/** @param {boolean} working */
function showWorking(working) {
  byId("working", HTMLElement).hidden = !working;
  cancel.hidden = !working;
  send.disabled = byId("review-open", HTMLButtonElement).disabled = working;
  text.readOnly = working;
  form.setAttribute("aria-busy", String(working));
  if (working) showProgress({ stage: "waiting", fraction: null, text: "Looking for personal data" });
  else if (!byId("compose", HTMLElement).hidden) text.focus();
}

/** @param {import("../common/api.js").Progress} progress */
function showProgress({ fraction, text: words }) {
  const bar = byId("progress", HTMLProgressElement);
  if (fraction === null) bar.removeAttribute("value");
  else bar.value = fraction;
  byId("working-text", HTMLElement).textContent = `${words}…`;
}

/** @param {string} sentence  "" for none */
function showProblem(sentence) {
  byId("problem-text", HTMLElement).textContent = sentence;
  byId("problem", HTMLElement).hidden = !sentence;
  text.toggleAttribute("aria-invalid", false);
  if (sentence) {
    text.setAttribute("aria-invalid", "true");
    text.focus();
  }
}

function showCount() {
  const { codePoints } = offsetsOf(text.value);
  const { state, said } = measure(codePoints, limit);
  byId("characters", HTMLElement).textContent = codePoints.toLocaleString("en");
  byId("count", HTMLElement).dataset.state = state;
  const live = byId("count-said", HTMLElement);
  if (live.textContent !== said) live.textContent = said;
}

/**
 * @param {{id: string, view_path: string, reveal_path: string, fragment_path: string, delete_path: string, expires: string|null, findings: number, by_label: Record<string, number>, engine: string}} paste
 * @param {{reveals: number, passphrase: string}} asked
 */
function showResult(paste, asked) {
  const [publicUrl, revealUrl, fragmentUrl, deleteUrl] = [paste.view_path, paste.reveal_path, paste.fragment_path, paste.delete_path].map(
    (path) => new URL(path, location.origin).href,
  );
  byId("public-url", HTMLInputElement).value = publicUrl;
  byId("reveal-url", HTMLInputElement).value = revealUrl;
  byId("fragment-url", HTMLInputElement).value = fragmentUrl;
  byId("delete-url", HTMLInputElement).value = deleteUrl;
  byId("reveal-said", HTMLElement).textContent = revealWords(asked.reveals, asked.passphrase !== "");
  byId("open-public", HTMLAnchorElement).href = publicUrl;
  byId("open-reveal", HTMLAnchorElement).href = revealUrl;
  byId("qr-more", HTMLDetailsElement).open = false;
  byId("qr", HTMLImageElement).removeAttribute("src");
  byId("qr-more", HTMLDetailsElement).ontoggle = () => {
    byId("qr", HTMLImageElement).src = `${paste.view_path}/qr.svg`;
  };
  byId("result-said", HTMLElement).textContent = untilWords(paste.expires, new Date());
  byId("replaced-title", HTMLElement).textContent = findingsWords(paste.findings);
  byId("nothing", HTMLElement).hidden = paste.findings > 0;
  byId("legend", HTMLElement).replaceChildren(
    ...legend(paste.by_label).map(({ label, name, count }) =>
      h("li", { class: "chip", dataset: { label } }, `${name} `, h("span", { class: "count" }, count)),
    ),
  );
  byId("result-engine", HTMLElement).textContent = paste.engine;
  byId("compose", HTMLElement).hidden = true;
  byId("result", HTMLElement).hidden = false;
  scrollTo(0, 0);
  byId("result-title", HTMLElement).focus();
  void showPreview(paste.id);
}

/**
 * The beginning of the public text, so that a person looks before sharing.
 * @param {string} id
 */
async function showPreview(id) {
  const preview = byId("preview", HTMLElement);
  const title = byId("preview-title", HTMLElement);
  preview.hidden = title.hidden = true;
  const paste = await getJson(`/api/paste/${id}`).catch(() => null);
  if (!paste) return; // the public link shows the same; a missing preview takes nothing away
  const offsets = offsetsOf(paste.text);
  const spans = inUtf16(paste.spans, offsets);
  const edge = offsets.toUtf16(PREVIEW_CHARACTERS);
  // Never cut inside a placeholder.
  const end = spans.find((/** @type {any} */ span) => span.start < edge && span.end > edge)?.end ?? edge;
  preview.replaceChildren(
    ...segments(0, end, spans).flatMap(({ start, end: stop, span }) => {
      const part = paste.text.slice(start, stop);
      return span ? [h("mark", { class: "placeholder", dataset: { label: span.label } }, part)] : shownText(part);
    }),
    end < paste.text.length ? " …" : "",
  );
  preview.hidden = title.hidden = false;
}

function startAgain() {
  endReview();
  text.value = passphrase.value = "";
  for (const id of ["public-url", "reveal-url", "fragment-url", "delete-url"]) byId(id, HTMLInputElement).value = "";
  for (const id of ["open-public", "open-reveal"]) byId(id, HTMLAnchorElement).removeAttribute("href");
  byId("preview", HTMLElement).replaceChildren();
  byId("result", HTMLElement).hidden = true;
  byId("compose", HTMLElement).hidden = false;
  showCount();
  text.focus();
}

/**
 * The button copies the field and says so for a moment. Where a browser forbids it, the field is selected instead.
 * @param {string} buttonId
 * @param {string} fieldId
 * @param {string} said
 */
function wireCopy(buttonId, fieldId, said) {
  const button = byId(buttonId, HTMLButtonElement);
  const field = byId(fieldId, HTMLInputElement);
  const label = button.textContent;
  let timer = 0;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    const copied = await copyText(field.value);
    if (!copied) {
      field.focus();
      field.select();
    }
    byId("copied", HTMLElement).textContent = copied ? said : "Press Ctrl+C to copy the selected link.";
    button.textContent = copied ? "Copied ✓" : "Press Ctrl+C";
    clearTimeout(timer);
    timer = setTimeout(() => {
      button.textContent = label;
      byId("copied", HTMLElement).textContent = "";
    }, COPIED_SECONDS * 1000);
  });
}
