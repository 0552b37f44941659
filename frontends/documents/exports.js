/**
 * What a person takes away: the decisions for a redacted file with its verdict, and the log of what was decided.
 *
 * Pure. What goes and what stays was decided in the review; this only writes it down, and says what stays readable.
 */

import { nameOf } from "./names.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./items.js").Item} Item
 */

/**
 * What goes and what stays, in a sentence that names who left it readable.
 * @param {readonly Item[]} items
 * @param {number} [threshold]
 */
export function redactionSentence(items, threshold = 0) {
  const total = items.length;
  const kept = items.filter(({ redact: goes }) => !goes);
  if (total === 0) return "Nothing is marked, so everything stays as it is.";
  if (kept.length === 0) return total === 1 ? "The one finding is taken out." : `All ${number(total)} findings are taken out.`;
  const byPerson = kept.filter(({ by }) => by === "person").length;
  const labels = [...new Set(kept.filter(({ by }) => by === "category").map(({ label }) => nameOf(label)))];
  const byPolicy = kept.filter(({ by }) => by === "policy").length;
  const below = kept.filter(({ by }) => by === "threshold").length;
  const parts = [
    byPerson && `${number(byPerson)} by your decision`,
    labels.length && `all that is switched off (${labels.join(", ")})`,
    byPolicy && `${number(byPolicy)} that the policy lets stand`,
    below && `${number(below)} below ${Math.round(threshold * 100)} % certainty`,
  ].filter(Boolean);
  return `${number(total - kept.length)} of ${number(total)} findings ${total - kept.length === 1 ? "is" : "are"} taken out. Left readable: ${parts.join(", ")}.`;
}

/**
 * What the server is to take out, in code points; areas in points of their page.
 * @param {Reading} reading
 * @param {readonly Item[]} items
 */
export function decisionsOf({ offsets }, items) {
  const spans = [];
  const areas = [];
  for (const { start, end, label, kind, reason, box, page, redact: goes } of items) {
    if (!goes) continue;
    const told = { label, ...(kind ? { kind } : {}), ...(reason ? { reason } : {}) };
    if (box) areas.push({ page, box: [box.left, box.top, box.right, box.bottom], ...told });
    else spans.push({ start: offsets.toCodePoint(start), end: offsets.toCodePoint(end), ...told });
  }
  return { spans, areas };
}

/**
 * The server's verdict on a redacted copy in plain sentences, what matters most first.
 * @param {{removed: number, pages_as_pictures: number[], checks: {name: string, passed: boolean}[], notes: string[]}} verdict
 * @param {boolean} [asked]  pages were asked to become pictures
 * @returns {string[]}
 */
export function verdictSentences({ removed, pages_as_pictures: pictures, checks, notes }, asked = false) {
  const what = removed === 1 ? "1 finding was" : `${number(removed)} findings were`;
  const passed = checks.filter((check) => check.passed).length;
  const sentences = [`${what} taken out. The copy passed ${passed} ${passed === 1 ? "check" : "checks"} before it was sent: ${checks.map(({ name }) => name).join(", ")}.`];
  if (pictures.length) {
    const named = pictures.slice(0, 12).join(", ") + (pictures.length > 12 ? " and more" : "");
    const why = asked ? "as you asked" : `because ${pictures.length === 1 ? "it" : "they"} could not be cleaned as text`;
    sentences.push(`${pictures.length === 1 ? `Page ${named} became a picture` : `Pages ${named} became pictures`}, ${why}.`);
  }
  return [...sentences, ...notes.filter((note) => !(pictures.length && asked && /could not be cleaned/.test(note)))];
}

/**
 * The findings as JSON, with or without their words. Offsets are Unicode code points, as the server counts.
 * @param {Reading} reading
 * @param {readonly Item[]} items
 * @param {{fileName: string, words: boolean}} options
 */
export function findingsJson(reading, items, { fileName, words }) {
  const { text, offsets, stats, engine, format } = reading;
  const findings = items.map((item) => ({
    ...(item.box ? { box: item.box } : { start: offsets.toCodePoint(item.start), end: offsets.toCodePoint(item.end) }),
    page: item.page || null,
    label: item.label,
    kind: item.kind,
    score: item.score,
    source: item.source,
    ...(item.why ? { why: item.why } : {}),
    ...(item.hidden ? { hidden: item.hidden } : {}),
    seen_by: item.seenBy,
    redacted: item.redact,
    decided_by: item.by || "nobody",
    reason: item.reason,
    ...(words && !item.box ? { text: text.slice(item.start, item.end) } : {}),
  }));
  return `${JSON.stringify({ ...(words ? { file: fileName } : {}), format, offsets: "unicode code points", engine, stats, findings }, null, 2)}\n`;
}

/**
 * The log of a redaction, as a court or an authority asks for it: one line for each finding.
 * @param {readonly Item[]} items
 * @param {{words: boolean}} options
 */
export function findingsCsv(items, { words }) {
  const head = ["number", "page", "category", "kind", "decision", "decided by", "reason", "found by", "score", "place", ...(words ? ["text"] : [])];
  const rows = items.map((item, index) => [
    index + 1,
    item.page || "",
    nameOf(item.label),
    item.kind.replaceAll("_", " "),
    item.redact ? "redacted" : "left readable",
    item.by || "default",
    item.reason,
    item.source === "person" ? "person" : item.why || item.source,
    item.source === "person" ? "" : item.score,
    item.hidden || (item.box ? "area" : item.seenBy === "ocr" ? "in a picture" : "text"),
    ...(words ? [item.words] : []),
  ]);
  return `\ufeff${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

/** A cell that no spreadsheet takes for a formula. @param {string|number} value */
function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The file's name for the redacted copy, or "document" when the name itself tells what is taken out.
 * @param {string} fileName
 * @param {readonly Item[]} items
 */
export function safeName(fileName, items) {
  const stem = fileName.replace(/\.[^.]*$/, "");
  const found = new Set(items.flatMap((item) => wordsIn(item.words)));
  return wordsIn(stem).some((word) => found.has(word)) ? "document" : fileName;
}

/** Words that can tell something: three characters and more. @param {string} text */
const wordsIn = (text) => text.toLocaleLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];

/** @param {number} count */
const number = (count) => count.toLocaleString("en");
