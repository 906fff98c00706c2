// The checks, in the order of lms.ledger.packs.verify; each fault names the part, the file and the reason.
const FORMAT = 1, NO_ENTRY = "0".repeat(64), BETWEEN_NOTES = "=====\n", MOST_FAULTS = 50;
const ENTRIES = "ledger/entries.jsonl", OPENINGS = "data/openings.jsonl", PEOPLE = "data/people.json";
const CHECKPOINT = "ledger/checkpoint.txt", EARLIER = "ledger/earlier-checkpoints.txt", CONSISTENCY = "ledger/consistency.json";
const FIXED = ["README.txt", "summary.pdf", "coverage.xlsx", "method.html", "verify.html", ENTRIES, CHECKPOINT, EARLIER, CONSISTENCY, "key.txt", "manifest.json", "manifest.sig"];
const NEEDED = ["archive", "manifest", "ledger"];
class Stop extends Error {}

class Bench {
  constructor(content, trusted) {
    Object.assign(this, { content, trusted, part: "", checked: [], faults: [], notes: [], files: new Map(), members: new Map(), about: null, keys: [], leaves: [], state: newState(), openings: new Map(), own: [], moments: [], opened: false, knownAt: null });
  }
  fault(file, text, part = this.part) { if (this.faults.length < MOST_FAULTS) this.faults.push({ part, file, text }); }
  stop(file, text) { this.fault(file, text); throw new Stop(); }
  text(path) {
    if (!this.files.has(path)) throw new Stop();
    try { return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(this.files.get(path)); }
    catch { return this.stop(path, "it is not text in UTF-8"); }
  }
  isFull() { return this.about.names === "full"; }
}

async function checkArchive(bench) {
  let members;
  try { members = readArchive(bench.content); }
  catch (error) { if (error instanceof ArchiveError) bench.stop(error.member, error.message); throw error; }
  bench.members = members;
  for (const member of members.values()) {
    if (["manifest.json", "manifest.sig"].includes(member.name) && member.method !== STORED) bench.fault(member.name, "it is packed in a way packs are not");
    try { bench.files.set(member.name, await readMember(bench.content, member)); }
    catch (error) { if (!(error instanceof ArchiveError)) throw error; bench.fault(error.member, error.message); }
  }
  if (bench.faults.length) throw new Stop();
}

function isDay(text) {
  const day = typeof text === "string" && /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(NaN);
  return !Number.isNaN(day.getTime()) && text >= "0001" && day.toISOString().slice(0, 10) === text;
}

// As lms.ledger.packs.layout writes it.
function writeManifest(about) {
  const files = sortedBy(about.files.values(), (one) => one.path).map(({ bytes, packed_sha256, path, sha256 }) => ({ bytes, packed_sha256, path, sha256 }));
  const shape = {
    absent: about.absent, as_of: about.day, files, format: FORMAT, institution: { is_invented: about.invented, log: about.log, name: about.institution },
    known_at: { at: about.at, origin: about.origin, root: about.root, size: about.size }, names: about.names,
  };
  return `${JSON.stringify(shape, null, 1)}\n`;
}

function checkManifest(bench) {
  if (!bench.files.has("manifest.json")) bench.stop("manifest.json", "it is missing");
  const digest = /^[0-9a-f]{64}$/, must = (holds) => { if (!holds) throw new Error(); }, isText = (value) => typeof value === "string";
  const isWhole = (value) => Number.isSafeInteger(value) && value >= 0;
  let shape;
  try { shape = JSON.parse(bench.text("manifest.json")); } catch (error) { if (error instanceof Stop) throw error; shape = null; }
  if (shape?.format !== undefined && shape.format !== FORMAT) bench.stop("manifest.json", `it is of format ${shape.format}; this page knows format ${FORMAT}`);
  try {
    const { institution, known_at: known, files, absent } = shape;
    must(Array.isArray(absent) && sortedJson(shape));
    must([institution.name, institution.log, known.origin, known.at, ...absent].every(isText) && isDay(shape.as_of) && isMoment(known.at));
    must(isWhole(known.size) && digest.test(known.root) && ["full", "initials", "masked"].includes(shape.names) && shape.format === FORMAT);
    must(files.every((one) => isText(one.path) && isWhole(one.bytes) && digest.test(one.sha256) && digest.test(one.packed_sha256)));
    bench.about = {
      institution: institution.name, log: institution.log, invented: institution.is_invented === true, origin: known.origin, day: shape.as_of,
      size: known.size, root: known.root, at: known.at, names: shape.names, absent, files: new Map(files.map((one) => [one.path, one])),
    };
    must(bench.about.files.size === files.length);
    // One key twice, a number with a point, parts nobody reads: what says it otherwise says something else to somebody.
    must(writeManifest(bench.about) === bench.text("manifest.json"));
  } catch { bench.about = null; bench.stop("manifest.json", "it does not have the parts of a manifest"); }
  if (bench.about.origin.split("/").at(-1) !== bench.about.log) bench.fault("manifest.json", `it is of ${bench.about.log}, but its ledger is ${bench.about.origin}`);
}

