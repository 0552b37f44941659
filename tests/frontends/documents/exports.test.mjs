import assert from "node:assert/strict";
import test from "node:test";
import { LABELS, labelName } from "../../../frontends/common/labels.js";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { decisionsOf, findingsJson, redactedText, redactionSentence, safeName, verdictSentences } from "../../../frontends/documents/exports.js";
import { REPLY } from "./samples.mjs";

const reading = readingOf(REPLY);
const all = new Set(LABELS);
const withoutDates = new Set(LABELS.filter((label) => label !== "private_date"));

test("every finding becomes its placeholder and nothing else changes", () => {
  assert.equal(redactedText(reading, all), "😀 Letter\n\nDear <PRIVATE_PERSON>,\n\nName\tBorn\n<PRIVATE_PERSON>\t<PRIVATE_DATE>\n\n<PRIVATE_EMAIL>");
});

test("a category that is off stays readable, and the sentence says so", () => {
  assert.match(redactedText(reading, withoutDates), /1 May 1990/);
  assert.equal(redactionSentence(reading, withoutDates, labelName), "3 of 4 findings become placeholders. Switched off, so left readable: Date.");
  assert.equal(redactionSentence(reading, all, labelName), "All 4 findings become placeholders.");
});

test("findings leave as JSON with the server's own offsets", () => {
  const { findings } = JSON.parse(findingsJson(reading, withoutDates, "letter.docx"));

  assert.deepEqual(findings.map(({ start, end }) => [start, end]), REPLY.spans.map(({ start, end }) => [start, end]));
  assert.deepEqual(findings.map(({ redacted }) => redacted), [true, true, false, true]);
  assert.equal(findings[3].text, "ann@example.org");
});

test("a file name that tells what was found does not go on the redacted copy", () => {
  assert.equal(safeName("Ann_Lee-CV.docx", reading), "document");
  assert.equal(safeName("letter.docx", reading), "letter.docx");
});

test("the server is asked to take out what is on, in its own offsets", () => {
  const decisions = decisionsOf(reading, withoutDates);

  assert.deepEqual(
    decisions.map(({ id, start, end, label }) => ({ id, start, end, label })),
    REPLY.spans.filter(({ label }) => label !== "private_date").map(({ id, start, end, label }) => ({ id, start, end, label })),
  );
});

test("a verdict reads as sentences", () => {
  const checks = [{ name: "text by PDFium", passed: true }, { name: "strings and streams", passed: true }];

  assert.deepEqual(verdictSentences({ removed: 1, pages_as_pictures: [], checks, notes: [] }), [
    "1 finding was taken out. The copy passed 2 checks before it was sent: text by PDFium, strings and streams.",
  ]);
  const sentences = verdictSentences({ removed: 1200, pages_as_pictures: [2, 5], checks, notes: ["A note."] });
  assert.match(sentences[0], /^1,200 findings were/);
  assert.equal(sentences[1], "Pages 2, 5 became pictures, because they could not be cleaned as text.");
  assert.equal(sentences[2], "A note.");
});
