/**
 * The only caller of the network: queued endpoints through the gradio client, everything else as plain JSON.
 *
 * Whatever goes wrong comes out as an ApiError with one sentence that can be shown as it is. Cancelling
 * rejects with the signal's reason (an AbortError), at once. File names stay on this side.
 */

const CLIENT = "/common/vendor/gradio-client/index.min.js";
const JSON_TIMEOUT_SECONDS = 30;
const CONNECT_TIMEOUT_SECONDS = 20;

/** Sentences of the gradio client and of gradio's queue that a person should not have to read. */
const TRANSLATED = /** @type {const} */ ([
  [/connection errored out|broken.connection|failed to fetch|networkerror|load failed/i, "The connection to the server broke. Check that it is still running, then try again."],
  [/queue is full/i, "The server is busy with other people's requests. Try again in a minute."],
  [/could not (?:resolve|get) (?:app )?config|no api|api info/i, "The server did not answer as expected. Reload the page and try again."],
  [/session not found/i, "The server was started again in the meantime. Try once more."],
]);
const UNKNOWN = "Something went wrong on the server. Try again; if it stays, the server's log names the cause.";

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
 * How far a request is. `fraction` is between 0 and 1, or null while nobody knows; `text` is a phrase to show.
 * @typedef {{stage: "sending"|"waiting"|"working", fraction: number|null, text: string}} Progress
 * @typedef {{signal?: AbortSignal, onProgress?: (progress: Progress) => void}} CallOptions
 */

/**
 * @param {File|Blob} file
 * @param {CallOptions} [options]
 * @param {{policy?: string, password?: string}} [more]
 */
export const analyzeDocument = (file, options, more) => callWithFile("/analyze_document", "file", file, options, more);

/**
 * A redacted copy. Decisions are spans in code points, as `analyzeDocument` gave them. With `document`, the name of
 * one that is still open on the server, the file is sent only when it is not open there any more.
 * @param {File|Blob} file
 * @param {unknown} decisions
 * @param {CallOptions} [options]
 * @param {{policy?: string, password?: string, document?: string}} [more]
 * @returns {Promise<any>}
 */
export async function redactDocument(file, decisions, options, { document, ...more } = {}) {
  if (!document) return callWithFile("/redact_document", "file", file, options, { decisions, ...more });
  const isOpen = await getJson(`/documents/d/${document}`, { signal: options?.signal }).then(() => true, (error) => {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  });
  return isOpen ? call("/redact_document", { file: null, decisions, document, ...more }, options) : redactDocument(file, decisions, options, more);
}

/** Where the words and findings of a page stand. @param {string} document  its name @param {number} page @param {{signal?: AbortSignal}} [options] */
export const getSheet = (document, page, options) => getJson(`/documents/d/${document}/page/${page}.json`, options);

/** The address of a page's picture. @param {string} document @param {number} page @param {number} scale  pixels a point */
export const sheetAddress = (document, page, scale) => `/documents/d/${document}/page/${page}.png?scale=${scale}`;

/** Where the words and findings of a picture stand, in its pixels. @param {string} document @param {number} picture @param {{signal?: AbortSignal}} [options] */
export const getPictureSheet = (document, picture, options) => getJson(`/documents/d/${document}/picture/${picture}.json`, options);

/** The address of a picture in a document. @param {string} document @param {number} picture */
export const pictureAddress = (document, picture) => `/documents/d/${document}/picture/${picture}.png`;

/** What a copy would say in each place. @param {string} document @param {unknown} decisions @param {string} policy @param {{signal?: AbortSignal}} [options] */
export const previewCopy = (document, decisions, policy, options) => getJson(`/documents/d/${document}/preview`, { ...options, body: { decisions, policy } });

/** Lets the server forget an open document; said also while the page goes away. @param {string} document */
export const closeDocument = (document) => void navigator.sendBeacon(`/documents/d/${document}/close`);

/** @param {File|Blob} file @param {CallOptions} [options] @param {{policy?: string, codes?: string, faces?: boolean, page?: number}} [more] */
export const anonymizeScreenshot = (file, options, more) => callWithFile("/anonymize_screenshot", "image", file, options, more);

