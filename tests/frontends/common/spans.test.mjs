import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { countByLabel, disjoint, firstEndingAfter, redact, segments } from "../../../frontends/common/spans.js";

const LENGTH = 40;
const span = fc
  .tuple(fc.nat(LENGTH - 1), fc.integer({ min: 1, max: 15 }), fc.constantFrom("secret", "private_person", "private_date"))
  .map(([start, length, label]) => ({ start, end: Math.min(start + length, LENGTH), label }));
const spans = fc.array(span, { maxLength: 12 });

const covered = (found) => {
  const characters = new Set();
  for (const { start, end } of found) for (let at = start; at < end; at++) characters.add(at);
  return [...characters].sort((a, b) => a - b);
};

test("overlaps are trimmed and no found character is let go", () => {
  fc.assert(
    fc.property(spans, (found) => {
      const result = disjoint(found);
      assert.deepEqual(covered(result), covered(found));
      for (let index = 1; index < result.length; index++) assert.ok(result[index - 1].end <= result[index].start);
    }),
  );
});

test("of two findings the longer keeps its length", () => {
  const name = { start: 0, end: 5, label: "private_person" };
  const address = { start: 3, end: 20, label: "private_email" };

  assert.deepEqual(disjoint([name, address]), [{ ...name, end: 3 }, address]);
});

test("segments joined are the text", () => {
  fc.assert(
    fc.property(spans, fc.nat(LENGTH), fc.nat(LENGTH), (found, a, b) => {
      const [start, end] = [Math.min(a, b), Math.max(a, b)];
      const settled = disjoint(found);
      const parts = segments(start, end, settled);
      assert.equal(parts.reduce((position, part) => (assert.equal(part.start, position), part.end), start), end);
      const marked = covered(parts.filter((part) => part.span));
      assert.deepEqual(marked, covered(settled).filter((at) => at >= start && at < end));
    }),
  );
});

test("a finding that reaches over the end of a block goes on in the next", () => {
  const one = { start: 3, end: 8, label: "private_address" };

  assert.deepEqual(segments(0, 5, [one]), [{ start: 0, end: 3, span: null }, { start: 3, end: 5, span: one }]);
  assert.deepEqual(segments(5, 10, [one]), [{ start: 5, end: 8, span: one }, { start: 8, end: 10, span: null }]);
});

test("redaction keeps every character that no finding covers", () => {
  const text = "Call Ann at 555";

  const redacted = redact(text, [{ start: 5, end: 8, label: "private_person" }, { start: 12, end: 15, label: "private_phone" }], (found) => `<${found.label}>`);

  assert.equal(redacted, "Call <private_person> at <private_phone>");
});

test("the first span that ends after an offset is found", () => {
  const sorted = [{ start: 0, end: 2, label: "a" }, { start: 4, end: 6, label: "a" }];

  assert.deepEqual([0, 2, 5, 6].map((offset) => firstEndingAfter(sorted, offset)), [0, 1, 1, 2]);
});

test("a category without findings counts zero", () => {
  assert.deepEqual([...countByLabel([{ start: 0, end: 1, label: "secret" }], ["secret", "private_date"])], [["secret", 1], ["private_date", 0]]);
});
