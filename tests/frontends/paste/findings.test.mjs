import assert from "node:assert/strict";
import { test } from "node:test";

import { offsetsOf } from "../../../frontends/common/offsets.js";
import { carried, fromSpans, isDecided, toSend, toggled, withAdded, withDecisions } from "../../../frontends/paste/findings.js";

const TEXT = "👩 Ann met Bob. Bob and Ann Lee left; Bobby stayed.";
const span = (words, label = "private_person", at = TEXT.indexOf(words)) => ({ start: at, end: at + words.length, label, source: "model" });
const words = (findings) => findings.filter((one) => one.hidden).map((one) => TEXT.slice(one.start, one.end));

test("a finding that is left as it is is not sent, and can be taken back", () => {
  const found = fromSpans([span("Ann"), span("Bob")]);
  assert.deepEqual(words(toggled(found, 0)), ["Bob"]);
  assert.deepEqual(words(toggled(toggled(found, 0), 0)), ["Ann", "Bob"]);
});

test("what is added is added wherever the same words stand, without the blanks around it", () => {
  const at = TEXT.indexOf("Bob");
  const found = withAdded(fromSpans([span("Ann Lee")]), TEXT, at - 1, at + 3, "secret");
  assert.deepEqual(words(found), ["Bob", "Bob", "Ann Lee", "Bob"]);
  assert.deepEqual(found.map((one) => one.source), ["person", "person", "model", "person"]);
});

test("what is added over a finding becomes one with it, and what was left as it is can be hidden again", () => {
  const lee = TEXT.indexOf("Lee");
  assert.deepEqual(words(withAdded(fromSpans([span("Ann Lee")]), TEXT, lee, lee + 8, "secret")), ["Ann Lee left"]);
  const left = toggled(fromSpans([span("Bob")]), 0);
  assert.deepEqual(words(withAdded(left, TEXT, span("Bob").start, span("Bob").end, "secret")), ["Bob", "Bob", "Bob"]);
});

test("findings never overlap, whatever is added", () => {
  let findings = fromSpans([span("Ann met"), span("Bob and"), span("Lee")]);
  for (let start = 0; start < TEXT.length; start += 3) findings = withAdded(findings, TEXT, start, start + 5, "secret");
  for (let n = 1; n < findings.length; n++) assert.ok(findings[n - 1].end <= findings[n].start);
});

test("nothing is added for nothing or for blanks, and never half a character", () => {
  assert.deepEqual(withAdded([], TEXT, 4, 4, "secret"), []);
  assert.deepEqual(withAdded([], TEXT, 2, 3, "secret"), []);
  assert.deepEqual(words(withAdded([], TEXT, 1, 2, "secret")), ["👩"]);
});

test("what is sent counts code points", () => {
  assert.deepEqual(toSend(fromSpans([span("Ann")]), offsetsOf(TEXT)), [{ start: 2, end: 5, label: "private_person", kind: "", score: 1, source: "model" }]);
});

test("what was decided moves with its words while the text around it changes", () => {
  const found = fromSpans([span("Ann"), span("Ann Lee")]);
  const longer = "Dear all, " + TEXT;
  assert.deepEqual(carried(found, TEXT, longer).map((one) => longer.slice(one.start, one.end)), ["Ann", "Ann Lee"]);
  assert.deepEqual(carried(found, TEXT, TEXT + " Bye.").length, 2);
  assert.deepEqual(carried(found, TEXT, TEXT.replace("Ann met", "Aron met")).map((one) => one.start > 10), [true]);
  assert.deepEqual(carried(found, TEXT, ""), []);
  assert.deepEqual(carried(found, TEXT, TEXT), found);
});

test("a new look keeps what the sender decided, and hides what is new", () => {
  const left = toggled(fromSpans([span("Ann"), span("Bob")]), 0).filter(isDecided);
  assert.deepEqual(words(withDecisions(fromSpans([span("Ann"), span("Bob"), span("Lee")]), left)), ["Bob", "Lee"]);
  assert.deepEqual(words(withDecisions(fromSpans([span("Ann met")]), left)), ["Ann met"]);
  const added = withAdded([], TEXT, TEXT.indexOf("stayed"), TEXT.length, "secret").filter(isDecided);
  assert.deepEqual(words(withDecisions(fromSpans([span("Ann")]), added)), ["Ann", "stayed."]);
  assert.deepEqual(words(withDecisions(fromSpans([span("Bobby stayed")]), added)), ["Bobby stayed."]);
});

test("an added finding that was let go again stays let go", () => {
  const added = toggled(withAdded([], TEXT, TEXT.indexOf("stayed"), TEXT.length, "secret"), 0);
  const again = withDecisions(fromSpans([span("Ann")]), added.filter(isDecided));
  assert.deepEqual(words(again), ["Ann"]);
  assert.equal(again.length, 2);
});

test("a letter that stands in twenty thousand places is hidden in all of them at once", () => {
  const long = "e is e ".repeat(10_000);
  const found = Array.from({ length: 10_000 }, (_, n) => ({ start: 7 * n + 2, end: 7 * n + 4, label: "secret", source: "model" }));
  const all = withAdded(fromSpans(found), long, 0, 1, "private_person");
  assert.equal(all.length, 30_000);
  for (let n = 1; n < all.length; n++) assert.ok(all[n - 1].end <= all[n].start);
});