async function checkSignature(bench) {
  let own;
  const written = (keys) => keys.map((key) => `${key.text}\n`).join("");
  if (!bench.files.has("key.txt")) bench.stop("key.txt", "it is missing");
  try { own = bench.text("key.txt").split("\n").filter((line) => line).map(readVerifier); }
  catch (error) { if (error instanceof NoteError) bench.stop("key.txt", error.message); throw error; }
  if (!own.length) bench.stop("key.txt", "it holds no key");
  if (written(own) !== bench.text("key.txt")) bench.stop("key.txt", "it holds something beside keys, one on each line");
  bench.own = own;
  bench.keys = bench.trusted.length ? bench.trusted : own;
  if (!bench.trusted.length) bench.notes.push("No key was given to compare with: the pack is checked against the key it carries itself.");
  else if (!bench.trusted.some((key) => key.text === own[0].text)) bench.fault("key.txt", `its key is ${own[0].fingerprint}, not the one you gave`);
  if (!bench.files.has("manifest.sig")) bench.stop("manifest.sig", "it is missing");
  // By the first key of the pack, whose fingerprint is shown: the others are for older checkpoints alone.
  const ours = !bench.trusted.length || bench.trusted.some((key) => key.text === own[0].text);
  const signed = await opened(bench, "manifest.sig", bench.text("manifest.sig"), ours ? own.slice(0, 1) : bench.trusted);
  const expected = `cpp-training/evidence-pack\n${bench.about.origin}\n${await digestOf(bench.files.get("manifest.json"))}\n`;
  if (signed !== expected) bench.fault("manifest.json", "it is not the manifest that was signed: it was changed afterwards");
}

async function opened(bench, file, note, keys = bench.keys) {
  try { return await openNote(note, keys); }
  catch (error) { if (error instanceof NoteError) bench.stop(file, error.message); throw error; }
}

async function checkFiles(bench) {
  const listed = bench.about.files;
  for (const path of [...FIXED].sort(byText)) if (path !== OPENINGS && !bench.files.has(path) && !listed.has(path)) bench.fault(path, "it is missing: every pack has it");
  for (const path of [...bench.files.keys()].sort(byText))
    if (!listed.has(path) && path !== "manifest.json" && path !== "manifest.sig") bench.fault(path, "the manifest does not list it: it was added");
  for (const [path, file] of listed) {
    const data = bench.files.get(path);
    if (!data) bench.fault(path, "it is missing");
    else if (data.length !== file.bytes || (await digestOf(data)) !== file.sha256) bench.fault(path, "it was changed: its SHA-256 is not that of the manifest");
    else if ((await digestOf(packedBytes(bench.content, bench.members.get(path)))) !== file.packed_sha256) bench.fault(path, "a byte of it was changed as it is packed, though it unpacks to the same");
  }
}

function checkLedger(bench) {
  const { log } = bench.about, text = bench.text(ENTRIES);
  if (!text) bench.fault(ENTRIES, "it holds no entry");
  if (text && !text.endsWith("\n")) bench.fault(ENTRIES, "its last line is cut");
  let previous = NO_ENTRY;
  for (const [number, line] of text.split("\n").slice(0, -1).entries()) {
    try {
      const entry = readEntry(line);
      if (entry.seq !== number) bench.stop(ENTRIES, `entry ${number} is missing or out of its order: entry ${entry.seq} stands in its place`);
      if (entry.previous !== previous) bench.stop(ENTRIES, `entry ${number} does not follow the one before it: one of the two was changed`);
      if (entry.log !== log) bench.stop(ENTRIES, `entry ${number} is of the ledger of ${entry.log}, not of ${log}`);
      const leaf = leafHash(UTF8.encode(line));
      previous = hex(leaf);
      bench.leaves.push(leaf);
      bench.moments.push(entry.at);
      fold(bench.state, entry);
    } catch (error) { if (error instanceof ReplayError) bench.stop(ENTRIES, `line ${number + 1}: ${error.message}`); throw error; }
  }
  if (bench.state.unknown.size) {
    const kinds = [...bench.state.unknown].map(([kind, count]) => `${kind} (${count})`).sort().join(", ");
    bench.notes.push(`Entries of kinds that this page does not know were passed over: ${kinds}.`);
  }
}

