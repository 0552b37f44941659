import assert from "node:assert/strict";
import test from "node:test";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { decisionsOf, findingsCsv, findingsJson, redactionSentence, safeName, verdictSentences } from "../../../frontends/documents/exports.js";
import { Session } from "../../../frontends/documents/session.js";
import { REPLY } from "./samples.mjs";

const reading = readingOf(REPLY);
const all = new Session(reading);
const withoutDates = new Session(reading);
withoutDates.perform({ do: "category", label: "private_date", on: false });

test("what is off or left by a person stays readable, and the sentence says whose word it was", () => {
  const session = new Session(reading);
  session.perform({ do: "category", label: "private_date", on: false });
  session.perform({ do: "threshold", score: 0.85 });
  session.perform({ do: "reject", ids: [session.items[0].id] });

  assert.equal(
    redactionSentence(session.items, 0.85),
    "1 of 4 findings is taken out. Left readable: 1 by your decision, all that is switched off (Date), 1 below 85 % certainty.",
  );
  assert.equal(redactionSentence(all.items), "All 4 findings are taken out.");
});

test("findings leave as JSON with the server's own offsets, and with their words only if wanted", () => {
  const { findings } = JSON.parse(findingsJson(reading, withoutDates.items, { fileName: "letter.docx", words: true }));

  assert.deepEqual(findings.map(({ start, end }) => [start, end]), REPLY.spans.map(({ start, end }) => [start, end]));
  assert.deepEqual(findings.map(({ redacted }) => redacted), [true, true, false, true]);
  assert.equal(findings[3].text, "ann@example.org");
  assert.ok(!findingsJson(reading, withoutDates.items, { fileName: "Ann.docx", words: false }).includes("Ann"));
});

test("the log is a line for each finding, and no cell is a formula", () => {
  const session = new Session(reading);
  session.perform({ do: "reason", ids: session.items.map(({ id }) => id), reason: '=HYPERLINK("x"), "y"' });
  const lines = findingsCsv(session.items, { words: false }).slice(1).trim().split("\r\n");

  assert.equal(lines.length, 5);
  assert.match(lines[1], /^1,1,Person,,redacted,default,"'=HYPERLINK\(""x""\), ""y""",model,0.9,text$/);
  assert.ok(!lines.join().includes("Ann"));
});

test("a file name that tells what was found does not go on the redacted copy", () => {
  assert.equal(safeName("Ann_Lee-CV.docx", all.items), "document");
  assert.equal(safeName("letter.docx", all.items), "letter.docx");
});

test("the server is asked to take out what goes, in its own offsets", () => {
  const { spans, areas } = decisionsOf(reading, withoutDates.items);

  assert.deepEqual(
    spans.map(({ start, end, label }) => ({ start, end, label })),
    REPLY.spans.filter(({ label }) => label !== "private_date").map(({ start, end, label }) => ({ start, end, label })),
  );
  assert.deepEqual(areas, []);
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
  assert.equal(verdictSentences({ removed: 1, pages_as_pictures: [2], checks, notes: [] }, true)[1], "Page 2 became a picture, as you asked.");
});
