// What the entries say when they are read one after another: as lms.ledger.replay does.
class ReplayError extends Error {}
const SERIES = new Map(/*SERIES*/);
// As lms.ledger.replay.shapes: of each field the types it may have.
const SHAPES = /*SHAPES*/;
const TIERS = ["board", "senior_management", "middle_management", "support", "field"];
const FOR_EVER = "9999-12-31";
// By code points: as UTF-16 compares, halves of a character would stand before some whole ones.
const byPoint = (text) => (typeof text === "string" && /[\ud800-\uffff]/.test(text) ? text.replace(/[\ud800-\uffff]/g, (one) => String.fromCharCode(one.charCodeAt(0) + (one < "\ue000" ? 0x2000 : -0x800))) : text);
const byText = (one, other) => { const [first, second] = [byPoint(one), byPoint(other)]; return first < second ? -1 : first > second ? 1 : 0; };
const sortedBy = (list, ...keys) => [...list].sort((one, other) => {
  for (const key of keys) { const way = byText(key(one), key(other)); if (way) return way; }
  return 0;
});

function newState() {
  const maps = ["branches", "people", "into", "rules", "completions", "certificates", "revoked", "waivers", "sessions", "registers", "meetings", "endorsements", "editions", "corrections", "commitments", "unknown", "roots"];
  return { log: "", size: 0, name: "", zone: "UTC", invented: false, attestations: [], ...Object.fromEntries(maps.map((name) => [name, new Map()])) };
}

function readEntry(line) {
  let found;
  let again;
  try { found = JSON.parse(line); again = sortedJson(found); } catch { again = null; }
  if (again !== line) throw new ReplayError("a line is not written as entries are, in canonical JSON");
  const texts = found && [found.at, found.kind, found.log, found.previous, found.private ?? ""];
  const sound = found && found.v === 1 && found.body && typeof found.body === "object" && !Array.isArray(found.body) && Number.isInteger(found.seq);
  if (!sound || !texts.every((text) => typeof text === "string")) throw new ReplayError("a line is not an entry of version 1");
  return { ...found, private: found.private ?? "" };
}

function fits(value, shape) {
  if (shape === "*") return Array.isArray(value) && value.every((one) => typeof one === "string");
  if (Array.isArray(shape)) return Array.isArray(value) && value.every((row) => Array.isArray(row) && row.length === shape.length && row.every((one, place) => fits(one, shape[place])));
  return shape.includes(value === null ? "0" : { string: "t", number: "n", boolean: "b" }[typeof value] ?? "-");
}

function fold(state, entry) {
  if (!state.size) state.log = entry.log;
  state.size += 1;
  if (entry.private) state.commitments.set(entry.private, entry.seq);
  const step = Object.hasOwn(STEPS, entry.kind) ? STEPS[entry.kind] : null;
  if (step === null) { state.unknown.set(entry.kind, (state.unknown.get(entry.kind) || 0) + 1); return; }
  const body = new Proxy(entry.body, {
    get(target, name) {
      if (!Object.hasOwn(target, name)) throw new ReplayError(`entry ${entry.seq} (${entry.kind}) cannot be read: it has no ${String(name)}`);
      return target[name];
    },
  });
  try {
    const wrong = Object.keys(SHAPES[entry.kind]).find((field) => !fits(body[field], SHAPES[entry.kind][field]));
    if (wrong) throw new ReplayError(`entry ${entry.seq} (${entry.kind}) cannot be read: its ${wrong} is of the wrong type`);
    step(state, body, entry);
  } catch (error) {
    throw error instanceof ReplayError ? error : new ReplayError(`entry ${entry.seq} (${entry.kind}) cannot be read: ${error.message}`);
  }
}

const zones = new Map(), unknownZones = new Set();
// A moment as entries write it.
function isMoment(text) {
  if (typeof text !== "string" || text < "1900" || text >= "9999") return false;
  const found = new Date(text);
  return !Number.isNaN(found.getTime()) && `${found.toISOString().slice(0, 19)}Z` === text;
}

function localDay(moment, zone) {
  if (!isMoment(moment)) throw new Error(`${moment} is no moment as entries write it`);
  if (!zones.has(zone)) {
    const style = { year: "numeric", month: "2-digit", day: "2-digit" };
    let found;
    try { found = new Intl.DateTimeFormat("en-GB", { ...style, timeZone: zone }); } catch { found = null; }
    const name = found?.resolvedOptions().timeZone;
    // As in the files of zones: no offsets, and written as it is written there.
    if (!found || /^[+-]/.test(zone) || (name !== zone && name.toLowerCase() === zone.toLowerCase())) {
      unknownZones.add(zone);
      found = new Intl.DateTimeFormat("en-GB", { ...style, timeZone: "UTC" });
    }
    zones.set(zone, found);
  }
  const part = Object.fromEntries(zones.get(zone).formatToParts(new Date(moment)).map((one) => [one.type, one.value]));
  return `${part.year}-${part.month}-${part.day}`;
}

