import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { Review } from "../../../frontends/documents/review.js";

const NAME = ["0-7", "private_person", 0.9];

test("without a decision everything that was found goes", () => {
  assert.deepEqual(new Review().verdict(...NAME), { redact: true, by: "" });
});

test("of several decisions the last one holds", () => {
  const review = new Review();
  review.perform({ do: "reject", ids: ["0-7"] });
  review.perform({ do: "accept", ids: ["0-7"] });

  assert.deepEqual(review.verdict(...NAME), { redact: true, by: "person" });
});

test("the threshold never overrides what a person has decided", () => {
  const review = new Review();
  review.perform({ do: "accept", ids: ["0-7"] });
  review.perform({ do: "threshold", score: 0.99 });

  assert.deepEqual(review.verdict(...NAME), { redact: true, by: "person" });
  assert.deepEqual(review.verdict("8-9", "private_person", 0.9), { redact: false, by: "threshold" });
  assert.deepEqual(review.verdict("10-11", "private_person", 1), { redact: true, by: "" });
});

test("a category that is off holds for what was decided before, not for what is decided after", () => {
  const review = new Review();
  review.perform({ do: "accept", ids: ["0-7"] });
  review.perform({ do: "category", label: "private_person", on: false });
  assert.deepEqual(review.verdict(...NAME), { redact: false, by: "category" });

  review.perform({ do: "accept", ids: ["0-7"] });
  assert.deepEqual(review.verdict(...NAME), { redact: true, by: "person" });
});

test("a category that is switched on again gives back what was decided before", () => {
  const review = new Review();
  review.perform({ do: "reject", ids: ["0-7"] });
  review.perform({ do: "category", label: "private_person", on: false });
  review.perform({ do: "category", label: "private_person", on: true });

  assert.deepEqual(review.verdict(...NAME), { redact: false, by: "person" });
});

test("what a person added and rejects is not there any more, and comes back by undo", () => {
  const review = new Review();
  review.perform({ do: "add", items: [{ id: review.newId(), start: 3, end: 5, label: "secret" }] });
  review.perform({ do: "reject", ids: ["+1"] });
  assert.equal(review.added.size, 0);

  review.undo();
  assert.deepEqual(review.added.get("+1"), { start: 3, end: 5, label: "secret" });
  assert.deepEqual(review.verdict("+1", "secret", 1), { redact: true, by: "person" });
});

test("the way of a slider is taken back at once", () => {
  const review = new Review();
  for (const score of [0.1, 0.2, 0.3]) review.perform({ do: "threshold", score }, "threshold");
  assert.equal(review.events.length, 1);
  review.seal();
  review.perform({ do: "threshold", score: 0.5 }, "threshold");
  review.undo();

  assert.equal(review.threshold, 0.3);
  review.undo();
  assert.equal(review.threshold, 0);
});

test("a new decision after undo leaves nothing to redo", () => {
  const review = new Review();
  review.perform({ do: "reject", ids: ["0-7"] });
  review.undo();
  assert.equal(review.canRedo, true);
  review.perform({ do: "reject", ids: ["8-9"] });

  assert.equal(review.canRedo, false);
  assert.deepEqual(review.verdict(...NAME), { redact: true, by: "" });
});

const ids = fc.subarray(["0-7", "8-9", "10-20", "+1", "+2"], { minLength: 1 });
const labels = fc.constantFrom("private_person", "secret");
const one = fc.oneof(
  fc.record({ do: fc.constantFrom("accept", "reject", "forget"), ids }),
  fc.record({ do: fc.constant("label"), ids, label: labels }),
  fc.record({ do: fc.constant("reason"), ids, reason: fc.constantFrom("", "(b)(6)") }),
  fc.record({ do: fc.constant("category"), label: labels, on: fc.boolean() }),
  fc.record({ do: fc.constant("threshold"), score: fc.constantFrom(0, 0.5, 1) }),
  fc.constantFrom("+1", "+2").map((id) => ({ do: "add", items: [{ id, start: 3, end: 5, label: "secret" }] })),
);
const events = fc.array(fc.oneof({ weight: 5, arbitrary: one }, { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }).map((several) => ({ do: "several", events: several })) }), { maxLength: 30 });

const seen = (review) => ({
  verdicts: ["0-7", "8-9", "10-20", "+1", "+2"].map((id) => [review.verdict(id, "private_person", 0.7), review.verdict(id, "secret", 0.2), review.labelOf(id), review.reasonOf(id)]),
  added: [...review.added].sort(),
  on: ["private_person", "secret"].map((label) => review.isOn(label)),
  threshold: review.threshold,
});

test("undo leads back through every state, redo forward again, and the events alone lead to the same", () => {
  fc.assert(
    fc.property(events, (list) => {
      const review = new Review();
      const states = [seen(review)];
      for (const event of list) {
        review.perform(event);
        states.push(seen(review));
      }
      assert.deepEqual(seen(Review.from(review.events)), states.at(-1));
      for (let index = list.length - 1; index >= 0; index--) {
        review.undo();
        assert.deepEqual(seen(review), states[index]);
      }
      assert.equal(review.undo(), null);
      for (let index = 1; index <= list.length; index++) {
        review.redo();
        assert.deepEqual(seen(review), states[index]);
      }
      assert.equal(review.redo(), null);
    }),
    { numRuns: 60 },
  );
});
