/**
 * Wires the Image Anonymizer: choosing a picture, waiting for it, and the workspace once it is there.
 */

import { getBlob, getJson } from "../common/api.js";
import { confirmDialog } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { dropzone } from "../common/dropzone.js";
import { toast } from "../common/toast.js";
import { Opening } from "./opening.js";
import { openWorkspace } from "./workspace.js";
import { Stage } from "./stage.js";

/** @typedef {import("../common/api.js").Progress} Progress */

const page = byId("images", HTMLElement);
const input = byId("file", HTMLInputElement);
const working = byId("working", HTMLElement);
const progress = byId("progress", HTMLProgressElement);
const problem = byId("problem", HTMLElement);

const opening = new Opening(Number(page.dataset.maxBytes));
const stage = new Stage(byId("canvas", HTMLCanvasElement), (view) => {
  byId("zoom-value", HTMLElement).textContent = `${Math.round(view.scale * 100)}%`;
});

/** @type {ReturnType<typeof openWorkspace>|null} */
let workspace = null;
/** @type {Blob|null} */
let lastFile = null;

/** @param {Blob} file */
async function open(file) {
  if (workspace?.isUnsaved && !(await confirmDialog("Open another picture?", "The bars you changed on this one are not saved yet.", "Open another"))) return;
  lastFile = file;
  problem.hidden = true;
  working.hidden = false;
  showPicture(file);
  const isStart = !workspace;
  if (isStart) byId("cancel", HTMLElement).focus(); // where the focus was is about to be hidden
  page.dataset.working = "";
  working.scrollIntoView({ block: "nearest" });
  show({ stage: "sending", fraction: null, text: "Sending the picture" });
  try {
    const opened = await opening.open(file, show);
    if (!opened) return;
    workspace?.close();
    byId("start", HTMLElement).hidden = true;
    byId("workspace", HTMLElement).hidden = false;
    page.dataset.state = "loaded";
    workspace = openWorkspace(stage, opened);
  } catch (error) {
    fail(error instanceof Error ? error.message : String(error));
    if (isStart) byId("retry", HTMLElement).focus();
  }
  rest();
}

/** @param {string} message */
function fail(message) {
  byId("problem-text", HTMLElement).textContent = message;
  byId("retry", HTMLElement).hidden = lastFile === null;
  problem.hidden = false;
  problem.scrollIntoView({ block: "nearest" });
}

function rest() {
  working.hidden = true;
  showPicture(null);
  delete page.dataset.working;
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
function show({ fraction, text }) {
  if (fraction === null) progress.removeAttribute("value");
  else progress.value = fraction;
  const step = byId("step", HTMLElement);
  if (step.textContent !== text) step.textContent = text;
}

/** The examples are pictures of this server: a click on a thumbnail opens it like any other file. */
async function showExamples() {
  const examples = await getJson("/examples/").catch(() => []);
  const thumbs = examples.map((/** @type {{title: string, alt: string, url: string, width: number, height: number}} */ example) =>
    h(
      "li",
      {},
      h(
        "button",
        { class: "thumb", type: "button", onclick: () => void openExample(example.url) },
        h("img", { src: example.url, alt: example.alt, width: example.width, height: example.height, loading: "lazy" }),
        h("span", { class: "thumb-title" }, example.title),
      ),
    ),
  );
  byId("examples", HTMLElement).replaceChildren(...thumbs);
  byId("examples-section", HTMLElement).hidden = thumbs.length === 0;
}

/** @param {string} url */
async function openExample(url) {
  const file = await getBlob(url).catch((error) => {
    lastFile = null;
    fail(error.message);
  });
  if (file) await open(file);
}

byId("working-picture", HTMLImageElement).addEventListener("load", (event) => {
  /** @type {HTMLImageElement} */ (event.target).hidden = false;
});
byId("choose", HTMLElement).addEventListener("click", () => input.click());
byId("another", HTMLElement).addEventListener("click", () => input.click());
byId("cancel", HTMLElement).addEventListener("click", () => {
  opening.cancel();
  rest();
  if (!workspace) byId("choose", HTMLElement).focus();
  toast("Cancelled.");
});
byId("dismiss", HTMLElement).addEventListener("click", () => (problem.hidden = true));
byId("retry", HTMLElement).addEventListener("click", () => lastFile && void open(lastFile));
addEventListener("beforeunload", (event) => {
  if (workspace?.isUnsaved) event.preventDefault();
});
dropzone({ zone: page, input, onFile: (file) => void open(file), onRefused: fail });
void showExamples();
