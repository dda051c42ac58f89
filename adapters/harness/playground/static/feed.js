// The way to the server: one stream of events in, and what people do out.

/** Call `heard` with every event, and `lost` whenever the connection breaks; it comes back by itself. */
export function follow(heard, lost) {
  const source = new EventSource("/events");
  source.addEventListener("message", (event) => heard(JSON.parse(event.data)));
  source.addEventListener("error", lost);
}

/** Do what a person does, and return the answer; throws an Error fit to be shown. */
export async function act(platform, action, body) {
  const response = await reach(`/do/${platform}/${action}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  return response;
}

/** Return the frames that carried a message. */
export async function wire(platform, message) {
  return (await reach(`/wire/${platform}/${encodeURIComponent(message)}`)).frames;
}

async function reach(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw new Error("The playground does not answer; is it still running?");
  }
  const answer = await response.json().catch(() => ({ error: `found status ${response.status}` }));
  if (!response.ok) throw new Error(answer.error);
  return answer;
}
