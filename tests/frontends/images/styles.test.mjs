import assert from "node:assert/strict";
import { test } from "node:test";

import { CATEGORIES } from "../../../frontends/images/bars.js";
import { BLACK, commonStyle, inkOn, PLAIN, restyled, styleOf, WHITE, wordOf } from "../../../frontends/images/styles.js";

test("bars are black with nothing on them until somebody says otherwise", () => {
  assert.ok(CATEGORIES.every((label) => styleOf(PLAIN, label).fill === BLACK && !styleOf(PLAIN, label).word));
});

test("one category changes alone, all change together", () => {
  const styles = restyled(PLAIN, "private_email", { fill: "#336699" });

  assert.deepEqual(styleOf(styles, "private_email"), { fill: "#336699", word: false });
  assert.equal(styleOf(styles, "secret").fill, BLACK);
  assert.equal(commonStyle(styles, "").fill, null);
  assert.deepEqual(commonStyle(restyled(styles, "", { fill: WHITE, word: true }), ""), { fill: WHITE, word: true });
});

test("a change that changes nothing, or is no solid colour, is none", () => {
  assert.equal(restyled(PLAIN, "", { fill: BLACK }), PLAIN);
  assert.equal(restyled(PLAIN, "", { fill: "transparent" }), PLAIN);
  assert.equal(restyled(PLAIN, "", { fill: "#00000080" }), PLAIN);
});

test("words are the categories' names, in letters that can be read on the colour", () => {
  assert.equal(wordOf("private_email"), "EMAIL");
  assert.equal(wordOf("qr_code"), "QR CODE");
  assert.deepEqual([inkOn(BLACK), inkOn(WHITE), inkOn("#ffd400"), inkOn("#24458f")], [WHITE, BLACK, BLACK, WHITE]);
});