function personOf(state, key) {
  if (!state.people.has(key)) state.people.set(key, { opening: "", tenures: [] });
  return state.people.get(key);
}

function known(map, key) {
  if (!map.has(key)) throw new ReplayError(`it speaks of ${key}, which no entry before it made`);
  return map.get(key);
}

function saidFrom(state, body, terms) {
  const key = JSON.stringify([body.tier, body.branch, body.module]), day = body.from_on;
  const before = state.rules.get(key) || { tier: body.tier, branch: body.branch, module: body.module, said: [] };
  while (before.said.length && before.said.at(-1).day >= day) before.said.pop();
  before.said.push({ day, terms });
  state.rules.set(key, before);
}

const pick = (body, ...names) => Object.fromEntries(names.map((name) => [name, body[name]]));
const STEPS = {
  institution: (state, body) => { state.name = body.name; state.zone = body.zone; state.invented = body.is_invented; },
  branch: (state, body) => { state.branches.set(body.branch, body.name); },
  person: (state, body, entry) => { personOf(state, body.person).opening = entry.private; },
  tenures: (state, body) => {
    const held = body.tenures.map(([tier, branch, starts, ends]) => ({ tier, branch, starts, ends }));
    personOf(state, body.person).tenures = sortedBy(held, (one) => one.starts);
  },
  merged: (state, body) => { state.into.set(body.person, body.into); state.roots.clear(); personOf(state, body.person).tenures = []; },
  erased: (state, body) => { personOf(state, body.person).opening = ""; },
  requirement: (state, body) => saidFrom(state, body, pick(body, "track", "pass_percent", "valid_months", "renewal_days", "due_on", "due_days")),
  requirement_dropped: (state, body) => saidFrom(state, body, null),
  edition: (state, body) => { state.editions.set(JSON.stringify([body.module, body.edition, body.language]), pick(body, "module", "edition", "language", "title", "sha256")); },
  completion: (state, body) => { state.completions.set(body.id, pick(body, "person", "module", "edition", "language", "source", "completed_on", "valid_until")); },
  completion_ended: (state, body) => { state.completions.set(body.id, { ...known(state.completions, body.id), valid_until: body.on }); },
  completion_reinstated: (state, body) => { state.completions.set(body.id, { ...known(state.completions, body.id), valid_until: body.valid_until }); },
  key_corrected: (state, body) => { state.corrections.set(body.id, { ...pick(body, "id", "module", "editions", "item", "policy"), undone: false }); },
  key_correction_undone: (state, body) => { const told = state.corrections.get(body.id); if (told) state.corrections.set(body.id, { ...told, undone: true }); },
  certificate: (state, body, entry) => { state.certificates.set(body.code, { ...pick(body, "code", "kind", "person", "module", "title", "institution_name", "tier", "language", "issued_on", "valid_until"), opening: entry.private }); },
  certificate_revoked: (state, body) => { state.revoked.set(body.code, body.on); },
  attestation: (state, body, entry) => { state.attestations.push({ ...pick(body, "person", "module", "edition", "language", "tier", "sentence"), on: localDay(entry.at, state.zone), opening: entry.private }); },
  waiver: (state, body, entry) => { state.waivers.set(body.id, { ...pick(body, "id", "person", "module", "granted_on", "valid_until"), withdrawn_on: null, opening: entry.private }); },
  waiver_withdrawn: (state, body) => { state.waivers.set(body.id, { ...known(state.waivers, body.id), withdrawn_on: body.on }); },
  session: (state, body, entry) => {
    const facts = pick(body, "module", "edition", "language", "title", "mode", "starts_at", "zone", "minutes", "minimum_minutes");
    state.sessions.set(body.session, { id: body.session, ...facts, on: localDay(body.starts_at, body.zone), cancelled: false, opening: entry.private });
  },
  session_cancelled: (state, body) => { state.sessions.set(body.session, { ...known(state.sessions, body.session), cancelled: true }); },
  attendance: (state, body) => {
    if (!state.registers.has(body.session)) state.registers.set(body.session, new Map());
    state.registers.get(body.session).set(body.person, pick(body, "minutes", "source", "test_percent"));
  },
  board_meeting: (state, body) => { state.meetings.set(body.meeting, { id: body.meeting, ...pick(body, "held_on", "modules"), roll: body.roll.map(([person, present, attested]) => ({ person, present, attested })) }); },
  endorsement: (state, body) => { state.endorsements.set(body.id, { ...pick(body, "id", "number", "resolved_on", "meeting", "file_sha256", "media_type", "size"), withdrawn_on: null }); },
  endorsement_withdrawn: (state, body) => { state.endorsements.set(body.id, { ...known(state.endorsements, body.id), withdrawn_on: body.on }); },
};

