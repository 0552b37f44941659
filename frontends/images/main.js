/**
 * Wires the Image Anonymizer: choosing pictures, waiting for them, and the workspace of the one that is looked at.
 */

import { getBlob, getJson } from "../common/api.js";
import { carePicker } from "../common/care.js";
import { confirmDialog } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { dropzone } from "../common/dropzone.js";
import { DEFAULT, policyPicker } from "../common/policies.js";
import { toast } from "../common/toast.js";
import { Batch } from "./batch.js";
import { decode, readPicture } from "./opening.js";
import { Stage } from "./stage.js";
import { Strip } from "./strip.js";
import { Taking } from "./taking.js";
import { openWorkspace } from "./workspace.js";

/**
 * @typedef {import("../common/api.js").Progress} Progress
 * @typedef {import("./batch.js").Item} Item
 */

const CHOOSING_MILLISECONDS = 350;

const page = byId("images", HTMLElement);
const input = byId("file", HTMLInputElement);
const working = byId("working", HTMLElement);
const progress = byId("progress", HTMLProgressElement);
const problem = byId("problem", HTMLElement);

const care = carePicker({ onChange: lookSoon });
const picker = policyPicker({ onChange: () => {
  care.follow(picker.offer());
  lookSoon();
} });
byId("policy", HTMLElement).append(picker.element, care.element);
const batch = new Batch((file, options) => readPicture(file, { ...options, limit: Number(page.dataset.maxBytes), asked: asked() }));
const stage = new Stage(byId("below", HTMLCanvasElement), byId("canvas", HTMLCanvasElement), (view) => {
  byId("zoom-value", HTMLElement).textContent = `${Math.round(view.scale * 100)}%`;
});
const strip = new Strip(batch, (item) => want(item));
const taking = new Taking(batch);

/** What is sent along with a picture; nothing while the server's own choices hold. @returns {import("./opening.js").Asked} */
function asked() {
  const policy = picker.value();
  const point = care.value();
  const codes = byId("codes", HTMLSelectElement).value;
  const faces = byId("faces", HTMLInputElement).checked;
  return { ...(policy === DEFAULT ? {} : { policy }), ...(point ? { operating_point: point } : {}), ...(codes === "always" ? {} : { codes }), ...(faces ? {} : { faces }) };
}

/** @type {ReturnType<typeof setTimeout>|undefined} */
let soon;

/** Something else is chosen: a moment later, as keys step over what is between, the open pictures are read by it. */
function lookSoon() {
  clearTimeout(soon);
  if (!batch.ready.length) return;
  care.say("Looking again…");
  soon = setTimeout(() => batch.again(), CHOOSING_MILLISECONDS);
}

/** @param {{item: Item, more: number, error: string}} what */
function lookedAgain({ item, more, error }) {
  if (error) fail(`${error} The bars are those of before.`, null);
  if (item !== current) return;
  const count = Math.abs(more) === 1 ? "One bar" : `${Math.abs(more)} bars`;
  care.say(error ? "" : more ? `${count} ${more > 0 ? "more" : "fewer"} than before. Yours stay as they are.` : "As many bars as before.");
}

/** @type {ReturnType<typeof openWorkspace>|null} */
let workspace = null;
/** The picture that is looked at. @type {Item|null} */
let current = null;
/** The one that will be looked at once it is read. @type {Item|null} */
let wanted = null;
/** The one that the notice of a problem is about; null when it is about no picture. @type {Item|null} */
let failed = null;
/** The one that is being unpacked to be shown. @type {Item|null} */
let coming = null;

/** Pictures from the person: one is gone to at once, several join the row. @param {File[]} files */
function take(files) {
  const isRecord = (/** @type {File} */ { name, type }) => type === "application/json" || name.toLowerCase().endsWith(".json");
  const record = current && files.find(isRecord);
  if (record) void taking.loadBars(record);
  const pictures = record ? files.filter((file) => !isRecord(file)) : files;
  if (pictures.length) open(pictures);
}

