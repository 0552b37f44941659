import assert from "node:assert/strict";
import test from "node:test";
import { neutralName } from "../../../frontends/common/api.js";

test("a name on the wire says the format and nothing else", () => {
  const name = (text) => neutralName(new File([], text));

  assert.equal(name("Anna Schmidt CV.PDF"), "upload.pdf");
  assert.equal(name("no extension"), "upload");
  assert.equal(name("x.a b"), "upload");
});
