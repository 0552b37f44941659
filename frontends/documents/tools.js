/**
 * What keys and buttons do to the document that is open: each tool once, however it is reached.
 */

import { byId } from "../common/dom.js";
import { LABELS } from "../common/labels.js";
import { listenToKeys } from "./keys.js";

/** @typedef {{workspace: import("./workspace.js").Workspace, readonly session: import("./session.js").Session}} Open */

const button = (/** @type {string} */ id) => byId(id, HTMLButtonElement);
const box = (/** @type {string} */ id) => byId(id, HTMLElement);

/** @param {{open: () => Open|null, isBusy: () => boolean, card: import("./card.js").FindingCard, takeAway: () => void}} parts */
export function wireTools({ open, isBusy, card, takeAway }) {
  /** @param {string} id @param {string} className */
  function flip(id, className) {
    const on = box("pane").classList.toggle(className);
    button(id).setAttribute("aria-pressed", String(on));
  }

  /** @param {boolean} on */
  function showSide(on) {
    box("side").toggleAttribute("data-open", on);
    button("side-open").setAttribute("aria-expanded", String(on));
    (on ? button("side-close") : button("side-open")).focus();
  }

  /** @type {Record<import("./keys.js").Action, () => void>} */
  const actions = {
    next: () => open()?.workspace.step(1),
    previous: () => open()?.workspace.step(-1),
    nextOpen: () => open()?.workspace.stepToOpen(),
    goToPage: () => open()?.workspace.goToPage(),
    accept: () => open()?.workspace.decide("accept"),
    reject: () => open()?.workspace.decide("reject"),
    everywhere: () => void open()?.workspace.everywhere(),
    category: () => open()?.workspace.category(),
    inspect: () => open()?.workspace.inspect(),
    redactSelection: () => open()?.workspace.redactSelection(),
    search: () => open()?.workspace.search(),
    draw: () => open()?.workspace.draw(),
    undo: () => open()?.workspace.undo(),
    redo: () => open()?.workspace.redo(),
    switchView: () => open()?.workspace.switchView(),
    zoomIn: () => open()?.workspace.zoom("in"),
    zoomOut: () => open()?.workspace.zoom("out"),
    fit: () => open()?.workspace.zoom("fit"),
    actual: () => open()?.workspace.zoom("actual"),
    labels: () => flip("labels", "labelled"),
    asItWillBe: () => open()?.workspace.preview(),
    thumbnails: () => open()?.workspace.thumbnails(),
    takeAway,
    enter: () => open()?.workspace.placeArea(),
    close: () => {
      if (card.isOpen) card.hide();
      else if (open()?.workspace.closeTools()) return;
      else if (box("side").hasAttribute("data-open")) showSide(false);
    },
  };
  const showKeyList = listenToKeys(actions, { isReading: () => open() !== null && !isBusy(), isDrawing: () => open()?.workspace.isDrawing ?? false });
  const BUTTONS = /** @type {const} */ ({
    ...{ next: "next", previous: "previous", undo: "undo", redo: "redo", draw: "draw", thumbs: "thumbnails", labels: "labels", bars: "asItWillBe" },
    ...{ "search-open": "search", "zoom-in": "zoomIn", "zoom-out": "zoomOut", "zoom-fit": "fit", "take-away": "takeAway" },
  });
  for (const [id, action] of /** @type {[string, import("./keys.js").Action][]} */ (Object.entries(BUTTONS))) button(id).addEventListener("click", actions[action]);
  button("keys").addEventListener("click", showKeyList);
  button("view-pages").addEventListener("click", () => open()?.workspace.switchView("pages"));
  button("view-reading").addEventListener("click", () => open()?.workspace.switchView("reading"));
  button("side-open").addEventListener("click", () => showSide(!box("side").hasAttribute("data-open")));
  button("side-close").addEventListener("click", () => showSide(false));
  for (const [id, on] of /** @type {[string, boolean][]} */ ([["all-on", true], ["all-off", false]])) {
    button(id).addEventListener("click", () => {
      const session = open()?.session;
      session?.perform({ do: "categories", labels: [...new Set([...LABELS, ...session.labels])], on });
    });
  }
}