/** @param {Blob[]} files */
function open(files) {
  problem.hidden = true;
  const added = batch.add(files);
  if (!current || added.length === 1) want(added[0]);
  else toast(`${added.length} pictures added.`);
}

/** @param {Item} item */
function want(item) {
  if (item.state === "failed") return fail(item.error, item);
  wanted = item;
  batch.prefer(item);
  if (item.state === "ready") return void show(item);
  const isStart = !current;
  showPicture(item.file);
  follow();
  if (isStart) byId("cancel", HTMLElement).focus(); // where the focus was is about to be hidden
  working.scrollIntoView({ block: "nearest" });
}

/** Something happened to a picture. @param {Item|null} item */
function changed(item) {
  if (item === wanted && item?.state === "ready") return void show(item);
  if (item?.state === "failed" && batch.items.includes(item) && item === wanted) {
    const isStart = !current;
    wanted = null;
    fail(item.error, item);
    const other = current ? null : (batch.ready[0] ?? batch.items.find(({ state }) => state === "waiting" || state === "reading"));
    if (other) want(other);
    else if (isStart) byId(item.isHopeful ? "retry" : "dismiss", HTMLElement).focus();
  }
  follow();
}

/** The card that shows how far the wanted picture is. */
function follow() {
  if (wanted && !batch.items.includes(wanted)) wanted = null;
  const isWaiting = wanted !== null && (wanted.state === "waiting" || wanted.state === "reading");
  working.hidden = !isWaiting;
  page.toggleAttribute("data-working", isWaiting);
  if (!isWaiting) showPicture(null);
  else showProgress(wanted?.progress ?? { stage: "waiting", fraction: null, text: "Waiting for the pictures before it" });
}

/** @param {Item} item */
async function show(item) {
  const { opened, editor } = item;
  if (!opened || !editor) return;
  if (item === current) {
    wanted = null;
    return follow();
  }
  coming = item;
  let bitmap;
  try {
    bitmap = await decode(opened.blob);
  } catch (error) {
    wanted = null;
    follow();
    return fail(error instanceof Error ? error.message : String(error), null);
  }
  if (coming !== item || !batch.items.includes(item)) return bitmap.close();
  leave();
  current = item;
  wanted = null;
  item.isSeen = true;
  byId("start", HTMLElement).hidden = true;
  byId("workspace", HTMLElement).hidden = false;
  byId("choices-side", HTMLElement).append(byId("choices", HTMLElement));
  care.say("");
  page.dataset.state = "loaded";
  follow();
  stage.show(bitmap, editor, item.view);
  taking.picture = { bitmap, editor };
  strip.current = item;
  workspace = openWorkspace(stage, opened, editor, { taking, onChange, onLook, isBatch: () => batch.items.length > 1, previous: () => step(-1), next: () => step(1) });
  byId("workspace-title", HTMLElement).focus({ preventScroll: true });
}

function leave() {
  if (current) current.view = stage.ownView;
  workspace?.close();
  workspace = null;
}

/** @param {1|-1} by */
function step(by) {
  const item = batch.beside(current, by);
  if (item) want(item);
}

function onChange() {
  if (batch.items.length > 1) strip.update();
}

/** @param {import("./styles.js").Styles} styles */
function onLook(styles) {
  for (const { editor } of batch.ready) editor?.wear(styles);
  toast(`All ${batch.ready.length} pictures look like this now.`);
}

/** Takes a picture out of the row; the one beside it comes. @param {Item} item */
async function takeOut(item) {
  if (item.editor?.isUnsaved && !(await confirmDialog("Take this picture out?", "The bars you changed on it are not saved yet.", "Take it out"))) return;
  const beside = batch.beside(item, 1) ?? batch.beside(item, -1);
  batch.remove(item);
  if (item !== current) return;
  if (beside) return want(beside);
  leave();
  current = null;
  taking.picture = null;
  byId("workspace", HTMLElement).hidden = true;
  byId("start", HTMLElement).hidden = false;
  byId("choices-start", HTMLElement).append(byId("choices", HTMLElement));
  page.dataset.state = "empty";
  byId("choose", HTMLElement).focus();
}

