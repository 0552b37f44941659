/**
 * Wires the Document Privacy Explorer: a file comes in, the server finds, the person decides and takes away.
 */

import { analyzeDocument, closeDocument, getBlob } from "../common/api.js";
import { carePicker } from "../common/care.js";
import { byId } from "../common/dom.js";
import { dropzone } from "../common/dropzone.js";
import { policyPicker } from "../common/policies.js";
import { canHelp } from "../common/telling.js";
import { toast } from "../common/toast.js";
import { readingOf } from "./analysis.js";
import { FindingCard } from "./card.js";
import { askPassword } from "./password.js";
import { foundWords, passwordProblem, sentenceOf } from "./problems.js";
import { keepReviews } from "./reviewfile.js";
import { makeTakeaway } from "./takeaway.js";
import { wireTools } from "./tools.js";
import { Workspace } from "./workspace.js";

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

const explorer = box("explorer");
const pane = box("pane");
const progress = byId("progress", HTMLProgressElement);
const CHOOSING_MILLISECONDS = 350;

/**
 * The document on the page, if any; `asked` is by what it was looked through.
 * @type {{file: File, password: string, asked: string, workspace: Workspace, readonly session: import("./session.js").Session}|null}
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
  explorer.removeAttribute("data-looking");
  const mine = (request = new AbortController());
  again = () => void analyze(file, password, before);
  box("problem").hidden = true;
  showWorking(file.name);
  const by = asked();
  try {
    const reply = await analyzeDocument(file, { signal: mine.signal, onProgress: showProgress }, { ...by, ...(password ? { password } : {}) });
    if (mine.signal.aborted) return;
    show(file, password, by, reply, before);
    if (JSON.stringify(asked()) !== JSON.stringify(by)) lookSoon();
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
 * @param {object} by  what was asked along
 * @param {any} reply
 * @param {import("./session.js").Session} [before]
 * @param {import("./workspace.js").Place} [at]  where one was, to stay there
 */
function show(file, password, by, reply, before, at) {
  const reading = readingOf(reply);
  leave();
  card.hide();
  box("loaded").hidden = false;
  explorer.dataset.state = "loaded";
  box("doc-name").textContent = file.name;
  document.title = `${file.name} · Blackbar`;
  if (!box("side-care").contains(care.element)) box("side-care").append(care.element); // moved again it would lose the focus
  const workspace = new Workspace(reading, { onGone: (status) => showGone(status), picker, before, at });
  if (!before) reviews.restart();
  open = { file, password, asked: JSON.stringify(by), workspace, get session() { return workspace.session; } };
  if (!at) care.say("");
}

/** The document before lets go of everything, here and on the server. */
function leave() {
  if (!open) return;
  open.workspace.close();
  const { documentId } = open.session.reading;
  if (documentId) closeDocument(documentId);
  open = null;
}

// ------------------------------------------------------------------ and looked through again

/** What is asked along with every look at a document. */
const asked = () => ({ policy: picker.value(), ...(care.value() ? { operating_point: care.value() } : {}) });

/** @type {ReturnType<typeof setTimeout>|undefined} */
let soon;

/** Another policy, or another care: a moment later, as keys step over what is between. */
function lookSoon() {
  clearTimeout(soon);
  soon = setTimeout(() => void lookAgain().catch((error) => {
    showProblem("Not looked through again", error);
    again = lookSoon;
  }), CHOOSING_MILLISECONDS);
}

/**
 * The open document is looked through by what is chosen now, while one reads on: what was decided stays, and where one is.
 * @param {{signal?: AbortSignal, onProgress?: (progress: import("../common/api.js").Progress) => void}} [options]
 */
async function lookAgain({ signal, onProgress = ({ text }) => care.say(`${text}…`) } = {}) {
  clearTimeout(soon);
  if (!open || (request && !explorer.hasAttribute("data-looking"))) return;
  const wasLooking = request !== null;
  request?.abort();
  request = null;
  const { file, password, session } = open;
  const by = asked();
  const isNew = open.asked !== JSON.stringify(by);
  explorer.toggleAttribute("data-looking", isNew);
  if (!isNew) return void (wasLooking && care.say(""));
  const mine = (request = new AbortController());
  const { documentId } = session.reading;
  try {
    const reply = await analyzeDocument(file, { signal: signal ? AbortSignal.any([signal, mine.signal]) : mine.signal, onProgress }, { ...by, ...(documentId ? { document: documentId } : {}), ...(password ? { password } : {}) });
    if (mine.signal.aborted || signal?.aborted) return;
    const before = session.shown.length;
    show(file, password, by, reply, session, open?.workspace.place);
    if (open) care.say(foundWords(before, open.session.shown.length, open.workspace.restored));
    takeAway.refresh();
  } catch (error) {
    if (mine.signal.aborted) return;
    care.say("That did not work: what you see is what was found before."); // where the list covers the notice, it is all there is
    throw error;
  } finally {
    if (request === mine) {
      request = null;
      explorer.removeAttribute("data-looking");
    }
  }
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

// ------------------------------------------------------------------ what is chosen, and what is done about it

const care = carePicker({ onChange: lookSoon });
const picker = policyPicker({ onChange: () => {
  care.follow(picker.offer());
  open?.workspace.policyChanged();
  lookSoon();
} });
box("start-policy").append(picker.element, care.element);
const reviews = keepReviews(() => open);
const takeAway = makeTakeaway(() => open, picker, { onTaken: reviews.keep, lookAgain });
wireTools({ open: () => open, isBusy: () => request !== null && !explorer.hasAttribute("data-looking"), card, takeAway: takeAway.open });

// ------------------------------------------------------------------ choosing

const input = byId("file", HTMLInputElement);
for (const id of ["choose", "another"]) button(id).addEventListener("click", () => input.click());
button("example").addEventListener("click", async () => {
  const before = request;
  try {
    const file = new File([await getBlob("/documents/example.txt")], "Tenancy agreement.md", { type: "text/markdown" });
    if (request === before && !open) await analyze(file); // unless a file of one's own came meanwhile
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
const openInstead = async (/** @type {File} */ file) => void ((await reviews.mayLeave()) && analyze(file));
dropzone({ zone: explorer, input, onFile: (file) => void openInstead(file), onRefused: toast });
addEventListener("pagehide", () => open?.session.reading.documentId && closeDocument(open.session.reading.documentId));
