/**
 * Wires the Document Privacy Explorer: a file comes in, the server finds, the person reads and takes away.
 */

import { analyzeDocument, getBlob, redactDocument } from "../common/api.js";
import { byId, h } from "../common/dom.js";
import { derivedName, download } from "../common/downloads.js";
import { dropzone } from "../common/dropzone.js";
import { LABELS, labelName } from "../common/labels.js";
import { toast } from "../common/toast.js";
import { readingOf } from "./analysis.js";
import { FindingCard } from "./card.js";
import { showDashboard } from "./dashboard.js";
import { decisionsOf, FILE_NAMES, findingsJson, redactedText, redactionSentence, safeName, verdictSentences } from "./exports.js";
import { Findings } from "./findings.js";
import { listenToKeys } from "./keys.js";
import { showMinimap } from "./minimap.js";
import { ReadingView } from "./reading.js";
import { showSidebar } from "./sidebar.js";

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

const explorer = box("explorer");
const paper = box("paper");
const progress = byId("progress", HTMLProgressElement);

/**
 * The document on the page, if any.
 * @type {{file: File, name: string, reading: import("./analysis.js").Reading, findings: Findings, view: ReadingView}|null}
 */
let open = null;
/** Ends the listeners and the filling of the document on the page. */
let life = new AbortController();
/** Ends the request under way. @type {AbortController|null} */
let request = null;
/** Ends the making of a redacted copy. @type {AbortController|null} */
let exporting = null;
/** @type {File|null} */
let lastFile = null;
/** Where one was reading when another file was chosen, in case that leads nowhere. */
let placeBefore = 0;

// ------------------------------------------------------------------ a file comes in

/** @param {File} file */
async function analyze(file) {
  request?.abort();
  const mine = (request = new AbortController());
  lastFile = file;
  if (box("problem").hidden && box("working").hidden) placeBefore = scrollY;
  box("problem").hidden = true;
  showWorking(file.name);
  try {
    const reply = await analyzeDocument(file, { signal: mine.signal, onProgress: showProgress });
    if (mine.signal.aborted) return;
    show(file, readingOf(reply));
  } catch (error) {
    if (mine.signal.aborted) return;
    box("problem-name").textContent = file.name;
    box("problem-text").textContent = error instanceof Error && error.name === "ApiError" ? error.message : "The answer of the server could not be shown. Reload the page and try again.";
    box("problem").hidden = false;
    if (!(error instanceof Error && error.name === "ApiError")) console.error(error);
  } finally {
    if (request === mine) {
      request = null;
      settle();
    }
  }
}

/** @param {string} name */
function showWorking(name) {
  byId("working-title", HTMLElement).textContent = `Reading ${name}`;
  box("step").textContent = "";
  box("percent").textContent = "";
  progress.removeAttribute("value");
  box("working").hidden = false;
  explorer.dataset.state = "working";
  box("start").hidden = true;
  button("cancel").focus();
}

/** @param {import("../common/api.js").Progress} step */
function showProgress({ fraction, text }) {
  if (box("step").textContent !== text) box("step").textContent = text;
  if (fraction === null) progress.removeAttribute("value");
  else progress.value = fraction;
  box("percent").textContent = fraction === null ? "" : `${Math.round(fraction * 100)} %`;
}

/** Back to reading, or to the start: whatever was there stays there. */
function settle() {
  const hadFocus = box("working").contains(document.activeElement);
  box("working").hidden = true;
  box("start").hidden = open !== null;
  box("loaded").hidden = open === null;
  explorer.dataset.state = open ? "loaded" : "empty";
  if (!hadFocus) return;
  if (!box("problem").hidden) button("retry").focus();
  else if (open) box("doc-name").focus();
  else button("choose").focus();
}

/** To where one was before a file was chosen that is not shown. */
function backToReading() {
  (open ? box("doc-name") : button("choose")).focus({ preventScroll: true });
  scrollTo({ top: placeBefore });
}

// ------------------------------------------------------------------ the document is shown

/**
 * @param {File} file
 * @param {import("./analysis.js").Reading} reading
 */
