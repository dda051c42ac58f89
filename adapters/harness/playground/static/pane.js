// One platform: who speaks, where, what was said, and where one types.

import { composer } from "./composer.js";
import { arrange, h } from "./dom.js";
import { act } from "./feed.js";
import { messageElement } from "./message.js";

const NEAR = 120;
const ABOVE = 8;

/** Return `{ element, reset, hear }`; `kind` says how the platform differs, `why` opens the drawer, `form` a form. */
export function pane(kind, why, form) {
  const { platform } = kind;
  let people = new Map();
  let channels = [];
  let messages = new Map();
  let drawn = new Map();
  let me = "";
  let direct = false;

  const room = {
    ...kind,
    me: () => me,
    where: () => place().id,
    // A bot has two ids, and is one all the same.
    people: () => [...new Set(people.values())].filter((each) => !each.system),
    person: (id) => people.get(id) ?? { label: id, look: "", bot: false },
    name: (id) => people.get(id)?.label ?? channels.find((each) => each.id === id)?.name ?? id,
    quoted,
    why: (message) => why(platform, message),
    answer: (message) => write.answer({ id: message.thread ?? message.id }, answering(message), direct ? "" : "@prolobot "),
    answerable: (message) => !people.get(message.author)?.system,
    content: (message) => kind.draw(message, room),
    press: (message, body) => perform("press", message, body),
    menu: (message) => perform("menu", message, { channel: message.channel }),
    sent: () => (following = true),
  };
  const write = composer(room);
  const list = h("ol", { class: "messages", role: "log", aria: { label: `Messages on ${kind.title}`, live: "polite" } });
  const empty = h("div", { class: "empty" });
  const scroll = h("div", { class: "scroll", tabIndex: 0, role: "region", aria: { label: `${kind.title}, conversation` } }, empty, list);
  const choose = (event) => ((me = event.target.value), show());
  const speaker = h("select", { id: `${platform}-person`, on: { change: choose } });
  const tabs = ["channel", "direct"].map((which) =>
    h("button", { type: "button", class: "place", on: { click: () => ((direct = which === "direct"), (following = true), show()) } }),
  );
  const problem = h("p", { class: "problem", role: "alert" });
  let following = true;
  let newest = null;
  scroll.addEventListener("scroll", () => (following = scroll.scrollTop > rest() - NEAR));
  // A pane that was hidden has no size to scroll by, and a window that is turned gets another.
  new ResizeObserver(() => following && (scroll.scrollTop = rest())).observe(scroll);

  /** Return where the conversation comes to rest: at its end, or where the newest message begins if that is higher. */
  function rest() {
    const end = scroll.scrollHeight - scroll.clientHeight;
    const element = newest && drawn.get(newest)?.item.firstElementChild;
    if (!element) return end;
    const top = element.getBoundingClientRect().top - scroll.getBoundingClientRect().top + scroll.scrollTop;
    return Math.max(0, Math.min(end, top - ABOVE));
  }

  const element = h(
    "section",
    { id: platform, class: `pane ${platform}`, tabIndex: -1, aria: { labelledby: `${platform}-title` } },
    h(
      "header",
      {},
      h("h2", { id: `${platform}-title` }, h("span", { class: "mark", aria: { hidden: "true" } }, kind.mark), kind.title, h("small", {}, "simulated")),
      h("label", { class: "speaker" }, h("span", {}, "You are "), speaker),
      h("div", { class: "places", role: "group", aria: { label: "Where" } }, ...tabs),
    ),
    scroll,
    problem,
    write.element,
  );

  function place() {
    const found = channels.find((each) => (direct ? each.person === me : each.person === null && !each.parent));
    return found ?? { id: "", name: "" };
  }

  function quoted(id) {
    const message = messages.get(id);
    return message ? { who: room.person(message.author).label, words: kind.brief(message, room) } : null;
  }

  function answering(message) {
    const who = room.person(message.author).label;
    return `${kind.answering} ${who}: “${kind.brief(messages.get(message.thread) ?? message, room)}” `;
  }

  async function perform(action, message, body) {
    problem.textContent = "";
    following = true;
    try {
      await act(platform, action, { person: me, message: message.id, ...body });
    } catch (error) {
      problem.textContent = error.message;
    }
  }

  function submit(shown, answers) {
    following = true;
    return act(platform, "submit", { person: me, form: shown.id, answers });
  }

  function reset(state) {
    const humans = state.people.filter((each) => !each.bot && !each.system);
    const look = (each) => (each.bot ? "bot" : each.system ? "system" : `look-${humans.indexOf(each)}`);
    const known = state.people.map((each) => ({ ...each, look: look(each) }));
    people = new Map(known.flatMap((each) => [each.id, each.bot_id].filter(Boolean).map((id) => [id, each])));
    channels = state.channels;
    messages = new Map(state.messages.map((each) => [each.id, each]));
    drawn = new Map();
    if (!people.has(me)) me = humans[0].id;
    speaker.replaceChildren(...humans.map((each) => h("option", { value: each.id, selected: each.id === me }, each.label)));
    list.replaceChildren();
    show();
  }

  function hear(event) {
    if (event.event === "form") {
      // It is before one person alone.
      if (event.form.person === me) form(event.form, (text) => kind.words(text, room.name), (answers) => submit(event.form, answers));
      return;
    }
    if (event.event === "message") messages.set(event.message.id, event.message);
    else if (event.event === "removed") messages.delete(event.id);
    else if (!channels.some((each) => each.id === event.channel.id)) channels.push(event.channel);
    show();
  }

  function show() {
    const here = place();
    tabs[0].textContent = `# ${channels.find((each) => each.person === null)?.name ?? ""}`;
    tabs[1].textContent = "prolobot, direct message";
    tabs.forEach((tab, number) => tab.setAttribute("aria-pressed", String(direct === (number === 1))));
    write.name(direct ? "Message prolobot" : `Message #${here.name}`);
    const seen = [...messages.values()]
      .filter((each) => each.channel === here.id && (!each.only || each.only === me))
      .sort((a, b) => a.at - b.at);
    arrange(list, seen.filter((each) => !each.thread).map((each) => item(each, seen)));
    empty.hidden = seen.length > 0;
    if (!empty.hidden) arrange(empty, opening());
    newest = seen.at(-1)?.id ?? null;
    if (following) scroll.scrollTop = rest();
  }

  /** Return the list item of a message, with its thread; an element is drawn anew only when it changed. */
  function item(message, seen) {
    const version = JSON.stringify([message, quoted(message.reply_to)]);
    let kept = drawn.get(message.id);
    if (!kept) drawn.set(message.id, (kept = { item: h("li"), thread: h("ol", { class: "thread" }) }));
    if (kept.version !== version) {
      kept.item.replaceChildren(messageElement(message, room), kept.thread);
      kept.version = version;
    }
    const below = seen.filter((each) => each.thread === message.id);
    kept.thread.hidden = below.length === 0;
    arrange(kept.thread, below.map((each) => item(each, [])));
    return kept.item;
  }

  function opening() {
    const tries = kind.tries.map((text) => {
      const full = direct || text.startsWith("/") ? text : `@prolobot ${text}`;
      return h("button", { type: "button", class: "try", on: { click: () => write.send(full) } }, full);
    });
    const how = direct
      ? "Whatever you write here reaches the bot."
      : "The bot hears what mentions it, and /prolo. Try one of these, or write your own.";
    return [h("p", {}, how), h("div", { class: "tries" }, ...tries)];
  }

  return { element, reset, hear };
}
