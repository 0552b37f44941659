import assert from "node:assert/strict";
import test from "node:test";
import fc from "fast-check";
import { inUtf16, offsetsOf } from "../../../frontends/common/offsets.js";

const texts = fc.string({ unit: "binary", maxLength: 60 }); // whole code points, emoji and all

test("offsets agree with counting code points one by one", () => {
  fc.assert(
    fc.property(texts, (text) => {
      const offsets = offsetsOf(text);
      const characters = [...text];
      assert.equal(offsets.codePoints, characters.length);
      for (let index = 0; index <= characters.length; index++) {
        const units = characters.slice(0, index).join("").length;
        assert.equal(offsets.toUtf16(index), units);
        assert.equal(offsets.toCodePoint(units), index);
      }
    }),
  );
});

test("the middle of an emoji belongs to the emoji", () => {
  const offsets = offsetsOf("a😀b");

  assert.deepEqual([0, 1, 2, 3, 4].map(offsets.toCodePoint), [0, 1, 1, 2, 3]);
});

test("offsets outside the text are brought back into it", () => {
  const offsets = offsetsOf("😀");

  assert.deepEqual([offsets.toUtf16(-3), offsets.toUtf16(9), offsets.toCodePoint(9)], [0, 2, 1]);
});

test("half a surrogate pair counts as one, as in Python", () => {
  assert.equal(offsetsOf("\ud83d!").codePoints, 2);
});

test("a range keeps whatever else it carries", () => {
  assert.deepEqual(inUtf16([{ start: 1, end: 2, label: "secret" }], offsetsOf("😀😀")), [{ start: 2, end: 4, label: "secret" }]);
});

test("five million characters are counted once, not once per offset", () => {
  const offsets = offsetsOf("a😀".repeat(1_700_000));

  let sum = 0;
  for (let index = 0; index < 300_000; index++) sum += offsets.toUtf16(index * 10);
  assert.ok(sum > 0);
});
