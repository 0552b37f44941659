/**
 * A text goes from one page of ours to a new compose page, from window to window: no storage and no address sees it.
 */

const READY = "blackbar: ready for a text";
const MARK = "#duplicate";
const MOST_SECONDS = 60;

/**
 * Opens the compose page in a new tab with this text in it; false where the browser opens none.
 * @param {string} text
 */
export function openWith(text) {
  const page = window.open(`/paste/${MARK}`);
  if (!page) return false;
  const stop = new AbortController();
  addEventListener(
    "message",
    ({ source, origin, data }) => {
      if (source !== page || origin !== location.origin || data !== READY) return;
      page.postMessage({ text }, location.origin);
      stop.abort();
    },
    { signal: stop.signal },
  );
  setTimeout(() => stop.abort(), MOST_SECONDS * 1000);
  return true;
}

/**
 * On the compose page: takes the text of the page that opened it, once.
 * @param {(text: string) => void} take
 */
export function takeFromOpener(take) {
  const from = window.opener;
  if (location.hash === MARK) history.replaceState(null, "", location.pathname);
  else return;
  if (!from) return;
  const stop = new AbortController();
  addEventListener(
    "message",
    ({ source, origin, data }) => {
      if (source !== from || origin !== location.origin || typeof data?.text !== "string") return;
      stop.abort();
      window.opener = null;
      take(data.text);
    },
    { signal: stop.signal },
  );
  from.postMessage(READY, location.origin);
}
