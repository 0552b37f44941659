/**
 * What a person is told of a request: how far it is, and what went wrong, in one sentence that can be shown as it is.
 *
 * Pure: sends nothing. The server's own sentences are passed on; those of the client and of gradio's queue are translated.
 */

/**
 * How far a request is. `fraction` is between 0 and 1, or null while nobody knows; `text` is a phrase to show.
 * @typedef {{stage: "sending"|"waiting"|"working", fraction: number|null, text: string}} Progress
 */

/** Sentences of the gradio client and of gradio's queue that a person should not have to read. */
const TRANSLATED = /** @type {const} */ ([
  [/connection errored out|broken.connection|failed to fetch|networkerror|load failed/i, "The connection to the server broke. Check that it is still running, then try again."],
  [/queue is full/i, "The server is busy with other people's requests. Try again in a minute."],
  [/could not (?:resolve|get) (?:app )?config|no api|api info/i, "The server did not answer as expected. Reload the page and try again."],
  [/session not found/i, "The server was started again in the meantime. Try once more."],
]);

export const UNKNOWN = "Something went wrong on the server. Try again; if it stays, the server's log names the cause.";

/**
 * An error with a sentence for the person at the page; `status` is the HTTP status, 0 when there was none; `reason` is
 * the server's short word for it ("password_needed"), "" when it said none.
 */
export class ApiError extends Error {
  /**
   * @param {string} message
   * @param {number} [status]
   * @param {string} [reason]
   */
  constructor(message, status = 0, reason = "") {
    super(message);
    this.name = "ApiError";
    this.status = status;
    this.reason = reason;
  }
}

/**
 * What the client's status event means to a person.
 * @param {{position?: number, progress_data?: {progress: number|null, index: number|null, length: number|null, desc: string|null}[]}} event
 * @returns {Progress}
 */
export function progressOf({ position, progress_data }) {
  const step = progress_data?.at(-1);
  if (step) {
    const fraction = step.progress ?? (step.length ? (step.index ?? 0) / step.length : null);
    return { stage: "working", fraction: fraction === null ? null : Math.min(Math.max(fraction, 0), 1), text: step.desc ?? "Working" };
  }
  if (position) {
    const ahead = position === 1 ? "one request is" : `${position} requests are`;
    return { stage: "waiting", fraction: null, text: `Waiting: ${ahead} before yours` };
  }
  return { stage: "waiting", fraction: null, text: "Waiting for the engine" };
}

/**
 * One sentence from whatever the server or the client gave: our errors carry theirs, the rest is translated.
 * @param {any} error
 * @param {number} [status]
 * @returns {string}
 */
export function sentence(error, status = 0) {
  if (status === 401) return "The key of this browser no longer holds. Open this page in another tab, type the key, then try again; nothing here is lost.";
  const found = typeof error === "string" ? error : (error?.error?.message ?? error?.message ?? error?.error ?? error?.detail);
  const text = typeof found === "string" ? found.trim() : "";
  for (const [pattern, translation] of TRANSLATED) if (pattern.test(text)) return translation;
  if (text && /\s/.test(text) && !/^(an error occurred|an unexpected error|internal server error|http \d)/i.test(text)) return text;
  if (status === 403) return "The server refused this request. Reload the page and try again.";
  if (status === 404) return "The server has nothing at this address.";
  if (status === 413) return "This is larger than the server accepts.";
  if (status === 429 || status === 503) return "The server is busy. Try again in a minute.";
  return UNKNOWN;
}

/** Why nothing was reached at all. */
export function offline() {
  return navigator.onLine === false
    ? "This computer is offline. Connect it and try again; nothing here is lost."
    : "The server cannot be reached. Check that it is still running, then try again; nothing here is lost.";
}

/** The server's words for what may be otherwise in a minute. */
const PASSING = new Set(["busy", "too_many", "full", "unavailable", "abandoned", "out_of_space"]);

/**
 * Whether "Try again" can help: a file that is refused is refused again; a busy server or a broken line is worth another try.
 * @param {unknown} error
 */
export function canHelp(error) {
  if (!(error instanceof Error) || error.name !== "ApiError") return true;
  const { status = 0, reason = "" } = /** @type {{status?: number, reason?: string}} */ (/** @type {unknown} */ (error));
  if (reason) return PASSING.has(reason);
  return status === 429 || status >= 500 || /\btry (?:it )?(?:again|once more)\b|went wrong/i.test(error.message);
}
