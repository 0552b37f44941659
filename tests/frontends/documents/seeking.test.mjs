import assert from "node:assert/strict";
import test from "node:test";
import { everywhere, Seeker } from "../../../frontends/documents/seeking.js";

const slices = (text, places) => places.map(({ start, end }) => text.slice(start, end));

test("words are found in any case and over any white space", () => {
  const text = "Jane  Doe, JANE\nDOE and jane doe; Janet Doe";

  assert.deepEqual(slices(text, new Seeker(text, []).places("jane doe")), ["Jane  Doe", "JANE\nDOE", "jane doe"]);
});

test("a word cut by a line's end is found, and the place holds all of it", () => {
  const text = "Ella Fitz-\ngerald sang. Fitzgerald!";
  const seeker = new Seeker(text, [{ start: 9, end: 11 }]);

  assert.deepEqual(slices(text, seeker.places("Fitzgerald")), ["Fitz-\ngerald", "Fitzgerald"]);
});

test("what looks like a pattern is looked for as it is written", () => {
  const text = "a.b (c) [d] axb";

  assert.deepEqual(slices(text, new Seeker(text, []).places("a.b (c)")), ["a.b (c)"]);
});

test("whole words are not found inside others", () => {
  const text = "Ann, Annabel, über-Ann, Ännann";

  assert.deepEqual(new Seeker(text, []).places("ann", { whole: true }).map(({ start }) => start), [0, 19]);
});

test("characters of two units do not shift a place", () => {
  const text = "😀 Jane 😀 Doe Jane";

  assert.deepEqual(slices(text, new Seeker(text, []).places("jane")), ["Jane", "Jane"]);
});

test("a person's other ways to be written are offered, each place once", () => {
  const text = "Jane Mary Doe. JANE MARY DOE. Doe, Jane Mary. J. M. Doe. J. Doe. Ms Doe. Jane. JMD. Doering. Jane Mary Doe.";
  const { same, variants } = everywhere(new Seeker(text, []), "Jane Mary Doe", true);

  assert.equal(same.length, 2);
  assert.deepEqual(
    variants.map(({ kind, words, places }) => [kind, words, places.length]),
    [
      ["case", "Jane Mary Doe", 1],
      ["turned", "Doe, Jane Mary", 1],
      ["initials", "J. M. Doe", 1],
      ["initials", "J. Doe", 1],
      ["initials", "JMD", 1],
      ["surname", "Doe", 1],
      ["given", "Jane", 1],
    ],
  );
});

test("of what is no person only the case varies", () => {
  const text = "ABC Street, abc street, Street";
  const { same, variants } = everywhere(new Seeker(text, []), "ABC Street", false);

  assert.deepEqual([same.length, variants.length, variants[0].places.length], [1, 1, 1]);
});
