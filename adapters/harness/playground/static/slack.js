// A message as Slack shows it: Block Kit (https://docs.slack.dev/reference/block-kit/blocks) or plain mrkdwn.

import { marked } from "./marks.js";
import { h } from "./dom.js";
import { mrkdwn, unescaped } from "./mrkdwn.js";

/** Return what a message says; `room` gives names by id and presses for a person. */
export function slackContent(message, room) {
  const drawable = message.by_bot && message.blocks.length > 0;
  if (!drawable) return [h("div", { class: "text" }, ...mrkdwn(message.text, room.name))];
  return message.blocks.map((block) => drawn(block, message, room));
}

function drawn(block, message, room) {
  switch (block.type) {
    case "section":
      return h(
        "div",
        { class: "section" },
        h("div", { class: "text" }, ...words(block.text, room), ...(block.fields ?? []).map((field) => p(field, room))),
        block.accessory ? h("div", { class: "accessory" }, control(block.accessory, message, room)) : null,
      );
    case "context":
      return h("div", { class: "context" }, ...block.elements.map((each) => p(each, room)));
    case "actions":
    case "context_actions":
      return h("div", { class: "actions" }, ...block.elements.map((each) => control(each, message, room)));
    case "header":
      return h("strong", { class: "heading h1" }, ...words(block.text, room));
    case "divider":
      return h("hr");
    case "image":
      // Never fetched: this page asks nothing of anyone else.
      return h("p", { class: "picture" }, `Picture: ${block.alt_text}`);
    default:
      return h("p", { class: "picture" }, `A block of type ${block.type}, which this page does not draw.`);
  }
}

function p(text, room) {
  return h("p", {}, ...words(text, room));
}

function words(text, room) {
  if (!text) return [];
  if (text.type === "image") return [`Picture: ${text.alt_text}`];
  return text.type === "plain_text" ? [unescaped(text.text)] : mrkdwn(text.text, room.name);
}

function control(element, message, room) {
  if (element.type === "button") return button(element, message, room);
  if (element.type === "static_select") return menu(element, message, room);
  if (element.type === "feedback_buttons") return feedback(element, message, room);
  return h("span", { class: "picture" }, `A ${element.type}, which this page does not draw.`);
}

function button(element, message, room) {
  const press = () => room.press(message, { control: element.action_id, value: element.value });
  return h(
    "button",
    {
      type: "button",
      class: `press ${element.style ?? ""}`,
      aria: element.accessibility_label ? { label: element.accessibility_label } : {},
      on: { click: press },
    },
    ...marked(unescaped(element.text.text)),
  );
}

function feedback(element, message, room) {
  const { type, action_id, positive_button, negative_button } = element;
  const pair = [positive_button, negative_button].map((each) => button({ type, action_id, ...each }, message, room));
  return h("div", { class: "actions feedback" }, ...pair);
}

function menu(element, message, room) {
  const options = element.options.map((option) => h("option", { value: option.value }, option.text.text));
  const choose = (event) => room.press(message, { control: element.action_id, option: event.target.value });
  const first = h("option", { value: "", disabled: true, selected: true }, element.placeholder?.text ?? "Choose");
  return h("select", { aria: { label: first.textContent }, on: { change: choose } }, first, ...options);
}