function checkOpenings(bench) {
  const isThere = bench.files.has(OPENINGS);
  if (isThere !== bench.isFull()) bench.stop(OPENINGS, isThere ? "names are not shown in full, yet it is there" : "names are shown in full, yet it is missing");
  if (!isThere) return;
  const opened = new Map(), text = bench.text(OPENINGS);
  if (text && !text.endsWith("\n")) bench.stop(OPENINGS, "its last line is cut");
  let last = "";
  for (const [place, line] of text.split("\n").slice(0, -1).entries()) {
    let shape, payload, found;
    try {
      shape = JSON.parse(line);
      payload = JSON.parse(shape.payload);
      // Names and texts alone: a number or null would be written otherwise by every language.
      const plain = payload && typeof payload === "object" && !Array.isArray(payload) && Object.values(payload).every((one) => typeof one === "string");
      if (!plain || sortedJson(payload) !== shape.payload) throw new Error("no payload");
      found = hex(hash(fromHex(shape.salt), UTF8.encode(shape.payload)));
    } catch { bench.stop(OPENINGS, `line ${place + 1} is not an opening`); }
    const { commitment, payload: packed, salt } = shape;
    if (JSON.stringify({ commitment, payload: packed, salt }) !== line || salt !== salt.toLowerCase()) bench.stop(OPENINGS, `line ${place + 1} is not written as openings are`);
    if (found !== shape.commitment) bench.stop(OPENINGS, `line ${place + 1} does not open the commitment it names: a name was changed`);
    if (!bench.state.commitments.has(found)) bench.stop(OPENINGS, `line ${place + 1} opens a commitment that no entry holds`);
    if (found <= last) bench.stop(OPENINGS, `line ${place + 1} is out of its order, or stands there twice`);
    last = found;
    opened.set(found, payload);
  }
  bench.openings = opened;
}

function claimedPeople(bench) {
  let found;
  try {
    const { people, others } = JSON.parse(bench.text(PEOPLE));
    found = new Map([...people, ...others].map(({ person, name, name_other, staff_code, is_erased }) => [person, { name, name_other, staff_code, is_erased }]));
    const texts = (one) => [one.name, one.name_other, one.staff_code].every((text) => typeof text === "string") && typeof one.is_erased === "boolean";
    if (![...found.values()].every(texts)) throw new Error("other types");
  } catch (error) { if (error instanceof Stop) throw error; bench.stop(PEOPLE, "it cannot be read"); }
  const initials = /^[^\s\x00-\x20\x7f-\xa0\ufeff]{1,3}\.( [^\s\x00-\x20\x7f-\xa0\ufeff]{1,3}\.){0,3}$/u;
  for (const [person, one] of found) {
    const hidden = !one.name_other && !one.staff_code && !(one.is_erased && one.name) && (!one.name || (bench.about.names === "initials" && initials.test(one.name)));
    if (!hidden) { bench.fault(PEOPLE, `it shows more of ${person} than ${bench.about.names} names`); break; }
  }
  return found;
}

function checkFigures(bench) {
  const { state, about } = bench, day = about.day;
  if (state.name !== about.institution) bench.fault("manifest.json", `it is of “${about.institution}”; the ledger is of “${state.name}”`);
  else if (state.invented !== about.invented) bench.fault("manifest.json", "it and the ledger differ in whether the institution is invented");
  const claimed = bench.isFull() ? null : claimedPeople(bench);
  let derived, outside, shown;
  try {
    const coverage = coverageOn(state, day), people = namedIn(state, day, coverage), nobody = { name: "", name_other: "", staff_code: "", is_erased: false };
    shown = claimed ? new Map(people.map((person) => [person, claimed.get(person) ?? nobody])) : showPeople(state, people, bench.openings);
    derived = derivedFiles({ state, day, coverage, about, shown, openings: bench.openings });
    outside = filesBy(state, day).found;
  } catch (error) { bench.stop(ENTRIES, `the figures cannot be computed from the entries: ${error.message}`); }
  for (const [path, text] of derived) {
    if (!bench.files.has(path)) bench.fault(path, "it is missing");
    else if (!sameBytes(bench.files.get(path), UTF8.encode(text))) bench.fault(path, "it does not follow from the entries: computed again it is different");
  }
  for (const path of [...bench.files.keys()].sort(byText))
    if (!FIXED.includes(path) && path !== OPENINGS && !derived.has(path) && !outside.has(path)) bench.fault(path, "nothing in the ledger asks for this file");
  for (const path of [...new Set(about.absent)].sort(byText)) if (!outside.has(path)) bench.fault("manifest.json", `it says that ${path} is not there, which nothing in the ledger asks for`);
  checkOrder(bench, [...FIXED.slice(0, 5), ...derived.keys(), OPENINGS, ...[...outside.keys()].sort(byText), ...FIXED.slice(5)]);
  const held = [...shown].filter(([person, one]) => one.is_erased && state.people.get(person)?.opening).length;
  if (held) bench.notes.push(`People who appear as erased, though no entry here says so: ${held}. They were erased after this checkpoint, or their names were held back.`);
  const odd = [state.zone, ...[...state.sessions.values()].map((one) => one.zone)].find((zone) => unknownZones.has(zone));
  if (odd !== undefined) bench.notes.push(`This device does not know the clocks of ${odd}, and took the days there as those of UTC. If dates are said not to follow, check on another device.`);
}

