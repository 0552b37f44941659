/**
 * What is said of a finding in words: its category, who found it, how sure, and where a reader would not see it.
 */

import { LABELS, labelName } from "../common/labels.js";

/** The category of what a person marked without saying what it is. */
export const BY_HAND = "custom";

/** @param {string} label */
export const nameOf = (label) => (label === BY_HAND ? "Other" : labelName(label));

/** The categories a person can choose from. */
export const CHOICES = Object.freeze([...LABELS, BY_HAND]);

/** Exemptions that records officers and lawyers write most often; any other words can be typed. */
export const REASONS = Object.freeze([
  "GDPR Art. 15(4), rights of others",
  "FOIA (b)(4), trade secret",
  "FOIA (b)(6), personal privacy",
  "FOIA (b)(7)(C), personal privacy in law enforcement",
  "Attorney-client privilege",
  "Work product",
  "Third-party personal data",
  "Confidential business information",
  "Not responsive",
]);


/**
 * Who found it and how sure: "Model embedded, 94 % sure".
 * @param {{source: string, why: string, score: number, seenBy: string, hidden: string}} item
 */
export function whySentence({ source, why, score, seenBy, hidden }) {
  if (source === "person") return "Marked by you";
  const by = source === "rule" ? `Found by a rule${why ? `: ${why.replaceAll("_", " ")}` : ""}` : `Found by the model${why ? ` ${why}` : ""}`;
  const where = seenBy === "ocr" ? ", read from a picture" : "";
  return `${by}, ${Math.round(score * 100)} % sure${where}${hidden ? `. A reader does not see it: ${hidden}` : ""}`;
}

/**
 * How it stands: "will be taken out", and whose word that is.
 * @param {{redact: boolean, by: string}} item
 */
export function verdictWords({ redact, by }) {
  if (redact) return by === "person" ? "will be taken out, you decided" : "will be taken out";
  if (by === "category") return "stays readable, its category is switched off";
  if (by === "policy") return "stays readable, the policy lets it stand";
  return by === "threshold" ? "stays readable, below the threshold" : "stays readable, you decided";
}
