// The entries against the signed checkpoints, and these against each other: as lms.ledger.packs.history.
async function checkpointOf(bench, file, note) {
  const text = await opened(bench, file, note);
  try { return { ...readHead(text), at: await readTime(note, bench.keys) }; } catch (error) { if (error instanceof NoteError) bench.stop(file, error.message); throw error; }
}

async function checkCheckpoint(bench) {
  const head = await checkpointOf(bench, CHECKPOINT, bench.text(CHECKPOINT)), { about } = bench;
  bench.opened = true;
  bench.knownAt = head.at;
  if (head.at !== null && momentOf(head.at) !== about.at) bench.fault("manifest.json", `it says that the checkpoint was made at ${about.at}, but ${momentOf(head.at)} is signed`);
  if (head.origin !== about.origin) bench.fault(CHECKPOINT, `it is of the ledger ${head.origin}, not of ${about.origin}`);
  if (head.size !== about.size || hex(head.root) !== about.root) bench.fault(CHECKPOINT, "it is not the checkpoint that the manifest names");
  bench.tree = treeOf(bench.leaves);
  if (head.size !== bench.leaves.length) bench.fault(ENTRIES, `the checkpoint is over ${head.size} entries; here are ${bench.leaves.length}`);
  else if (!sameBytes(head.root, rootOf(bench.tree, head.size))) bench.fault(ENTRIES, "the entries are not those over which the checkpoint was signed");
  if (head.at === null) bench.notes.push(`When the checkpoint was made (${about.at}) is not signed.`);
  const day = localDay(about.at, bench.state.zone);
  if (about.day > day) bench.notes.push(`It speaks of ${about.day}, as known on ${day}: what was written down in between is not in it.`);
}

function proofsOf(bench) {
  const text = bench.text(CONSISTENCY);
  let proofs, again;
  try {
    const shape = JSON.parse(text).map(({ size, proof }) => ({ size, proof }));
    proofs = shape.map(({ size, proof }) => ({ size, proof: proof.map(fromHex) }));
    again = proofs.every((one) => Number.isSafeInteger(one.size)) && JSON.stringify(proofs.map(({ size, proof }) => ({ size, proof: proof.map(hex) }))) + "\n";
  } catch { again = null; }
  if (again !== text) bench.stop(CONSISTENCY, "it is not a list of proofs");
  return proofs;
}

async function checkEarlier(bench) {
  const text = bench.text(EARLIER), notes = text ? text.split(BETWEEN_NOTES) : [], proofs = proofsOf(bench);
  if (proofs.length !== notes.length) bench.stop(CONSISTENCY, `it proves ${proofs.length} of ${notes.length} earlier checkpoints`);
  const tree = treeOf(bench.leaves), size = bench.leaves.length, known = bench.about.size, signed = [];
  let last = -1;
  for (const [place, note] of notes.entries()) {
    const head = await checkpointOf(bench, EARLIER, note), proof = proofs[place];
    if (!(last < head.size && head.size < known)) bench.stop(EARLIER, `the checkpoint of ${head.size} entries is out of its order: each is larger than the one before`);
    last = head.size;
    if (head.origin.split("/").at(-1) !== bench.about.log) bench.fault(EARLIER, `a checkpoint of ${head.size} entries is of ${head.origin}`);
    else if (head.size > size || !sameBytes(rootOf(tree, head.size), head.root)) bench.fault(EARLIER, `the ledger does not begin as its checkpoint of ${head.size} entries says`);
    else if (proof.size !== head.size || !isConsistent(head.size, size, head.root, rootOf(tree, size), proof.proof)) bench.fault(CONSISTENCY, `the proof for the checkpoint of ${head.size} entries does not hold`);
    signed.push({ size: head.size, at: head.at, file: EARLIER });
  }
  if (bench.opened) signed.push({ size: known, at: bench.knownAt, file: CHECKPOINT });
  checkTimes(bench, signed);
}

// As lms.ledger.clock: from the first that has a time on, all have one, and it never goes back.
function checkTimes(bench, signed) {
  let former = null, start = 0, low = "";
  const strange = [];
  for (const { size, at, file } of signed) {
    const fault = (words) => bench.fault(file, `the checkpoint of ${size} entries: its time${words}`);
    if (at === null) {
      if (former) fault(` is not signed, though that of the checkpoint of ${former.size} entries is: a line was taken out`);
      continue;
    }
    if (former && at < former.at) fault(`, ${momentOf(at)}, is before that of the checkpoint of ${former.size} entries, ${momentOf(former.at)}`);
    former = { size, at };
    const high = momentOf(at + WAIT);
    for (; start < Math.min(size, bench.moments.length); start++) if (!(low <= bench.moments[start] && bench.moments[start] <= high)) strange.push(start);
    start = size;
    low = momentOf(at - WAIT);
  }
  if (strange.length) bench.notes.push(`Entries that say they were written down earlier than the checkpoint before them, or later than the one over them: ${strange.length}, the first is entry ${strange[0]}.`);
}

// A checkpoint that somebody kept, as a signed note or its three lines: as lms.ledger.packs.kept.
const KEPT = "the checkpoint you kept";
const PROVEN = "history was rewritten since. Keep both files: they prove it", UNPROVEN = "history was rewritten since, or the checkpoint was changed, miscopied, or is of another platform";
async function readKept(bench, kept) {
  const note = `${kept.replace(/^\ufeff/, "").replaceAll("\r\n", "\n").trim()}\n`;
  if (!note.includes("\n\n")) {
    bench.notes.push("It carries no signature: it answers you, and proves nothing to others.");
    return { text: note, words: "", proof: false };
  }
  const keys = [...new Map([...bench.trusted, ...bench.own].map((key) => [key.text, key])).values()];
  try {
    const text = await openNote(note, keys), at = await readTime(note, keys);
    return { text, words: at === null ? "" : `, signed on ${momentWords(momentOf(at))}`, proof: true };
  } catch (error) {
    if (!(error instanceof NoteError)) throw error;
    bench.fault(KEPT, error.message);
    // Its tree is looked at all the same: who rewrote history may have changed the key as well.
    return { text: note.slice(0, note.lastIndexOf("\n\n") + 1), words: "", proof: false };
  }
}

async function checkKept(bench, kept) {
  const { text, words, proof } = await readKept(bench, kept), size = bench.leaves.length;
  let head;
  try { head = readHead(text); } catch (error) { if (error instanceof NoteError) bench.stop(KEPT, error.message); throw error; }
  const log = head.origin.split("/").at(-1);
  if (log !== bench.about.log) bench.fault(KEPT, `it is of the ledger of ${log}, this pack of ${bench.about.log}`);
  else if (head.size > size) bench.fault(ENTRIES, `the checkpoint you kept is over ${head.size} entries; here are ${size}. This pack is older, or entries were cut off: ask for one made since`);
  else if (!sameBytes(rootOf(treeOf(bench.leaves), head.size), head.root)) bench.fault(ENTRIES, `the first ${head.size} entries are not those of the checkpoint you kept: ${proof ? PROVEN : UNPROVEN}`);
  else bench.notes.push(`The checkpoint you kept is over ${head.size} entries${words}; ${size - head.size} were added since, none was changed.`);
}
