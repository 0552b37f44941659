import assert from "node:assert/strict";
import { test } from "node:test";

import { textOf } from "../../../frontends/paste/copying.js";
import { stretches } from "../../../frontends/paste/unseen.js";
import { duration, findingsWords, legend, measure, secondsOf, stopsWords, untilWords, wellFormed } from "../../../frontends/paste/words.js";

test("a duration is said in its largest fitting unit", () => {
  const said = [30, 60, 599.8, 3_599, 3_600, 86_399, 86_400, 604_799, 2_592_000].map(duration);

  assert.deepEqual(said, ["less than a minute", "1 minute", "10 minutes", "1 hour", "1 hour", "1 day", "1 day", "7 days", "30 days"]);
});

test("the end of the links is said with its distance and its moment", () => {
  const now = new Date("2026-11-22T07:00:00Z");

  assert.equal(
    untilWords("2026-11-29T07:00:00.000+00:00", now, "en-GB", "UTC"),
    "Both links stop in 7 days, on 29 November 2026 at 07:00.",
  );
  assert.match(untilWords(null, now), /as long as this server keeps/);
});

test("findings are counted in words", () => {
  assert.equal(findingsWords(0), "Nothing personal was found");
  assert.equal(findingsWords(1), "1 finding was replaced");
  assert.equal(findingsWords(1200), "1,200 findings were replaced");
});

test("the legend names what occurs, in the right number, in the server's order", () => {
  assert.deepEqual(legend({ private_person: 2, private_address: 1, private_email: 0 }), [
    { label: "private_person", name: "People", count: 2 },
    { label: "private_address", name: "Address", count: 1 },
  ]);
});

test("the count warns near the limit and says by how much it is passed", () => {
  assert.deepEqual(measure(0, 100), { state: "ok", said: "" });
  assert.equal(measure(91, 100).state, "near");
  assert.equal(measure(100, 100).state, "near");
  assert.deepEqual(measure(101, 100), { state: "over", said: "1 character too many." });
});

test("half an emoji becomes the replacement character and nothing else changes", () => {
  assert.equal(wellFormed("\ufeffa😀\ud83d"), "\ufeffa😀\ufffd");
});

test("the text behind a shown paste has its unseen characters again", () => {
  const words = (data) => ({ nodeType: 3, data });
  const shown = (code) => ({ nodeType: 1, dataset: { code }, childNodes: [] });
  const mark = { nodeType: 1, dataset: {}, childNodes: [words("b"), shown("202E")] };

  assert.equal(textOf({ childNodes: [words("a"), shown("0"), mark, words("c")] }), "a\0b\u202ec");
});

test("unseen characters are cut out by name and the rest stays whole", () => {
  assert.deepEqual(stretches("a\u202eb\0\x01\r\n\rc\t👩‍👧"), [
    { text: "a", code: "" },
    { text: "RLO", code: "202E" },
    { text: "b", code: "" },
    { text: "NUL", code: "0000" },
    { text: "U+0001", code: "0001" },
    { text: "\r\n", code: "" },
    { text: "CR", code: "000D" },
    { text: "c\t👩‍👧", code: "" },
  ]);
});

test("a lifetime of one's own is a whole number from a minute to a year", () => {
  assert.deepEqual([secondsOf("3", "days"), secondsOf(" 90 ", "minutes"), secondsOf("365", "days"), secondsOf("1", "minutes")], [259_200, 5_400, 31_536_000, 60]);
  for (const [amount, unit] of [["", "days"], ["0", "days"], ["366", "days"], ["1.5", "hours"], ["-1", "hours"], ["1e3", "minutes"], ["٣", "days"], ["3", "years"]]) {
    assert.equal(secondsOf(amount, unit), null, `${amount} ${unit}`);
  }
});

test("a copied link says when it dies", () => {
  const now = new Date("2026-11-22T07:00:00Z");
  assert.equal(stopsWords("2026-11-22T08:00:00Z", now, "en-GB", "UTC"), "It stops working in 1 hour, on 22 November 2026 at 08:00.");
  assert.match(stopsWords(null, now), /as long as this server/);
});
