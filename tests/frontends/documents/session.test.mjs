import assert from "node:assert/strict";
import test from "node:test";
import { LABELS } from "../../../frontends/common/labels.js";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { Session } from "../../../frontends/documents/session.js";
import { REPLY } from "./samples.mjs";

const fresh = () => new Session(readingOf(REPLY));
const off = (label) => ({ do: "category", label, on: false });

test("stepping goes through all findings and around the ends", () => {
  const session = fresh();

  for (const expected of [0, 1, 2, 3, 0]) {
    session.select(session.neighbour(1, 0));
    assert.equal(session.current, session.items[expected]);
  }
  session.select(session.neighbour(-1, 0));
  assert.equal(session.current, session.items[3]);
});

test("the first step goes on from where one is reading", () => {
  const session = fresh();

  assert.equal(session.neighbour(1, session.items[1].start), session.items[1]);
  assert.equal(session.neighbour(-1, session.items[2].start), session.items[1]);
});

test("categories that are off are stepped over, what a person left readable is not", () => {
  const session = fresh();
  session.perform({ do: "reject", ids: [session.items[2].id] });
  session.perform(off("private_person"));

  assert.equal(session.neighbour(1, 0), session.items[2]);
  assert.deepEqual(session.shown, session.items.slice(2));
});

test("a current finding whose category goes off is let go of", () => {
  const session = fresh();
  session.select(session.items[0]);
  session.perform(off("private_person"));

  assert.deepEqual([session.current, session.position], [null, 0]);
});

test("undo looks at what it was about", () => {
  const session = fresh();
  session.select(session.items[1]);
  session.perform({ do: "reject", ids: [session.items[1].id] });
  session.select(session.items[3]);
  session.undo();

  assert.equal(session.current?.key, session.items[1].key);
  assert.equal(session.current?.redact, true);
});

test("with nothing on there is nowhere to step", () => {
  const session = fresh();
  session.perform({ do: "categories", labels: LABELS, on: false });

  assert.equal(session.neighbour(1, 0), null);
});

test("a thousand findings on three hundred pages are decided about in one pass", () => {
  const text = "Jane Doe was here.\n".repeat(1000);
  const spans = Array.from({ length: 1000 }, (_, index) => ({ start: index * 19, end: index * 19 + 8, label: "private_person" }));
  const pages = Array.from({ length: 300 }, (_, index) => ({ number: index + 1, start: Math.floor((index * text.length) / 300), end: Math.floor(((index + 1) * text.length) / 300) }));
  const session = new Session(readingOf({ text, spans, pages }));
  session.perform({ do: "reject", ids: session.items.map(({ id }) => id) });

  assert.equal(session.decided, 1000);
  assert.equal(session.groups.length, 1);
  session.undo();
  assert.equal(session.decided, 0);
});

test("the next that is open is one that nobody has decided about, around the end", () => {
  const session = new Session(readingOf(REPLY));
  const [first, second, , last] = session.items;
  session.perform({ do: "accept", ids: [second.id] });

  assert.equal(session.nextOpen(0)?.key, first.key);
  session.select(session.item(first.key));
  assert.equal(session.nextOpen(0)?.key, session.items[2].key);
  session.select(session.item(last.key));
  assert.equal(session.nextOpen(0)?.key, first.key);
  session.perform({ do: "accept", ids: session.items.map(({ id }) => id) });
  assert.equal(session.nextOpen(0), null);
});
