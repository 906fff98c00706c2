// Keeps every answer on the device until the server has said that it holds it. The pages work without this script.
//
// The queue of an attempt is an array of {id, item, response} in localStorage, oldest first. An entry leaves it when the
// server acknowledged it, when a newer answer to the same item takes its place, or when the server says that the attempt
// is handed in. It is read anew at every step, so two tabs of one attempt share it.

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60000;
const PATIENCE = 20000;

const memory = new Map();
let keeps = true;

const keyOf = (attempt) => `answers:${attempt}`;

function read(attempt) {
  const key = keyOf(attempt);
  if (memory.has(key)) return memory.get(key);
  try {
    return JSON.parse(localStorage.getItem(key)) || [];
  } catch {
    return [];
  }
}

function write(attempt, entries) {
  const key = keyOf(attempt);
  try {
    if (entries.length) localStorage.setItem(key, JSON.stringify(entries));
    else localStorage.removeItem(key);
    memory.delete(key);
    keeps = true;
  } catch {
    memory.set(key, entries);
    keeps = false;
  }
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// One answer as the server stores it, or null while it is not complete. [how to read it, how to show it again]
const named = (form, prefix) => [...form.querySelectorAll(`select[name^="${prefix}"]`)];
const chosen = (form, name) => form.querySelector(`input[name="${name}"]:checked`)?.value;
const check = (form, name, values) => {
  for (const input of form.querySelectorAll(`input[name="${name}"]`)) input.checked = values.includes(input.value);
};
const KINDS = {
  single: [
    (form) => (chosen(form, "choice") ? { choice: chosen(form, "choice") } : null),
    (form, { choice }) => check(form, "choice", [choice]),
  ],
  multiple: [
    (form) => ({ choices: [...form.querySelectorAll('input[name="choices"]:checked')].map((input) => input.value) }),
    (form, { choices }) => check(form, "choices", choices),
  ],
  true_false: [
    (form) => (chosen(form, "value") ? { value: chosen(form, "value") === "true" } : null),
    (form, { value }) => check(form, "value", [String(value)]),
  ],
  ordering: [
    (form) => {
      const selects = named(form, "order-");
      const places = new Set(selects.map((select) => select.value).filter(Boolean));
      if (places.size !== selects.length) return null;
      return { order: selects.sort((a, b) => a.value - b.value).map((select) => select.name.slice(6)) };
    },
    (form, { order }) => named(form, "order-").forEach((select) => (select.value = order.indexOf(select.name.slice(6)) + 1)),
  ],
  matching: [
    (form) => {
      const pairs = named(form, "pair-").filter((select) => select.value);
      return pairs.length ? { pairs: Object.fromEntries(pairs.map((select) => [select.name.slice(5), select.value])) } : null;
    },
    (form, { pairs }) => named(form, "pair-").forEach((select) => (select.value = pairs[select.name.slice(5)] || "")),
  ],
  numeric: [
    (form) => (form.elements.number.value.trim() ? { number: form.elements.number.value.trim() } : null),
    (form, { number }) => (form.elements.number.value = number),
  ],
};

function makeLamp(element) {
  return (state, sentence) => {
    const words = element.dataset;
    // What was said to a press in vain stands: one more try in vain, by itself, changes nothing.
    if (state === "device" && words.state === "waiting") return;
    const name = !keeps && (state === "device" || state === "waiting") ? "unsaved" : state;
    element.textContent = sentence || words[name] || "";
    element.setAttribute("data-state", name);
    if (name !== "signin") return;
    const link = document.createElement("a");
    link.href = words.signInHref;
    link.textContent = words.signInLabel;
    element.append(" ", link);
  };
}

// What became of a request: taken, signin, refused (with the server's sentence), or device: try again later.
async function send(url, entry) {
  let response;
  try {
    response = await fetch(url, {
      method: "POST",
      headers: {
        Accept: "application/json",
        "Content-Type": "application/json",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: JSON.stringify({ id: entry.id, item: entry.item, response: entry.response }),
      redirect: "manual",
      signal: AbortSignal.timeout?.(PATIENCE),
    });
  } catch {
    return ["device"];
  }
  const isJson = (response.headers.get("Content-Type") || "").includes("json");
  // A page in place of an answer is a hotel's or an operator's gate, not our server.
  if (response.ok) return [response.status === 204 || isJson ? "taken" : "device"];
  if (response.status === 401 || response.type === "opaqueredirect") return ["signin"];
  if (response.status >= 500 || response.status === 408 || response.status === 429) return ["device"];
  const problem = isJson ? await response.json().catch(() => ({})) : {};
  return ["refused", problem.detail || problem.title];
}

function makeSender(form, show) {
  const { attempt, saveUrl } = form.dataset;
  const refused = new Set();
  let wait = FIRST_WAIT;
  let timer = 0;
  let running = null;

  const waiting = () => read(attempt).filter((entry) => !refused.has(entry.id));

  async function run() {
    let last = null;
    for (let [entry] = waiting(); entry; [entry] = waiting()) {
      const [state, sentence] = await send(saveUrl, entry);
      if (state === "taken") {
        write(attempt, read(attempt).filter((other) => other.id !== entry.id));
        wait = FIRST_WAIT;
        last ??= ["saved"];
      } else if (state === "refused") {
        refused.add(entry.id);
        last = ["refused", sentence];
      } else {
        show(state);
        if (state === "device") {
          timer = setTimeout(flush, wait);
          wait = Math.min(wait * 2, LONGEST_WAIT);
        }
        return;
      }
    }
    if (last) show(...last);
  }

  // Resolves when the queue is empty or cannot go on now; a second call while one runs waits for the same run.
  function flush() {
    clearTimeout(timer);
    running ??= run().finally(() => (running = null));
    return running;
  }

  function add(item, response) {
    const entry = { id: newId(), item, response };
    write(attempt, [...read(attempt).filter((other) => other.item !== item), entry]);
    show(navigator.onLine ? "saving" : "device");
    wait = FIRST_WAIT;
    const before = running;
    if (before) before.then(flush);
    else flush();
    return entry.id;
  }

  return { add, flush, waiting };
}

function watchAnswer(form, show, sender) {
  const { attempt, item, kind } = form.dataset;
  const [readAnswer, showAnswer] = KINDS[kind];
  const kept = read(attempt).find((entry) => entry.item === item);
  if (kept) {
    showAnswer(form, kept.response);
    form.elements.answer_id.value = kept.id;
    show("device");
  }
  let last = JSON.stringify(readAnswer(form));
  form.addEventListener("change", () => {
    const answer = readAnswer(form);
    const now = JSON.stringify(answer);
    if (now === last) return;
    last = now;
    if (answer) form.elements.answer_id.value = sender.add(item, answer);
    else show("open");
  });
}

// A button goes on only when nothing waits any more: an older answer must not overtake a newer one, and without a
// connection there is no page to go to. Pressed twice, it goes once.
function watchButtons(form, show, sender) {
  let isGoing = false;
  let isSure = false;
  const stop = () => {
    isGoing = isSure = false;
    form.removeAttribute("aria-busy");
  };
  addEventListener("pageshow", stop);
  form.addEventListener("submit", async (event) => {
    if (isSure) return;
    if (isGoing) return event.preventDefault();
    isGoing = true;
    form.setAttribute("aria-busy", "true");
    setTimeout(stop, PATIENCE);
    if (navigator.onLine && !sender.waiting().length) return;
    event.preventDefault();
    await sender.flush();
    await sender.flush();
    if (!navigator.onLine || sender.waiting().length) {
      stop();
      if (document.getElementById("lamp").dataset.state !== "signin") show("waiting");
      return;
    }
    isSure = true;
    setTimeout(() => form.requestSubmit(event.submitter)); // not while this event is still on its way: it would be ignored
  });
}

function begin(form) {
  const show = makeLamp(document.getElementById("lamp"));
  const sender = makeSender(form, show);
  if (form.dataset.item) watchAnswer(form, show, sender);
  watchButtons(form, show, sender);
  for (const name of ["online", "pageshow"]) addEventListener(name, sender.flush);
}

const handedIn = document.querySelector("[data-handed-in]");
if (handedIn) write(handedIn.dataset.handedIn, []);
const form = document.querySelector("#question, #hand-in");
if (form) begin(form);