function rootPerson(state, person) {
  const seen = new Set();
  while (state.into.has(person) && !seen.has(person) && !state.roots.has(person)) { seen.add(person); person = state.into.get(person); }
  if (seen.has(person)) return person;
  const found = state.roots.get(person) ?? person;
  seen.forEach((one) => state.roots.set(one, found));
  return found;
}

function termsSaid(state, tier, branch, module, day) {
  const rule = state.rules.get(JSON.stringify([tier, branch, module]));
  return rule?.said.findLast((one) => one.day <= day)?.terms ?? null;
}

function laterDay(day, days) {
  if (!isDay(day)) throw new Error(`${day} is no day`);
  const [year, month, date] = day.split("-").map(Number);
  const found = new Date(Date.UTC(year, month - 1, date + days));
  return found.getUTCFullYear() > 9999 ? FOR_EVER : found.toISOString().slice(0, 10);
}

function dueOf(terms, since) {
  if (terms.due_days === null && terms.due_on === null) return null;
  const own = terms.due_days === null ? since : laterDay(since, terms.due_days);
  return terms.due_on !== null && terms.due_on > own ? terms.due_on : own;
}

// [state, is asked, completed on, valid until, due on]
function cellOf(terms, since, earned, day) {
  const asked = terms !== null;
  if (earned) {
    const [completed, ends] = earned;
    let state = asked ? "expired" : "not_asked";
    if (ends > day) state = asked && ends !== FOR_EVER && ends <= laterDay(day, terms.renewal_days) ? "renew" : "complete";
    return [state, asked, completed, ends === FOR_EVER ? null : ends, null];
  }
  if (!asked) return ["not_asked", false, null, null, null];
  const due = dueOf(terms, since);
  return [due !== null && due < day ? "late" : "due", true, null, null, due];
}

const isDone = (cell) => cell[0] === "complete" || cell[0] === "renew";
function reasonOf(cells) {
  const asked = cells.filter((cell) => cell[1]).map((cell) => cell[0]);
  if (!asked.length) return "not_asked";
  return ["late", "expired", "due"].find((worst) => asked.includes(worst)) || "complete";
}

function coverageOn(state, day) {
  const done = [...state.completions.values()].filter((one) => one.completed_on <= day && (one.valid_until === null || one.valid_until > one.completed_on));
  const asked = [...state.rules.values()].filter((one) => termsSaid(state, one.tier, one.branch, one.module, day) !== null);
  const others = new Set([...asked, ...done].map((one) => one.module).filter((module) => !SERIES.has(module)));
  const modules = [...SERIES.keys(), ...[...others].sort(byText)];
  const earned = new Map();
  for (const one of done) {
    const key = JSON.stringify([rootPerson(state, one.person), one.module]), ends = one.valid_until || FOR_EVER, before = earned.get(key);
    earned.set(key, before ? [before[0] > one.completed_on ? before[0] : one.completed_on, before[1] > ends ? before[1] : ends] : [one.completed_on, ends]);
  }
  const people = [];
  for (const [person, { tenures }] of sortedBy(state.people.entries(), (pair) => pair[0])) {
    const held = tenures.find((one) => one.starts <= day && (one.ends || FOR_EVER) > day);
    if (!held) continue;
    let first = held;
    for (const one of [...tenures].reverse()) if (one.ends === first.starts && one.tier === first.tier && one.starts < first.starts) first = one;
    const cells = modules.map((module) => {
      const terms = termsSaid(state, held.tier, held.branch, module, day) ?? termsSaid(state, held.tier, null, module, day);
      return cellOf(terms, first.starts, earned.get(JSON.stringify([person, module])), day);
    });
    people.push({ person, tier: held.tier, branch: held.branch, since: first.starts, cells, reason: reasonOf(cells) });
  }
  return { modules, people };
}

function figuresOf(rows, modules) {
  return {
    members: rows.length,
    asked: rows.filter((row) => row.reason !== "not_asked").length,
    complete: rows.filter((row) => row.reason === "complete").length,
    modules: modules.map((module, place) => ({
      module, done: rows.filter((row) => isDone(row.cells[place])).length, asked: rows.filter((row) => row.cells[place][1]).length,
    })),
  };
}
