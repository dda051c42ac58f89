// A message as Discord shows it: content, embeds and components.

import { marked } from "./marks.js";
import { h, link } from "./dom.js";
import { markdown } from "./markdown.js";

const BUTTON_STYLES = { 1: "primary", 2: "", 3: "success", 4: "danger", 5: "" };

/** Return what a message says; `room` gives names by id and presses for a person. */
export function discordContent(message, room) {
  if (message.thinking) {
    const dots = h("span", { class: "dots", aria: { hidden: "true" } }, h("i"), h("i"), h("i"));
    return [h("p", { class: "thinking" }, dots, "prolobot is thinking …")];
  }
  return [
    message.text ? h("div", { class: "text" }, ...markdown(message.text, room.name)) : null,
    ...message.embeds.map((embed) => drawn(embed, room)),
    ...message.components.map((row) => component(row, message, room)),
  ].filter(Boolean);
}

function drawn(embed, room) {
  const element = h(
    "div",
    { class: "embed" },
    embed.author ? h("p", { class: "embed-author" }, embed.author.name) : null,
    embed.title ? h("p", { class: "embed-title" }, embed.url ? link(embed.url, embed.title) : markdown(embed.title, room.name)) : null,
    embed.description ? h("div", { class: "text" }, ...markdown(embed.description, room.name)) : null,
    ...(embed.fields ?? []).map((field) =>
      h("div", { class: "field" }, h("strong", {}, field.name), h("div", {}, ...markdown(field.value, room.name))),
    ),
    embed.footer ? h("p", { class: "embed-footer" }, embed.footer.text) : null,
  );
  if (embed.color) element.style.setProperty("--embed", `#${embed.color.toString(16).padStart(6, "0")}`);
  return element;
}

function component(each, message, room) {
  const press = (more) => room.press(message, { control: each.custom_id, ...more });
  switch (each.type) {
    case 1:
      return h("div", { class: "actions" }, ...each.components.map((inner) => component(inner, message, room)));
    case 2:
      if (each.style === 5) return link(each.url, each.label);
      return h(
        "button",
        {
          type: "button",
          class: `press ${BUTTON_STYLES[each.style]}`,
          disabled: each.disabled,
          on: { click: () => press({}) },
        },
        ...marked(each.label ?? each.emoji?.name ?? ""),
      );
    case 3: {
      const first = h("option", { value: "", disabled: true, selected: true }, each.placeholder ?? "Choose");
      const options = each.options.map((option) => h("option", { value: option.value }, option.label));
      const choose = (event) => press({ option: event.target.value });
      return h("select", { aria: { label: first.textContent }, on: { change: choose } }, first, ...options);
    }
    default:
      return h("p", { class: "picture" }, "A component which this page does not draw.");
  }
}
