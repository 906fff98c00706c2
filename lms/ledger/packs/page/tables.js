// The files of a pack that follow from its entries: as lms.ledger.packs.tables writes them.
const FORMULA = /^[=+\-@\t\r]/;
function csvCell(value) {
  if (value === null || value === undefined) return "";
  if (typeof value === "boolean") return value ? "yes" : "no";
  let text = String(value);
  if (typeof value === "string" && FORMULA.test(text)) text = `'${text}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
const csvOf = (header, rows) => "\ufeff" + [header.join(","), ...rows.map((row) => row.map(csvCell).join(","))].map((line) => `${line}\r\n`).join("");

function sortedJson(value) {
  if (Array.isArray(value)) return `[${value.map(sortedJson).join(",")}]`;
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new Error("no whole number");
  if (typeof value === "string" && /\p{Surrogate}/u.test(value)) throw new Error("half a character");
  if (value && typeof value === "object" && Object.keys(value).some((key) => /[^\x00-\x7f]/.test(key))) throw new Error("no key");
  if (value && typeof value === "object") return `{${Object.keys(value).sort(byText).map((key) => `${JSON.stringify(key)}:${sortedJson(value[key])}`).join(",")}}`;
  return JSON.stringify(value);
}

function safeName(text) {
  const plain = text.replace(/[^A-Za-z0-9._-]+/g, "-").replace(/^[-._]+|[-._]+$/g, "").slice(0, 80);
  return plain || hex(hash(UTF8.encode(text))).slice(0, 12);
}
const editionPath = (one) => `editions/${safeName(one.module)}-${safeName(one.edition)}-${safeName(one.language)}.md`;
const registerPath = (session) => `sessions/${safeName(session)}.csv`;
const ENDINGS = { "application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png", "image/webp": "webp" };

const certificatesBy = (state, day) => sortedBy([...state.certificates.values()].filter((one) => one.issued_on <= day), (one) => one.issued_on, (one) => one.code);
const sessionsBy = (state, day) => sortedBy([...state.sessions.values()].filter((one) => one.on <= day), (one) => one.starts_at, (one) => one.id);
const waiversBy = (state, day) => sortedBy([...state.waivers.values()].filter((one) => one.granted_on <= day), (one) => one.granted_on, (one) => one.id);
const meetingsBy = (state, day) => sortedBy([...state.meetings.values()].filter((one) => one.held_on <= day), (one) => one.held_on, (one) => one.id);
const resolutionsBy = (state, day) => sortedBy([...state.endorsements.values()].filter((one) => one.resolved_on <= day), (one) => one.resolved_on, (one) => one.number, (one) => one.id);

function registerOf(state, session) {
  const lines = new Map();
  for (const [person, line] of sortedBy((state.registers.get(session) || new Map()).entries(), (pair) => pair[0])) {
    const root = rootPerson(state, person);
    if (line.minutes && (!lines.has(root) || line.minutes > lines.get(root).minutes)) lines.set(root, { person: root, ...line });
  }
  return sortedBy(lines.values(), (line) => line.person);
}

function editionsBy(state, day) {
  const counts = new Map();
  for (const one of state.completions.values()) {
    if (one.completed_on > day) continue;
    const key = JSON.stringify([one.module, one.edition, one.language]);
    const before = counts.get(key) || { module: one.module, edition: one.edition, language: one.language, title: "", sha256: null, ...state.editions.get(key), count: 0 };
    counts.set(key, { ...before, count: before.count + 1 });
  }
  return sortedBy(counts.values(), (one) => one.module, (one) => one.edition, (one) => one.language);
}

// By path the hash that the ledger gives for each file kept outside of it.
function filesBy(state, day) {
  const paths = new Map(), taken = new Set(), found = new Map();
  for (const one of resolutionsBy(state, day)) {
    if ((one.withdrawn_on !== null && one.withdrawn_on <= day) || paths.has(one.file_sha256)) continue;
    const stem = safeName(one.number), ending = Object.hasOwn(ENDINGS, one.media_type) ? ENDINGS[one.media_type] : "bin";
    let again = 1, path = `resolution/${stem}.${ending}`;
    while (taken.has(path.toLowerCase())) { again += 1; path = `resolution/${stem}-${again}.${ending}`; }
    taken.add(path.toLowerCase());
    paths.set(one.file_sha256, path);
    found.set(path, one.file_sha256);
  }
  for (const one of editionsBy(state, day)) if (one.sha256 !== null) found.set(editionPath(one), one.sha256);
  return { found, paths };
}

function namedIn(state, day, coverage) {
  const found = new Set(coverage.people.map((row) => row.person)), add = (person) => found.add(rootPerson(state, person));
  state.attestations.filter((one) => one.on <= day).forEach((one) => add(one.person));
  certificatesBy(state, day).forEach((one) => add(one.person));
  waiversBy(state, day).forEach((one) => add(one.person));
  sessionsBy(state, day).forEach((one) => [...(state.registers.get(one.id) || new Map()).keys()].forEach(add));
  meetingsBy(state, day).forEach((one) => one.roll.forEach((director) => add(director.person)));
  return [...found].sort(byText);
}

function showPeople(state, people, openings) {
  return new Map(people.map((person) => {
    const payload = openings.get(state.people.get(person)?.opening);
    const shown = payload ? { name: payload.name ?? "", name_other: payload.name_other ?? "", staff_code: payload.staff_code ?? "", is_erased: false } : { name: "", name_other: "", staff_code: "", is_erased: true };
    return [person, shown];
  }));
}

function derivedFiles(view) {
  const { state, day, coverage, shown } = view, files = new Map();
  const of = (commitment, field) => view.openings.get(commitment)?.[field] ?? "";
  const label = (person) => {
    const found = shown.get(person) || { name: "", is_erased: false };
    return found.is_erased ? `Erased person ${person.slice(0, 10)}` : found.name || `Person ${person.slice(0, 10)}`;
  };
  const named = (person) => { const root = rootPerson(state, person); return [root, label(root)]; };
  const by = (date) => (date !== null && date <= day ? date : null);
  files.set("data/coverage.json", sortedJson(coverageShape(view)) + "\n");
  files.set("data/people.json", sortedJson(peopleShape(view)) + "\n");
  files.set("certificates/index.csv", csvOf(
    ["code", "kind", "person", "name", "name_on_it", "name_on_it_other", "module", "title", "tier", "language", "issued_on", "valid_until", "revoked_on", "counts_on_the_day"],
    certificatesBy(state, day).map((one) => {
      const revoked = by(state.revoked.get(one.code) ?? null), counts = revoked === null && (one.valid_until === null || day < one.valid_until);
      return [one.code, one.kind, ...named(one.person), of(one.opening, "name"), of(one.opening, "name_other"), one.module, one.title, one.tier, one.language, one.issued_on, one.valid_until, revoked, counts];
    })));
  const sessions = sessionsBy(state, day);
  files.set("sessions/index.csv", csvOf(
    ["session", "day", "starts_at", "zone", "module", "edition", "language", "title", "mode", "minutes", "minimum_minutes", "is_cancelled", "in_register", "long_enough", "facilitator", "place", "register"],
    sessions.map((one) => {
      const register = registerOf(state, one.id), enough = register.filter((line) => line.minutes >= one.minimum_minutes).length;
      return [one.id, one.on, one.starts_at, one.zone, one.module, one.edition, one.language, one.title, one.mode, one.minutes, one.minimum_minutes, one.cancelled, register.length, enough, of(one.opening, "facilitator"), of(one.opening, "place"), registerPath(one.id)];
    })));
  for (const one of sessions) files.set(registerPath(one.id), csvOf(
    ["person", "name", "minutes", "long_enough", "source", "test_percent"],
    registerOf(state, one.id).map((line) => [...named(line.person), line.minutes, line.minutes >= one.minimum_minutes, line.source, line.test_percent])));
  files.set("lists/waivers.csv", csvOf(
    ["waiver", "person", "name", "module", "granted_on", "valid_until", "withdrawn_on", "approver", "reason"],
    waiversBy(state, day).map((one) => [one.id, ...named(one.person), one.module, one.granted_on, one.valid_until, by(one.withdrawn_on), of(one.opening, "approver"), of(one.opening, "reason")])));
  files.set("lists/attestations.csv", csvOf(
    ["person", "name", "day", "module", "edition", "language", "tier", "name_then", "sentence"],
    state.attestations.filter((one) => one.on <= day).map((one) => [...named(one.person), one.on, one.module, one.edition, one.language, one.tier, of(one.opening, "name"), one.sentence])));
  files.set("board/meetings.csv", csvOf(
    ["meeting", "held_on", "modules", "person", "name", "is_present", "has_attested"],
    meetingsBy(state, day).flatMap((one) => one.roll.map((director) => [one.id, one.held_on, one.modules.join(" "), ...named(director.person), director.present, director.attested]))));
  const { paths } = filesBy(state, day);
  files.set("board/resolutions.csv", csvOf(
    ["resolution", "number", "resolved_on", "meeting", "withdrawn_on", "file", "media_type", "bytes", "sha256"],
    resolutionsBy(state, day).map((one) => [one.id, one.number, one.resolved_on, one.meeting, by(one.withdrawn_on), paths.get(one.file_sha256), one.media_type, one.size, one.file_sha256])));
  files.set("editions/index.csv", csvOf(
    ["module", "edition", "language", "title", "completions", "file", "sha256"],
    editionsBy(state, day).map((one) => [one.module, one.edition, one.language, one.title, one.count, one.sha256 ? editionPath(one) : null, one.sha256])));
  return files;
}

function coverageShape({ state, day, coverage, about }) {
  const { modules, people } = coverage, count = (reason) => people.filter((row) => row.reason === reason).length;
  const branches = [...new Set(people.map((row) => row.branch))].sort((one, other) => one - other);
  const rules = sortedBy(state.rules.values(), (one) => one.tier, (one) => one.module, (one) => (one.branch === null ? 0 : 1), (one) => one.branch ?? 0);
  return {
    as_of: day,
    institution: about.institution,
    ledger: { size: about.size, root: about.root },
    modules: modules.map((module) => ({ module, title: titleOf(state, module) })),
    tiers: TIERS.map((tier) => ({ tier, ...figuresOf(people.filter((row) => row.tier === tier), modules) })),
    branches: branches.map((branch) => ({ branch, name: state.branches.get(branch) ?? "", ...figuresOf(people.filter((row) => row.branch === branch), modules) })),
    everybody: figuresOf(people, modules),
    not_complete: { late: count("late"), expired: count("expired"), due: count("due") },
    requirements: rules.flatMap((one) => {
      const said = one.said.findLast((held) => held.day <= day);
      return said?.terms ? [{ tier: one.tier, branch: one.branch, module: one.module, from_on: said.day, ...said.terms }] : [];
    }),
  };
}

function peopleShape({ day, about, coverage, shown }) {
  const here = new Set(coverage.people.map((row) => row.person));
  return {
    as_of: day,
    names: about.names,
    people: coverage.people.map(({ person, tier, branch, since, cells }) => ({ person, ...shown.get(person), tier, branch, since, cells })),
    others: [...shown.keys()].sort(byText).filter((person) => !here.has(person)).map((person) => ({ person, ...shown.get(person) })),
  };
}

function titleOf(state, module) {
  if (SERIES.has(module)) return SERIES.get(module);
  return [...state.editions.values()].filter((one) => one.module === module && one.title).at(-1)?.title ?? module;
}
