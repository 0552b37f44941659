/**
 * What JavaScript adds to a shown paste: copying, wrapping, the reader's own time, switching without losing the place.
 *
 * A reveal link's token leaves the address bar at once, so that it is not read over a shoulder or copied by accident.
 * One that came behind a # is posted: it opens the page of its owner, and uses nothing up.
 */

import { copyText, download } from "../common/downloads.js";
import { byId } from "../common/dom.js";
import { listenToKeys } from "../common/keys.js";
import { toast } from "../common/toast.js";
import { textOf } from "./copying.js";
import { openWith as openCompose } from "./handover.js";
import { duration, moment } from "./words.js";

takeKey();
addEventListener("hashchange", takeKey); // a private link opened where its public link is open loads nothing anew

const redacted = byId("redacted", HTMLElement);
const original = document.getElementById("original");
const showRedacted = document.getElementById("show-redacted");

wireCopy();
wireWrap();
wireSaving();
wireKeys();
if (original) wireSwitch(original);
showLocalTimes();

function takeKey() {
  const key = location.hash.slice(1);
  if (location.search || key) history.replaceState(null, "", location.pathname);
  openWith(key);
}

/** @param {string} key  what stood behind the # */
function openWith(key) {
  const unlock = document.getElementById("unlock-form");
  if (!/^[\w-]{43}$/.test(key) || !(unlock instanceof HTMLFormElement)) return;
  byId("token", HTMLInputElement).value = key;
  unlock.submit();
}

/** The one of the two texts that is shown. */
function shown() {
  return original && !(showRedacted instanceof HTMLInputElement && showRedacted.checked) ? original : redacted;
}

function wireCopy() {
  const copy = byId("copy", HTMLButtonElement);
  copy.addEventListener("click", async () => {
    const from = shown(); // and not what is shown when the clipboard has answered
    if (await copyText(textOf(from))) {
      toast(from === original ? "The original was copied." : "The redacted text was copied.");
      return;
    }
    getSelection()?.selectAllChildren(from);
    toast("Your browser does not let this page copy. The text is selected: press Ctrl+C.");
  });
  copy.hidden = false;
}

function wireWrap() {
  const wrap = byId("wrap", HTMLButtonElement);
  wrap.addEventListener("click", () => {
    const wraps = wrap.getAttribute("aria-pressed") !== "true";
    wrap.setAttribute("aria-pressed", String(wraps));
    for (const text of document.querySelectorAll("pre.paste")) text.classList.toggle("unwrapped", !wraps);
  });
  wrap.hidden = false;
}

function wireSaving() {
  const save = byId("save", HTMLButtonElement);
  save.addEventListener("click", () => download(textOf(shown()), shown() === original ? "original.txt" : "redacted.txt"));
  const duplicate = byId("duplicate", HTMLButtonElement);
  duplicate.addEventListener("click", () => {
    if (!openCompose(textOf(shown()))) toast("Your browser does not let this page open another. Copy the text instead.");
  });
  save.hidden = duplicate.hidden = false;
}

function wireKeys() {
  const press = (/** @type {string} */ id) => () => byId(id, HTMLElement).click();
  const help = listenToKeys([
    { keys: ["c"], meaning: "Copy the text", act: press("copy") },
    { keys: ["s"], meaning: "Save the text", act: press("save") },
    { keys: ["w"], meaning: "Wrap lines, or not", act: press("wrap") },
    {
      keys: ["o"],
      meaning: "Original or redacted",
      act: () => byId(shown() === original ? "show-redacted" : "show-original", HTMLElement).click(),
      isOn: () => original !== null,
    },
    { keys: ["n", "j"], meaning: "Next finding", act: () => step(1) },
    { keys: ["p", "k"], meaning: "Previous finding", act: () => step(-1) },
    { keys: ["d"], meaning: "Duplicate as new", act: press("duplicate") },
  ]);
  for (const button of document.querySelectorAll(".show-keys")) {
    if (button instanceof HTMLElement) button.hidden = false;
    button.addEventListener("click", help);
  }
}

/**
 * To the finding after the one at hand, or before it.
 * @param {1|-1} by
 */
function step(by) {
  const marks = [...shown().querySelectorAll("mark")];
  const at = marks.findIndex((mark) => mark === document.activeElement);
  const first = by > 0 ? marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0) : marks.length - 1;
  const next = marks[at < 0 ? first : (at + by + marks.length) % marks.length];
  if (!next) return;
  next.tabIndex = -1;
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "center" });
}

/**
 * The finding that was at the top of the window stays where it was when the other text comes.
 * @param {HTMLElement} revealed
 */
function wireSwitch(revealed) {
  const copy = byId("copy", HTMLButtonElement);
  for (const choice of document.querySelectorAll('input[name="shown"]')) {
    // The texts change places by CSS on `change`; on `click`, before it, the old places can still be measured.
    choice.addEventListener("change", () => {
      copy.textContent = shown() === revealed ? "Copy original" : "Copy redacted";
      if (!anchor) return;
      const mark = shown().querySelectorAll("mark")[anchor.index];
      if (mark) scrollBy(0, mark.getBoundingClientRect().top - anchor.top);
    });
  }
  /** @type {{index: number, top: number}|null} */
  let anchor = null;
  const remember = () => {
    const marks = [...shown().querySelectorAll("mark")];
    const index = marks.findIndex((mark) => mark.getBoundingClientRect().top >= 0);
    anchor = index < 0 ? null : { index, top: marks[index].getBoundingClientRect().top };
  };
  addEventListener("scroll", remember, { passive: true });
  remember();
}

function showLocalTimes() {
  for (const time of document.querySelectorAll("time")) {
    const date = new Date(time.dateTime);
    time.title = time.textContent ?? "";
    time.textContent = moment(date);
    const left = (date.getTime() - Date.now()) / 1000;
    if ("until" in time.dataset && left > 0) time.textContent += `, in ${duration(left)}`;
  }
}
