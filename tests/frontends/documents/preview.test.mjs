import assert from "node:assert/strict";
import test from "node:test";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { afterOf } from "../../../frontends/documents/preview.js";
import { Session } from "../../../frontends/documents/session.js";
import { REPLY } from "./samples.mjs";

const [first, second, third] = REPLY.spans;

test("what a copy says is told by finding, and pieces that a policy makes of one are joined", () => {
  const session = new Session(readingOf(REPLY));
  const middle = first.start + 3;
  const after = afterOf(session, [
    { start: first.start, end: middle, replacement: "A", drawn: "A" },
    { start: middle, end: first.end, replacement: "B", drawn: "B", pale: true },
    { start: third.start, end: third.end, replacement: "" },
  ]);

  assert.deepEqual(after.get(session.items[0].key), { words: "AB", drawn: "A B", pale: true });
  assert.deepEqual(after.get(session.items[2].key), { words: "", drawn: "", pale: false });
  assert.equal(after.size, 2);
});

test("what stays has nothing in its place, and an area has its reason", () => {
  const session = new Session(readingOf(REPLY));
  session.perform({ do: "reject", ids: [session.items[1].id] });
  session.perform({ do: "add", items: [{ id: "+1", page: 1, box: { left: 0, top: 0, right: 9, bottom: 9 }, label: "custom" }] });
  session.perform({ do: "reason", ids: ["+1"], reason: "privilege" });
  const after = afterOf(session, [{ start: second.start, end: second.end, replacement: "X" }]);

  assert.deepEqual([...after], [["+1", { words: "", drawn: "[privilege]", pale: false }]]);
});

test("in the pictures of a Word file nothing is written", () => {
  const session = new Session(readingOf({ ...REPLY, spans: [{ ...first, seen_by: "ocr" }] }));

  assert.equal(afterOf(session, [{ start: first.start, end: first.end, replacement: "X", drawn: "X" }]).size, 0);
});

test("two sessions make up different things", () => {
  const reading = readingOf(REPLY);

  assert.match(new Session(reading).seed, /^[0-9a-f]{32}$/);
  assert.notEqual(new Session(reading).seed, new Session(reading).seed);
});
