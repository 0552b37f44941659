import assert from "node:assert/strict";
import { test } from "node:test";

import { MyPastes } from "../../../frontends/paste/mine.js";

const NOW = new Date("2026-11-22T10:00:00Z");
const paste = (id, expires = null) => ({ id, key: "k".repeat(43), created: "2026-11-22T09:00:00Z", expires, byLabel: { secret: 1 } });

class Memory extends Map {
  getItem = (name) => this.get(name) ?? null;
  setItem = (name, value) => this.set(name, value);
  removeItem = (name) => this.delete(name);
}

test("pastes are remembered, the newest first, until their time is up or they are forgotten", () => {
  const mine = new MyPastes(new Memory());
  mine.add(paste("first-paste"));
  mine.add(paste("second-paste", "2026-11-22T11:00:00Z"));
  assert.deepEqual(mine.list(NOW).map(({ id }) => id), ["second-paste", "first-paste"]);
  assert.deepEqual(mine.list(new Date("2026-11-22T11:00:00Z")).map(({ id }) => id), ["first-paste"]);
  mine.forget("first-paste");
  assert.deepEqual(mine.list(NOW), []);
});

test("when it is switched off nothing new is remembered, and the choice is", () => {
  const storage = new Memory();
  const mine = new MyPastes(storage);
  mine.isOn = false;
  mine.add(paste("first-paste"));
  assert.deepEqual(new MyPastes(storage).list(NOW), []);
  assert.equal(new MyPastes(storage).isOn, false);
});

test("nothing is left in the storage when all is forgotten", () => {
  const storage = new Memory();
  const mine = new MyPastes(storage);
  mine.add(paste("first-paste"));
  mine.forgetAll();
  assert.equal(storage.size, 0);
});

test("a storage that is missing, broken or written by others is as good as empty", () => {
  const broken = { getItem: () => { throw new Error("no"); }, setItem: () => { throw new Error("no"); }, removeItem: () => {} };
  for (const storage of [null, broken, new Memory([["blackbar-pastes", "{"]]), new Memory([["blackbar-pastes", '{"list":[{"id":"javascript:alert(1)"},5]}']])]) {
    const mine = new MyPastes(storage);
    mine.add(paste("first-paste"));
    assert.ok(mine.list(NOW).every(({ id }) => id === "first-paste"));
  }
});

test("no more than two hundred are kept", () => {
  const mine = new MyPastes(new Memory());
  for (let n = 0; n < 250; n++) mine.add(paste(`paste-number-${n}`));
  assert.equal(mine.list(NOW).length, 200);
  assert.equal(mine.list(NOW)[0].id, "paste-number-249");
});
