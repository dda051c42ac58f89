// Light and dark: as the system says, until someone chooses.

const CHOICES = ["auto", "light", "dark"];
const NAMES = { auto: "automatic", light: "light", dark: "dark" };

export function setUpTheme(button) {
  show(button, remembered());
  button.addEventListener("click", () => {
    const next = CHOICES[(CHOICES.indexOf(remembered()) + 1) % CHOICES.length];
    localStorage.setItem("theme", next);
    show(button, next);
  });
}

function remembered() {
  const kept = localStorage.getItem("theme");
  return CHOICES.includes(kept) ? kept : "auto";
}

function show(button, theme) {
  document.documentElement.dataset.theme = theme;
  button.textContent = `Theme: ${NAMES[theme]}`;
}
