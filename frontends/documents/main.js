/**
 * Wires the Document Privacy Explorer: a file comes in, the server finds, the person decides and takes away.
 */

import { analyzeDocument, closeDocument, getBlob } from "../common/api.js";
import { confirmDialog, showDialog } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { derivedName, download } from "../common/downloads.js";
import { dropzone } from "../common/dropzone.js";
import { LABELS } from "../common/labels.js";
import { policyPicker } from "../common/policies.js";
import { toast } from "../common/toast.js";
import { readingOf } from "./analysis.js";
import { FindingCard } from "./card.js";
import { safeName } from "./exports.js";
import { listenToKeys } from "./keys.js";
import { askPassword } from "./password.js";
import { canHelp, passwordProblem, sentenceOf } from "./problems.js";
import { loadedReview, NotAReview, savedReview } from "./saved.js";
import { makeTakeaway } from "./takeaway.js";
import { Workspace } from "./workspace.js";

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

const explorer = box("explorer");
const pane = box("pane");
const progress = byId("progress", HTMLProgressElement);

/**
 * The document on the page, if any.
 * @type {{file: File, password: string, workspace: Workspace, readonly session: import("./session.js").Session}|null}
 */
let open = null;
/** Ends the request under way. @type {AbortController|null} */
let request = null;
/** What "Try again" does. @type {() => void} */
let again = () => {};

// ------------------------------------------------------------------ a file comes in

/**
 * @param {File} file
 * @param {string} [password]
 * @param {import("./session.js").Session} [before]  whose review goes on with the same file, opened once more
 */
async function analyze(file, password = "", before) {
  request?.abort();
  const mine = (request = new AbortController());
  again = () => void analyze(file, password, before);
  box("problem").hidden = true;
  showWorking(file.name);
  try {
    const reply = await analyzeDocument(file, { signal: mine.signal, onProgress: showProgress }, { policy: picker.value(), ...(password ? { password } : {}) });
    if (mine.signal.aborted) return;
    show(file, password, reply, before);
  } catch (error) {
    if (mine.signal.aborted) return;
    const asks = passwordProblem(error);
    if (asks) {
      settle(mine);
      const given = await askPassword(file.name, asks === "wrong");
      if (given) void analyze(file, given, before);
      else backToReading();
      return;
    }
    showProblem(file.name, error);
  } finally {
    settle(mine);
  }
}

/** @param {string} name @param {unknown} error */
function showProblem(name, error) {
  box("problem-name").textContent = name;
  box("problem-text").textContent = sentenceOf(error, "The answer of the server could not be shown. Reload the page and try again.");
  button("retry").textContent = "Try again";
  button("retry").hidden = !canHelp(error);
  box("problem").hidden = false;
  if (!(error instanceof Error && error.name === "ApiError")) console.error(error);
}

