// Puts the address of this very server into the example calls, so that they can be copied as they stand.

const EXAMPLE = "http://127.0.0.1:7860";

for (const code of document.querySelectorAll(".call code")) {
  code.textContent = (code.textContent ?? "").replaceAll(EXAMPLE, location.origin);
}
