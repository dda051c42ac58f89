// Discord's markdown: https://support.discord.com/hc/en-us/articles/210298617

import { h, link } from "./dom.js";

// One character, or an escaped one: what may stand inside a pair of marks.
const INSIDE = "(?:\\\\[\\s\\S]|[^\\\\])+?";
const TOKENS = new RegExp(
  [
    "\\\\(?<escaped>[^\\w\\s])",
    "```(?:\\w+\\n)?(?<pre>[\\s\\S]+?)```",
    "`(?<code>[^`\\n]+)`",
    `\\[(?<label>${INSIDE})\\]\\(<?(?<target>https?://[^\\s<>)]+)>?\\)`,
    "<@!?(?<user>\\d+)>",
    "<#(?<channel>\\d+)>",
    "<(?<bare>https?://[^\\s<>]+)>",
    "(?<url>https?://[^\\s<>]+[^\\s<>.,:;!?)])",
    `\\*\\*(?<bold>${INSIDE})\\*\\*(?!\\*)`,
    `__(?<under>${INSIDE})__(?!_)`,
    `\\*(?=\\S)(?<italic>${INSIDE})\\*(?!\\*)`,
    `(?<!\\w)_(?=\\S)(?<slanted>${INSIDE})_(?!\\w)`,
    `~~(?<strike>${INSIDE})~~`,
    `\\|\\|(?<spoiler>${INSIDE})\\|\\|`,
    "(?<newline>\\n)",
  ].join("|"),
  "g",
);

const TAGS = { bold: "strong", under: "u", italic: "em", slanted: "em", strike: "s", spoiler: "span" };

/** Return the nodes of a text; `names` gives a person's or channel's name by id. */
export function markdown(text, names) {
  return text.split(/(?<=\n)/).flatMap((line) => {
    const [, mark, rest] = /^(#{1,3}|-#|>|[-*]) (.*)/s.exec(line) ?? [null, "", line];
    if (!mark) return inline(line, names);
    const inside = inline(rest.trimEnd(), names);
    if (mark.startsWith("#")) return [h("strong", { class: `heading h${mark.length}` }, ...inside)];
    if (mark === "-#") return [h("small", { class: "subtext" }, ...inside)];
    if (mark === ">") return [h("blockquote", {}, ...inside)];
    return [h("span", { class: "bullet" }, "• ", ...inside)];
  });
}

function inline(text, names) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(TOKENS)) {
    nodes.push(text.slice(done, found.index), token(found.groups, names));
    done = found.index + found[0].length;
  }
  return [...nodes, text.slice(done)].filter((node) => node !== "");
}

function token(groups, names) {
  if (groups.newline) return h("br");
  if (groups.escaped) return groups.escaped;
  if (groups.pre) return h("pre", {}, groups.pre);
  if (groups.code) return h("code", {}, groups.code);
  if (groups.target) return link(groups.target, ...inline(groups.label, names));
  if (groups.user) return h("span", { class: "mention" }, `@${names(groups.user)}`);
  if (groups.channel) return h("span", { class: "mention" }, `#${names(groups.channel)}`);
  if (groups.bare || groups.url) return link(groups.bare || groups.url);
  const name = Object.keys(TAGS).find((each) => groups[each]);
  const props = name === "spoiler" ? { class: "spoiler", tabIndex: 0 } : {};
  return h(TAGS[name], props, ...inline(groups[name], names));
}
