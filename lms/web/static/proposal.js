// Saves a proposal while it is typed: to this device at once, to the server after a breath. Without this script the
// pages save by their buttons. The sentences it says come from the page.

import { watchPaste } from "./proposal_paste.js";
import { makeLink } from "./proposal_link.js";
import { makePart } from "./proposal_part.js";
import { makeTeller } from "./proposal_notices.js";
import { keeps, makeStore } from "./proposal_store.js";
import { makeHiddenView, makeView } from "./proposal_view.js";

const STANDING_PAUSE = 1500;
const STANDING_APART = 10000;
const FIRST_LOOK = 2000;
const LOOK_WHEN_LOST = 10000;

const root = document.querySelector("[data-proposal]");
const words = document.getElementById("saving-words")?.dataset;
const forms = [...document.querySelectorAll("form[data-part]")];
if (root && words) begin();

function begin() {
  const base = `${location.pathname.slice(0, location.pathname.indexOf("/proposal"))}/proposal`;
  const link = makeLink(root, base);
  const store = makeStore(root.dataset.seat, root.dataset.proposal);
  const teller = makeTeller(words, base, forms.length > 0);
  const parts = new Map();
  const views = new Map();
  const hidden = new Set();
  let standing = 0;
  let stoodAt = 0;
  let looking = 0;
  let inheriting = null;

  function onSaved(answer) {
    if (answer.proposal !== link.proposal || answer.late) return void look();
    tellLocks(answer.locks);
    clearTimeout(standing);
    standing = setTimeout(refreshStanding, Math.max(STANDING_PAUSE, stoodAt + STANDING_APART - Date.now()));
  }

  for (const form of forms) {
    const key = form.dataset.part;
    const view = makeView(form, words);
    const part = makePart({ key, version: Number(form.dataset.version), view, store, link, onSaved });
    parts.set(key, part);
    views.set(key, view);
    for (const name of ["input", "change"]) {
      form.addEventListener(name, () => {
        part.change();
        view.repaint();
        view.count();
      });
    }
    form.addEventListener("focusout", () => part.isDirty() && part.flush());
    form.addEventListener("submit", (event) => submit(event, form, part));
    watchPaste(view, words, link, () => form.dispatchEvent(new Event("input")));
    view.count();
  }

  function tellLocks(locks) {
    for (const [key, view] of views) view.lock(locks.find((lock) => lock.key === key)?.name ?? "");
  }

  async function refreshStanding() {
    const place = document.querySelector("[data-standing]");
    const href = root.dataset.standingHref || `${base}/standing`;
    if (!place || document.hidden) return;
    stoodAt = Date.now();
    try {
      const answer = await fetch(href, { headers: { Accept: "text/html" }, redirect: "error" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      place.replaceChildren(...page.body.childNodes);
    } catch {
      // no connection: what stands there is as old as the last save
    }
  }

  async function look() {
    clearTimeout(looking);
    let every = LOOK_WHEN_LOST;
    if (!document.hidden) {
      const [state, news] = await link.look();
      if (state === "taken") {
        every = news.every * 1000;
        tellLocks(news.locks);
        teller.hear(news.heard);
        const isNews = news.parts.some(({ key, version }) => (parts.get(key)?.version() ?? version) < version);
        for (const one of news.parts) parts.get(one.key)?.hear(one);
        if (isNews) refreshStanding();
        flushAll();
      } else if (state === "moved") {
        every = news.every * 1000;
        tellLocks([]);
        teller.hear(news.heard);
        teller.tellMoved(news);
        flushAll();
      }
    }
    clearTimeout(looking);
    looking = setTimeout(look, every);
    inherit();
  }

  const all = () => [...parts.values(), ...hidden];
  const flushAll = () => Promise.all(all().map((part) => part.isDirty() && part.flush()));

  // One after the other: what two tries find is the same.
  function inherit() {
    inheriting ??= takeOver().finally(() => (inheriting = null));
  }

  async function takeOver() {
    for (const record of await store.inherit()) {
      const own = parts.get(record.key);
      if (own && record.place === link.proposal && !own.isDirty()) own.inherit(record);
      else adopt(record);
      store.forget(record.name);
      if (!keeps()) all().forEach((part) => part.keep()); // a full store has room for it now
    }
  }

  // A second draft of a part, one of a part that stands on another page, or of a proposal that she writes no more.
  function adopt(record) {
    const slot = `${record.key}/${record.name.slice(-8)}`;
    const own = { put: (_, kept) => store.put(slot, kept), drop: () => store.drop(slot) };
    const onSent = (answer) => {
      if (part.isDirty()) return;
      hidden.delete(part);
      if (answer.late) teller.tellKept();
      look();
    };
    const drop = () => {
      part.release();
      own.drop();
      hidden.delete(part);
    };
    const say = (state, sentence) => state === "refused" && teller.tellUnsent(record.typed, sentence, drop);
    const view = makeHiddenView(record.typed, say);
    const { key, base: version, place } = record;
    const part = makePart({ key, version, place, view, store: own, link, onSaved: onSent });
    hidden.add(part);
    part.inherit(record);
  }

  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.key.toLowerCase() !== "s") return;
    event.preventDefault();
    flushAll();
  });
  addEventListener("pagehide", () => all().forEach((part) => part.leave()));
  addEventListener("pageshow", ({ persisted }) => persisted && location.reload());
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden) return look();
    for (const part of all()) part.keep();
    flushAll();
  });
  addEventListener("online", look);
  addEventListener("focus", () => all().some((part) => part.isDirty()) && look());
  addEventListener("beforeunload", (event) => {
    if (!keeps() && all().some((part) => part.isDirty())) event.preventDefault();
  });
  looking = setTimeout(look, FIRST_LOOK);
  inherit();
}

// A button that only saves stays on the page; any other goes on when nothing waits any more, from the newest version, and
// goes once however often it is pressed.
async function submit(event, form, part) {
  event.preventDefault();
  const button = event.submitter;
  for (let turn = 0; turn < 2 && part.isDirty(); turn += 1) await part.flush();
  if (!button?.name || part.isDirty() || part.isReleased()) return;
  part.release();
  const chosen = document.createElement("input");
  Object.assign(chosen, { type: "hidden", name: button.name, value: button.value });
  form.append(chosen);
  form.submit();
}
