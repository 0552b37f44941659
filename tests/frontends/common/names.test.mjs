import assert from "node:assert/strict";
import test from "node:test";
import { derivedName } from "../../../frontends/common/downloads.js";
import { kindName, labelName, placeholder } from "../../../frontends/common/labels.js";

test("a copy is named after its original", () => {
  assert.equal(derivedName("lease.v2.pdf", "redacted", "txt"), "lease.v2-redacted.txt");
});

test("a name that no file system takes is mended", () => {
  assert.equal(derivedName("a/b:c\u0000\u202e.pdf", "redacted", "txt"), "a b c-redacted.txt");
  assert.equal(derivedName(".pdf", "redacted", "txt"), "document-redacted.txt");
});

test("categories and kinds are said as people say them", () => {
  assert.deepEqual([labelName("account_number"), labelName("private_url"), kindName("ip_address"), kindName("credit_card")], ["Account number", "URL", "IP address", "credit card"]);
  assert.equal(labelName("private_shoe_size"), "Shoe size");
});

test("a placeholder is the label in angle brackets", () => {
  assert.equal(placeholder("private_person"), "<PRIVATE_PERSON>");
});
