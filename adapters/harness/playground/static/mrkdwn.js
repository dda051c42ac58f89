// Slack's mrkdwn: https://docs.slack.dev/messaging/formatting-message-text

import { h, link } from "./dom.js";

const EMOJI = {
  rotating_light: "🚨", warning: "⚠️", wave: "👋", bulb: "💡", white_check_mark: "✅", x: "❌",
  "+1": "👍", thumbsup: "👍", "-1": "👎", thumbsdown: "👎", information_source: "ℹ️",
};

const TOKENS = new RegExp(
  [
    "```(?<pre>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    "<(?<angle>[^<>\\n]+)>",
    "(?<![\\w*])\\*(?=\\S)(?<bold>[^*\\n]*[^*\\s])\\*(?![\\w*])",
    "(?<![\\w_])_(?=\\S)(?<italic>[^_\\n]*[^_\\s])_(?![\\w_])",
    "(?<![\\w~])~(?=\\S)(?<strike>[^~\\n]*[^~\\s])~(?![\\w~])",
    "(?<newline>\\n)",
  ].join("|"),
  "g",
);

/** Return the nodes of a text; `names` gives a person's or channel's name by id. */
export function mrkdwn(text, names) {
  const nodes = [];
  let quoted = null;
  for (const line of text.split(/(?<=\n)/)) {
    const inside = /^(?:&gt;|>) ?(.*)/s.exec(line);
    if (inside && !quoted) nodes.push((quoted = h("blockquote")));
    if (!inside) quoted = null;
    (quoted ?? { append: (...more) => nodes.push(...more) }).append(inside ? inside[1] : line);
  }
  const whole = joined(nodes);
  return whole.flatMap((part) => {
    if (typeof part === "string") return inline(part, names);
    part.replaceChildren(...inline(part.textContent.trimEnd(), names));
    return [part];
  });
}

function joined(parts) {
  const whole = [];
  for (const part of parts) {
    if (typeof part === "string" && typeof whole.at(-1) === "string") whole.push(whole.pop() + part);
    else whole.push(part);
  }
  return whole;
}

function inline(text, names) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(TOKENS)) {
    nodes.push(plain(text.slice(done, found.index)), token(found.groups, names));
    done = found.index + found[0].length;
  }
  return [...nodes, plain(text.slice(done))].filter((node) => node !== "");
}

function token(groups, names) {
  if (groups.newline) return h("br");
  if (groups.pre) return h("pre", {}, unescaped(groups.pre));
  if (groups.code) return h("code", {}, unescaped(groups.code));
  if (groups.angle) return angle(groups.angle, names);
  if (groups.bold) return h("strong", {}, ...inline(groups.bold, names));
  if (groups.italic) return h("em", {}, ...inline(groups.italic, names));
  return h("s", {}, ...inline(groups.strike, names));
}

function angle(inside, names) {
  const [target, label] = inside.split("|", 2);
  if (target.startsWith("@")) return h("span", { class: "mention" }, `@${label ?? names(target.slice(1))}`);
  if (target.startsWith("#")) return h("span", { class: "mention" }, `#${label ?? names(target.slice(1))}`);
  if (target.startsWith("!")) return h("span", { class: "mention loud" }, `@${label ?? target.slice(1)}`);
  return link(unescaped(target), ...(label ? [unescaped(label)] : []));
}

function plain(text) {
  return unescaped(text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => EMOJI[name] ?? whole));
}

/** Return text with Slack's three entities read. */
export function unescaped(text) {
  return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&amp;/g, "&");
}
