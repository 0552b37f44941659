import assert from "node:assert/strict";
import { test } from "node:test";

import { holds } from "../../../frontends/images/shapes.js";
import { PADDING, Words } from "../../../frontends/images/words.js";

/** Words of lines, ten pixels a letter, lines thirty apart. */
function written(...lines) {
  const words = [];
  lines.forEach((text, line) => {
    let x = 0;
    for (const word of text.split(" ")) {
      words.push({ x, y: 30 * line, w: 10 * word.length, h: 20, text: word, line });
      x += 10 * word.length + 10;
    }
  });
  return new Words(words);
}

const texts = (places) => places.map(({ text }) => text);

test("the word under a point, or right beside it, is found, and nothing far from all", () => {
  const words = written("Jane Doe");

  assert.equal(words.at({ x: 5, y: 5 }).text, "Jane");
  assert.equal(words.at({ x: 55, y: 21 }, 3).text, "Doe");
  assert.equal(words.at({ x: 300, y: 5 }), null);
});

test("a word and its line are covered with a little air", () => {
  const words = written("Jane Doe", "writes");
  const jane = words.at({ x: 5, y: 5 });

  assert.deepEqual(words.placeOf(jane).rects, [{ x: -PADDING, y: -PADDING, w: 44, h: 24 }]);
  assert.deepEqual(words.lineOf(jane), { text: "Jane Doe", rects: [{ x: -PADDING, y: -PADDING, w: 84, h: 24 }] });
});

test("a text is found in any letters, with marks around it, and over a line break on both lines", () => {
  const words = written("Dear JANE DOE, meet Jane", "Doe and Janet Doe");
  const places = words.find("jane doe");

  assert.deepEqual(texts(places), ["JANE DOE,", "Jane Doe"]);
  assert.deepEqual(places.map(({ rects }) => rects.length), [1, 2]);
});

test("parts of words count only when they are asked for", () => {
  const words = written("Ann is planning for Ann's annex");

  assert.deepEqual(texts(words.find("ann")), ["Ann", "Ann's"]);
  assert.deepEqual(texts(words.find("ann", { isWhole: false })), ["Ann", "planning", "Ann's", "annex"]);
});

test("a long text that was read split or joined is found all the same, a short one is not made up", () => {
  const words = written("Account GB82 WEST 1234 or GB82WEST1234", "a bit of it");

  assert.deepEqual(texts(words.find("GB82WEST1234")), ["GB82 WEST 1234", "GB82WEST1234"]);
  assert.deepEqual(texts(words.find("GB82 WEST 1234")), ["GB82 WEST 1234", "GB82WEST1234"]);
  assert.deepEqual(texts(words.find("abit")), []);
});

test("an occurrence is not counted twice", () => {
  assert.equal(written("aaaa aaaa").find("aa", { isWhole: false }).length, 4);
  assert.deepEqual(written("one two").find("  "), []);
});

test("what stands under a rectangle is what it covers at least half of", () => {
  assert.equal(written("Jane Doe here").textUnder({ x: 10, y: 0, w: 60, h: 20 }), "Jane Doe");
});

test("lines are as wide as their words", () => {
  assert.deepEqual(written("Jane Doe", "x").lines, [{ x: 0, y: 0, w: 80, h: 20 }, { x: 0, y: 30, w: 10, h: 20 }]);
});

test("words that lean are met and covered where they lean", () => {
  const leaning = (x, text) => ({ x, y: 10 + x / 4, w: 40, h: 22, line: 0, text, polygon: [[x, 10 + x / 4], [x + 38, 20 + x / 4], [x + 35, 31 + x / 4], [x - 3, 21 + x / 4]] });
  const words = new Words([leaning(10, "Jane"), leaning(60, "Doe")]);

  assert.equal(words.at({ x: 25, y: 23 })?.text, "Jane");
  const [rect] = words.lineOf(words.all[0]).rects;
  assert.equal(rect.polygon?.length, 4);
  assert.ok(words.all.every(({ polygon }) => polygon?.every((corner) => holds(rect.polygon, corner))));
  assert.equal(words.find("jane doe")[0].rects[0].polygon?.length, 4);
});
