// The page's way to the phone's control plane.

async function call(method, path, body) {
  const json = body !== undefined && !(body instanceof FormData);
  const response = await fetch(`/_sim/${path}`, {
    method,
    headers: json ? { "Content-Type": "application/json" } : {},
    body: json ? JSON.stringify(body) : body,
  });
  const answer = await response.json();
  if (!response.ok) throw new Error(answer.error);
  return answer;
}

const where = (chat) => `chat?${new URLSearchParams({ wa_id: chat.wa_id, number: chat.number })}`;

export const setup = () => call("GET", "setup");
export const conversation = (chat) => call("GET", where(chat));
export const clear = (chat) => call("DELETE", where(chat));
export const newCitizen = (name) => call("POST", "citizens", { name });
export const send = (chat, message) => call("POST", "send", { from: chat.wa_id, number: chat.number, message });

/** Uploads a file and returns its media id. */
export async function upload(file, name = file.name) {
  const form = new FormData();
  form.append("file", file, name);
  return (await call("POST", "media", form)).id;
}

/** Calls `tell` with every event, and `again` when the connection is back after a break. */
export function listen(tell, again) {
  const source = new EventSource("/_sim/events");
  let broken = false;
  source.onmessage = (event) => tell(JSON.parse(event.data));
  source.onerror = () => { broken = true; };
  source.onopen = () => { if (broken) again(); broken = false; };
}
