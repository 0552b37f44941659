/**
 * The only caller of the network: queued endpoints through the gradio client, everything else as plain JSON.
 *
 * Whatever goes wrong comes out as an ApiError with one sentence that can be shown as it is. Cancelling
 * rejects with the signal's reason (an AbortError), at once. File names stay on this side.
 */

import { randomHex } from "./random.js";
import { ApiError, offline, progressOf, sentence, UNKNOWN } from "./telling.js";

export { ApiError };

const CLIENT = "/common/vendor/gradio-client/index.min.js";
const JSON_TIMEOUT_SECONDS = 30;
const CONNECT_TIMEOUT_SECONDS = 20;

/**
 * @typedef {import("./telling.js").Progress} Progress
 * @typedef {{signal?: AbortSignal, onProgress?: (progress: Progress) => void}} CallOptions
 */

/**
 * A document's text and findings. With `document`, the name of one that is still open on the server, only its findings are
 * looked for again, and the file is sent only when it is not open there any more.
 * @param {File|Blob} file
 * @param {CallOptions} [options]
 * @param {{policy?: string, operating_point?: string, password?: string, document?: string}} [more]
 */
export const analyzeDocument = (file, options, more) => callWithDocument("/analyze_document", file, options, more);

/**
 * A redacted copy. Decisions are spans in code points, as `analyzeDocument` gave them. `document` is as there.
 * @param {File|Blob} file
 * @param {unknown} decisions
 * @param {CallOptions} [options]
 * @param {{policy?: string, password?: string, document?: string}} [more]
 */
export const redactDocument = (file, decisions, options, more) => callWithDocument("/redact_document", file, options, { decisions, ...more });

/**
 * @param {string} endpoint
 * @param {File|Blob} file
 * @param {CallOptions} [options]
 * @param {Record<string, unknown> & {document?: string}} [more]
 * @returns {Promise<any>}
 */
async function callWithDocument(endpoint, file, options, { document, ...more } = {}) {
  const isOpen = document && await getJson(`/documents/d/${document}`, { signal: options?.signal }).then(() => true, (error) => {
    if (error instanceof ApiError && error.status === 404) return false;
    throw error;
  });
  return isOpen ? call(endpoint, { file: null, document, ...more }, options) : callWithFile(endpoint, "file", file, options, more);
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

/** @param {File|Blob} file @param {CallOptions} [options] @param {{policy?: string, operating_point?: string, codes?: string, faces?: boolean, page?: number}} [more] */
export const anonymizeScreenshot = (file, options, more) => callWithFile("/anonymize_screenshot", "image", file, options, more);

/**
 * @param {string} text
 * @param {{ttl: string|number, reveals?: number, passphrase?: string, findings?: {start: number, end: number, label: string}[]|null, policy?: string, operating_point?: string, idempotency_key?: string}} asked
 * @param {CallOptions} [options]
 */
export const createPaste = (text, asked, options) => call("/create_paste", { text, ...asked }, options);

/** What would be replaced in a text; nothing is kept. @param {string} text @param {CallOptions} [options] @param {{policy?: string, operating_point?: string}} [more] */
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
      Client.connect(location.origin, { record_history: false, session_hash: randomHex(), events: ["data", "status"] }),
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

/** A name for the wire that says the format and nothing else: "upload.pdf". @param {File|Blob} file */
export function neutralName(file) {
  const extension = /\.([a-z0-9]{1,8})$/i.exec("name" in file ? file.name : "")?.[1];
  return extension ? `upload.${extension.toLowerCase()}` : "upload";
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
