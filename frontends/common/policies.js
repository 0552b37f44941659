/**
 * "Policy": a list of what can be done with what is found, a sentence on the one that is chosen, and a way to bring a
 * policy of one's own as a file. The server checks that file and says in a sentence what is wrong with it.
 *
 * A page puts `element` where it likes and sends `value()` along; what a policy does, only the server knows. A file's
 * name stays on this side.
 */

import { h } from "./dom.js";
import * as network from "./api.js";

export const DEFAULT = "default";

/** The longest policy a server reads; longer lists of terms belong in files beside it. */
const MOST_FILE_BYTES = 2 * 1024 * 1024;

/**
 * @typedef {{name: string, description: string, version: string, ready: boolean, operating_point?: string}} Offer  a policy as a person sees it
 * @typedef {{getPolicies: typeof network.getPolicies, checkPolicy: typeof network.checkPolicy}} Api
 * @typedef {{element: HTMLElement, value: () => string, offer: () => Offer|null}} Picker
 */

let pickers = 0;

/**
 * A picker, which fetches its list at once. `value()` is a name, or the text of a file, as endpoints take it.
 * @param {{api?: Api, onChange?: (value: string) => void, label?: string}} [options]
 * @returns {Picker}
 */
export function policyPicker({ api = network, onChange = () => {}, label = "Policy" } = {}) {
  const id = `policy-${++pickers}`;
  /** @type {Map<string, Offer>} */
  const offers = new Map();
  /** The policy from a file: its text is sent, its name is not. @type {{text: string, offer: Offer}|null} */
  let own = null;

  const ready = h("optgroup", { label: "Ready to use" }, h("option", { value: DEFAULT }, DEFAULT));
  const stored = h("optgroup", { label: "Stored on this server", hidden: true });
  const fromFile = h("optgroup", { label: "From your computer", hidden: true });
  const select = h("select", { id, "aria-describedby": `${id}-about ${id}-problem`, autocomplete: "off" }, ready);
  const about = h("p", { class: "hint policy-about", id: `${id}-about`, role: "status" });
  const problem = h("p", { class: "policy-problem", id: `${id}-problem`, role: "alert", hidden: true });
  const input = h("input", { type: "file", accept: ".json,application/json", hidden: true, tabindex: "-1", "aria-label": "A policy file" });
  const open = h("button", { class: "btn btn-small", type: "button", onclick: () => input.click() }, "Use a policy file…");
  const element = h(
    "div",
    { class: "field policy-picker" },
    h("label", { for: id }, label),
    h("div", { class: "policy-choice" }, select, open, input),
    about,
    problem,
  );

  const isOwn = () => select.selectedOptions[0]?.parentElement === fromFile;
  const value = () => (isOwn() && own ? own.text : select.value || DEFAULT);
  const offer = () => (isOwn() && own ? own.offer : (offers.get(select.value) ?? null));

  const tell = () => {
    const chosen = offer();
    about.replaceChildren(...(chosen ? [chosen.description, " ", h("span", { class: "policy-version" }, chosen.version && `Version ${chosen.version}.`)] : []));
  };
  /** @param {string} sentence  "" for none */
  const complain = (sentence) => {
    problem.textContent = sentence;
    problem.hidden = !sentence;
  };
  const changed = () => {
    complain("");
    tell();
    onChange(value());
  };

  select.addEventListener("change", changed);
  input.addEventListener("change", async () => {
    const file = input.files?.[0];
    input.value = ""; // so that the same file can be chosen again, mended
    if (!file) return;
    open.disabled = true;
    try {
      const text = await textOf(file);
      own = { text, offer: await api.checkPolicy(text) };
      fromFile.replaceChildren(h("option", { value: "file", selected: true }, own.offer.name ? `${own.offer.name} (${file.name})` : file.name));
      fromFile.hidden = false;
      if (!fromFile.isConnected) select.append(fromFile);
      changed();
    } catch (error) {
      complain(error instanceof Error ? error.message : String(error));
    } finally {
      open.disabled = false;
    }
  });

  const load = async () => {
    try {
      const { policies, left_out: leftOut } = await api.getPolicies();
      const before = isOwn() ? null : select.value;
      for (const one of policies) offers.set(one.name, one);
      const options = (/** @type {Offer[]} */ some) => some.map(({ name }) => h("option", { value: name }, name));
      ready.replaceChildren(...options(policies.filter((/** @type {Offer} */ one) => one.ready)));
      const kept = policies.filter((/** @type {Offer} */ one) => !one.ready);
      stored.replaceChildren(...options(kept));
      if (leftOut) stored.append(h("option", { disabled: true }, `and ${leftOut.toLocaleString("en")} more, by name through the Filter API`));
      stored.hidden = !kept.length;
      if (kept.length && !stored.isConnected) ready.after(stored);
      if (before !== null) select.value = offers.has(before) ? before : DEFAULT;
      tell();
    } catch (error) {
      complain(`The list of policies did not arrive, so the default is used. ${error instanceof Error ? error.message : ""}`.trim());
    }
  };
  void load();

  return { element, value, offer };
}

/**
 * The text of a policy file. Throws with a sentence for what cannot be one.
 * @param {File} file
 * @returns {Promise<string>}
 */
async function textOf(file) {
  if (file.size > MOST_FILE_BYTES) throw new Error("This file is larger than the 2 MB that a policy may have. Put long lists into files on the server.");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    throw new Error("This file is not a policy: it is not text in UTF-8. Choose a JSON file.");
  }
}
