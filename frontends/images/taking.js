/**
 * Taking the result away: a file in the format one likes, the clipboard, all pictures of a batch, the bars by themselves.
 *
 * Everything is made on this page. Each file is checked before it is handed over; one picture that cannot be made keeps
 * none of the others back.
 */

import { byId, h } from "../common/dom.js";
import { download } from "../common/downloads.js";
import { toast } from "../common/toast.js";
import { ExportError, exportName, exportPdf, exportPicture, flatPage, FORMATS } from "./export.js";
import { decode } from "./opening.js";
import { readRecord, RecordError, writeRecord } from "./record.js";
import { zipOf } from "./zip.js";

/**
 * @typedef {import("./batch.js").Batch} Batch
 * @typedef {import("./batch.js").Item} Item
 * @typedef {import("./editor.js").Editor} Editor
 */

const [PNG] = FORMATS;

export class Taking {
  #batch;
  /** @type {{bitmap: ImageBitmap, editor: Editor}|null} */
  #picture = null;
  #isBusy = false;
  #format = PNG;

  /** @param {Batch} batch */
  constructor(batch) {
    this.#batch = batch;
    const formats = byId("format", HTMLSelectElement);
    formats.replaceChildren(...FORMATS.map(({ id, name }) => h("option", { value: id }, name)));
    formats.addEventListener("change", () => {
      this.#format = FORMATS.find(({ id }) => id === formats.value) ?? PNG;
      this.#say(this.#format.says);
      this.#show();
    });
    byId("save", HTMLElement).addEventListener("click", () => this.save());
    byId("copy", HTMLElement).addEventListener("click", () => this.copy());
    byId("save-all", HTMLElement).addEventListener("click", () => this.saveAll());
    byId("save-bars", HTMLElement).addEventListener("click", () => this.saveBars());
    const input = byId("bars-file", HTMLInputElement);
    byId("load-bars", HTMLElement).addEventListener("click", () => input.click());
    input.addEventListener("change", () => {
      const file = input.files?.[0];
      if (file) void this.loadBars(file);
      input.value = "";
    });
    batch.addEventListener("change", () => this.#show());
    this.#show();
  }

  /** The picture that is seen. @param {{bitmap: ImageBitmap, editor: Editor}|null} picture */
  set picture(picture) {
    this.#picture = picture;
    this.#say("Made in this browser, at full size. Check it before you share it.");
    this.#show();
  }

  save() {
    const format = this.#format;
    void this.#make(format.name, async ({ bitmap, editor }) => {
      download(await exportPicture(bitmap, editor.bars, editor.styles, format), exportName(new Date(), format.id));
      return "Saved.";
    });
  }

  /** Clipboards take PNGs only, whatever the format of files. */
  copy() {
    void this.#make(PNG.name, async ({ bitmap, editor }) => {
      const blob = exportPicture(bitmap, editor.bars, editor.styles, PNG);
      await blob;
      try {
        await navigator.clipboard.write([new ClipboardItem({ "image/png": blob })]);
      } catch {
        throw new ExportError("This browser does not let the page copy pictures. Save the PNG instead.");
      }
      return "Copied.";
    });
  }

  /** Every picture that was read: one PDF, or a zip of files. */
  saveAll() {
    const format = this.#format;
    void this.#work(format.id === "pdf" ? "Making the PDF…" : "Making the zip…", async () => {
      const { ready } = this.#batch;
      /** What went into the file of each: one can go on drawing while the others are made. @type {Map<Item, import("./desk.js").Sheet>} */
      const taken = new Map();
      /** @type {number[]} */
      const failed = [];
      /** @type {{name: string, blob: Blob}[]} */
      const files = [];
      /** @type {import("./pdf.js").Page[]} */
      const pages = [];
      for (const [index, item] of ready.entries()) {
        this.#say(`Making picture ${index + 1} of ${ready.length}…`);
        /** @type {ImageBitmap|null} */
        let bitmap = null;
        try {
          const { opened, editor } = /** @type {{opened: import("./opening.js").Opened, editor: Editor}} */ (item);
          bitmap = await decode(opened.blob);
          taken.set(item, editor.sheet);
          if (format.id === "pdf") pages.push(await flatPage(bitmap, editor.bars, editor.styles));
          else files.push({ name: `redacted-${String(index + 1).padStart(2, "0")}.${format.id}`, blob: await exportPicture(bitmap, editor.bars, editor.styles, format) });
        } catch {
          failed.push(this.#batch.items.indexOf(item) + 1);
        } finally {
          bitmap?.close();
        }
      }
      const made = ready.filter((item) => !failed.includes(this.#batch.items.indexOf(item) + 1));
      if (!made.length) throw new ExportError("None of the pictures could be made. Close other tabs, or try another browser.");
      if (pages.length) download(exportPdf(pages), exportName(new Date(), "pdf"));
      else download(await zipOf(files), exportName(new Date(), "zip"));
      for (const item of made) item.editor?.saved(taken.get(item));
      this.#batch.dispatchEvent(new CustomEvent("change", { detail: null }));
      const left = this.#batch.items.length - made.length;
      const unseen = made.filter(({ isSeen }) => !isSeen).length;
      return [
        `Saved ${pictures(made.length)}, each checked: nothing is left under the bars, and no metadata.`,
        left ? `${left === 1 ? "One is" : `${left} are`} not in it: ${failed.length ? "it could not be made" : "not read yet, or failed"}.` : "",
        unseen ? `You have not looked at ${unseen === 1 ? "one of them" : `${unseen} of them`} yet.` : "",
      ].filter(Boolean).join(" ");
    });
  }

  saveBars() {
    if (!this.#picture) return;
    const { bars, styles, page } = this.#picture.editor;
    download(writeRecord(bars, styles, page), exportName(new Date(), "json").replace("redacted", "bars"), "application/json");
    this.#say("Saved the bars: where they are and how they look, without what is under them.");
  }

  /** @param {Blob} file */
  async loadBars(file) {
    if (!this.#picture) return;
    const { editor } = this.#picture;
    try {
      editor.load(readRecord(await file.text(), editor.page));
      this.#say(`Loaded ${editor.bars.length === 1 ? "1 bar" : `${editor.bars.length} bars`}. Undo brings the others back.`);
    } catch (error) {
      this.#say(error instanceof RecordError ? error.message : "This file could not be read. Choose another one.");
    }
  }

  /** @param {string} name @param {(picture: {bitmap: ImageBitmap, editor: Editor}) => Promise<string>} handOver */
  async #make(name, handOver) {
    const picture = this.#picture;
    if (!picture) return;
    await this.#work(`Making the ${name}…`, async () => {
      const { editor } = picture;
      const { sheet } = editor;
      const said = await handOver(picture);
      editor.saved(sheet);
      this.#batch.dispatchEvent(new CustomEvent("change", { detail: null }));
      toast(said);
      return `${said} ${proof(sheet.bars.filter((bar) => bar.on).length)}`;
    });
  }

  /** @param {string} under @param {() => Promise<string>} work */
  async #work(under, work) {
    if (this.#isBusy) return;
    this.#isBusy = true;
    this.#say(under);
    try {
      this.#say(await work());
    } catch (error) {
      this.#say(error instanceof ExportError ? error.message : "The file could not be made. Close other tabs, or try another browser.");
    } finally {
      this.#isBusy = false;
    }
  }

  #show() {
    const { ready, items } = this.#batch;
    byId("save", HTMLElement).textContent = `Save the ${this.#format.name}`;
    const all = byId("save-all", HTMLElement);
    all.hidden = items.length < 2;
    all.textContent = this.#format.id === "pdf" ? `Save ${pictures(ready.length)} in one PDF` : `Save ${pictures(ready.length)} as a zip`;
  }

  /** @param {string} words */
  #say(words) {
    byId("save-said", HTMLElement).textContent = words;
  }
}

/** @param {number} count */
const pictures = (count) => (count === 1 ? "1 picture" : `all ${count} pictures`);

/** What was checked about the file, in a sentence. @param {number} on */
function proof(on) {
  if (on === 0) return "No bar covers anything; only the metadata is gone.";
  return on === 1 ? "1 bar, checked: nothing is left under it, and no metadata." : `${on} bars, checked: nothing is left under them, and no metadata.`;
}