/**
 * @param {string} text
 * @param {{ttl: string|number, reveals?: number, passphrase?: string, findings?: {start: number, end: number, label: string}[]|null, policy?: string, idempotency_key?: string}} asked
 * @param {CallOptions} [options]
 */
export const createPaste = (text, asked, options) => call("/create_paste", { text, ...asked }, options);

/** What would be replaced in a text; nothing is kept. @param {string} text @param {CallOptions} [options] @param {{policy?: string}} [more] */
export const previewPaste = (text, options, more = {}) => call("/preview_paste", { text, ...more }, options);

/** The policies to choose from, and how many more are stored. @param {CallOptions} [options] */
export const getPolicies = (options) => getJson("/policies", options);

/** What a policy of one's own does, or an ApiError that says what is wrong with it. @param {string} text @param {CallOptions} [options] */
export const checkPolicy = (text, options) => getJson("/policies/check", { ...options, text });

/** What is installed and at work. @param {CallOptions} [options] */
export const getStatus = (options) => getJson("/api/status", options);

/**
 * Sends a file, then calls the endpoint with it.
 * @param {string} endpoint
 * @param {string} parameter
 * @param {File|Blob} file
 * @param {CallOptions} [options]
 * @param {Record<string, unknown>} [more]  further parameters
 * @returns {Promise<any>}
 */
export async function callWithFile(endpoint, parameter, file, options = {}, more = {}) {
  const path = await upload(file, options);
  const data = { path, orig_name: neutralName(file), mime_type: file.type || undefined, meta: { _type: "gradio.FileData" } };
  return call(endpoint, { [parameter]: data, ...more }, options);
}

/**
 * Calls a queued endpoint and returns its answer.
 * @param {string} endpoint  "/create_paste"
 * @param {Record<string, unknown>} parameters
 * @param {CallOptions} [options]
 * @returns {Promise<any>}
 */
export async function call(endpoint, parameters, { signal, onProgress = () => {} } = {}) {
  signal?.throwIfAborted();
  const client = await untilAborted(connect(), signal);
  const job = client.submit(endpoint, parameters);
  const listen = async () => {
    let answer;
    for await (const event of job) {
      if (event.type === "data") answer = event.data;
      else if (event.type !== "status") continue;
      else if (event.stage === "error") {
        if (event.broken || event.session_not_found) forget(client);
        throw new ApiError(sentence(event.message), 0, /^[a-z_]+$/.test(event.title ?? "") ? event.title : "");
      }
      else if (event.stage === "complete") break;
      else onProgress(progressOf(event));
    }
    if (!answer) throw new ApiError(UNKNOWN);
    return answer[0];
  };
  try {
    return await untilAborted(listen(), signal);
  } catch (error) {
    if (signal?.aborted) {
      void Promise.resolve(job.cancel()).catch(() => {});
      void job.return();
      throw error;
    }
    if (error instanceof ApiError) throw error;
    forget(client);
    throw new ApiError(sentence(error));
  }
}

/**
 * Plain JSON from a plain route. With a body, or a text that is sent as it is, it is a POST.
 * @param {string} path
 * @param {{signal?: AbortSignal, body?: unknown, text?: string, method?: string, headers?: Record<string, string>}} [options]
 * @returns {Promise<any>}
 */
