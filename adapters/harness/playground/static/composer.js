// Where one types: mentions, `/prolo`, threads and replies, with completion.

import { completeField } from "./complete.js";
import { h } from "./dom.js";
import { act } from "./feed.js";

const NOTHING = { options: [], eager: false };

/**
 * Return `{ element, answer, focus }` for a pane.
 *
 * `room` is the pane's: `platform`, `commands`, `me()`, `where()`, `people()`, `sent()`.
 */
export function composer(room) {
  const { platform } = room;
  let answered = null;
  const list = h("ul", { id: `${platform}-completions`, class: "completions", role: "listbox", hidden: true });
  const field = h("input", {
    id: `${platform}-field`,
    type: "text",
    autocomplete: "off",
    maxLength: 4000,
    role: "combobox",
    aria: { label: `Message on ${room.title}`, autocomplete: "list", expanded: "false", controls: list.id },
  });
  const problem = h("p", { class: "problem", role: "alert" });
  const target = h("p", { class: "target", hidden: true });
  const keyPressed = completeField(field, list, find);

  async function find(before) {
    const name = /(?:^|\s)@([\w.-]*)$/.exec(before);
    if (name) return people(before, name[1].toLowerCase());
    if (/^\/\w*$/.test(before)) return commands(before);
    const typed = /^\/prolo (.*)$/.exec(before);
    return typed && room.suggests ? suggestions(typed[1]) : NOTHING;
  }

  function people(before, typed) {
    const fitting = room.people().filter((each) => each.name.startsWith(typed));
    const start = before.slice(0, before.length - typed.length);
    const options = fitting.map((each) => ({ label: `@${each.name}`, detail: each.label, text: `${start}${each.name} ` }));
    return { title: "People", options, eager: true };
  }

  function commands(before) {
    if (!"/prolo".startsWith(before)) return NOTHING;
    const option = { label: "/prolo", detail: `${room.usage}  Ask the FAQ`, text: "/prolo " };
    // Whoever typed it whole wants to send it.
    return { title: "Commands", options: [option], eager: before !== "/prolo" };
  }

  async function suggestions(text) {
    try {
      const { choices } = await act(platform, "suggest", { person: room.me(), channel: room.where(), text });
      const options = choices.map((choice) => ({ label: choice.name, text: `/prolo ${choice.value}` }));
      // What was chosen already is not offered again.
      return { title: "Questions", options: options.filter((each) => each.label !== text), eager: false };
    } catch {
      return NOTHING;
    }
  }

  async function send(text) {
    const said = text.trim();
    if (!said) return;
    problem.textContent = "";
    const [action, body] = understood(said);
    field.value = "";
    const thread = action === "say" ? answered?.id : undefined;
    answer(null);
    room.sent();
    try {
      await act(platform, action, { person: room.me(), channel: room.where(), thread, ...body });
    } catch (error) {
      field.value ||= said;
      problem.textContent = error.message;
    }
  }

  function understood(said) {
    const command = /^\/prolo(?:\s+(.*))?$/s.exec(said);
    return command ? ["command", { text: command[1] ?? "" }] : ["say", { text: said }];
  }

  function answer(message, title, prefix = "") {
    answered = message;
    target.hidden = message === null;
    target.replaceChildren();
    if (!message) return;
    const click = () => (answer(null), field.focus());
    const label = "Write in the channel instead";
    target.append(title, h("button", { type: "button", class: "quiet", aria: { label }, on: { click } }, "✕"));
    if (prefix && !field.value) field.value = prefix;
    field.focus();
  }

  function insert(text) {
    if (!field.value.startsWith(text)) field.value = text.startsWith("/") ? text : text + field.value;
    field.focus();
    field.dispatchEvent(new Event("input"));
  }

  field.addEventListener("keydown", (event) => {
    if (keyPressed(event) || event.isComposing) return;
    if (event.key === "Escape") answer(null);
  });
  const shortcut = (text, label, shown) =>
    h("button", { type: "button", class: "shortcut", aria: { label }, on: { click: () => insert(text) } }, shown);
  const form = h(
    "form",
    { class: "composer", on: { submit: (event) => (event.preventDefault(), send(field.value)) } },
    list,
    target,
    h(
      "div",
      { class: "line" },
      shortcut("@prolobot ", "Mention prolobot", "@"),
      shortcut("/prolo ", "Use the command /prolo", "/"),
      field,
      h("button", { type: "submit", class: "send", aria: { label: `Send on ${room.title}` } }, "➤"),
    ),
    problem,
  );
  return { element: form, answer, send, name: (placeholder) => (field.placeholder = placeholder) };
}