/** @param {string} message @param {Item|null} item */
function fail(message, item) {
  failed = item;
  byId("problem-text", HTMLElement).textContent = item && batch.items.length > 1 ? `Picture ${batch.items.indexOf(item) + 1}: ${message}` : message;
  byId("retry", HTMLElement).hidden = !item?.isHopeful;
  byId("take-out-failed", HTMLElement).hidden = item === null || batch.items.length < 2;
  problem.hidden = false;
  problem.scrollIntoView({ block: "nearest" });
}

/** The picture itself while one waits; what this browser cannot show, it waits for without. @param {Blob|null} file */
function showPicture(file) {
  const picture = byId("working-picture", HTMLImageElement);
  if (picture.src) URL.revokeObjectURL(picture.src);
  picture.removeAttribute("src");
  picture.hidden = true;
  if (file) picture.src = URL.createObjectURL(file);
}

/** @param {Progress} at */
function showProgress({ fraction, text }) {
  if (fraction === null) progress.removeAttribute("value");
  else progress.value = fraction;
  const said = byId("step", HTMLElement);
  if (said.textContent !== text) said.textContent = text;
}

/** The examples are pictures of this server: a click on a thumbnail opens it like any other file. */
async function showExamples() {
  const examples = await getJson("/examples/").catch(() => []);
  const thumbs = examples.map((/** @type {{name: string, title: string, alt: string, url: string, width: number, height: number}} */ example) =>
    h(
      "li",
      {},
      h(
        "button",
        { class: "thumb", type: "button", onclick: () => void openExample(example) },
        h("img", { src: example.url, alt: example.alt, width: example.width, height: example.height, loading: "lazy" }),
        h("span", { class: "thumb-title" }, example.title),
      ),
    ),
  );
  byId("examples", HTMLElement).replaceChildren(...thumbs);
  byId("examples-section", HTMLElement).hidden = thumbs.length === 0;
}

/** @param {{url: string, title: string}} example */
async function openExample({ url, title }) {
  const blob = await getBlob(url).catch((error) => fail(error.message, null));
  if (blob) open([new File([blob], title, { type: blob.type })]);
}

byId("working-picture", HTMLImageElement).addEventListener("load", (event) => {
  /** @type {HTMLImageElement} */ (event.target).hidden = false;
});
batch.addEventListener("change", (event) => changed(/** @type {CustomEvent<Item|null>} */ (event).detail));
batch.addEventListener("again", (event) => lookedAgain(/** @type {CustomEvent} */ (event).detail));
for (const id of ["codes", "faces"]) byId(id, HTMLElement).addEventListener("change", lookSoon);
byId("choose", HTMLElement).addEventListener("click", () => input.click());
byId("another", HTMLElement).addEventListener("click", () => input.click());
byId("previous", HTMLElement).addEventListener("click", () => step(-1));
byId("next", HTMLElement).addEventListener("click", () => step(1));
byId("take-out", HTMLElement).addEventListener("click", () => current && void takeOut(current));
byId("cancel", HTMLElement).addEventListener("click", () => {
  batch.stop();
  follow();
  if (!current) byId("choose", HTMLElement).focus();
  toast("Cancelled.");
});
byId("dismiss", HTMLElement).addEventListener("click", () => (problem.hidden = true));
byId("take-out-failed", HTMLElement).addEventListener("click", () => {
  problem.hidden = true;
  if (failed) batch.remove(failed);
});
byId("retry", HTMLElement).addEventListener("click", () => {
  if (!failed) return;
  problem.hidden = true;
  batch.retry(failed);
  want(failed);
});
addEventListener("beforeunload", (event) => {
  if (batch.isUnsaved) event.preventDefault();
});
dropzone({ zone: page, input, onFiles: take, onRefused: (message) => fail(message, null) });
void showExamples();
