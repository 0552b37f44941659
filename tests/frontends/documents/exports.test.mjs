import assert from "node:assert/strict";
import test from "node:test";
import { LABELS, labelName } from "../../../frontends/common/labels.js";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { findingsJson, redactedText, redactionSentence, safeName } from "../../../frontends/documents/exports.js";
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