export async function getJson(path, { signal, body, text, method, headers = {} } = {}) {
  const sent = text ?? (body === undefined ? undefined : JSON.stringify(body));
  const timeout = AbortSignal.timeout(JSON_TIMEOUT_SECONDS * 1000);
  let response;
  try {
    response = await fetch(path, {
      method: method ?? (sent === undefined ? "GET" : "POST"),
      headers: { Accept: "application/json", ...(sent === undefined ? {} : { "Content-Type": "application/json" }), ...headers },
      body: sent,
      credentials: "same-origin",
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    if (timeout.aborted) throw new ApiError(`The server did not answer within ${JSON_TIMEOUT_SECONDS} seconds. Try again.`);
    throw new ApiError(offline());
  }
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new ApiError(sentence(answer, response.status), response.status);
  return answer;
}

/**
 * A file of this server as it is, such as an example.
 * @param {string} path
 * @param {{signal?: AbortSignal}} [options]
 * @returns {Promise<Blob>}
 */
export async function getBlob(path, { signal } = {}) {
  const timeout = AbortSignal.timeout(JSON_TIMEOUT_SECONDS * 1000);
  let response;
  try {
    response = await fetch(path, { credentials: "same-origin", signal: signal ? AbortSignal.any([signal, timeout]) : timeout });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ApiError(offline());
  }
  if (!response.ok) throw new ApiError(sentence(null, response.status), response.status);
  return response.blob();
}

/**
 * Sends a file to the upload folder and returns its path there, as endpoints take it.
 * @param {File|Blob} file
 * @param {CallOptions} options
 * @returns {Promise<string>}
 */
function upload(file, { signal, onProgress = () => {} }) {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    // fetch cannot tell how far an upload is, XMLHttpRequest can.
    const request = new XMLHttpRequest();
    const stop = () => request.abort();
    const form = new FormData();
    form.append("files", new File([file], neutralName(file), { type: file.type }));
    request.upload.onprogress = ({ loaded, total, lengthComputable }) =>
      onProgress({ stage: "sending", fraction: lengthComputable && total ? loaded / total : null, text: "Sending the file" });
    request.onload = () => {
      const answer = parsed(request.responseText);
      if (request.status === 200 && typeof answer?.[0] === "string") resolve(answer[0]);
      else reject(new ApiError(sentence(answer, request.status), request.status));
    };
    request.onerror = () => reject(new ApiError(offline()));
    request.onabort = () => reject(signal?.reason ?? new DOMException("cancelled", "AbortError"));
    request.onloadend = () => signal?.removeEventListener("abort", stop);
    signal?.addEventListener("abort", stop);
    onProgress({ stage: "sending", fraction: 0, text: "Sending the file" });
    request.open("POST", "/gradio_api/upload");
    request.send(form);
  });
}

/** @type {Promise<any>|null} */
let connection = null;

/** One client for the life of the page, made when it is first needed. */
function connect() {
  connection ??= (async () => {
    const { Client } = await import(CLIENT);
    const client = await Promise.race([
      Client.connect(location.origin, { record_history: false, session_hash: randomName(), events: ["data", "status"] }),
      new Promise((_, reject) =>
        setTimeout(() => reject(new ApiError("The server did not answer. Check that it is still running, then try again.")), CONNECT_TIMEOUT_SECONDS * 1000),
      ),
    ]);
    if (!client.config || !client.api_info) throw new Error("could not resolve app config");
    client.config.root = location.origin; // behind a proxy the server may not know its own address; the page does
    return client;
  })().catch((error) => {
    connection = null;
    throw error instanceof ApiError ? error : new ApiError(navigator.onLine ? sentence(error) : offline());
  });
  return connection;
}

/** The next call makes a new connection: the server may be another one by then. @param {any} client */
function forget(client) {
  connection = null;
  try {
    client.close();
  } catch {
    return; // it was closed already
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

/** A name for the wire that says the format and nothing else: "upload.pdf". @param {File|Blob} file */
export function neutralName(file) {
  const extension = /\.([a-z0-9]{1,8})$/i.exec("name" in file ? file.name : "")?.[1];
  return extension ? `upload.${extension.toLowerCase()}` : "upload";
}

function offline() {
  return navigator.onLine === false
    ? "This computer is offline. Connect it and try again; nothing here is lost."
    : "The server cannot be reached. Check that it is still running, then try again; nothing here is lost.";
}

/** crypto.randomUUID exists only on https and localhost; this one everywhere. */
function randomName() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
function untilAborted(promise, signal) {
  if (!signal) return promise;
  promise.catch(() => {}); // nobody listens any more once it is aborted
  return new Promise((resolve, reject) => {
    const stop = () => reject(signal.reason);
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** @param {string} text */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
