/**
 * Files that the page itself makes and hands over: nothing goes to the server for it.
 */

/**
 * Saves the content under this name.
 * @param {Blob|string} content
 * @param {string} name
 * @param {string} [type]
 */
export function download(content, name, type = "text/plain;charset=utf-8") {
  const blob = content instanceof Blob ? content : new Blob([content], { type });
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // long enough for a browser that asks where to save
}

/**
 * The name of a file made from another: "contract.pdf", "redacted", "txt" → "contract-redacted.txt".
 * @param {string} original
 * @param {string} what
 * @param {string} extension
 */
export function derivedName(original, what, extension) {
  const stem = original
    .replace(/\.[^.]*$/, "")
    .replace(/[\p{Cc}\p{Cf}/\\:*?"<>|]+/gu, " ")
    .trim()
    .slice(0, 80);
  return `${stem || "document"}-${what}.${extension}`;
}

/**
 * Puts text on the clipboard; false where the browser does not let the page.
 * @param {string} text
 */
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
