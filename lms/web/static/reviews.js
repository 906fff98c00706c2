// A review keeps itself as a draft while it is written, and before a link leads away from it. Without this script the
// button "Keep as a draft" does the same.
const form = document.getElementById("rubric-form");
const state = form?.querySelector("[data-state-words]");
const REST = 1500;
let timer = 0;
let isChanged = false;

function say(kind) {
  state.dataset.state = kind === "kept" ? "saved" : "unsaved";
  state.textContent = state.dataset[kind];
  state.hidden = false;
}

async function keep() {
  clearTimeout(timer);
  if (!isChanged) return;
  isChanged = false;
  const body = new URLSearchParams(new FormData(form));
  body.set("do", "auto");
  try {
    const answer = await fetch(form.action, { method: "POST", body, keepalive: true, redirect: "error" });
    if (answer.status !== 204) throw new Error(String(answer.status));
    if (!isChanged) say("kept");
  } catch {
    isChanged = true;
    say("unkept");
  }
}

if (form) {
  form.addEventListener("input", () => {
    isChanged = true;
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
