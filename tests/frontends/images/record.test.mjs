import assert from "node:assert/strict";
import { test } from "node:test";

import { barsOf } from "../../../frontends/images/bars.js";
import { readRecord, writeRecord } from "../../../frontends/images/record.js";
import { PLAIN, restyled } from "../../../frontends/images/styles.js";

const page = { w: 200, h: 100 };
const box = (more = {}) => ({ x: 10, y: 10, w: 40, h: 12, label: "private_person", kind: "person", text: "Jane Doe", score: 0.9, source: "model", finding: 3, ...more });
const slanted = [[60, 20], [120, 30], [118, 44], [58, 34]];
const bars = barsOf([box(), box({ on: false, label: "secret", kind: "" }), box({ polygon: slanted, kind: "face" })], page);
const styles = restyled(PLAIN, "secret", { fill: "#336699", word: true });

test("bars and their look come back as they were, without what is under them", () => {
  const text = writeRecord(bars, styles, page);
  const back = readRecord(text, page);

  assert.doesNotMatch(text, /Jane/);
  assert.deepEqual(back.bars, bars.map((bar) => ({ ...bar, text: "" })));
  assert.deepEqual(back.styles, styles);
});

test("the bars of another picture are not taken", () => {
  assert.throws(() => readRecord(writeRecord(bars, styles, page), { w: 200, h: 101 }), /200 by 100 pixels; this one has 200 by 101/);
});

test("what holds no bars, or is damaged, is refused in a sentence", () => {
  const good = JSON.parse(writeRecord(bars, styles, page));
  const given = (changes) => () => readRecord(JSON.stringify({ ...good, ...changes }), page);

  assert.throws(() => readRecord("no json", page), /holds no bars/);
  assert.throws(given({ format: "else" }), /holds no bars/);
  assert.throws(given({ version: 2 }), /newer version/);
  assert.throws(given({ bars: [{ x: "1" }] }), /damaged/);
  assert.throws(given({ bars: [{ ...good.bars[0], x: null }] }), /damaged/);
});

test("a look that is no solid colour is left out, bars stay on the page", () => {
  const good = JSON.parse(writeRecord(bars, styles, page));
  const back = readRecord(JSON.stringify({ ...good, styles: { secret: { fill: "url(x)" }, nobody: { fill: "#ffffff" } }, bars: [{ ...good.bars[0], x: 5000, label: "nobody" }] }), page);

  assert.deepEqual(back.styles, PLAIN);
  assert.deepEqual([back.bars[0].x + back.bars[0].w, back.bars[0].label], [200, "other"]);
});
