import assert from "node:assert/strict";
import test from "node:test";
import { LABELS } from "../../../frontends/common/labels.js";
import { readingOf } from "../../../frontends/documents/analysis.js";
import { Findings } from "../../../frontends/documents/findings.js";
import { REPLY } from "./samples.mjs";

const fresh = () => {
  const { findings: all } = readingOf(REPLY);
  return { all, findings: new Findings(all, LABELS) };
};

test("stepping goes through all findings and around the ends", () => {
  const { all, findings } = fresh();

  for (const expected of [0, 1, 2, 3, 0]) {
    findings.select(findings.neighbour(1, 0));
    assert.equal(findings.current, all[expected]);
  }
  findings.select(findings.neighbour(-1, 0));
  assert.equal(findings.current, all[3]);
});

test("the first step goes on from where one is reading", () => {
  const { all, findings } = fresh();

  assert.equal(findings.neighbour(1, all[1].start), all[1]);
  assert.equal(findings.neighbour(-1, all[2].start), all[1]);
});

test("categories that are off are stepped over", () => {
  const { all, findings } = fresh();
  findings.toggle(["private_person"], false);

  assert.equal(findings.neighbour(1, 0), all[2]);
  assert.deepEqual(findings.shown, all.slice(2));
});

test("a current finding whose category goes off is let go of", () => {
  const { all, findings } = fresh();
  findings.select(all[0]);
  findings.toggle(["private_person"], false);

  assert.deepEqual([findings.current, findings.position], [null, 0]);
});

test("choosing a finding of a category that is off switches it on", () => {
  const { all, findings } = fresh();
  findings.toggle(LABELS, false);
  findings.select(all[2]);

  assert.deepEqual([findings.on.has("private_date"), findings.position], [true, 1]);
});

test("with nothing on there is nowhere to step", () => {
  const { findings } = fresh();
  findings.toggle(LABELS, false);

  assert.equal(findings.neighbour(1, 0), null);
});
