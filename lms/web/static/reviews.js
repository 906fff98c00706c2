// A review keeps itself as a draft while it is written, and before a link leads away from it. Without this script the
// button "Keep as a draft" does the same. Where another window has kept a newer draft, that button shows both.
const form = document.getElementById("rubric-form");
const state = form?.querySelector("[data-state-words]");
const REST = 1500;
const LONGEST_WAIT = 60000;
const PATIENCE = 20000;
const NEWER = 409;
const LATER = [408, 429];
let timer = 0;
let wait = REST;
let isChanged = false;
let isOlder = false;
let isSending = false;

function say(kind) {
  state.dataset.state = kind === "kept" ? "saved" : "unsaved";
  state.textContent = state.dataset[kind];
  state.hidden = false;
}

// One at a time, so that an older draft never overtakes a newer one; the connection may come back later than it says.
async function keep() {
  clearTimeout(timer);
  if (!isChanged || isOlder || isSending) return;
  isSending = true;
  const mayHold = await send();
  isSending = false;
  if (!isChanged || !mayHold) return;
  clearTimeout(timer);
  timer = setTimeout(keep, wait);
}

// Returns whether another try may hold what this one did not.
async function send() {
  let status = 0;
  isChanged = false;
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "auto");
  const headers = { Accept: "application/json" };
  const signal = AbortSignal.timeout?.(PATIENCE);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers, keepalive: true, redirect: "error", signal });
    status = answer.status;
    isOlder = status === NEWER;
    if (!answer.ok) throw new Error(String(status));
    const { version } = await answer.json();
    form.elements.base_version.value = Math.max(version, Number(form.elements.base_version.value));
    if (!isChanged) say("kept");
    wait = REST;
    return true;
  } catch {
    isChanged = true;
    say(isOlder ? "newer" : "unkept");
    wait = Math.min(wait * 2, LONGEST_WAIT);
    return status < 400 || status >= 500 || LATER.includes(status);
  }
}

if (form) {
  form.addEventListener("input", () => {
    isChanged = true;
    if (isOlder) return;
    state.hidden = true;
    clearTimeout(timer);
    wait = REST;
    timer = setTimeout(keep, REST);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
  });
  addEventListener("pagehide", () => isChanged && !isOlder && send());
  addEventListener("online", keep);
  addEventListener("beforeunload", (event) => {
    if ((isChanged || isSending) && !state.hidden) event.preventDefault(); // the last try to keep it has failed
  });
}
