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

const server = await app.start(overSockets ? undefined : { port: 0, host: "127.0.0.1" });
console.log(`ready ${overSockets ? "" : server.address().port}`);