function show(file, reading) {
  const { name } = file;
  life.abort();
  life = new AbortController();
  const { signal } = life;
  card.hide();
  const findings = new Findings(reading.findings, LABELS);
  box("loaded").hidden = false;
  box("doc-name").textContent = name;
  document.title = `${name} · Blackbar`;
  showDashboard(box("dashboard"), reading);
  showNotes(reading);
  showSidebar(box("categories"), reading, findings, signal);
  const view = new ReadingView(paper, reading, signal);
  showMinimap(byId("minimap", HTMLCanvasElement), { length: reading.text.length, findings, view, signal });
  open = { file, name, reading, findings, view };
  offerFile(reading);
  findings.addEventListener("categories", followCategories, { signal });
  findings.addEventListener("current", followCurrent, { signal });
  followCategories();
  scrollTo({ top: 0 });
}

/** @param {import("./analysis.js").Reading} reading */
function showNotes({ notes, findings, text }) {
  const sentences = [...notes];
  if (findings.length === 0 && /\S/.test(text)) sentences.push("Nothing was found. That does not prove that nothing is there: read it through before you share it.");
  box("notes").replaceChildren(...sentences.map((text) => h("p", { class: "notice" }, h("span", {}, text))));
}

function followCategories() {
  if (!open) return;
  const { reading, findings } = open;
  for (const label of LABELS) paper.classList.toggle(`off-${label}`, !findings.on.has(label));
  box("save-sentence").textContent = redactionSentence(reading, findings.on, labelName);
  const none = findings.shown.length === 0;
  for (const id of ["next", "previous"]) button(id).disabled = none;
  card.hide();
  followCurrent();
}

/** @type {HTMLElement|null} */
let currentMark = null;

function followCurrent() {
  if (!open) return;
  const { findings, view } = open;
  const total = findings.shown.length.toLocaleString("en");
  box("count").textContent = findings.current ? `${findings.position.toLocaleString("en")} of ${total}` : `${total} ${findings.shown.length === 1 ? "finding" : "findings"}`;
  const mark = findings.current ? view.mark(findings.current) : null;
  if (mark === currentMark) return;
  currentMark?.removeAttribute("data-current");
  currentMark?.setAttribute("tabindex", "-1");
  currentMark = mark;
  if (!mark) return;
  mark.dataset.current = "";
  mark.tabIndex = 0; // the one stop of the Tab key in the text: where one was reading
  if (document.activeElement !== mark) {
    mark.scrollIntoView({ block: "center", behavior: "instant" });
    mark.focus({ preventScroll: true });
  }
}

// ------------------------------------------------------------------ reading

/** @param {HTMLElement} mark */
const findingOf = (mark) => {
  const finding = open?.reading.findings[Number(mark.dataset.index)];
  return finding && open?.findings.on.has(finding.label) ? finding : undefined;
};
const card = new FindingCard(box("card"), paper, findingOf);

/** @param {1|-1} step */
function step(step) {
  if (!open) return;
  const { findings, view } = open;
  const finding = findings.neighbour(step, view.visible(0, 0).start);
  if (!finding) return toast("No finding is switched on.");
  findings.select(finding);
  // With a single finding nothing changed; it may have been scrolled away.
  const mark = view.mark(finding);
  mark?.scrollIntoView({ block: "center", behavior: "instant" });
  mark?.focus({ preventScroll: true });
}

/** @param {string} id @param {string} className */
function flip(id, className) {
  const on = paper.classList.toggle(className);
  button(id).setAttribute("aria-pressed", String(on));
}

paper.addEventListener("focusin", (event) => {
  const mark = event.target;
  if (!(mark instanceof HTMLElement) || !mark.matches("mark.finding")) return;
  const finding = findingOf(mark);
  if (finding && open?.findings.current !== finding) open?.findings.select(finding);
});

const actions = {
  next: () => step(1),
  previous: () => step(-1),
  labels: () => flip("labels", "labelled"),
  bars: () => flip("bars", "barred"),
  close: () => card.hide(),
  isReading: () => open !== null && request === null,
};
const showKeyList = listenToKeys(actions);
button("next").addEventListener("click", actions.next);
button("previous").addEventListener("click", actions.previous);
button("labels").addEventListener("click", actions.labels);
button("bars").addEventListener("click", actions.bars);
button("keys").addEventListener("click", showKeyList);
button("all-on").addEventListener("click", () => open?.findings.toggle(LABELS, true));
button("all-off").addEventListener("click", () => open?.findings.toggle(LABELS, false));

