/**
 * How the paste pages say numbers and times. Pure: knows neither page nor network.
 */

import { labelName, labelNamePlural } from "../common/labels.js";

const STEPS = /** @type {const} */ ([
  ["day", 86_400],
  ["hour", 3_600],
  ["minute", 60],
]);

/**
 * A span of time in its largest fitting unit: "7 days", "1 hour", "less than a minute".
 * @param {number} seconds
 */
export function duration(seconds) {
  for (const [unit, length] of STEPS) {
    // Rounding up to the next unit's edge, so that a link made for an hour says "1 hour" and not "59 minutes".
    if (seconds >= length * 0.99) return plural(Math.max(1, Math.round(seconds / length)), unit);
  }
  return "less than a minute";
}

/**
 * When the links stop: "in 7 days, on 29 November 2026 at 08:00"; null means never.
 * @param {string|null} expires  ISO
 * @param {Date} now
 * @param {string} [locale]
 * @param {string} [timeZone]
 */
export function untilWords(expires, now, locale, timeZone) {
  if (!expires) return "Both links work for as long as this server keeps its pastes.";
  const end = new Date(expires);
  return `Both links stop in ${duration((end.getTime() - now.getTime()) / 1000)}, on ${moment(end, locale, timeZone)}.`;
}

/**
 * The same of one link, for the button that copied it.
 * @param {string|null} expires  ISO
 * @param {Date} now
 * @param {string} [locale]
 * @param {string} [timeZone]
 */
export function stopsWords(expires, now, locale, timeZone) {
  if (!expires) return "It works for as long as this server keeps its pastes.";
  const end = new Date(expires);
  return `It stops working in ${duration((end.getTime() - now.getTime()) / 1000)}, on ${moment(end, locale, timeZone)}.`;
}

/** The longest life of a paste. */
export const MOST_DAYS = 365;

/**
 * A lifetime that was typed, in seconds; null when it is no whole number or out of range.
 * @param {string} amount
 * @param {string} unit  "minutes", "hours" or "days"
 * @returns {number|null}
 */
export function secondsOf(amount, unit) {
  const length = { minutes: 60, hours: 3_600, days: 86_400 }[unit];
  if (!length || !/^\d{1,6}$/.test(amount.trim())) return null;
  const seconds = Number(amount) * length;
  return seconds >= 60 && seconds <= MOST_DAYS * 86_400 ? seconds : null;
}

/**
 * A moment in the reader's own time: "29 November 2026 at 08:00".
 * @param {Date} date
 * @param {string} [locale]
 * @param {string} [timeZone]
 */
export function moment(date, locale, timeZone) {
  return new Intl.DateTimeFormat(locale, { dateStyle: "long", timeStyle: "short", timeZone }).format(date);
}

/**
 * What the result page says of the findings: "3 findings were replaced"
 * @param {number} findings
 */
export function findingsWords(findings) {
  if (!findings) return "Nothing personal was found";
  return findings === 1 ? "1 finding was replaced" : `${findings.toLocaleString("en")} findings were replaced`;
}

/**
 * What the reveal link does.
 * @param {number} reveals  0 for any number
 * @param {boolean} hasPassphrase
 */
export function revealWords(reveals, hasPassphrase) {
  const times = reveals === 0 ? "" : reveals === 1 ? " once" : ` ${reveals} times`;
  return `Shows the original${times}, with every finding marked${times && "; then the paste is deleted"}.${hasPassphrase ? " It asks for the passphrase, which you tell in another way." : ""}`;
}

/**
 * The categories that occur, each with its name in the right number.
 * @param {Record<string, number>} byLabel
 * @returns {{label: string, name: string, count: number}[]}
 */
export function legend(byLabel) {
  return Object.entries(byLabel)
    .filter(([, count]) => count > 0)
    .map(([label, count]) => ({ label, name: count === 1 ? labelName(label) : labelNamePlural(label), count }));
}

/**
 * Where a text stands against its limit. `said` is for screen readers, which hear only the steps that matter.
 * @param {number} characters
 * @param {number} limit
 * @returns {{state: "ok"|"near"|"over", said: string}}
 */
export function measure(characters, limit) {
  if (characters > limit) {
    const over = characters - limit;
    return { state: "over", said: `${plural(over, "character")} too many.` };
  }
  if (characters > limit * 0.9) return { state: "near", said: "Near the limit." };
  return { state: "ok", said: "" };
}

/**
 * The text with half characters, as cut-off log lines end in, made U+FFFD: they cannot travel.
 * @param {string} value
 */
export function wellFormed(value) {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(new TextEncoder().encode(value));
}

/**
 * @param {number} count
 * @param {string} unit
 */
function plural(count, unit) {
  return `${count.toLocaleString("en")} ${unit}${count === 1 ? "" : "s"}`;
}
