/**
 * What went wrong, in the sentence it came with, and whether trying again can help.
 *
 * Pure. A file that is refused is refused again; a busy server or a broken line is worth another try.
 */

/** The server's words for what may be otherwise in a minute. */
const PASSING = new Set(["busy", "too_many", "full", "unavailable", "abandoned", "out_of_space"]);

/**
 * @param {unknown} error
 * @param {string} otherwise  for what no server said
 */
export const sentenceOf = (error, otherwise) => (error instanceof Error && error.name === "ApiError" ? error.message : otherwise);

/**
 * What came of looking once more, in a sentence.
 * @param {number} before  how many findings there were
 * @param {number} now
 * @param {number} kept  decisions about what is not found any more
 */
export function foundWords(before, now, kept) {
  const more = now - before;
  const count = Math.abs(more) === 1 ? "One finding" : `${Math.abs(more).toLocaleString("en")} findings`;
  const said = more ? `${count} ${more > 0 ? "more" : "fewer"} than before.` : "As many findings as before.";
  const rest = kept === 1 ? " One is there because you decided about it." : kept ? ` ${kept.toLocaleString("en")} are there because you decided about them.` : "";
  return said + rest;
}

/** Whether "Try again" can help. @param {unknown} error */
export function canHelp(error) {
  if (!(error instanceof Error) || error.name !== "ApiError") return true;
  const { status = 0, reason = "" } = /** @type {{status?: number, reason?: string}} */ (/** @type {unknown} */ (error));
  if (reason) return PASSING.has(reason);
  return status === 429 || status >= 500 || /\btry (?:it )?(?:again|once more)\b|went wrong/i.test(error.message);
}

/** Whether the file wants a password, and whether one was given already. @param {unknown} error @returns {"needed"|"wrong"|""} */
export function passwordProblem(error) {
  const reason = error instanceof Error ? String(/** @type {{reason?: string}} */ (/** @type {unknown} */ (error)).reason ?? "") : "";
  if (reason === "password_wrong") return "wrong";
  return reason === "password_needed" ? "needed" : "";
}
