/**
 * The whole document in a strip: a tick for every finding, and where the window is.
 *
 * For the eye and the mouse; everything it does can be done with the keys and the list as well.
 */

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {{visible: (top: number, bottom: number) => {start: number, end: number}, show: (offset: number) => void}} View
 */

const TICK_PIXELS = 2;

/**
 * @param {HTMLCanvasElement} canvas
 * @param {{session: Session, view: () => View, signal: AbortSignal}} parts
 * @returns {() => void}  draws it again, after another view came
 */
export function showMinimap(canvas, { session, view, signal }) {
  const { length } = session.reading.text;
  let due = false;
  const draw = () => {
    due = false;
    if (signal.aborted) return;
    const ratio = devicePixelRatio || 1;
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!width || !height || !length) return;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    const context = canvas.getContext("2d");
    if (!context) return;
    context.scale(ratio, ratio);
    const style = getComputedStyle(canvas);
    const colours = new Map(session.labels.map((label) => [label, inkOf(style, label)]));
    const { top, bottom } = canvas.getBoundingClientRect();
    const { start, end } = view().visible(top, bottom);
    context.fillStyle = resolved(style, "--line");
    context.fillRect(0, (start / length) * height, width, Math.max(((end - start) / length) * height, 4));
    // Ticks that would lie on one another are drawn once: 50,000 findings cost no more than the strip has pixels.
    let last = -TICK_PIXELS;
    let lastLabel = "";
    const ink = resolved(style, "--muted");
    for (const { start: at, label, redact } of session.shown) {
      if (!redact) continue;
      const y = Math.round((at / length) * (height - TICK_PIXELS));
      if (y === last && label === lastLabel) continue;
      context.fillStyle = colours.get(label) || ink;
      context.fillRect(2, y, width - 4, TICK_PIXELS);
      [last, lastLabel] = [y, label];
    }
    if (session.current) {
      context.fillStyle = resolved(style, "--text");
      context.fillRect(0, Math.round((session.current.start / length) * (height - TICK_PIXELS)) - 1, width, TICK_PIXELS + 2);
    }
  };
  const soon = () => {
    if (due) return;
    due = true;
    requestAnimationFrame(draw);
  };

  for (const event of ["items", "current"]) session.addEventListener(event, soon, { signal });
  addEventListener("scroll", soon, { signal, passive: true, capture: true });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", soon, { signal });
  document.getElementById("theme")?.addEventListener("click", soon, { signal });
  const sizes = new ResizeObserver(soon);
  sizes.observe(canvas);
  signal.addEventListener("abort", () => sizes.disconnect());

  canvas.addEventListener(
    "click",
    (event) => {
      const offset = (event.offsetY / canvas.clientHeight) * length;
      const near = nearest(session, offset);
      const reach = (6 / canvas.clientHeight) * length;
      if (near && Math.abs(near.start - offset) <= reach) session.select(near);
      else view().show(offset);
    },
    { signal },
  );
  soon();
  return soon;
}

/** @param {Session} session @param {number} offset */
function nearest({ shown }, offset) {
  let best = null;
  for (const finding of shown) if (!best || Math.abs(finding.start - offset) < Math.abs(best.start - offset)) best = finding;
  return best;
}

/** @param {CSSStyleDeclaration} style @param {string} label */
const inkOf = (style, label) => resolved(style, `--c-${label}`);

/**
 * A token as a canvas takes it: light-dark() is for style sheets alone, so the scheme is chosen here.
 * @param {CSSStyleDeclaration} style
 * @param {string} property
 */
function resolved(style, property) {
  const value = style.getPropertyValue(property).trim();
  const pair = /^light-dark\(([^,]+),\s*([^)]+)\)$/.exec(value);
  if (!pair) return value;
  const scheme = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  return scheme === "dark" ? pair[2] : pair[1];
}