/** @param {string} name */
function showWorking(name) {
  byId("working-title", HTMLElement).textContent = `Reading ${name}`;
  box("step").textContent = "";
  box("percent").textContent = "";
  progress.removeAttribute("value");
  box("working").hidden = false;
  explorer.dataset.state = open ? "reopening" : "working";
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

/** Back to reading, or to the start: whatever was there stays there. @param {AbortController|null} mine */
function settle(mine) {
  if (request !== mine) return;
  request = null;
  const hadFocus = box("working").contains(document.activeElement);
  box("working").hidden = true;
  box("start").hidden = open !== null;
  box("loaded").hidden = open === null;
  explorer.dataset.state = open ? "loaded" : "empty";
  if (!hadFocus) return;
  if (!box("problem").hidden) (button("retry").hidden ? button("dismiss") : button("retry")).focus();
  else if (open) box("doc-name").focus();
  else button("choose").focus();
}

function backToReading() {
  (open ? box("doc-name") : button("choose")).focus({ preventScroll: true });
}

// ------------------------------------------------------------------ the document is shown

/**
 * @param {File} file
 * @param {string} password
 * @param {any} reply
 * @param {import("./session.js").Session} [before]
 */
function show(file, password, reply, before) {
  const reading = readingOf(reply);
  leave();
  card.hide();
  box("loaded").hidden = false;
  explorer.dataset.state = "loaded";
  box("doc-name").textContent = file.name;
  document.title = `${file.name} · Blackbar`;
  const workspace = new Workspace(reading, { onGone: (status) => showGone(status), picker, before });
  kept = before ? kept : null;
  open = { file, password, workspace, get session() { return workspace.session; } };
}

/** The document before lets go of everything, here and on the server. */
function leave() {
  if (!open) return;
  open.workspace.close();
  const { documentId } = open.session.reading;
  if (documentId) closeDocument(documentId);
  open = null;
}

/** The server keeps pages for a while only; the file is still here, and so is the review. @param {number|undefined} status */
function showGone(status) {
  if (!open || request || !box("problem").hidden) return;
  const { file, password, session, workspace } = open;
  const isGone = status === 404 || status === 410;
  box("problem-name").textContent = isGone ? "The pages were let go" : "Some pages did not come";
  box("problem-text").textContent = isGone ? "The server keeps them for 15 minutes at most. Your review is still here: open the file once more to go on." : "The server did not answer in time. Your review is still here.";
  again = isGone ? () => void analyze(file, password, session) : () => {
    box("problem").hidden = true;
    workspace.retryPages();
  };
  button("retry").textContent = isGone ? "Open it again" : "Try again";
  button("retry").hidden = false;
  box("problem").hidden = false;
}

const card = new FindingCard(box("card"), pane, (event) => open?.workspace.under(event) ?? null);

// ------------------------------------------------------------------ tools

/** @param {string} id @param {string} className */
function flip(id, className) {
  const on = pane.classList.toggle(className);
  button(id).setAttribute("aria-pressed", String(on));
}

/** @param {boolean} on */
function showSide(on) {
  box("side").toggleAttribute("data-open", on);
  button("side-open").setAttribute("aria-expanded", String(on));
  (on ? button("side-close") : button("side-open")).focus();
}

const picker = policyPicker({ onChange: () => open?.workspace.policyChanged() });
box("start-policy").append(picker.element);
const takeAway = makeTakeaway(() => open, picker, () => keep());
/** @type {Record<import("./keys.js").Action, () => void>} */
const actions = {
  next: () => open?.workspace.step(1),
  previous: () => open?.workspace.step(-1),
  nextOpen: () => open?.workspace.stepToOpen(),
  goToPage: () => open?.workspace.goToPage(),
  accept: () => open?.workspace.decide("accept"),
  reject: () => open?.workspace.decide("reject"),
  everywhere: () => void open?.workspace.everywhere(),
  category: () => open?.workspace.category(),
  inspect: () => open?.workspace.inspect(),
  redactSelection: () => open?.workspace.redactSelection(),
  search: () => open?.workspace.search(),
  draw: () => open?.workspace.draw(),
  undo: () => open?.workspace.undo(),
  redo: () => open?.workspace.redo(),
  switchView: () => open?.workspace.switchView(),
  zoomIn: () => open?.workspace.zoom("in"),
  zoomOut: () => open?.workspace.zoom("out"),
  fit: () => open?.workspace.zoom("fit"),
  actual: () => open?.workspace.zoom("actual"),
  labels: () => flip("labels", "labelled"),
  asItWillBe: () => open?.workspace.preview(),
  thumbnails: () => open?.workspace.thumbnails(),
  takeAway,
  enter: () => open?.workspace.placeArea(),
  close: () => {
    if (card.isOpen) card.hide();
    else if (open?.workspace.closeTools()) return;
    else if (box("side").hasAttribute("data-open")) showSide(false);
  },
};
const showKeyList = listenToKeys(actions, { isReading: () => open !== null && request === null, isDrawing: () => open?.workspace.isDrawing ?? false });
const BUTTONS = /** @type {const} */ ({
  ...{ next: "next", previous: "previous", undo: "undo", redo: "redo", draw: "draw", thumbs: "thumbnails", labels: "labels", bars: "asItWillBe" },
  ...{ "search-open": "search", "zoom-in": "zoomIn", "zoom-out": "zoomOut", "zoom-fit": "fit", "take-away": "takeAway" },
});
for (const [id, action] of /** @type {[string, import("./keys.js").Action][]} */ (Object.entries(BUTTONS))) button(id).addEventListener("click", actions[action]);
button("keys").addEventListener("click", showKeyList);
button("view-pages").addEventListener("click", () => open?.workspace.switchView("pages"));
button("view-reading").addEventListener("click", () => open?.workspace.switchView("reading"));
button("side-open").addEventListener("click", () => showSide(!box("side").hasAttribute("data-open")));
button("side-close").addEventListener("click", () => showSide(false));
for (const [id, on] of /** @type {[string, boolean][]} */ ([["all-on", true], ["all-off", false]])) {
  button(id).addEventListener("click", () => open?.session.perform({ do: "categories", labels: [...new Set([...LABELS, ...open.session.labels])], on }));
}

// ------------------------------------------------------------------ a review as a file

/** The last decision that was saved with the review, or taken away with a copy. @type {import("./review.js").Event|null} */
let kept = null;
const isUnsaved = () => open !== null && open.session.review.last !== kept;
const keep = () => (kept = open?.session.review.last ?? null);

/** Another file, if what was decided about this one may go. @param {File} file */
async function openInstead(file) {
  if (isUnsaved() && !(await confirmDialog("Leave this review?", "What you decided was neither saved nor taken away. Save the review first to go on with it another time.", "Open the other file"))) return;
  await analyze(file);
}
addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());

button("review-save").addEventListener("click", () => {
  if (!open) return;
  keep();
  download(savedReview(open.session), derivedName(safeName(open.file.name, open.session.items), "review", "json"), "application/json");
  toast("Saved. It tells where things stand and what was decided, and none of the words.");
});
const reviewFile = byId("review-file", HTMLInputElement);
button("review-load").addEventListener("click", () => reviewFile.click());
reviewFile.addEventListener("change", async () => {
  const file = reviewFile.files?.[0];
  reviewFile.value = "";
  if (!file || !open) return;
  try {
    const { review, restored } = loadedReview(await file.text(), open.session.reading);
    open.session.replace(review);
    keep();
    toast(restored ? `The review is back. ${restored === 1 ? "One redaction was" : `${restored} redactions were`} not found this time and ${restored === 1 ? "was" : "were"} added.` : "The review is back.");
  } catch (error) {
    await showDialog({ title: "No review was loaded", body: [h("p", {}, error instanceof NotAReview ? error.message : "This file could not be read. Choose it again.")] });
  }
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
button("retry").addEventListener("click", () => {
  box("problem").hidden = true;
  again();
});
button("dismiss").addEventListener("click", () => {
  box("problem").hidden = true;
  backToReading();
});
button("cancel").addEventListener("click", () => {
  const mine = request;
  mine?.abort();
  settle(mine);
  backToReading();
  toast("Cancelled.");
});
dropzone({ zone: explorer, input, onFile: (file) => void openInstead(file), onRefused: toast });
addEventListener("pagehide", () => open?.session.reading.documentId && closeDocument(open.session.reading.documentId));
