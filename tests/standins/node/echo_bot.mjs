// The echo bot of @slack/bolt's getting-started guide; only its address differs from one for Slack.
import bolt from "@slack/bolt";

const overSockets = process.env.SLACK_APP_TOKEN !== undefined;

const app = new bolt.App({
  token: process.env.SLACK_BOT_TOKEN,
  signingSecret: process.env.SLACK_SIGNING_SECRET,
  appToken: process.env.SLACK_APP_TOKEN,
  socketMode: overSockets,
  clientOptions: { slackApiUrl: process.env.SLACK_API_URL },
  logLevel: process.env.SLACK_LOG_LEVEL ?? "error",
});

app.event("app_mention", async ({ event, say }) => {
  await say({ text: `you said: ${event.text}`, thread_ts: event.ts });
});

app.message(async ({ message, say }) => {
  if (message.channel_type === "im") await say(`you said: ${message.text}`);
});

app.command("/echo", async ({ ack, command, respond }) => {
  await ack();
  const text = { type: "plain_text", text: "Again" };
  const button = { type: "button", action_id: "again", text, value: command.text };
  await respond({ text: command.text, blocks: [{ type: "actions", elements: [button] }] });
});

app.action("again", async ({ ack, action, respond }) => {
  await ack();
  await respond({ text: `again: ${action.value}`, replace_original: true });
});

const menu = {
  type: "multi_external_select",
  action_id: "many",
  placeholder: { type: "plain_text", text: "Choose" },
  min_query_length: 0,
};

app.shortcut("open_form", async ({ ack, shortcut, client }) => {
  await ack();
  const label = { type: "plain_text", text: "Many" };
  const blocks = [{ type: "input", block_id: "many_block", label, element: menu }];
  const title = { type: "plain_text", text: "Form" };
  const view = { type: "modal", callback_id: "form", title, submit: { type: "plain_text", text: "Send" }, blocks };
  await client.views.open({ trigger_id: shortcut.trigger_id, view });
});

app.shortcut({ callback_id: "about_this", type: "message_action" }, async ({ ack, shortcut, respond }) => {
  await ack();
  await respond(`about: ${shortcut.message.text}`);
});

app.options("many", async ({ ack, payload }) => {
  await ack({ options: ["a", "b"].map((value) => ({ text: { type: "plain_text", text: payload.value + value }, value })) });
});

app.view("form", async ({ ack, view, body, client }) => {
  await ack();
  const chosen = view.state.values.many_block.many.selected_options.map((each) => each.value);
  await client.chat.postMessage({ channel: body.user.id, text: `chosen: ${chosen}` });
});

const server = await app.start(overSockets ? undefined : { port: 0, host: "127.0.0.1" });
console.log(`ready ${overSockets ? "" : server.address().port}`);
