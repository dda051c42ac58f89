// A form that a bot opened: what it says, a field to write in, and the buttons that send or close it.

import { h } from "./dom.js";

/**
 * Show a form in a dialog.
 *
 * `form` is `{ title, parts, send, close }`, a part a text or a field; `draw` gives a text's nodes; `sent` is called
 * with what was written, by field, and returns a promise.
 */
export function openForm(dialog, form, draw, sent) {
  const problem = h("p", { class: "problem", role: "alert" });
  const fields = new Map();
  const parts = form.parts.map((part, number) => (part.field ? field(part, number) : h("div", { class: "text" }, ...draw(part.text))));

  function field(part, number) {
    const id = `form-field-${number}`;
    const area = h("textarea", { id, required: part.required, maxLength: part.most, value: part.value ?? "", rows: part.long ? 4 : 1 });
    fields.set(part.field, area);
    return h("div", { class: "field" }, h("label", { htmlFor: id }, part.label), area);
  }

  async function send(event) {
    event.preventDefault();
    try {
      await sent(Object.fromEntries([...fields].map(([name, area]) => [name, area.value])));
      dialog.close();
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  const buttons = [
    h("button", { type: "button", class: "quiet", on: { click: () => dialog.close() } }, form.close),
    fields.size ? h("button", { type: "submit", class: "primary" }, form.send) : null,
  ];
  dialog.replaceChildren(
    h("form", { on: { submit: send } }, h("h2", { id: "form-title" }, form.title), ...parts, problem, h("footer", {}, ...buttons)),
  );
  if (!dialog.open) dialog.showModal();
  fields.values().next().value?.focus();
}
