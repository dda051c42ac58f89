// The four parts of the page, each from what the server says.

import { h, link } from "./dom.js";

const STATES = { unsigned: "Nobody vouches for it", overdue: "Review is overdue", signed: "Signed" };

function card(...children) {
  return h("article", { class: "card" }, ...children);
}

function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

function needsName(actions) {
  return actions.name ? {} : { disabled: true, title: "Write your name first" };
}

export function gaps(state, actions) {
  const since = state.days ? `in the last ${state.days} days` : "ever since";
  const intro = `What ${state.people} people and more asked ${since} and got no answer, or one that did not help. Wordings are reduced to ordinary words.`;
  if (!state.gaps.length) return [h("p", { class: "note" }, "Nothing that several people asked in vain.")];
  return [h("p", { class: "note" }, intro), ...state.gaps.map((gap) => oneGap(gap, actions))];
}

function oneGap(gap, actions) {
  const disliked = gap.disliked ? `, ${gap.disliked} of them answered and not helped` : "";
  return card(
    h("div", { class: "head" }, h("h3", {}, counted(gap.people, "person", "people")), h("p", { class: "soft" }, `${counted(gap.count, "question", "questions")}${disliked}${gap.near ? `, near ${gap.near}` : ""}`)),
    h("ul", { class: "quoted" }, ...gap.wordings.map((each) => h("li", {}, each))),
    ...(gap.drafts.length ? gap.drafts.map((draft) => oneDraft(draft, actions)) : [h("p", { class: "note" }, `No draft: ${gap.undrafted}. Write your own words into the file.`)]),
  );
}

function oneDraft(draft, actions) {
  return h(
    "div",
    { class: "draft" },
    h("p", {}, `${draft.says} `, h("code", {}, draft.key)),
    h("button", { type: "button", class: "act", ...needsName(actions), aria: { label: `Try on the decks: ${draft.says}` }, on: { click: () => actions.attempt(draft) } }, "Try on the decks"),
  );
}

export function ratings(state) {
  if (!state.ratings.length) return [h("p", { class: "note" }, "Nobody has said yet whether a reply helped.")];
  const rows = state.ratings.map((each) => h("tr", {}, h("th", { scope: "row" }, each.entry), h("td", { class: "count" }, String(each.no)), h("td", { class: "count" }, String(each.yes))));
  const head = h("tr", {}, ...["Answer", "Did not help", "Helped"].map((each) => h("th", { scope: "col" }, each)));
  return [card(h("table", {}, h("thead", {}, head), h("tbody", {}, ...rows)))];
}

export function drafts(state) {
  if (!state.drafts.length) return [h("p", { class: "note" }, "No question waits in the file for its answer.")];
  return [
    h("p", { class: "note" }, `These stand in ${state.file}. The bot answers them once a person has written what is missing there.`),
    ...state.drafts.map((each) =>
      card(
        h("h3", {}, each.question),
        h("p", { class: "soft" }, `Line ${each.line}, ${each.id}. Taken up by ${each.by} on ${each.on}.`),
        h("p", {}, `Still to be written: ${each.lacks.join(" and ")}.`),
      ),
    ),
  ];
}

export function reviews(state, actions) {
  const order = ["overdue", "unsigned", "signed"];
  const sorted = [...state.reviews].sort((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
  const intro = `Sign what you have read and vouch for as somebody who may. A review is overdue after ${state.reviewDays} days.`;
  return [h("p", { class: "note" }, intro), ...sorted.map((entry) => oneReview(entry, actions))];
}

function oneReview(entry, actions) {
  const signed = entry.by ? `Reviewed by ${entry.by} on ${entry.on}${entry.age > 0 ? `, ${counted(entry.age, "day", "days")} ago` : ""}.` : "Not reviewed yet.";
  const source = entry.source ? ["Source: ", entry.url ? link(entry.url, entry.source) : entry.source] : ["No source."];
  return card(
    h("div", { class: "head" }, h("h3", { id: `review-${entry.id}`, tabIndex: -1 }, entry.question), h("span", { class: `state state-${entry.state}` }, STATES[entry.state])),
    h("div", { class: "said" }, ...entry.said.map((each) => h("p", {}, each))),
    h("p", { class: "soft" }, ...source),
    h("p", { class: "soft" }, signed),
    h(
      "button",
      { type: "button", class: "act", ...needsName(actions), aria: { label: `Sign: ${entry.question}` }, on: { click: () => actions.sign(entry) } },
      actions.name ? `I have read this and vouch for it: ${actions.name}` : "Sign it (write your name first)",
    ),
  );
}
