/**
 * The certainty below which findings stay readable unless a person says otherwise: a slider, whose way is undone at once.
 */

import { byId } from "../common/dom.js";

/** @param {import("./session.js").Session} session @param {AbortSignal} signal */
export function showThreshold(session, signal) {
  const slider = byId("threshold", HTMLInputElement);
  const follow = () => {
    const percent = Math.round(session.review.threshold * 100);
    const said = percent ? `${percent} %` : "off";
    if (Number(slider.value) !== percent) slider.value = String(percent);
    slider.setAttribute("aria-valuetext", said);
    byId("threshold-value", HTMLElement).textContent = said;
  };
  slider.addEventListener("input", () => session.perform({ do: "threshold", score: Number(slider.value) / 100 }, "threshold"), { signal });
  slider.addEventListener("change", () => session.review.seal(), { signal });
  session.addEventListener("items", follow, { signal });
  follow();
}
