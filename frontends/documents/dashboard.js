/**
 * The overview on top: how much was found, of what, in how much text, by which engine and how fast.
 */

import { h } from "../common/dom.js";

/** @typedef {import("./analysis.js").Reading} Reading */

const FORMATS = /** @type {Record<string, string>} */ ({ pdf: "PDF", docx: "Word", text: "Plain text", markdown: "Markdown" });

/**
 * @param {HTMLElement} place
 * @param {Reading} reading
 */
export function showDashboard(place, reading) {
  const { stats, engine, format, findings } = reading;
  const number = (/** @type {number|undefined} */ value) => (value ?? 0).toLocaleString("en");
  const pages = stats.pages ?? (reading.pages.length || 1);
  const facts = [
    ["Found", number(findings.length)],
    [pages === 1 ? "Page" : "Pages", number(pages)],
    [stats.words === 1 ? "Word" : "Words", number(stats.words)],
    ["Share of text", percent(stats.share_of_text ?? share(reading))],
    ["Time", seconds(stats.seconds)],
    ["Engine", String(engine.name ?? "unknown")],
    ["Format", FORMATS[format] ?? format],
  ];
  place.replaceChildren(
    ...facts.map(([name, value]) => h("div", { class: `fact fact-${name.toLowerCase().replaceAll(" ", "-")}` }, h("dt", {}, name), h("dd", { title: value }, value))),
  );
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
