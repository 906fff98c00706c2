// The way to the server: what became of an edit, what is new, and the token that a new sign-in brings.

const PATIENCE = 20000;
const LARGEST_LAST_WORD = 60000; // what a browser sends for a page that is going

export function makeLink(root, base) {
  const { seat, proposal } = root.dataset;
  let token = document.querySelector('input[name="csrf_token"]')?.value ?? "";
  let since = root.dataset.now;

  async function ask(url, options) {
    try {
      return await fetch(url, {
        ...options,
        headers: { Accept: "application/json", "X-CSRFToken": token, ...options.headers },
        redirect: "manual",
        signal: options.keepalive ? undefined : AbortSignal.timeout?.(PATIENCE),
      });
    } catch {
      return null;
    }
  }

  // [state, answer]: taken, signin, other (account), refused (the server's sentence), or device: try again later.
  async function read(response) {
    if (!response) return ["device"];
    const isJson = (response.headers.get("Content-Type") || "").includes("json");
    const body = isJson ? await response.json().catch(() => null) : null;
    // A page in place of an answer is a hotel's or an operator's gate, not our server.
    if (response.ok) return body ? ["taken", body] : ["device"];
    if (response.status === 401 || response.type === "opaqueredirect") return ["signin"];
    if (response.status === 403) return ["other", body?.detail];
    if (response.status === 404) return ["other"];
    if (response.status === 400) return ["token"];
    if (response.status >= 500 || response.status === 408 || response.status === 429 || !body) return ["device"];
    const sentences = Object.values(body.errors || {}).join(" ");
    return [response.status === 409 ? "conflict" : "refused", sentences || body.detail || body.title];
  }

  async function send(key, entry, { isLast = false, again = true } = {}) {
    const body = new URLSearchParams(entry.fields);
    body.set("base_version", entry.base);
    body.set("edit_id", entry.id);
    body.set("seat", seat);
    body.set("proposal", entry.place ?? proposal);
    if (entry.baseText !== null) body.set("base_content", entry.baseText);
    const text = body.toString();
    const headers = { "Content-Type": "application/x-www-form-urlencoded" };
    const keepalive = isLast && text.length < LARGEST_LAST_WORD;
    const found = await read(
      await ask(`${base}/parts/${encodeURIComponent(key)}`, { method: "POST", headers, body: text, keepalive }),
    );
    if (found[0] !== "token") return found;
    // Whoever signed in meanwhile, in another tab, has a new token; it is ours to use only if she is the same.
    const [state] = again ? await look() : ["device"];
    if (state !== "taken" && state !== "moved") return [state];
    return send(key, entry, { isLast, again: false });
  }

  async function look() {
    const asked = new URLSearchParams({ since, page: proposal });
    const [state, news] = await read(await ask(`${base}/changes?${asked}`, {}));
    if (state !== "taken") return [state];
    if (news.seat !== seat) return ["other"];
    token = news.csrf;
    since = news.now;
    return [news.proposal === proposal ? "taken" : "moved", news];
  }

  const clean = async (html) =>
    read(await ask(`${base}/paste`, { method: "POST", headers: { "Content-Type": "text/html" }, body: html }));

  return { send, look, clean, base, proposal };
}
