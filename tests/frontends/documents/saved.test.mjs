import assert from "node:assert/strict";
import test from "node:test";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { keepDecided, loadedReview, NotAReview, savedReview } from "../../../frontends/documents/saved.js";
import { Session } from "../../../frontends/documents/session.js";
import { REPLY } from "./samples.mjs";

const reviewed = () => {
  const session = new Session(readingOf(REPLY));
  const [ann, , date] = session.items;
  session.perform({ do: "reject", ids: [ann.id] });
  session.perform({ do: "reason", ids: [date.id], reason: "Art. 15(4)" });
  session.perform({ do: "add", items: [{ id: session.review.newId(), start: 0, end: 2, label: "secret" }] }); // the emoji: one code point
  return session;
};

test("a review comes back with every decision and its undo", () => {
  const session = reviewed();
  const { review, restored } = loadedReview(savedReview(session), readingOf(REPLY));
  const again = new Session(readingOf(REPLY), review);

  const outcome = ({ items }) => items.map(({ key, redact, by, reason, label }) => ({ key, redact, by, reason, label }));
  assert.deepEqual(outcome(again), outcome(session));
  assert.equal(restored, 0);
  assert.equal(review.events.length, 3);
});

test("a saved review holds no word of the document", () => {
  const saved = savedReview(reviewed());

  for (const word of ["Ann", "1990", "example.org", "Letter"]) assert.ok(!saved.includes(word));
});

test("what was to go and is not found any more is added", () => {
  const saved = savedReview(reviewed());
  const blind = readingOf({ ...REPLY, spans: REPLY.spans.slice(0, 2) });
  const { review, restored } = loadedReview(saved, blind);
  const { items } = new Session(blind, review);

  assert.equal(restored, 2);
  assert.deepEqual(items.filter(({ redact }) => redact).map(({ start, end }) => blind.text.slice(start, end)), ["😀", "Ann Lee", "1 May 1990", "ann@example.org"]);
});

test("looked through again, what a person decided stands, found or not, and nothing else is carried along", () => {
  const session = reviewed();
  const [, second] = session.texts.filter(({ label }) => label === "private_person");
  session.perform({ do: "accept", ids: [second.id] });
  const less = readingOf({ ...REPLY, spans: [] });
  const kept = keepDecided(session.items, less, session.review);
  const { items } = new Session(less, session.review);
  const words = () => items.map(({ start, end, by, redact }) => [less.text.slice(start, end), by, redact]);

  assert.equal(kept, 2);
  assert.deepEqual(words(), [["😀", "person", true], ["Ann Lee", "person", true], ["1 May 1990", "person", true]]);
  const back = readingOf(REPLY);
  assert.equal(keepDecided(items, back, session.review), 0);
  assert.equal(new Session(back, session.review).items.filter(({ redact }) => !redact).length, 1, "what was to stay stays");
});

test("the review of another document, or what is none, is refused in a sentence", () => {
  const saved = savedReview(reviewed());
  const refused = (json, other = REPLY) => assert.throws(() => loadedReview(json, readingOf(other)), (error) => error instanceof NotAReview && error.message.endsWith("."));

  refused(saved, { ...REPLY, text: `${REPLY.text}!` });
  refused("{}");
  refused("not json");
  refused(saved.replace('"reject"', '"forgive"'));
  refused(saved.replace('"version": 1', '"version": 2'));
});
