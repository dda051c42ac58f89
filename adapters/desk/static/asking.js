// The way to the server: only the page that was opened with the key behind the # is heard.

let key = "";

/** Take the key from the address; return whether there is one. */
export function startOf(address) {
  key = address.hash.slice(1);
  return Boolean(key);
}

/** Return what the server says; throws with words that can be shown. */
export async function ask(method, path, body) {
  const headers = { "X-Desk-Key": key, "Content-Type": "application/json" };
  let response;
  try {
    response = await fetch(path, { method, headers, body: body && JSON.stringify(body) });
  } catch {
    throw new Error("The desk is not running any more. Start it again, and open the address it prints.");
  }
  const said = await response.json().catch(() => ({ error: "The desk could not answer that." }));
  if (!response.ok) throw new Error(said.error);
  return said;
}
