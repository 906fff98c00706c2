// One part as it is typed. An edit in flight keeps its id and its words until the server has answered for it, so that
// it counts once however often it is sent; what is typed meanwhile waits behind it.

import { keeps, newId } from "./proposal_store.js";

const PAUSE = 1500;
const LONGEST_PAUSE = 10000;
const DEVICE_PAUSE = 300;
const FIRST_WAIT = 1000;
const LONGEST_WAIT = 60000;
const SIGN_IN_WAIT = 10000;

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

export function makePart({ key, version, link, place = link.proposal, view, store, onSaved }) {
  let base = version; // what the words on the page began from
  let baseText = null; // … where that is no version's text: the server has put ours together, and it is not shown yet
  let typed = view.read();
  let saved = typed;
  let refused = null; // what the server would not take: not sent again as it is
  let sent = null;
  let isGone = false;
  let since = 0;
  let wait = FIRST_WAIT;
  let timer = 0;
  let keeper = 0;
  let running = null;

  const isDirty = () => sent !== null || baseText !== null || !same(typed, saved);

  function keep() {
    clearTimeout(keeper);
    keeper = 0;
    if (isDirty()) store.put(key, { key, place, base, baseText, typed, sent, at: Date.now() });
    else store.drop(key);
  }

  function show(state, sentence) {
    const isKept = !["device", "typing", "saving"].includes(state) || keeps();
    view.say(isKept ? state : "unsaved", sentence);
  }

  function plan(pause) {
    clearTimeout(timer);
    timer = setTimeout(flush, pause);
  }

  function change() {
    const now = view.read();
    if (same(now, typed)) return;
    typed = now;
    if (!keeper) {
      keep(); // before it says so
      keeper = setTimeout(keep, DEVICE_PAUSE);
    }
    if (isGone) return;
    if (!isDirty()) return view.say("rest");
    show(navigator.onLine ? "typing" : "device");
    since ||= Date.now();
    wait = FIRST_WAIT;
    plan(Math.max(0, Math.min(PAUSE, since + LONGEST_PAUSE - Date.now())));
  }

  function settle(answer) {
    const asSent = sent.fields;
    sent = null;
    // Who was moved while she typed writes on where the server has put her words, not in the proposal of the page.
    place = answer.proposal;
    base = answer.version;
    baseText = null;
    saved = asSent;
    typed = view.read();
    if (answer.merged && same(typed, asSent) && !view.isComposing()) {
      view.show(answer.content);
      typed = saved = view.read();
    } else if (answer.merged) {
      baseText = answer.typed;
    }
    keep();
    view.settle(answer);
  }

  async function run() {
    if (!isDirty() || isGone) return;
    if (view.isComposing()) return plan(PAUSE);
    view.mend();
    typed = view.read();
    if (!sent && refused && same(typed, refused)) return;
    sent ??= { id: newId(), place, base, baseText, fields: typed };
    since = 0;
    keep();
    show("saving");
    const [state, answer] = await link.send(key, sent);
    if (isGone) return;
    if (state !== "taken") return fail(state, answer);
    wait = FIRST_WAIT;
    refused = null;
    settle(answer);
    onSaved(answer);
    if (!isDirty()) return show(answer.late ? "kept" : answer.clashes ? "clashed" : answer.merged ? "merged" : "saved", answer);
    show("typing");
    plan(PAUSE);
  }

  function fail(state, sentence) {
    // A server that refuses an edit has not kept it: the next one is a new one.
    if (state === "refused") refused = sent.fields;
    if (state === "conflict" || state === "refused") sent = null;
    keep();
    show(state === "conflict" ? "refused" : state, sentence);
    if (state === "refused") return;
    plan(state === "signin" || state === "other" ? SIGN_IN_WAIT : wait);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  // Resolves when the server has answered for what was typed until now; a second call waits for the same answer.
  function flush() {
    clearTimeout(timer);
    running ??= run().finally(() => (running = null));
    return running;
  }

  // The page goes: what it holds is on the device at once, and perhaps still reaches the server.
  function leave() {
    typed = view.read();
    if (isDirty() && !sent && !isGone) sent = { id: newId(), place, base, baseText, fields: typed };
    keep();
    if (sent && !isGone) link.send(key, sent, { isLast: true, again: false });
  }

  // What a dead tab left for this part: its words stand in the field again, and go where they were going.
  function inherit(record) {
    ({ base, baseText, sent, typed } = record);
    if (sent) sent = { place, ...sent };
    saved = null;
    view.put(typed);
    keep();
    show("device");
    flush();
  }

  // Somebody else, or another device of hers, has saved: shown at once, unless something here is still to be sent.
  function hear(news) {
    if (place !== link.proposal || news.version <= base || isGone) return;
    if (isDirty() || view.isComposing()) return void flush();
    base = news.version;
    view.show(news.content);
    typed = saved = view.read();
    view.settle(news);
    view.say(news.out ? "out" : "newer", { name: news.by, clock: news.clock });
  }

  const release = () => (isGone = true);
  const isReleased = () => isGone;

  return { key, change, flush, keep, leave, inherit, hear, release, isReleased, isDirty, version: () => base };
}
