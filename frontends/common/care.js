/**
 * "How careful": whether the model marks rather too much or rather too little, each told in a sentence, remembered in this
 * browser for every page.
 *
 * A policy may say it itself: then its word is shown and holds until the person says otherwise, for this policy alone.
 * What the engine makes of it, only the engine knows.
 */

import { h } from "./dom.js";
import { remember, remembered } from "./remembered.js";

const CHOICE = "care";

/** What a person chooses from: the engine's operating points. @type {readonly (readonly [point: string, name: string, about: string])[]} */
export const POINTS = Object.freeze([
  ["default", "Balanced", "Marks what is probably personal. Something is always missed, so read the rest."],
  ["recall", "Find more", "Marks what may be personal, too. Less is missed; more is marked for nothing."],
  ["precision", "Only sure", "Marks only what is quite certain. Little is marked for nothing; much more is missed."],
]);

/**
 * @typedef {object} Care
 * @property {HTMLElement} element
 * @property {() => string} value  what endpoints take: "" where nothing differs from what the policy, or the engine, does anyway
 * @property {(offer: {operating_point?: string}|null) => void} follow  another policy was chosen
 * @property {(words: string) => void} say  what comes of the choice on this page, "" for nothing
 */

let controls = 0;

/**
 * The control. It holds the remembered choice from the first moment.
 * @param {{onChange?: () => void}} [options]
 * @returns {Care}
 */
export function carePicker({ onChange = () => {} } = {}) {
  const id = `care-${++controls}`;
  let policys = "default";
  const about = h("p", { class: "hint", id: `${id}-about`, role: "status" });
  const said = h("p", { class: "hint care-said", role: "status", hidden: true });
  const boxes = POINTS.map(([point]) => h("input", { type: "radio", name: id, value: point, autocomplete: "off", "aria-describedby": about.id }));
  const element = h(
    "fieldset",
    { class: "field care" },
    h("legend", { class: "label" }, "How careful"),
    h("div", { class: "segments" }, POINTS.map(([, name], index) => h("label", {}, boxes[index], name))),
    about,
    said,
  );
  const shown = () => boxes.find(({ checked }) => checked)?.value ?? "default";
  /** @param {string} point */
  const show = (point) => {
    for (const box of boxes) box.checked = box.value === point;
    tell();
  };
  const tell = () => {
    const [, , sentence] = POINTS.find(([point]) => point === shown()) ?? POINTS[0];
    about.textContent = policys !== "default" && shown() === policys ? `${sentence} The policy asks for it.` : sentence;
  };
  element.addEventListener("change", () => {
    if (policys === "default") remember(CHOICE, shown() === "default" ? null : shown());
    tell();
    onChange();
  });
  show(known(remembered(CHOICE) ?? ""));
  return {
    element,
    value: () => (shown() === policys ? "" : shown()),
    follow(offer) {
      const point = known(offer?.operating_point ?? "");
      if (point === policys) return;
      policys = point;
      show(point === "default" ? known(remembered(CHOICE) ?? "") : point);
    },
    say(words) {
      said.textContent = words;
      said.hidden = !words;
    },
  };
}

/** @param {string} point */
const known = (point) => (POINTS.some(([one]) => one === point) ? point : "default");
