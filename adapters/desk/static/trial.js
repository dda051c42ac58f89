// The dialog in which a draft is tried on the decks, and taken.

import { h } from "./dom.js";

export class Trial {
  constructor(dialog, take) {
    this.dialog = dialog;
    this.take = take;
    this.draft = null;
  }

  open(draft, tried) {
    this.draft = draft;
    this.drawn = "";
    this.step = null;
    this.show(tried);
    if (!this.dialog.open) this.dialog.showModal();
  }

  show(tried) {
    const drawn = JSON.stringify(tried);
    if (!this.draft || tried.key !== this.draft.key || drawn === this.drawn) return;
    this.drawn = drawn;
    if (this.step && !tried.done && this.dialog.contains(this.step)) {
      this.step.textContent = tried.step;
      return;
    }
    this.step = h("p", { role: "status", class: "soft" }, tried.step);
    const title = h("h2", { id: "trial-title", tabIndex: -1 }, tried.done ? this.verdict(tried) : "Trying it on check and the decks");
    this.dialog.replaceChildren(
      h("div", {}, title, h("p", {}, this.draft.says), ...(tried.done ? this.outcome(tried) : [this.step, h("p", { class: "soft" }, "Every message of every deck is asked before and after. With many wordings that takes minutes; you may close this and come back.")]), this.buttons(tried)),
    );
    if (this.dialog.open) title.focus();
  }

  verdict(tried) {
    if (tried.problem) return "That could not be tried";
    if (tried.fine && tried.effect.unjudged === "no deck") return "Judged by no deck";
    return tried.fine ? "Nothing gets worse" : "Something would get worse";
  }

  outcome(tried) {
    if (tried.problem) return [h("p", { class: "worse", role: "alert" }, tried.problem)];
    return [
      h("ul", {}, ...tried.told.map((line) => h("li", { class: line.includes("(worse)") || line.startsWith("warning") || line.startsWith("no longer urgent") || tried.effect.errors.length ? "worse" : "" }, line))),
      h("h3", {}, "What changes in the file"),
      h("pre", { tabIndex: 0, aria: { label: "Difference" } }, ...tried.difference.slice(2).map((line) => h("span", { class: { "+": "added", "-": "removed" }[line[0]] ?? "" }, `${line}\n`))),
    ];
  }

  buttons(tried) {
    const close = h("button", { type: "button", class: "quiet", on: { click: () => this.dialog.close() } }, "Close");
    const write = h("button", { type: "button", class: "act", on: { click: () => this.write(tried) } }, `Write it into the file, as ${tried.by}`);
    return h("div", { class: "buttons" }, tried.fine && write, close);
  }

  async write(tried) {
    if (await this.take(tried.key, tried.by)) this.draft = null;
    this.dialog.close();
  }
}
