/**
 * A review leaves the page as a file and comes back from one; and what was decided is not let go of unasked.
 */

import { confirmDialog, showDialog } from "../common/dialog.js";
import { byId, h } from "../common/dom.js";
import { derivedName, download } from "../common/downloads.js";
import { toast } from "../common/toast.js";
import { safeName } from "./exports.js";
import { loadedReview, NotAReview, savedReview } from "./saved.js";

/** @typedef {{file: File, session: import("./session.js").Session}} Open */

/**
 * @param {() => Open|null} openDocument
 * @returns {{keep: () => void, restart: () => void, mayLeave: () => Promise<boolean>}}  `keep`: what is decided now was
 *   saved or taken away; `restart`: another document came; `mayLeave` asks where something would be lost
 */
export function keepReviews(openDocument) {
  /** The last decision that was saved with the review, or taken away with a copy. @type {import("./review.js").Event|null} */
  let kept = null;
  const keep = () => void (kept = openDocument()?.session.review.last ?? null);
  const isUnsaved = () => {
    const open = openDocument();
    return open !== null && open.session.review.last !== kept;
  };
  addEventListener("beforeunload", (event) => isUnsaved() && event.preventDefault());

  byId("review-save", HTMLButtonElement).addEventListener("click", () => {
    const open = openDocument();
    if (!open) return;
    keep();
    download(savedReview(open.session), derivedName(safeName(open.file.name, open.session.items), "review", "json"), "application/json");
    toast("Saved. It tells where things stand and what was decided, and none of the words.");
  });
  const input = byId("review-file", HTMLInputElement);
  byId("review-load", HTMLButtonElement).addEventListener("click", () => input.click());
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = "";
    if (!file) return;
    try {
      const content = await file.text();
      const open = openDocument(); // as it is now: it may have been looked through again meanwhile
      if (!open) return;
      const { review, restored } = loadedReview(content, open.session.reading);
      open.session.replace(review);
      keep();
      toast(restored ? `The review is back. ${restored === 1 ? "One redaction was" : `${restored} redactions were`} not found this time and ${restored === 1 ? "was" : "were"} added.` : "The review is back.");
    } catch (error) {
      await showDialog({ title: "No review was loaded", body: [h("p", {}, error instanceof NotAReview ? error.message : "This file could not be read. Choose it again.")] });
    }
  });

  return {
    keep,
    restart: () => void (kept = null),
    mayLeave: async () => !isUnsaved() || (await confirmDialog("Leave this review?", "What you decided was neither saved nor taken away. Save the review first to go on with it another time.", "Open the other file")),
  };
}
