import assert from "node:assert/strict";
import test from "node:test";
import { ApiError } from "../../../frontends/common/api.js";
import { canHelp, progressOf, sentence } from "../../../frontends/common/telling.js";

test("the server's own sentence is shown as it is", () => {
  const said = "This PDF needs a password. Save a copy without one and try again.";

  assert.equal(sentence(said), said);
  assert.equal(sentence({ error: said }), said);
  assert.equal(sentence({ detail: said }, 413), said);
});

test("what the client says for itself becomes a sentence a person can act on", () => {
  assert.match(sentence(new Error("Connection errored out. ")), /connection to the server broke/);
  assert.match(sentence("This application is currently busy. Please try again. Queue is full."), /busy/);
  assert.match(sentence(null), /Something went wrong/);
  assert.match(sentence("An error occurred"), /Something went wrong/);
});

test("a bare status still has its sentence", () => {
  assert.match(sentence(null, 413), /larger than the server accepts/);
  assert.match(sentence({ error: "Send it as a header." }, 401), /type the key/);
  assert.match(sentence({}, 503), /busy/);
});

test("progress is a share between none and all, or unknown", () => {
  const of = (step) => progressOf({ progress_data: [step] });

  assert.deepEqual(of({ progress: 0.4, index: null, length: null, desc: "Reading" }), { stage: "working", fraction: 0.4, text: "Reading" });
  assert.equal(of({ progress: null, index: 3, length: 4, desc: null }).fraction, 0.75);
  assert.equal(of({ progress: 1.2, index: null, length: null, desc: null }).fraction, 1);
  assert.equal(of({ progress: null, index: null, length: null, desc: null }).fraction, null);
});

test("whoever waits is told how many are before them", () => {
  assert.match(progressOf({ position: 1 }).text, /one request is before yours/);
  assert.match(progressOf({ position: 3 }).text, /3 requests are before yours/);
  assert.equal(progressOf({ position: 0 }).stage, "waiting");
});

test("trying again is offered where it can help and nowhere else", () => {
  assert.equal(canHelp(new ApiError("The server is busy with other people's requests. Try again in a minute.")), true);
  assert.equal(canHelp(new ApiError("It is busy.", 0, "busy")), true);
  assert.equal(canHelp(new ApiError("The file is empty.", 0, "empty_input")), false);
  assert.equal(canHelp(new ApiError("This Word file needs a password. Save a copy without one and try again.", 0, "locked")), false);
  assert.equal(canHelp(new ApiError("Anything", 503)), true);
});
