/**
 * A picture was read once more, by other choices: what is found now, with all that a person made of what was found before.
 *
 * Pure. Bars that were drawn, moved, switched or named by hand stay as they are; what was deleted does not come back. What
 * is found beside them is covered as it is found now.
 */

import { contains, grow } from "../common/geometry.js";
import { nextId } from "./bars.js";

/** @typedef {import("./bars.js").Bar} Bar @typedef {import("./bars.js").Bars} Bars */

const AIR = 3; // pixels by which two readings of one word may differ

/**
 * @param {Bars} now  as they stand on the canvas
 * @param {Bars} before  as they were found when it was read before
 * @param {Bars} found  as they are found this time
 * @returns {{bars: Bars, before: Bars}}  what stands on the canvas, and what to tell from it the next time
 */
export function lookedAgain(now, before, found) {
  const asFound = new Map(before.map((bar) => [bar.id, bar]));
  const byPerson = now.filter((bar) => !same(bar, asFound.get(bar.id)));
  const untouched = new Set(now.filter((bar) => !byPerson.includes(bar)).map(({ id }) => id));
  const decided = before.filter(({ id }) => !untouched.has(id));
  const isDecided = (/** @type {Bar} */ bar) => decided.some((old) => old.label === bar.label && within(old, bar));
  const first = Math.max(nextId(now), nextId(before));
  const fresh = found.filter((bar) => !isDecided(bar)).map((bar, index) => known(bar, now, untouched) ?? { ...bar, id: first + index });
  return { bars: [...fresh, ...byPerson], before: [...fresh, ...decided] };
}

/** The bar that stands there already, just so: it keeps its id, and with it the selection. @param {Bar} bar @param {Bars} now @param {ReadonlySet<number>} untouched */
const known = (bar, now, untouched) => now.find((one) => untouched.has(one.id) && same({ ...bar, id: one.id, finding: one.finding }, one));

/** @param {Bar} old @param {Bar} bar */
function within(old, bar) {
  const { x, y, w, h } = bar;
  const room = grow(old, AIR);
  return contains(room, { x, y }) && contains(room, { x: x + w, y: y + h });
}

/** @param {Bar} bar @param {Bar|undefined} other */
const same = (bar, other) => other !== undefined && JSON.stringify(bar) === JSON.stringify(other);
