// What the top of the page says about the file and the bot.

import { arrange, h } from "./dom.js";

export function showStatus(line, faults, status) {
  line.dataset.state = status.faults.length ? "refused" : status.state;
  arrange(line, [h("span", { class: "dot", aria: { hidden: "true" } }), h("span", {}, words(status)), ...bar(status)]);
  faults.hidden = status.faults.length === 0;
  if (faults.dataset.shown === JSON.stringify(status.faults)) return;
  faults.dataset.shown = JSON.stringify(status.faults);
  const title = status.faq
    ? `${status.file} was not taken over; the one before still answers.`
    : `${status.file} cannot be used; the bot starts once it is mended.`;
  arrange(
    faults,
    status.faults.length
      ? [h("strong", {}, title), h("ul", {}, ...status.faults.map((fault) => h("li", {}, h("code", {}, fault))))]
      : [],
  );
}

function words(status) {
  if (status.state === "preparing") return status.file ? `Learning ${status.file} …` : "Starting the bot …";
  if (status.state === "learning") return `Learning ${status.file} again …`;
  if (!status.faq) return `${status.file} has faults`;
  const { entries, topics, loaded } = status.faq;
  const at = new Date(loaded * 1000).toLocaleTimeString();
  return `${status.file}: ${entries} entries, ${topics} topics, loaded ${at}`;
}

function bar(status) {
  if (status.progress === null || status.state === "ready") return [];
  return [h("progress", { max: 100, value: status.progress, aria: { label: "Learning the file" } })];
}
