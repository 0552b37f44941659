/**
 * The overview on top: how much was found, of what, in how much text, by which engine and how fast.
 */

import { h } from "../common/dom.js";
import { LABELS, labelName } from "../common/labels.js";
import { countByLabel } from "../common/spans.js";

/** @typedef {import("./analysis.js").Reading} Reading */

const FORMATS = /** @type {Record<string, string>} */ ({ pdf: "PDF", docx: "Word", text: "Plain text", markdown: "Markdown" });

/**
 * @param {HTMLElement} place
 * @param {Reading} reading
 */
export function showDashboard(place, reading) {
  const { stats, engine, format, findings, text } = reading;
  const number = (/** @type {number|undefined} */ value) => (value ?? 0).toLocaleString("en");
  const facts = [
    ["Findings", number(findings.length)],
    ["Pages", number(stats.pages ?? (reading.pages.length || 1))],
    ["Words", number(stats.words)],
    ["Share of text", percent(stats.share_of_text ?? share(reading))],
    ["Time", seconds(stats.seconds)],
    ["Engine", String(engine.name ?? "unknown")],
  ];
  place.replaceChildren(
    h("dl", { class: "facts" }, facts.map(([name, value]) => h("div", { class: `fact fact-${name.toLowerCase().replaceAll(" ", "-")}` }, h("dt", {}, name), h("dd", { title: value }, value)))),
    chart(countByLabel(findings, LABELS)),
    h("p", { class: "dashboard-foot small muted" }, `${FORMATS[format] ?? format}, ${number(stats.characters ?? text.length)} characters. Detection is never complete: read it through before you share it.`),
  );
}

/** A table whose numbers are also bars. @param {Map<string, number>} counts */
function chart(counts) {
  const most = Math.max(1, ...counts.values());
  const rows = [...counts].map(([label, count]) =>
    h(
      "tr",
      { dataset: { label } },
      h("th", { scope: "row" }, labelName(label)),
      h("td", {}, h("span", { class: "bar", style: { "--share": String(count / most) }, "data-none": count === 0, "aria-hidden": "true" }), h("span", { class: "bar-count" }, count.toLocaleString("en"))),
    ),
  );
  const half = Math.ceil(rows.length / 2);
  // Two tables side by side take half the height; to a screen reader they are one after the other.
  const table = (/** @type {HTMLElement[]} */ part, /** @type {string} */ caption) =>
    h("table", { class: "chart" }, h("caption", { class: "visually-hidden" }, caption), h("tbody", {}, part));
  return h("div", { class: "charts" }, table(rows.slice(0, half), "Findings by category, first half"), table(rows.slice(half), "Findings by category, second half"));
}

/** @param {Reading} reading */
function share({ findings, text }) {
  return text.length ? findings.reduce((sum, { start, end }) => sum + end - start, 0) / text.length : 0;
}

/** @param {number} value  a share of one */
function percent(value) {
  return value.toLocaleString("en", { style: "percent", maximumFractionDigits: value && value < 0.1 ? 1 : 0 });
}

/** @param {number|undefined} value */
function seconds(value) {
  if (value === undefined) return "unknown";
  if (value < 0.1) return "under 0.1 s";
  if (value < 60) return `${value.toLocaleString("en", { maximumFractionDigits: value < 10 ? 1 : 0 })} s`;
  return `${Math.floor(value / 60)} min ${Math.round(value % 60)} s`;
}
