/**
 * What went wrong with a document, in the sentence it came with. Pure.
 */

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

/** Whether the file wants a password, and whether one was given already. @param {unknown} error @returns {"needed"|"wrong"|""} */
export function passwordProblem(error) {
  const reason = error instanceof Error ? String(/** @type {{reason?: string}} */ (/** @type {unknown} */ (error)).reason ?? "") : "";
  if (reason === "password_wrong") return "wrong";
  return reason === "password_needed" ? "needed" : "";
}
