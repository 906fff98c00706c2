// The form of a part: its fields as they are typed, what stands under them, and new words put in without moving the caret.

import { newId } from "./proposal_store.js";

const CONTROL = new Set(["csrf_token", "edit_id", "base_version", "base_content", "seat", "proposal", "next"]);
const CONTEXTS = [40, 20, 10, 5, 2];
const SAVED = new Set(["saved", "merged", "newer", "out", "kept"]);
const USUAL = new Set(["typing", "saving", "saved"]);

export const fill = (sentence, values) => sentence.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

export function makeView(form, words) {
  const area = form.elements.content;
  const mirror = form.querySelector("[data-mirror]");
  const lamp = form.querySelector("[data-state]");
  const labels = new Map([...document.querySelectorAll(".lookup-list li > a")].map((one) => [one.textContent, one.getAttribute("href")]));
  let composing = false;
  let wasUsual = true;
  let painted = area?.value ?? "";
  let marks = mirror ? marksIn(mirror) : [];
  // Under the field the same words lie in the same type: they underline, and they make the field as high as its text.
  if (mirror) {
    mirror.parentElement.dataset.mirrored = "";
    paint();
  }
  let rest = lamp ? [lamp.textContent, lamp.dataset.state] : [];
  form.addEventListener("compositionstart", () => (composing = true));
  form.addEventListener("compositionend", () => (composing = false));

  const read = () => [...new FormData(form)].filter(([name]) => !CONTROL.has(name) && !name.startsWith("_"));

  function controls() {
    const named = [...form.elements].filter(({ name, type }) => name && !CONTROL.has(name) && !name.startsWith("_") && type !== "submit");
    return group(named);
  }

  function setAll(values) {
    for (const [name, own] of controls()) {
      const list = values[name] ?? [];
      for (const control of own) {
        if (control.type === "checkbox" || control.type === "radio") control.checked = list.includes(control.value);
        else if (control.value !== (list[0] ?? "")) setText(control, list[0] ?? "");
      }
    }
    repaint();
    count();
  }

  function put(fields) {
    const values = {};
    for (const [name, value] of fields) (values[name] ??= []).push(value);
    setAll(values);
  }

  // Half of a character, left by a cut in an emoji, becomes on its way what the field then shows too.
  function mend() {
    for (const [, own] of controls()) {
      for (const control of own) setText(control, control.value.replace(/\p{Surrogate}/gu, "\uFFFD"));
    }
  }

  // What the server holds: Markdown of a section, else JSON.
  function show(content) {
    if (area) {
      setText(area, content);
      repaint();
      return count();
    }
    const values = {};
    const data = JSON.parse(content || "{}");
    for (const [name, [control]] of controls()) {
      const value = data[name] ?? "";
      const list = (Array.isArray(value) ? value : [value]).map(String);
      const isChosen = control.type === "checkbox" || control.type === "radio";
      values[name] = isChosen ? list : [list.join(", ")];
    }
    setAll(values);
  }

  function settle(answer) {
    form.dataset.version = answer.version;
    form.elements.base_version.value = answer.version;
    form.elements.proposal.value = answer.proposal ?? form.elements.proposal.value;
    form.elements.edit_id.value = newId();
    mark(answer.warnings);
    for (const list of form.querySelectorAll("[data-warnings]")) {
      const own = answer.warnings.filter(({ field }) => fieldOf(field) === (list.dataset.field ?? ""));
      replace(list, own.map(line));
    }
  }

  // The same lines stay: a link in them may be under a finger, whose press was what saved.
  function replace(list, items) {
    const isSame = items.length === list.children.length && items.every((one, place) => one.isEqualNode(list.children[place]));
    if (!isSame) list.replaceChildren(...items);
  }

  const fieldOf = (field) => (form.querySelector(`[data-warnings][data-field="${CSS.escape(field)}"]`) ? field : "");

  function line({ words: sentence, kind }) {
    const item = document.createElement("li");
    item.dataset.kind = kind;
    item.replaceChildren(...linked(sentence));
    return item;
  }

  // F7 and E3 lead where the list of the case beside the text leads, on a page of its own: nothing typed is left.
  const linked = (sentence) => sentence.split(/\b([FE]\d+)\b/).map((piece, place) => (place % 2 && labels.has(piece) ? link(piece) : piece));

  function link(label) {
    return Object.assign(document.createElement("a"), { href: labels.get(label), target: "_blank", textContent: label });
  }

  // Passages count characters, a text of ours counts halves of some: emoji and old scripts.
  function mark(warnings) {
    if (!area) return;
    const letters = Array.from(area.value);
    const places = [0];
    for (const letter of letters) places.push(places.at(-1) + letter.length);
    marks = warnings
      .filter(({ passage }) => passage && passage.end < places.length)
      .map(({ passage, kind }) => ({ start: places[passage.start], end: places[passage.end], kind }))
      .sort((one, other) => one.start - other.start);
    painted = area.value;
    paint();
  }

  // While she types, what is underlined before and after her caret stays; what she types in is no longer what was checked.
  function repaint() {
    if (!area || painted === area.value) return;
    const now = area.value;
    const shortest = Math.min(painted.length, now.length);
    let before = 0;
    while (before < shortest && painted[before] === now[before]) before += 1;
    let after = 0;
    while (after < shortest - before && painted.at(-1 - after) === now.at(-1 - after)) after += 1;
    const step = now.length - painted.length;
    marks = marks
      .filter(({ start, end }) => end <= before || start >= painted.length - after)
      .map((one) => (one.end <= before ? one : { ...one, start: one.start + step, end: one.end + step }));
    painted = now;
    paint();
  }

  function paint() {
    if (!mirror) return;
    const pieces = [];
    let at = 0;
    for (const { start, end, kind } of marks.filter((one, place) => !place || one.start >= marks[place - 1].end)) {
      const element = document.createElement("mark");
      element.dataset.kind = kind;
      element.textContent = painted.slice(start, end);
      pieces.push(painted.slice(at, start), element);
      at = end;
    }
    mirror.replaceChildren(...pieces, `${painted.slice(at)}\n`);
    mirror.scrollTop = area.scrollTop;
  }

  function count() {
    const output = form.querySelector("[data-count]");
    if (!output || !area) return;
    const num = (area.value.match(/[\p{L}\p{N}][^\s]*/gu) || []).length;
    const { least, most } = output.dataset;
    let sentence = fill(num === 1 ? words.word : words.words, { num });
    if (least && num && num < least) sentence += ` · ${fill(words.few, { num: least - num })}`;
    if (most && num > most) sentence += ` · ${fill(words.many, { num: num - most })}`;
    output.textContent = sentence;
  }

  function say(state, told) {
    if (!lamp) return;
    if (state === "rest") return ([lamp.textContent, lamp.dataset.state] = rest);
    // The link to sign in stays under the finger while the same words are tried again: the press itself leaves the field.
    if (lamp.dataset.state === "signin" && (state === "saving" || state === "signin")) return;
    // Read aloud is what is out of the usual, and that it is over: not every save.
    lamp.setAttribute("aria-live", USUAL.has(state) && wasUsual ? "off" : "polite");
    wasUsual = USUAL.has(state) ? wasUsual || state === "saved" : false;
    const sentence = typeof told === "string" ? told : "";
    const own = fill(words[state] ?? "", told ?? {});
    lamp.textContent = state === "other" ? `${words.device}. ${sentence || own}` : `${sentence} ${own}`.trim();
    lamp.dataset.state = SAVED.has(state) ? "saved" : state;
    if (SAVED.has(state)) rest = [lamp.textContent, lamp.dataset.state];
    if (state !== "signin") return;
    const link = document.createElement("a");
    Object.assign(link, { href: words.signInHref, target: "_blank", textContent: words.signInLabel });
    lamp.append(" ", link);
  }

  function lock(name) {
    const place = form.querySelector("[data-lock]");
    const told = name ? fill(words.lock, { name }) : "";
    if (place && place.textContent !== told) place.textContent = told;
  }

  if (area && mirror) area.addEventListener("scroll", () => (mirror.scrollTop = area.scrollTop));
  return { form, area, read, mend, put, show, settle, repaint, count, say, lock, isComposing: () => composing };
}

