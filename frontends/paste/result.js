/**
 * The links of a new paste: shown once, copied with a word on when they stop, and what others will see behind them.
 */

import { getJson } from "../common/api.js";
import { copyText } from "../common/downloads.js";
import { byId, h } from "../common/dom.js";
import { inUtf16, offsetsOf } from "../common/offsets.js";
import { segments } from "../common/spans.js";
import { toast } from "../common/toast.js";
import { shownText } from "./unseen.js";
import { findingsWords, legend, revealWords, stopsWords, untilWords } from "./words.js";

/**
 * @typedef {{id: string, view_path: string, reveal_path: string, fragment_path: string, delete_path: string, created: string,
 *   expires: string|null, findings: number, by_label: Record<string, number>, engine: string}} Made
 */

const COPIED_SECONDS = 3;
const PREVIEW_CHARACTERS = 4_000;
const FIELDS = /** @type {const} */ (["public", "reveal", "fragment", "delete"]);

/** When the links stop, for the copy buttons to say. @type {string|null} */
let expires = null;

wireCopy("public", "Public link copied.");
wireCopy("reveal", "Reveal link copied. Keep it to yourself.");
wireCopy("fragment", "Reveal link copied. Keep it to yourself.");
wireCopy("delete", "Delete link copied. Keep it to yourself.");

/**
 * @param {Made} paste
 * @param {{reveals: number, passphrase: string}} asked
 */
export function showResult(paste, asked) {
  const paths = { public: paste.view_path, reveal: paste.reveal_path, fragment: paste.fragment_path, delete: paste.delete_path };
  for (const name of FIELDS) byId(`${name}-url`, HTMLInputElement).value = new URL(paths[name], location.origin).href;
  expires = paste.expires;
  byId("reveal-said", HTMLElement).textContent = revealWords(asked.reveals, asked.passphrase !== "");
  byId("open-public", HTMLAnchorElement).href = paste.view_path;
  byId("open-reveal", HTMLAnchorElement).href = paste.reveal_path;
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

/** The links are forgotten, and the compose page is there again. */
export function hideResult() {
  for (const name of FIELDS) byId(`${name}-url`, HTMLInputElement).value = "";
  for (const id of ["open-public", "open-reveal"]) byId(id, HTMLAnchorElement).removeAttribute("href");
  byId("preview", HTMLElement).replaceChildren();
  byId("result", HTMLElement).hidden = true;
  byId("compose", HTMLElement).hidden = false;
}

/**
 * The beginning of the public text, as it is behind the link.
 * @param {string} id
 */
async function showPreview(id) {
  const preview = byId("preview", HTMLElement);
  const title = byId("preview-title", HTMLElement);
  preview.hidden = title.hidden = true;
  const { value } = byId("public-url", HTMLInputElement);
  const paste = await getJson(`/api/paste/${id}`).catch(() => null);
  if (!paste) return; // the public link shows the same; a missing preview takes nothing away
  if (byId("public-url", HTMLInputElement).value !== value) return; // another paste was made meanwhile
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

/**
 * The button copies its field and says so, and when the link dies. Where a browser forbids it, the field is selected.
 * @param {"public"|"reveal"|"fragment"|"delete"} name
 * @param {string} said
 */
function wireCopy(name, said) {
  const button = byId(`copy-${name}`, HTMLButtonElement);
  const field = byId(`${name}-url`, HTMLInputElement);
  const label = button.textContent;
  let timer = 0;
  field.addEventListener("focus", () => field.select());
  button.addEventListener("click", async () => {
    const copied = await copyText(field.value);
    if (!copied) {
      field.focus();
      field.select();
    }
    toast(copied ? `${said} ${stopsWords(expires, new Date())}` : "Your browser does not let this page copy. The link is selected: press Ctrl+C.");
    button.textContent = copied ? "Copied ✓" : "Press Ctrl+C";
    clearTimeout(timer);
    timer = setTimeout(() => (button.textContent = label), COPIED_SECONDS * 1000);
  });
}
