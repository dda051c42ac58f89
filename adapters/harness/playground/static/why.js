// The drawer: why a reply came out as it did, and what was on the wire.

import { h } from "./dom.js";
import { wire } from "./feed.js";

/** What the features say, in the order a reader meets them; each is a number of this candidate. */
const FEATURES = {
  fused: ["all evidence together", "likeness of meaning, of spelling, and what was learned from the wordings"],
  behind: ["behind the best", "how far it is behind the nearest other entry; 0: it is the best itself"],
  lead: ["lead", "how far it is ahead of the nearest other entry"],
  over_topics: ["ahead of topics", "how far it is ahead of what the file does not answer; below 0: a topic is nearer"],
  ngrams: ["same spelling", "how many pieces of words it shares with its nearest wording"],
  learned: ["learned", "what the classifier makes of it: about 1 for its own, 0 for others"],
  topics_learned: ["learned for topics", "the same for all topics together: about 1, if one of them is asked about"],
};

const VERDICTS = { clear: "nothing found", urgent: "red flag", advice: "asks for personal advice" };

/** Show the drawer for a reply. */
export async function openWhy(drawer, platform, message) {
  const frames = h("div", { class: "frames" }, h("p", { class: "soft" }, "Looking …"));
  drawer.replaceChildren(...content(drawer, message.why), section("On the wire", frames));
  drawer.showModal();
  drawer.scrollTop = 0;
  try {
    const found = await wire(platform, message.id);
    frames.replaceChildren(...(found.length ? found.map(frame) : [h("p", {}, "The recorder no longer holds it.")]));
  } catch (error) {
    frames.replaceChildren(h("p", { class: "problem" }, error.message));
  }
}

function content(drawer, why) {
  const close = h("button", { type: "button", class: "quiet", autofocus: true, on: { click: () => drawer.close() } }, "Close");
  return [
    h("header", {}, h("h2", { id: "why-title" }, "Why this reply?"), close),
    h("p", { class: "verdict" }, h("span", { class: `badge kind-${why.kind}` }, why.kind), why.because),
    section("The message", facts(why)),
    section("Safety check", safety(why.safety)),
    why.compared.length ? section("Why this and not that", h("ul", {}, ...why.compared.map((each) => h("li", {}, each)))) : null,
    why.candidates.length ? section("Entries that came near", ...candidates(why)) : null,
  ].filter(Boolean);
}

function section(title, ...children) {
  return h("section", {}, h("h3", {}, title), ...children);
}

function list(pairs) {
  const rows = pairs.filter(([, value]) => value !== null && value !== undefined && value !== "");
  return h("dl", {}, ...rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, ...[value].flat())]));
}

function facts(why) {
  return list([
    ["Delivered as", why.asked],
    ["Read as", why.read],
    ["A follow-up to", why.context && !why.picked ? why.context : null],
    ["Picked", why.picked],
    ["Shown", why.entry],
    ["Topic, not answered", why.topic],
    ["Offered", why.offered.join(", ")],
    ["Took", `${why.milliseconds} ms, waiting included`],
  ]);
}

function safety(finding) {
  return list([
    ["Verdict", h("span", { class: `finding ${finding.verdict}` }, VERDICTS[finding.verdict] ?? finding.verdict)],
    ["Category", finding.category],
    ["Probability", finding.score.toFixed(3)],
    ["Because of", finding.because],
  ]);
}

function candidates(why) {
  const limits = Object.entries(why.thresholds).map(([name, value]) => `${name} from ${value.toFixed(2)}`);
  return [
    h("ol", { class: "candidates" }, ...why.candidates.map((each) => candidate(each, why.thresholds))),
    h("p", { class: "soft" }, "The number beside an entry: how probable it is, from 0 to 1, that its answer is the right one."),
    limits.length ? h("p", { class: "soft" }, `Thresholds: ${limits.join(", ")}; the marks on the bars.`) : null,
  ].filter(Boolean);
}

function candidate(each, thresholds) {
  const bar = h("div", { class: "bar", aria: { hidden: "true" } }, h("i"));
  bar.firstChild.style.width = `${100 * each.score}%`;
  for (const value of Object.values(thresholds)) {
    const mark = h("b");
    mark.style.left = `${100 * value}%`;
    bar.append(mark);
  }
  const features = Object.entries(each.features).map(([name, value]) => {
    const [label, meaning] = FEATURES[name] ?? [name.replaceAll("_", " "), ""];
    return [label, [value.toFixed(3), meaning ? h("small", { class: "meaning" }, meaning) : null]];
  });
  return h(
    "li",
    {},
    h(
      "div",
      { class: "row" },
      h("strong", {}, each.id),
      h("span", { class: "score", title: "Probability that this is the right one" }, each.score.toFixed(3)),
    ),
    bar,
    h("p", { class: "phrasing" }, "nearest phrasing: ", h("q", {}, each.phrasing)),
    features.length ? h("details", {}, h("summary", {}, `Features of ${each.id}`), list(features)) : null,
  );
}

function frame(each, number) {
  const text = JSON.stringify(each.body, null, 2);
  const label = `${each.direction === "from the bot" ? "↑" : "↓"} ${each.direction}: ${each.name}`;
  const details = h("details", { open: number === 1 }, h("summary", {}, label, h("small", {}, each.transport)));
  details.append(h("pre", { tabIndex: 0, aria: { label } }, ...coloured(text)));
  return details;
}

const PARTS = /("(?:\\.|[^"\\])*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Return JSON with its names, texts and values told apart. */
function coloured(text) {
  const nodes = [];
  let done = 0;
  for (const found of text.matchAll(PARTS)) {
    const [whole, quoted, colon] = found;
    const kind = quoted ? (colon ? "name" : "string") : "value";
    nodes.push(text.slice(done, found.index), h("span", { class: kind }, quoted ?? whole), colon ?? "");
    done = found.index + whole.length;
  }
  return [...nodes, text.slice(done)];
}
