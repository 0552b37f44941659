import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../../frontends/common/api.js";
import { foundWords, passwordProblem, sentenceOf } from "../../../frontends/documents/problems.js";

test("a locked file is told from every other trouble by the server's word for it", () => {
  assert.equal(passwordProblem(new ApiError("…", 0, "password_needed")), "needed");
  assert.equal(passwordProblem(new ApiError("…", 0, "password_wrong")), "wrong");
  assert.equal(passwordProblem(new ApiError("The password", 0, "damaged")), "");
});

test("what came of looking once more is said in a sentence", () => {
  assert.equal(foundWords(3, 3, 0), "As many findings as before.");
  assert.equal(foundWords(3, 4, 0), "One finding more than before.");
  assert.equal(foundWords(2000, 3, 2), "1,997 findings fewer than before. 2 are there because you decided about them.");
});

test("only sentences meant for people are shown", () => {
  assert.equal(sentenceOf(new ApiError("The file is empty."), "Otherwise."), "The file is empty.");
  assert.equal(sentenceOf(new TypeError("x is undefined"), "Otherwise."), "Otherwise.");
});
