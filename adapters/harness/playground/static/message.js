// One message in a list: who, when, what, and what can be done with it.

import { clock, h } from "./dom.js";
import { mark } from "./marks.js";

/**
 * Return the element of a message.
 *
 * `room` is the pane's: `person(id)`, `name(id)`, `content(message)`, `quoted(id)`, `why(message)`, `answer(message)`.
 */
export function messageElement(message, room) {
  const author = room.person(message.author);
  return h(
    "article",
    { class: `message ${message.only ? "private" : ""}`, data: { id: message.id, bot: String(message.by_bot) } },
    reference(message, room),
    h("div", { class: `avatar ${author.look}`, aria: { hidden: "true" } }, author.bot ? mark("✚") : author.label[0]),
    h(
      "div",
      { class: "body" },
      h(
        "div",
        { class: "by" },
        h("strong", {}, author.label),
        author.bot ? h("span", { class: "app" }, "APP") : null,
        h("time", { dateTime: new Date(message.at * 1000).toISOString() }, clock(message.at)),
        message.edited ? h("span", { class: "edited" }, "(edited)") : null,
      ),
      h("div", { class: "content" }, ...room.content(message)),
      message.only ? h("p", { class: "only" }, room.onlyYou) : null,
      message.why ? h("div", { class: "under" }, whyButton(message, room)) : null,
    ),
    message.only || !room.answerable(message) ? null : h("div", { class: "answer" }, menuButton(message, room, author), answerButton(message, room, author)),
  );
}

function reference(message, room) {
  // A pressed button is an interaction without a name: nobody "used" anything.
  if (message.used?.name) {
    const who = room.person(message.used.by).label;
    return h("p", { class: "reference" }, h("b", {}, who), " used ", h("b", {}, `/${message.used.name}`));
  }
  const answered = message.reply_to ? room.quoted(message.reply_to) : null;
  if (!answered) return null;
  return h("p", { class: "reference" }, h("b", {}, `@${answered.who}`), " ", answered.words);
}

function answerButton(message, room, author) {
  const label = `${room.answerWord} to ${author.label}`;
  const click = () => room.answer(message);
  return h("button", { type: "button", class: "quiet", aria: { label }, on: { click } }, room.answerWord);
}

function menuButton(message, room, author) {
  if (message.by_bot) return null;
  const words = "Answer from the FAQ";
  const click = () => room.menu(message);
  return h("button", { type: "button", class: "quiet", aria: { label: `${words}, about what ${author.label} wrote` }, on: { click } }, words);
}

function whyButton(message, room) {
  const { kind, candidates } = message.why;
  const score = kind === "answer" && candidates.length ? ` ${candidates[0].score.toFixed(2)}` : "";
  return h(
    "button",
    {
      type: "button",
      class: `quiet why-button kind-${kind}`,
      aria: { haspopup: "dialog", label: `Why? This reply is of the kind ${kind}.` },
      on: { click: () => room.why(message) },
    },
    h("span", { class: "pip", aria: { hidden: "true" } }),
    `Why? `,
    h("span", { class: "kind" }, `${kind}${score}`),
  );
}
