/**
 * "Take away": which file, what stands in the place of what goes, and the verdict on the very bytes that are saved.
 *
 * Copies are made and checked by the server from the file that is still in the browser; the log of the review is
 * written here.
 */

import { redactDocument } from "../common/api.js";
import { byId, h } from "../common/dom.js";
import { derivedName, download } from "../common/downloads.js";
import { canHelp } from "../common/telling.js";
import { decisionsOf, findingsCsv, findingsJson, redactionSentence, safeName, verdictSentences } from "./exports.js";
import { sentenceOf } from "./problems.js";

/** @typedef {{file: File, password: string, session: import("./session.js").Session}} Open */

/** @type {Record<string, [name: string, about: string, extension: string]>} */
const FORMATS = {
  pdf: ["PDF", "text kept as text", "pdf"],
  docx: ["Word file", "formatting kept", "docx"],
  txt: ["Text", "words alone", "txt"],
  md: ["Markdown", "structure kept", "md"],
  json: ["JSON", "for programs", "json"],
  csv: ["Log (CSV)", "a line for each", "csv"],
};
const LOGS = new Set(["json", "csv"]);

/**
 * @param {() => Open|null} openDocument
 * @param {import("../common/policies.js").Picker} picker  the policy chosen before the file was opened; it can be changed here
 * @param {{onTaken: () => void, lookAgain: (options: import("../common/api.js").CallOptions) => Promise<void>}} around
 *   `onTaken`: a copy was made of what is decided now; `lookAgain` looks for what the policy chosen here looks for, if that
 *   is something else
 * @returns {{open: () => void, refresh: () => void}}  `refresh`: the document was looked through again
 */
