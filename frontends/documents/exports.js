/**
 * What a person takes away: the redacted text, the redacted file with its verdict, and the findings as JSON.
 *
 * Pure. A finding is redacted when its category is switched on; the page says how many are not.
 */

import { placeholder } from "../common/labels.js";
import { redact } from "../common/spans.js";

/**
 * @typedef {import("./analysis.js").Reading} Reading
 * @typedef {import("./analysis.js").Finding} Finding
 */

/**
 * The text with a placeholder for each finding whose category is on.
 * @param {Reading} reading
 * @param {ReadonlySet<string>} on
 */
export function redactedText(reading, on) {
  return redact(reading.text, reading.findings.filter(({ label }) => on.has(label)), ({ label }) => placeholder(label));
}

/**
 * What the redacted text will hold, in a sentence that names what stays readable.
 * @param {Reading} reading
 * @param {ReadonlySet<string>} on
 * @param {(label: string) => string} name
 */
export function redactionSentence(reading, on, name) {
  const total = reading.findings.length;
  const kept = reading.findings.filter(({ label }) => !on.has(label));
  if (total === 0) return "Nothing was found, so the text would be as it is.";
  if (kept.length === 0) return total === 1 ? "The one finding becomes a placeholder." : `All ${total.toLocaleString("en")} findings become placeholders.`;
  const labels = [...new Set(kept.map(({ label }) => name(label)))].join(", ");
  return `${(total - kept.length).toLocaleString("en")} of ${total.toLocaleString("en")} findings become placeholders. Switched off, so left readable: ${labels}.`;
}

/** What the button for a redacted copy says, by the file's format; other formats are text already. */
export const FILE_NAMES = /** @type {const} */ ({ pdf: "Redacted PDF", docx: "Redacted Word file" });

/**
 * What the server is to take out: the findings whose category is on, in code points.
 * @param {Reading} reading
 * @param {ReadonlySet<string>} on
 */
export function decisionsOf({ findings, offsets }, on) {
  return findings
    .filter(({ label }) => on.has(label))
    .map(({ id, start, end, label, kind }) => ({ id, start: offsets.toCodePoint(start), end: offsets.toCodePoint(end), label, kind }));
}

/**
 * The server's verdict on a redacted copy in plain sentences, what matters most first.
 * @param {{removed: number, pages_as_pictures: number[], checks: {name: string, passed: boolean}[], notes: string[]}} verdict
 * @returns {string[]}
 */
export function verdictSentences({ removed, pages_as_pictures: pictures, checks, notes }) {
  const what = removed === 1 ? "1 finding was" : `${removed.toLocaleString("en")} findings were`;
  const passed = checks.filter((check) => check.passed).length;
  const sentences = [`${what} taken out. The copy passed ${passed} ${passed === 1 ? "check" : "checks"} before it was sent: ${checks.map(({ name }) => name).join(", ")}.`];
  if (pictures.length) {
    const named = pictures.slice(0, 12).join(", ") + (pictures.length > 12 ? " and more" : "");
    sentences.push(`${pictures.length === 1 ? `Page ${named} became a picture` : `Pages ${named} became pictures`}, because ${pictures.length === 1 ? "it" : "they"} could not be cleaned as text.`);
  }
  return [...sentences, ...notes];
}

/**
 * The findings as JSON. Offsets are Unicode code points, as the server counts.
 * @param {Reading} reading
 * @param {ReadonlySet<string>} on
 * @param {string} fileName
 */
export function findingsJson(reading, on, fileName) {
  const { text, offsets, stats, engine, format } = reading;
  const findings = reading.findings.map(({ id, start, end, label, kind, score, source, page }) => ({
    id,
    start: offsets.toCodePoint(start),
    end: offsets.toCodePoint(end),
    label,
    kind,
    score,
    source,
    page,
    text: text.slice(start, end),
    redacted: on.has(label),
  }));
  return `${JSON.stringify({ file: fileName, format, offsets: "unicode code points", engine, stats, findings }, null, 2)}\n`;
}

/**
 * The file's name for the redacted copy, or "document" when the name itself tells what was found.
 * @param {string} fileName
 * @param {Reading} reading
 */
export function safeName(fileName, reading) {
  const stem = fileName.replace(/\.[^.]*$/, "");
  const found = new Set(reading.entities.flatMap(({ text }) => words(text)));
  return words(stem).some((word) => found.has(word)) ? "document" : fileName;
}

/** Words that can tell something: three characters and more. @param {string} text */
const words = (text) => text.toLocaleLowerCase().match(/[\p{L}\p{N}]{3,}/gu) ?? [];