// ------------------------------------------------------------------ taking away

button("save-text").addEventListener("click", () => {
  if (!open) return;
  const { name, reading, findings } = open;
  const safe = safeName(name, reading);
  download(redactedText(reading, findings.on), derivedName(safe, "redacted", "txt"));
  const renamed = safe === name ? "" : " The file's name told something too, so it got another one.";
  toast(`Saved. ${redactionSentence(reading, findings.on, labelName)}${renamed}`);
});

/** The copy in the file's own format is the first choice where there is one. @param {import("./analysis.js").Reading} reading */
function offerFile({ format }) {
  exporting?.abort();
  const label = format === "pdf" || format === "docx" ? FILE_NAMES[format] : "";
  button("save-file").hidden = !label;
  button("save-file").textContent = label;
  button("save-text").classList.toggle("btn-primary", !label);
  for (const id of ["export-work", "export-problem", "verdict"]) box(id).hidden = true;
}

button("save-file").addEventListener("click", async () => {
  if (!open || exporting) return;
  const { file, name, reading, findings } = open;
  const mine = (exporting = new AbortController());
  const bar = byId("export-progress", HTMLProgressElement);
  bar.removeAttribute("value");
  box("export-step").textContent = "";
  box("export-problem").hidden = box("verdict").hidden = true;
  box("export-work").hidden = false;
  button("save-file").setAttribute("aria-disabled", "true");
  try {
    const answer = await redactDocument(file, decisionsOf(reading, findings.on), {
      signal: mine.signal,
      onProgress: ({ fraction, text }) => {
        if (box("export-step").textContent !== text) box("export-step").textContent = text;
        if (fraction !== null) bar.value = fraction;
      },
    });
    if (mine.signal.aborted) return;
    const bytes = Uint8Array.from(atob(answer.file), (letter) => letter.charCodeAt(0));
    const suffix = reading.format === "pdf" ? "pdf" : "docx";
    download(new Blob([bytes], { type: answer.type }), derivedName(safeName(name, reading), "redacted", suffix));
    box("verdict").replaceChildren(...verdictSentences(answer.verdict).map((sentence) => h("p", {}, sentence)));
    box("verdict").hidden = false;
  } catch (error) {
    if (mine.signal.aborted) return;
    box("export-problem").textContent = error instanceof Error && error.name === "ApiError" ? error.message : "The redacted copy could not be saved. Try again.";
    box("export-problem").hidden = false;
  } finally {
    if (exporting === mine) exporting = null;
    if (exporting === null) {
      box("export-work").hidden = true;
      button("save-file").removeAttribute("aria-disabled");
    }
  }
});
button("export-cancel").addEventListener("click", () => {
  exporting?.abort();
  button("save-file").focus();
});

button("save-json").addEventListener("click", () => {
  if (!open) return;
  const { name, reading, findings } = open;
  download(findingsJson(reading, findings.on, name), derivedName(name, "findings", "json"), "application/json");
  toast("Saved. It holds the words that were found: keep it as private as the document.");
});

// ------------------------------------------------------------------ choosing

const input = byId("file", HTMLInputElement);
for (const id of ["choose", "another"]) button(id).addEventListener("click", () => input.click());
button("example").addEventListener("click", async () => {
  try {
    await analyze(new File([await getBlob("/documents/example.txt")], "Tenancy agreement.md", { type: "text/markdown" }));
  } catch (error) {
    toast(error instanceof Error ? error.message : String(error));
  }
});
button("retry").addEventListener("click", () => lastFile && void analyze(lastFile));
button("dismiss").addEventListener("click", () => {
  box("problem").hidden = true;
  backToReading();
});
button("cancel").addEventListener("click", () => {
  request?.abort();
  request = null;
  settle();
  backToReading();
  toast("Cancelled.");
});
dropzone({ zone: explorer, input, onFile: (file) => void analyze(file), onRefused: toast });
