/**
 * Elements without HTML strings: `h("p", { class: "muted" }, "text")`.
 *
 * Text always enters by text nodes; a page that uses only this module cannot be made to run what a document says.
 */

const SVG = "http://www.w3.org/2000/svg";

/**
 * @typedef {string|number|Node|null|undefined|false} Child
 * @typedef {Record<string, unknown>} Properties  attributes; `class`, `dataset`, `style` (custom properties or CSS
 *   properties, set through the CSSOM), `on…` for listeners; false, null and undefined leave an attribute out
 */

/**
 * An element with its attributes, listeners and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Properties} [properties]
 * @param {...(Child|Child[])} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function h(tag, properties = {}, ...children) {
  const element = document.createElement(tag);
  assign(element, properties);
  element.append(...nodes(children));
  return element;
}

/**
 * The same for SVG.
 * @param {string} tag
 * @param {Properties} [properties]
 * @param {...(Child|Child[])} children
 * @returns {SVGElement}
 */
export function svg(tag, properties = {}, ...children) {
  const element = /** @type {SVGElement} */ (document.createElementNS(SVG, tag));
  assign(element, properties);
  element.append(...nodes(children));
  return element;
}

/**
 * The element with this id, of this class. Throws when the page lacks it: a page without its parts is a defect.
 * @template {typeof Element} Kind
 * @param {string} id
 * @param {Kind} kind
 * @returns {InstanceType<Kind>}
 */
export function byId(id, kind) {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`this page has no ${kind.name} #${id}`);
  return /** @type {InstanceType<Kind>} */ (element);
}

/**
 * @param {Element} element
 * @param {Properties} properties
 */
function assign(element, properties) {
  for (const [name, value] of Object.entries(properties)) {
    if (value === false || value === null || value === undefined) continue;
    if (name === "class") element.setAttribute("class", String(value));
    else if (name === "dataset") Object.assign(/** @type {HTMLElement} */ (element).dataset, value);
    else if (name === "style") {
      for (const [property, setting] of Object.entries(/** @type {Record<string, string>} */ (value))) {
        /** @type {HTMLElement} */ (element).style.setProperty(property, String(setting));
      }
    } else if (name.startsWith("on") && typeof value === "function") {
      element.addEventListener(name.slice(2), /** @type {EventListener} */ (value));
    } else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * @param {(Child|Child[])[]} children
 * @returns {(string|Node)[]}
 */
function nodes(children) {
  return children
    .flat()
    .filter((child) => child !== null && child !== undefined && child !== false)
    .map((child) => (typeof child === "number" ? String(child) : /** @type {string|Node} */ (child)));
}
