/**
 * Small choices that this browser remembers from one visit to the next. Where it gives no storage, they last until the page
 * is left: nothing depends on them.
 */

/** @param {string} name @returns {string|null} */
export function remembered(name) {
  try {
    return localStorage.getItem(`blackbar-${name}`);
  } catch {
    return null;
  }
}

/** @param {string} name @param {string|null} choice  null for what is so anyway: it is forgotten */
export function remember(name, choice) {
  try {
    if (choice === null) localStorage.removeItem(`blackbar-${name}`);
    else localStorage.setItem(`blackbar-${name}`, choice);
  } catch {
    return; // storage may be switched off
  }
}