// Files stand in one order: else two packs would say the same and not be the same.
function checkOrder(bench, paths) {
  const expected = [...new Set(paths)].filter((path) => bench.files.has(path)), known = new Set(expected);
  const found = [...bench.files.keys()].filter((path) => known.has(path)), place = expected.findIndex((path, at) => path !== found[at]);
  if (place >= 0) bench.fault(found[place], `it stands where ${expected[place]} should: the pack was packed again`, "files");
}

async function checkOutside(bench) {
  let expected;
  try { expected = filesBy(bench.state, bench.about.day).found; } catch { throw new Stop(); }
  for (const [path, digest] of expected) {
    if (bench.about.absent.includes(path) && bench.files.has(path)) bench.fault(path, "the manifest says that it is not in the pack, and it is");
    else if (bench.about.absent.includes(path)) bench.notes.push(`${path} is not in this pack: the platform no longer had it.`);
    else if (!bench.files.has(path)) bench.fault(path, "it is missing");
    else if ((await digestOf(bench.files.get(path))) !== digest) bench.fault(path, "it is not the file whose SHA-256 the ledger holds");
  }
}

const CHECKS = [
  ["archive", "The ZIP file is whole, and nothing is hidden in it", checkArchive],
  ["manifest", "The manifest says what the pack is of", checkManifest],
  ["signature", "The manifest is signed by the key", checkSignature],
  ["files", "Every file is the one the manifest lists, and there is no other", checkFiles],
  ["ledger", "The entries follow one another, none missing, moved or changed", checkLedger],
  ["checkpoint", "The signed checkpoint is over exactly these entries", checkCheckpoint],
  ["earlier", "The ledger begins as every earlier checkpoint says", checkEarlier],
  ["openings", "The names are those to which the ledger was bound", checkOpenings],
  ["figures", "Every figure and list follows from the entries", checkFigures],
  ["outside", "The resolution and the texts learned are those the ledger speaks of", checkOutside],
];

async function run(bench, part, check) {
  bench.part = part;
  bench.checked.push(part);
  try { await check(bench); return true; }
  catch (error) {
    if (!(error instanceof Stop)) throw error;
    // What was not looked at does not hold, whatever the manifest left out.
    if (!bench.faults.length) bench.fault("", "it could not be checked");
    return !NEEDED.includes(part);
  }
}

async function checkAgainst(bench, older) {
  const other = new Bench(older, bench.trusted);
  for (const [part, , check] of CHECKS.slice(0, 6)) if (!(await run(other, part, check))) break;
  if (other.faults.length) { bench.fault(other.faults[0].file, `the older pack does not hold itself: ${other.faults[0].text}`); return; }
  const changed = other.leaves.findIndex((leaf, place) => !bench.leaves[place] || !sameBytes(leaf, bench.leaves[place]));
  if (other.about.log !== bench.about.log) bench.fault("manifest.json", `the older pack is of ${other.about.log}, this one of ${bench.about.log}`);
  else if (other.about.size > bench.about.size) bench.fault("manifest.json", `it knows more entries (${other.about.size}) than this one (${bench.about.size}): exchange the two`);
  else if (changed >= 0) bench.fault(ENTRIES, `entry ${changed} is not what it was in the older pack: history was changed`);
  else if (!bench.own.some((key) => key.text === other.own[0].text)) bench.fault("key.txt", `the older pack is signed by ${other.own[0].fingerprint}, a key that this one does not know`);
  else {
    if (other.own[0].text !== bench.own[0].text) bench.notes.push("It is signed by another key than the older pack: ask the platform whether it changed its key.");
    bench.notes.push(`The older pack knew ${other.about.size} entries; ${bench.about.size - other.about.size} were added since, none was changed.`);
  }
}

const LATER = [
  ["against", "The ledger of the older pack is the beginning of this one", "It goes on from the older pack."],
  ["kept", "The ledger begins as the checkpoint you kept says", "It goes on from the checkpoint you kept."],
];

// `older` is another pack, `kept` the text of a checkpoint.
async function verifyPack(content, { trusted = [], older = null, kept = null, progress = async () => {} } = {}) {
  const bench = new Bench(content, trusted), later = [];
  if (older) later.push(["against", LATER[0][1], () => checkAgainst(bench, older)]);
  if (kept !== null) later.push(["kept", LATER[1][1], () => checkKept(bench, kept)]);
  for (const [part, words, check] of [...CHECKS, ...later]) {
    await progress(words);
    if (!(await run(bench, part, check))) return bench;
  }
  return bench;
}
