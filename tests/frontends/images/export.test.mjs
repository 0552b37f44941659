import assert from "node:assert/strict";
import { test } from "node:test";

import { chunksOf, exportName, pixelsOnly } from "../../../frontends/images/export.js";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

function chunk(type, ...data) {
  return [0, 0, 0, data.length, ...[...type].map((letter) => letter.charCodeAt(0)), ...data, 1, 2, 3, 4];
}

test("the name tells when, and nothing of the picture", () => {
  assert.equal(exportName(new Date(2026, 2, 4, 9, 6)), "redacted-20260304-0906.png");
});

test("only pixels stay in the file, and nothing after its end", () => {
  const png = new Uint8Array([...SIGNATURE, ...chunk("IHDR", 9), ...chunk("sRGB", 0), ...chunk("tEXt", 83), ...chunk("IDAT", 7), ...chunk("IEND"), 83, 69, 67]);

  const clean = pixelsOnly(png);

  assert.deepEqual(chunksOf(png).map(({ type }) => type), ["IHDR", "sRGB", "tEXt", "IDAT", "IEND", "trailing"]);
  assert.deepEqual([...clean], [...SIGNATURE, ...chunk("IHDR", 9), ...chunk("IDAT", 7), ...chunk("IEND")]);
});

test("a file that is not a PNG is not given out", () => {
  assert.throws(() => pixelsOnly(new Uint8Array([1, 2, 3])), /not a PNG/);
});
