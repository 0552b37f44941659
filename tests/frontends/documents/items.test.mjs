import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { isOut, itemsOf } from "../../../frontends/documents/items.js";
import { Review } from "../../../frontends/documents/review.js";
import { REPLY } from "./samples.mjs";

const reading = readingOf(REPLY);
const words = (items) => items.map(({ start, end }) => reading.text.slice(start, end));

test("without a review the items are the findings, each with its like", () => {
  const { items, groups } = itemsOf(reading, new Review());

  assert.deepEqual(words(items), ["Ann Lee", "Ann Lee", "1 May 1990", "ann@example.org"]);
  assert.deepEqual(items.map(({ occurrence }) => occurrence), [1, 2, 1, 1]);
  assert.deepEqual(groups.map((group) => [group.words, group.items.length]), [["Ann Lee", 2], ["1 May 1990", 1], ["ann@example.org", 1]]);
  assert.ok(items.every(({ redact, by }) => redact && by === ""));
});

test("words marked over a finding go before it, and what is left of it keeps its verdict", () => {
  const review = new Review();
  const [ann] = itemsOf(reading, review).items;
  review.perform({ do: "reject", ids: [ann.id] });
  review.perform({ do: "add", items: [{ id: "+1", start: ann.start - 5, end: ann.start + 3, label: "secret" }] });
  const { texts } = itemsOf(reading, review);

  assert.deepEqual(words(texts).slice(0, 2), ["Dear Ann", " Lee"]);
  assert.deepEqual(texts.slice(0, 2).map(({ redact, id }) => [redact, id]), [[true, "+1"], [false, ann.id]]);
});

test("a mark inside a finding leaves a piece on either side, each with a key of its own", () => {
  const review = new Review();
  const [ann] = itemsOf(reading, review).items;
  review.perform({ do: "add", items: [{ id: "+1", start: ann.start + 1, end: ann.start + 2, label: "secret" }] });
  const { texts } = itemsOf(reading, review);

  assert.deepEqual(words(texts).slice(0, 3), ["A", "n", "n Lee"]);
  assert.equal(new Set(texts.map(({ key }) => key)).size, texts.length);
});

test("another category regroups the finding and lets go of its kind", () => {
  const review = new Review();
  const date = itemsOf(reading, review).items[2];
  review.perform({ do: "label", ids: [date.id], label: "secret" });
  const item = itemsOf(reading, review).items[2];

  assert.deepEqual([item.label, item.kind, item.group.label], ["secret", "", "secret"]);
});

test("what is off or below the threshold is out of sight, what a person left readable is not", () => {
  const review = new Review();
  review.perform({ do: "category", label: "private_email", on: false });
  review.perform({ do: "threshold", score: 0.85 });
  const [first] = itemsOf(reading, review).items;
  review.perform({ do: "reject", ids: [first.id] });

  assert.deepEqual(itemsOf(reading, review).items.map(isOut), [false, true, false, true]);
});

test("what the policy lets stand stays readable until a person says otherwise", () => {
  const spans = REPLY.spans.map((span) => ({ ...span, replacement: span.label === "private_date" ? null : "<X>" }));
  const withPolicy = readingOf({ ...REPLY, spans });
  const review = new Review();
  const date = itemsOf(withPolicy, review).items[2];
  assert.deepEqual([date.redact, date.by, isOut(date)], [false, "policy", false]);

  review.perform({ do: "accept", ids: [date.id] });
  assert.deepEqual([itemsOf(withPolicy, review).items[2].redact, itemsOf(withPolicy, review).items[2].by], [true, "person"]);
});

test("an area stands among the words at its height on the page", () => {
  const paged = readingOf({ ...REPLY, document: { id: "x", pages: [{ number: 1, width: 600, height: 800 }] } });
  const review = new Review();
  const box = (top) => ({ left: 10, top, right: 20, bottom: top + 10 });
  review.perform({ do: "add", items: [{ id: "+1", page: 1, box: box(0), label: "custom" }, { id: "+2", page: 1, box: box(790), label: "custom" }] });
  const { items, texts } = itemsOf(paged, review);

  assert.deepEqual([items[0].id, items.at(-1).id], ["+1", "+2"]);
  assert.equal(texts.length, 4);
});

test("whatever is marked, items are sorted and disjoint and cover what was found and marked", () => {
  const length = reading.text.length;
  const range = fc.tuple(fc.integer({ min: 0, max: length - 1 }), fc.integer({ min: 1, max: 12 })).map(([start, size]) => ({ start, end: Math.min(start + size, length) }));
  fc.assert(
    fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
      const review = new Review();
      for (const place of ranges) review.perform({ do: "add", items: [{ ...place, id: review.newId(), label: "secret" }] });
      const { texts } = itemsOf(reading, review);
      const covered = new Set();
      for (const { start, end } of texts) for (let at = start; at < end; at++) covered.add(at);
      for (let index = 1; index < texts.length; index++) assert.ok(texts[index - 1].end <= texts[index].start);
      for (const { start, end } of [...ranges, ...reading.findings]) for (let at = start; at < end; at++) assert.ok(covered.has(at));
      assert.equal(covered.size, texts.reduce((sum, { start, end }) => sum + end - start, 0));
      assert.equal(new Set(texts.map(({ key }) => key)).size, texts.length);
    }),
    { numRuns: 100 },
  );
});