export function makeTakeaway(openDocument, picker, { onTaken, lookAgain }) {
  const dialog = byId("take", HTMLDialogElement);
  const form = byId("take-form", HTMLFormElement);
  const name = byId("take-name", HTMLInputElement);
  const make = byId("take-make", HTMLButtonElement);
  const close = byId("take-close", HTMLButtonElement);
  const problem = byId("export-problem", HTMLElement);
  const verdict = byId("verdict", HTMLElement);
  const work = byId("export-work", HTMLElement);
  const bar = byId("export-progress", HTMLProgressElement);
  const step = byId("export-step", HTMLElement);
  /** @type {AbortController|null} */
  let making = null;
  let format = "";

  const sourceFormats = (/** @type {string} */ source) => [...(source === "pdf" || source === "docx" ? [source] : []), "txt", "md", "json", "csv"];

  /** @param {Open} open */
  const follow = ({ file, session }) => {
    const isLog = LOGS.has(format);
    byId("take-file", HTMLElement).hidden = isLog;
    byId("take-log", HTMLElement).hidden = !isLog;
    byId("take-channels", HTMLElement).hidden = format !== "pdf";
    const safe = safeName(file.name, session.items);
    name.value = derivedName(safe, isLog ? (format === "csv" ? "redaction-log" : "findings") : "redacted", FORMATS[format][2]);
    byId("take-name-hint", HTMLElement).textContent = safe === file.name ? "" : "The file's own name tells something that is taken out, so the copy gets another.";
    make.textContent = isLog ? "Save" : "Make the copy";
    problem.hidden = verdict.hidden = true;
  };

  /** @param {Open} open */
  const tell = ({ session }) => void (byId("take-sentence", HTMLElement).textContent = redactionSentence(session.items, session.review.threshold));
  const refresh = () => {
    const now = openDocument();
    if (now && dialog.open) tell(now);
  };

  const open = () => {
    const now = openDocument();
    if (!now || dialog.open) return;
    const { session } = now;
    byId("take-policy", HTMLElement).append(picker.element);
    tell(now);
    const formats = sourceFormats(session.reading.format);
    if (!formats.includes(format)) format = formats[0];
    byId("take-formats", HTMLElement).replaceChildren(
      ...formats.map((value) =>
        h("label", { class: "format" }, h("input", { type: "radio", name: "format", value, checked: value === format, onchange: () => ((format = value), follow(openDocument() ?? now)) }), h("span", {}, h("strong", {}, FORMATS[value][0]), h("span", { class: "muted small" }, FORMATS[value][1]))),
      ),
    );
    follow(now);
    dialog.showModal();
    /** @type {HTMLElement|null} */ (dialog.querySelector("input[name=format]:checked"))?.focus();
  };

  /** @param {Open} now */
  const saveLog = ({ file, session }) => {
    const words = byId("take-words", HTMLInputElement).checked;
    const content = format === "csv" ? findingsCsv(session.items, { words }) : findingsJson(session.reading, session.items, { fileName: file.name, words });
    download(content, nameOr(name.value, format), format === "csv" ? "text/csv;charset=utf-8" : "application/json");
    verdict.replaceChildren(h("p", {}, words ? "Saved. It holds the words that were found: keep it as private as the document." : "Saved. It tells where things stand and what was decided, and none of the words."));
    verdict.hidden = false;
  };

  const makeCopy = async () => {
    const mine = (making = new AbortController());
    const wanted = format;
    const fileName = nameOr(name.value, wanted);
    problem.hidden = verdict.hidden = true;
    work.hidden = false;
    bar.removeAttribute("value");
    step.textContent = "";
    make.setAttribute("aria-disabled", "true");
    close.textContent = "Cancel";
    const onProgress = (/** @type {import("../common/api.js").Progress} */ { fraction, text }) => {
      if (step.textContent !== text) step.textContent = text;
      if (fraction === null) bar.removeAttribute("value");
      else bar.value = fraction;
    };
    try {
      await lookAgain({ signal: mine.signal, onProgress });
      const now = openDocument();
      if (mine.signal.aborted || !now) return;
      const { file, password, session } = now;
      const { documentId } = session.reading;
      const decisions = {
        ...decisionsOf(session.reading, session.items),
        style: byId("take-style", HTMLSelectElement).value,
        seed: session.seed,
        format: wanted === session.reading.format ? "same" : wanted,
        options: wanted === "pdf" ? { close_glyph_widths: byId("take-widths", HTMLInputElement).checked, prune_fonts: byId("take-fonts", HTMLInputElement).checked } : {},
      };
      const answer = await redactDocument(file, decisions, { signal: mine.signal, onProgress }, { policy: picker.value(), ...(documentId ? { document: documentId } : {}), ...(password ? { password } : {}) });
      if (mine.signal.aborted) return;
      const bytes = Uint8Array.from(atob(answer.file), (letter) => letter.charCodeAt(0));
      onTaken();
      download(new Blob([bytes], { type: answer.type }), fileName);
      verdict.replaceChildren(h("p", {}, h("strong", {}, "Checked and saved.")), ...verdictSentences(answer.verdict, decisions.options.close_glyph_widths).map((sentence) => h("p", {}, sentence)));
      verdict.hidden = false;
      verdict.scrollIntoView({ block: "nearest" });
    } catch (error) {
      if (mine.signal.aborted) return;
      problem.replaceChildren(h("p", {}, sentenceOf(error, "The copy was made but could not be saved. Try again.")), ...(canHelp(error) ? [h("button", { class: "btn btn-small", type: "submit" }, "Try again")] : []));
      problem.hidden = false;
      problem.scrollIntoView({ block: "nearest" });
    } finally {
      if (making === mine) stop();
    }
  };
  const stop = () => {
    making?.abort();
    making = null;
    work.hidden = true;
    make.removeAttribute("aria-disabled");
    close.textContent = "Close";
  };

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const now = openDocument();
    if (!now || making) return;
    if (LOGS.has(format)) saveLog(now);
    else void makeCopy();
  });
  close.addEventListener("click", () => (making ? stop() : dialog.close()));
  dialog.addEventListener("cancel", (event) => {
    if (!making) return;
    event.preventDefault();
    stop();
  });
  return { open, refresh };
}

/** What a person typed, with the ending that the file is. @param {string} typed @param {string} format */
function nameOr(typed, format) {
  const extension = FORMATS[format][2];
  const clean = typed.replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, " ").trim();
  if (!clean) return `document-redacted.${extension}`;
  return clean.toLowerCase().endsWith(`.${extension}`) ? clean : `${clean}.${extension}`;
}
