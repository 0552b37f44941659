/**
 * What the eight categories are called on every page, and in which order they stand.
 *
 * Knows the words only; their colours are in tokens.css (`--c-…`, `--t-…`, or `data-label` on an element).
 */

/**
 * @typedef {"private_person"|"private_address"|"private_email"|"private_phone"|"private_url"|"private_date"
 *   |"account_number"|"secret"} Label
 */

/** @type {ReadonlyArray<Label>} */
export const LABELS = Object.freeze([
  "private_person",
  "private_address",
  "private_email",
  "private_phone",
  "private_url",
  "private_date",
  "account_number",
  "secret",
]);

/** @type {Readonly<Record<Label, readonly [one: string, many: string]>>} */
const NAMES = Object.freeze({
  private_person: ["Person", "People"],
  private_address: ["Address", "Addresses"],
  private_email: ["Email", "Emails"],
  private_phone: ["Phone", "Phones"],
  private_url: ["URL", "URLs"],
  private_date: ["Date", "Dates"],
  account_number: ["Account number", "Account numbers"],
  secret: ["Secret", "Secrets"],
});

/** Kinds whose plain reading ("credit card") is not how people write them. */
const KIND_NAMES = Object.freeze({
  ssn: "social security number",
  iban: "IBAN",
  vin: "vehicle identification number",
  pin: "PIN",
  jwt: "JSON web token",
  api_key: "API key",
  url: "URL",
  ip_address: "IP address",
  mac_address: "MAC address",
  zip_code: "ZIP code",
  tax_id: "tax number",
  national_id: "national number",
  employee_id: "employee number",
  customer_id: "customer number",
  case_id: "case number",
});

/**
 * The category as a person says it: "Account number".
 * @param {string} label
 * @returns {string}
 */
export function labelName(label) {
  return NAMES[/** @type {Label} */ (label)]?.[0] ?? spoken(label);
}

/**
 * The category of several findings: "Account numbers".
 * @param {string} label
 * @returns {string}
 */
export function labelNamePlural(label) {
  return NAMES[/** @type {Label} */ (label)]?.[1] ?? spoken(label);
}

/**
 * A kind as a person says it: "credit card", "IP address"; "" for none.
 * @param {string} kind
 * @returns {string}
 */
export function kindName(kind) {
  return KIND_NAMES[/** @type {keyof typeof KIND_NAMES} */ (kind)] ?? kind.replaceAll("_", " ");
}

/**
 * What stands in the place of a finding in redacted text: "<PRIVATE_PERSON>".
 * @param {string} label
 * @returns {string}
 */
export function placeholder(label) {
  return `<${label.toUpperCase()}>`;
}

/** @param {string} label */
function spoken(label) {
  const words = label.replace(/^private_/, "").replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
