/**
 * What the frame of every page does: the engine badge finds out when the engine is ready, and closes when left.
 */

import { getJson } from "./api.js";

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
    const status = await getJson("/api/status").catch(() => null);
    const engine = status?.engine;
    if (!engine?.ready) continue;
    element.dataset.ready = "true";
    const texts = { ".engine-name": engine.name, ".engine-full": engine.name, ".engine-reason": engine.reason };
    for (const [selector, text] of Object.entries(texts)) {
      const part = element.querySelector(selector);
      if (part) part.textContent = text ?? "";
    }
    return;
  }
}
