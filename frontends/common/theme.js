/**
 * Light, dark or as the system says: applied before the first paint, switched by the button in the header.
 *
 * A classic script on purpose: a module would run after the page was painted in the wrong colours.
 */
(() => {
  const KEY = "blackbar-theme";
  const NEXT = { system: "light", light: "dark", dark: "system" };
  const root = document.documentElement;

  /** @returns {"system"|"light"|"dark"} */
  const saved = () => {
    try {
      const theme = localStorage.getItem(KEY);
      return theme === "light" || theme === "dark" ? theme : "system";
    } catch {
      return "system"; // storage may be switched off; the page works without
    }
  };

  /** @param {"system"|"light"|"dark"} theme */
  const apply = (theme) => {
    if (theme === "system") delete root.dataset.theme;
    else root.dataset.theme = theme;
  };

  apply(saved());

  document.addEventListener("DOMContentLoaded", () => {
    const button = /** @type {HTMLButtonElement|null} */ (document.getElementById("theme"));
    const name = document.getElementById("theme-name");
    if (!button || !name) return;
    let theme = saved();
    const show = () => {
      name.textContent = theme === "system" ? "as the system" : theme;
      button.title = `Colours: ${name.textContent}`;
    };
    button.addEventListener("click", () => {
      theme = /** @type {"system"|"light"|"dark"} */ (NEXT[theme]);
      apply(theme);
      show();
      try {
        if (theme === "system") localStorage.removeItem(KEY);
        else localStorage.setItem(KEY, theme);
      } catch {
        return; // lasts until the page is left
      }
    });
    show();
    button.hidden = false;
  });
})();
