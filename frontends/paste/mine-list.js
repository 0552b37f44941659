/**
 * "Your pastes in this browser": opened, copied into a new one, deleted for everyone, or forgotten here.
 */

import { ApiError, getJson } from "../common/api.js";
import { confirmDialog } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { toast } from "../common/toast.js";
import { MyPastes, browserStorage } from "./mine.js";
import { legend, moment, stopsWords } from "./words.js";

const mine = new MyPastes(browserStorage());
const section = byId("mine", HTMLDetailsElement);
const list = byId("mine-list", HTMLUListElement);
const isOn = byId("mine-on", HTMLInputElement);

/** @param {(text: string) => void} use  what "Duplicate" gives the redacted text to */
export function wireMine(use) {
  isOn.checked = mine.isOn;
  isOn.addEventListener("change", () => {
    mine.isOn = isOn.checked;
    showMine(use);
  });
  byId("mine-forget", HTMLButtonElement).addEventListener("click", async () => {
    if (!(await confirmDialog("Forget all of them?", "Their links go on working. Only this browser no longer knows them, and without their delete links nobody can delete them early.", "Forget all"))) return;
    mine.forgetAll();
    showMine(use);
    section.querySelector("summary")?.focus();
  });
  addEventListener("storage", () => showMine(use)); // another tab made or forgot one
  showMine(use);
}

/** @param {import("./result.js").Made} paste  @param {(text: string) => void} use */
export function rememberMine(paste, use) {
  const { id, created, expires, by_label: byLabel, delete_path } = paste;
  mine.add({ id, key: delete_path.split("#")[1] ?? "", created, expires, byLabel: Object.fromEntries(Object.entries(byLabel).filter(([, count]) => count)) });
  showMine(use);
}

/** @param {(text: string) => void} use */
function showMine(use) {
  const all = mine.list(new Date());
  byId("mine-count", HTMLElement).textContent = String(all.length);
  byId("mine-none", HTMLElement).hidden = all.length > 0;
  byId("mine-forget", HTMLElement).hidden = all.length === 0;
  list.replaceChildren(...all.map((one) => item(one, use)));
}

/**
 * @param {import("./mine.js").Mine} one
 * @param {(text: string) => void} use
 */
function item(one, use) {
  const made = moment(new Date(one.created));
  const found = legend(one.byLabel).map(({ name, count }) => `${count} ${name.startsWith("URL") ? name : name.toLowerCase()}`);
  const named = { "aria-label": `of ${made}` };
  const button = (/** @type {string} */ text, /** @type {() => unknown} */ act, kind = "") =>
    h("button", { class: `btn btn-small ${kind}`, type: "button", "aria-label": `${text} the paste ${named["aria-label"]}`, onclick: act }, text);
  return h(
    "li",
    { class: "mine-one" },
    h("div", {}, h("p", {}, h("strong", {}, made)), h("p", { class: "small muted" }, `${found.length ? found.join(", ") : "nothing"} replaced. ${stopsWords(one.expires, new Date())}`)),
    h(
      "div",
      { class: "toolbar" },
      h("a", { class: "btn btn-small", href: `/view/${one.id}`, target: "_blank", rel: "noopener noreferrer", "aria-label": `Open the paste ${named["aria-label"]}` }, "Open"),
      button("Duplicate", () => duplicate(one, use)),
      button("Delete", () => remove(one, use), "btn-danger"),
      button("Forget", () => forget(one, use)),
    ),
  );
}

/**
 * @param {import("./mine.js").Mine} one
 * @param {(text: string) => void} use
 */
async function duplicate(one, use) {
  try {
    use((await getJson(`/api/paste/${one.id}`)).text);
  } catch (error) {
    failed(error, one, use);
  }
}

/**
 * @param {import("./mine.js").Mine} one
 * @param {(text: string) => void} use
 */
async function remove(one, use) {
  if (!(await confirmDialog("Delete this paste?", "All its links stop at once, for everyone. Nobody can bring it back.", "Delete"))) return;
  try {
    await getJson(`/api/paste/${one.id}`, { method: "DELETE", headers: { Authorization: `Bearer ${one.key}` } });
    toast("The paste is deleted. All its links have stopped.");
    forget(one, use);
  } catch (error) {
    failed(error, one, use);
  }
}

/**
 * @param {import("./mine.js").Mine} one
 * @param {(text: string) => void} use
 */
function forget(one, use) {
  mine.forget(one.id);
  showMine(use);
  section.querySelector("summary")?.focus();
}

/**
 * @param {unknown} error
 * @param {import("./mine.js").Mine} one
 * @param {(text: string) => void} use
 */
function failed(error, one, use) {
  if (error instanceof ApiError && error.status === 404) {
    toast("This paste is gone already: shown as often as was allowed, or deleted.");
    return forget(one, use);
  }
  toast(error instanceof ApiError ? error.message : "That did not work. Try again.");
}
