import assert from "node:assert/strict";
import { inflateSync } from "node:zlib";
import { test } from "node:test";

import { exportName, FORMATS } from "../../../frontends/images/export.js";
import { packPixels, pdfOf } from "../../../frontends/images/pdf.js";
import { jpegParts, pixelsOnly, pngParts, webpParts } from "../../../frontends/images/pixels.js";
import { crc32, zipOf } from "../../../frontends/images/zip.js";

const letters = (text) => [...text].map((letter) => letter.charCodeAt(0));
const bytesOf = async (blob) => new Uint8Array(await blob.arrayBuffer());

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
const chunk = (type, ...data) => [0, 0, 0, data.length, ...letters(type), ...data, 1, 2, 3, 4];

test("the name tells when, and nothing of the picture", () => {
  assert.equal(exportName(new Date(2026, 2, 4, 9, 6)), "redacted-20260304-0906.png");
  assert.deepEqual(FORMATS.map(({ id }) => exportName(new Date(2026, 0, 1), id).split(".")[1]), ["png", "jpg", "webp", "pdf"]);
});

test("a PNG keeps its pixels, and nothing after its end", () => {
  const png = new Uint8Array([...SIGNATURE, ...chunk("IHDR", 9), ...chunk("sRGB", 0), ...chunk("tEXt", 83), ...chunk("IDAT", 7), ...chunk("IEND"), 83, 69, 67]);

  assert.deepEqual(pngParts(png).map(({ type }) => type), ["IHDR", "sRGB", "tEXt", "IDAT", "IEND", "trailing"]);
  assert.deepEqual([...pixelsOnly(png, "image/png")], [...SIGNATURE, ...chunk("IHDR", 9), ...chunk("IDAT", 7), ...chunk("IEND")]);
});

test("a JPEG loses every part that is not needed to show it", () => {
  const part = (marker, ...data) => [0xff, marker, 0, data.length + 2, ...data];
  const [app0, exif, icc, adobe, comment, table, frame] = [part(0xe0, 74), part(0xe1, 69), part(0xe2, 73), part(0xee, 65), part(0xfe, 99), part(0xdb, 1), part(0xc0, 2)];
  const scan = [...part(0xda, 3), 10, 0xff, 0x00, 20, 0xff, 0xd9];
  const jpeg = new Uint8Array([0xff, 0xd8, ...app0, ...exif, ...icc, ...adobe, ...comment, ...table, ...frame, ...scan, 83, 69]);

  assert.deepEqual(jpegParts(jpeg).at(-1).type, "trailing");
  assert.deepEqual([...pixelsOnly(jpeg, "image/jpeg")], [0xff, 0xd8, ...app0, ...adobe, ...table, ...frame, ...scan]);
});

test("a WebP becomes the simplest one there is, its length put right", () => {
  const part = (type, ...data) => [...letters(type), data.length, 0, 0, 0, ...data, ...(data.length % 2 ? [0] : [])];
  const body = [...letters("WEBP"), ...part("VP8X", 1, 2), ...part("ICCP", 9), ...part("VP8L", 5, 6, 7), ...part("EXIF", 8)];
  const webp = new Uint8Array([...letters("RIFF"), body.length, 0, 0, 0, ...body]);

  assert.deepEqual(webpParts(webp).map(({ type }) => type), ["VP8X", "ICCP", "VP8L", "EXIF"]);
  assert.deepEqual([...pixelsOnly(webp, "image/webp")], [...letters("RIFF"), 16, 0, 0, 0, ...letters("WEBP"), ...part("VP8L", 5, 6, 7)]);
});

test("a file that is not what it should be is not given out", () => {
  for (const type of ["image/png", "image/jpeg", "image/webp"]) assert.throws(() => pixelsOnly(new Uint8Array([1, 2, 3]), type), /Try another browser|cannot make|Choose PNG/);
  assert.throws(() => pixelsOnly(new Uint8Array([0xff, 0xd8, 0xff, 0xda, 0, 3, 1, 7]), "image/jpeg"), /not a JPEG/);
  assert.throws(() => pixelsOnly(new Uint8Array([...letters("RIFF"), 4, 0, 0, 0, ...letters("WEBP")]), "image/webp"), /more than one/);
});

test("the checksum is the one of the standard", () => {
  assert.equal(crc32(new TextEncoder().encode("123456789")), 0xcbf43926);
});

test("a zip stores names and contents, and no date", async () => {
  const file = await bytesOf(await zipOf([{ name: "a.png", blob: new Blob(["hello"]) }, { name: "b.png", blob: new Blob([""]) }]));
  const text = new TextDecoder("latin1").decode(file);

  assert.equal(text.split("PK\x03\x04").length - 1, 2);
  assert.equal(text.split("PK\x01\x02").length - 1, 2);
  assert.ok(text.includes("a.pnghello"));
  const view = new DataView(file.buffer);
  assert.equal(view.getUint32(10, true), 0x00210000);
  const end = text.lastIndexOf("PK\x05\x06");
  assert.equal(view.getUint16(end + 10, true), 2);
  assert.equal(view.getUint32(end + 16, true), text.indexOf("PK\x01\x02"));
});

test("a PDF's pixels are exactly those that were given", async () => {
  const [width, height] = [3, 2];
  const rgba = Uint8ClampedArray.from({ length: 4 * width * height }, (_, index) => (index % 4 === 3 ? 255 : (index * 37) % 256));
  const rows = inflateSync(await packPixels(rgba, width, height));
  const rgb = [];
  for (let y = 0; y < height; y++) {
    assert.equal(rows[y * (3 * width + 1)], 2);
    for (let x = 0; x < 3 * width; x++) rgb.push((rows[y * (3 * width + 1) + 1 + x] + (y ? rgb[(y - 1) * 3 * width + x] : 0)) % 256);
  }

  assert.deepEqual(rgb, [...rgba].filter((_, index) => index % 4 !== 3));
});

test("a PDF names each of its objects where it is, and nobody", async () => {
  const packed = new Uint8Array([120, 156]);
  const text = new TextDecoder("latin1").decode(await bytesOf(pdfOf([{ width: 40, height: 20, packed }, { width: 99_999, height: 2, packed }])));
  const start = Number(/startxref\n(\d+)/.exec(text)[1]);
  const offsets = [...text.slice(start).matchAll(/(\d{10}) 00000 n/g)].map(([, offset]) => Number(offset));

  assert.equal(offsets.length, 8);
  offsets.forEach((offset, index) => assert.ok(text.slice(offset).startsWith(`${index + 1} 0 obj`)));
  assert.match(text, /MediaBox \[0 0 30 15\]/);
  assert.match(text, /MediaBox \[0 0 14400 /);
  assert.doesNotMatch(text, /Producer|Creator|Date|Title/);
});