// Changes only the stretch that differs, and puts the caret back between the words it stood between.
export function setText(control, text) {
  const before = control.value;
  if (before === text) return;
  const hasCaret = document.activeElement === control && control.selectionStart !== null;
  const [start, end] = hasCaret ? [control.selectionStart, control.selectionEnd] : [0, 0];
  const scroll = control.scrollTop;
  control.value = text;
  if (hasCaret) control.setSelectionRange(placeIn(text, before, start), placeIn(text, before, end));
  control.scrollTop = scroll;
}

function placeIn(text, before, place) {
  for (const size of CONTEXTS) {
    const left = before.slice(Math.max(0, place - size), place);
    const right = before.slice(place, place + size);
    for (const [piece, step] of [[left + right, left.length], [left, left.length], [right, 0]]) {
      const found = piece.length < Math.min(size, 4) ? -1 : nearest(text, piece, place - step);
      if (found >= 0) return found + step;
    }
  }
  return Math.min(place, text.length);
}

function nearest(text, piece, wanted) {
  let best = -1;
  for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
    if (best < 0 || Math.abs(at - wanted) < Math.abs(best - wanted)) best = at;
  }
  return best;
}

function marksIn(mirror) {
  const found = [];
  let at = 0;
  for (const node of mirror.childNodes) {
    const length = node.textContent.length;
    if (node.nodeName === "MARK") found.push({ start: at, end: at + length, kind: node.dataset.kind });
    at += length;
  }
  return found;
}

function group(named) {
  const found = new Map();
  for (const control of named) found.set(control.name, [...(found.get(control.name) ?? []), control]);
  return found;
}

// The view of a part that has no form on this page: what a dead tab left is sent all the same, and `say` told how it goes.
export function makeHiddenView(typed, say) {
  const nothing = () => {};
  return { read: () => typed, mend: nothing, put: nothing, show: nothing, settle: nothing, say, lock: nothing, isComposing: () => false };
}
