// A review keeps itself as a draft while it is written, and before a link leads away from it. Without this script the
// button "Keep as a draft" does the same. Where another window has kept a newer draft, that button shows both.
const form = document.getElementById("rubric-form");
const state = form?.querySelector("[data-state-words]");
const REST = 1500;
const NEWER = 409;
let timer = 0;
let isChanged = false;
let isOlder = false;

function say(kind) {
  state.dataset.state = kind === "kept" ? "saved" : "unsaved";
  state.textContent = state.dataset[kind];
  state.hidden = false;
}

async function keep() {
  clearTimeout(timer);
  if (!isChanged || isOlder) return;
  isChanged = false;
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "auto");
  const headers = { Accept: "application/json" };
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers, keepalive: true, redirect: "error" });
    isOlder = answer.status === NEWER;
    if (!answer.ok) throw new Error(String(answer.status));
    const { version } = await answer.json();
    form.elements.base_version.value = Math.max(version, Number(form.elements.base_version.value));
    if (!isChanged) say("kept");
  } catch {
    isChanged = true;
    say(isOlder ? "newer" : "unkept");
  }
}

if (form) {
  form.addEventListener("input", () => {
    isChanged = true;
    if (isOlder) return;
    state.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(keep, REST);
  });
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    isChanged = false;
  });
  addEventListener("pagehide", keep);
  addEventListener("online", keep);
  addEventListener("beforeunload", (event) => {
    if (isChanged && !state.hidden) event.preventDefault(); // the last try to keep it has failed
  });
}
