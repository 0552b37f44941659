/**
 * What the frame of every page does: the engine badge finds out when the engine is ready, and closes when left.
 */

import { getStatus } from "./api.js";

const POLL_SECONDS = 2;

const badge = document.getElementById("engine");
if (badge instanceof HTMLDetailsElement) {
  addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !badge.open) return;
    badge.open = false;
    badge.querySelector("summary")?.focus();
  });
  addEventListener("pointerdown", (event) => {
    if (event.target instanceof Node && !badge.contains(event.target)) badge.open = false;
  });
  if (badge.dataset.ready === "false") void waitForEngine(badge);
}

/** @param {HTMLDetailsElement} element */
async function waitForEngine(element) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, POLL_SECONDS * 1000));
    const engine = (await getStatus().catch(() => null))?.engine;
    if (!engine || (!engine.ready && engine.reason.includes("loading"))) continue;
    element.dataset.ready = String(engine.ready);
    const texts = {
      ".engine-name": engine.ready ? engine.name : "none",
      ".engine-full": engine.name || "No engine",
      ".engine-reason": engine.reason,
    };
    for (const [selector, text] of Object.entries(texts)) {
      const part = element.querySelector(selector);
      if (part) part.textContent = text;
    }
    return;
  }
}
