// The page put together: two panes, the status, the drawer and the theme.

import { discordContent } from "./discord.js";
import { follow } from "./feed.js";
import { openForm } from "./form.js";
import { markdown } from "./markdown.js";
import { mrkdwn } from "./mrkdwn.js";
import { pane } from "./pane.js";
import { slackContent } from "./slack.js";
import { showStatus } from "./status.js";
import { setUpTheme } from "./theme.js";
import { openWhy } from "./why.js";

const BRIEF = 80;
const $ = (id) => document.getElementById(id);

function brief(nodes) {
  const words = nodes.map((node) => node.textContent ?? node).join("");
  return words.length > BRIEF ? `${words.slice(0, BRIEF)} …` : words;
}

const KINDS = [
  {
    platform: "slack",
    title: "Slack",
    mark: "#",
    draw: slackContent,
    words: mrkdwn,
    brief: (message, room) => brief(mrkdwn(message.text, room.name)),
    usage: "[question]",
    suggests: false,
    onlyYou: "Only visible to you",
    answerWord: "Reply in thread",
    answering: "In a thread with",
    tries: ["is prolotherapy safe for neck pain?", "what helps loose ligaments?", "how much does it cost?", "/prolo side effects"],
  },
  {
    platform: "discord",
    title: "Discord",
    mark: "@",
    draw: discordContent,
    words: markdown,
    brief: (message, room) => brief(markdown(message.text || message.embeds[0]?.description || "", room.name)),
    usage: "question",
    suggests: true,
    onlyYou: "Only you can see this",
    answerWord: "Reply",
    answering: "Replying to",
    tries: ["how does dextrose work?", "I can't breathe since the injection", "should I stop my warfarin?", "/prolo which agent is used most?"],
  },
];

const drawer = $("why");
const why = (...which) => openWhy(drawer, ...which);
const form = (...which) => openForm($("form"), ...which);
const panes = new Map(KINDS.map((kind) => [kind.platform, pane(kind, why, form)]));
$("panes").append(...[...panes.values()].map((each) => each.element));
setUpTheme($("theme"));
$("address").textContent = `Listens on ${location.host}, on this machine alone`;

for (const button of $("switch").children) {
  button.addEventListener("click", () => choosePane(button.dataset.pane));
}

/** On a narrow screen one platform is shown at a time. */
function choosePane(platform) {
  document.body.dataset.pane = platform;
  for (const button of $("switch").children) {
    button.setAttribute("aria-pressed", String(button.dataset.pane === platform));
  }
}

function hear(event) {
  if (event.event === "hello") {
    for (const [platform, state] of Object.entries(event.rooms)) panes.get(platform).reset(state);
    showStatus($("status"), $("faults"), event.status);
  } else if (event.event === "status") showStatus($("status"), $("faults"), event.status);
  else panes.get(event.platform).hear(event);
}

function lost() {
  $("status").dataset.state = "lost";
  $("status").textContent = "The connection is lost; trying again …";
}

choosePane("slack");
follow(hear, lost);
