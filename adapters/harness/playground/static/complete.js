// Completion below a text field, after the combobox pattern (https://www.w3.org/WAI/ARIA/apg/patterns/combobox/).

import { arrange, h } from "./dom.js";

/**
 * Offer completions for what stands in a field.
 *
 * `find` takes the text up to the caret and returns, perhaps later, `{ title, options, eager }`: each option has a
 * `label`, a `detail` and the `text` it leaves in the field; the first one is chosen beforehand where `eager`.
 * Returns a function that takes a key press and tells whether it was meant for the list.
 */
export function completeField(field, list, find) {
  let options = [];
  let active = -1;
  let asked = 0;

  async function look() {
    const mine = ++asked;
    const found = await find(field.value.slice(0, field.selectionStart));
    if (mine !== asked) return;
    const chosen = options[active]?.text;
    options = document.activeElement === field ? found.options : [];
    // Answers come late: what was chosen in the list before stays chosen where it is offered again.
    active = options.findIndex((each) => each.text === chosen);
    if (active < 0 && found.eager && options.length) active = 0;
    list.setAttribute("aria-label", found.title ?? "Completions");
    draw();
  }

  function close() {
    asked += 1;
    options = [];
    active = -1;
    draw();
  }

  function draw() {
    list.hidden = options.length === 0;
    field.setAttribute("aria-expanded", String(options.length > 0));
    if (active < 0) field.removeAttribute("aria-activedescendant");
    else field.setAttribute("aria-activedescendant", `${list.id}-${active}`);
    arrange(list, options.map(option));
    list.children[active]?.scrollIntoView({ block: "nearest" });
  }

  function option({ label, detail }, place) {
    return h(
      "li",
      {
        id: `${list.id}-${place}`,
        role: "option",
        aria: { selected: String(place === active) },
        // Before the field loses the focus, and with it the list.
        on: { pointerdown: (event) => (event.preventDefault(), take(place)) },
      },
      h("span", { class: "label" }, label),
      detail ? h("span", { class: "detail" }, detail) : null,
    );
  }

  function take(place) {
    const rest = field.value.slice(field.selectionStart);
    const { text } = options[place];
    close();
    field.value = text + rest;
    field.setSelectionRange(text.length, text.length);
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("input", look);
  field.addEventListener("blur", close);

  return function keyPressed(event) {
    if (!options.length) return false;
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (event.key in steps) {
      active = (active + steps[event.key] + options.length + (active < 0 && event.key === "ArrowUp" ? 1 : 0)) % options.length;
      draw();
    } else if ((event.key === "Enter" || event.key === "Tab") && active >= 0) take(active);
    else if (event.key === "Escape") close();
    else return false;
    event.preventDefault();
    return true;
  };
}
