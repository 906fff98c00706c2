// Hashes, trees (RFC 6962), signed notes and checkpoints (C2SP).
class NoteError extends Error {}
// As in lms.ledger.notes: with such a key some signature holds for every text.
const WEAK = /^((00|01)(00){31}|ec(ff){30}7f|(e[d-f]|f.)(ff){30}7f|26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05|c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a)$/;
const LAST_SECOND = 253370764799n, WAIT = 3600;
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const hash = (...parts) => noble.sha256(parts.length === 1 ? parts[0] : joined(parts));
const leafHash = (bytes) => hash(Uint8Array.of(0), bytes);
const nodeHash = (left, right) => hash(Uint8Array.of(1), left, right);
const EMPTY_ROOT = hash(new Uint8Array());

function fromHex(text) {
  if (typeof text !== "string" || text.length % 2 || !/^[0-9a-fA-F]*$/.test(text)) throw new Error("not hexadecimal");
  return Uint8Array.from(text.match(/../g) || [], (pair) => parseInt(pair, 16));
}

async function digestOf(bytes) {
  return hex(globalThis.crypto?.subtle ? new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)) : hash(bytes));
}

// All full subtrees of a list of leaves, so that the root of any beginning is quick.
function treeOf(leaves) {
  const levels = [leaves];
  while (levels[levels.length - 1].length > 1) {
    const below = levels[levels.length - 1], above = [];
    for (let place = 0; place + 1 < below.length; place += 2) above.push(nodeHash(below[place], below[place + 1]));
    levels.push(above);
  }
  return levels;
}

function splitOf(size) {
  let half = 1;
  while (half * 2 < size) half *= 2;
  return half;
}

function rootOf(levels, size) {
  const part = (start, width) => {
    const level = 31 - Math.clz32(width);
    if (width === 2 ** level) return levels[level][start / width];
    const half = splitOf(width);
    return nodeHash(part(start, half), part(start + half, width - half));
  };
  return size ? part(0, size) : EMPTY_ROOT;
}

function isConsistent(older, newer, oldRoot, newRoot, proof) {
  if (older > newer) return false;
  if (older === newer || older === 0)
    return !proof.length && sameBytes(oldRoot, older === newer ? newRoot : EMPTY_ROOT);
  const path = older & (older - 1) ? [...proof] : [oldRoot, ...proof];
  if (!path.length) return false;
  let place = older - 1, last = newer - 1;
  while (place & 1) { place >>= 1; last >>= 1; }
  let before = path[0], after = path[0];
  for (const step of path.slice(1)) {
    if (last === 0) return false;
    if (place & 1 || place === last) {
      before = nodeHash(step, before);
      after = nodeHash(step, after);
      while (place && !(place & 1)) { place >>= 1; last >>= 1; }
    } else after = nodeHash(after, step);
    place >>= 1;
    last >>= 1;
  }
  return last === 0 && sameBytes(before, oldRoot) && sameBytes(after, newRoot);
}

function fromBase64(text, otherwise) {
  let bytes;
  try { bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)); } catch { throw new NoteError(otherwise); }
  if (btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) !== text) throw new NoteError(otherwise);
  return bytes;
}

const isName = (name) => name !== "" && !/[\s+\x1c-\x1f\x85]/.test(name);
const momentOf = (second) => `${new Date(second * 1000).toISOString().slice(0, 19)}Z`;

function readVerifier(line) {
  const [name, id, ...rest] = line.trim().split("+");
  const key = fromBase64(rest.join("+"), "the key is not base64");
  if (!isName(name) || key[0] !== 1 || key.length !== 33) throw new NoteError("this is not an Ed25519 verifier key: write it as name+id+key");
  const point = key.slice(1);
  point[31] &= 0x7f;
  if (WEAK.test(hex(point))) throw new NoteError("this is a key with which anybody can sign anything");
  const idOf = (kind) => hex(hash(UTF8.encode(`${name}\n`), Uint8Array.of(kind), key.slice(1)).slice(0, 4)), found = idOf(1);
  if (found !== id) throw new NoteError(`the id of this key is ${found}, not ${id}: it was not copied whole`);
  return { name, id, timeId: idOf(4), key: key.slice(1), text: line.trim(), fingerprint: hex(hash(UTF8.encode(line.trim()))) };
}

async function isSigned(verifier, message, signature) {
  if (globalThis.crypto?.subtle) {
    try {
      const key = await crypto.subtle.importKey("raw", verifier.key, { name: "Ed25519" }, false, ["verify"]);
      return await crypto.subtle.verify("Ed25519", key, signature, message);
    } catch { /* This browser does not know Ed25519: the library below does. */ }
  }
  return noble.verifyEd25519(signature, message, verifier.key);
}

function splitNote(note) {
  const cut = note.lastIndexOf("\n\n");
  if (cut < 0 || !note.endsWith("\n")) throw new NoteError("this is not a signed note: a text, an empty line, and lines of signatures");
  const text = note.slice(0, cut + 1), lines = note.slice(cut + 2).split("\n").slice(0, -1);
  if (/[\x00-\x09\x0b-\x1f]/.test(text)) throw new NoteError("the text of a note holds a control character");
  if (!lines.length || lines.length > 100) throw new NoteError("a signed note has at least one line of signature, and no more than a hundred");
  return { text, signatures: lines.map(readSignature) };
}

function readSignature(line) {
  const [, name, encoded] = /^— ([^ ]*) (.*)$/s.exec(line) || [];
  const data = name === undefined ? new Uint8Array() : fromBase64(encoded, "a signature is not base64");
  if (name === undefined || !isName(name) || data.length <= 4) throw new NoteError("a line of signature is a dash, a name and base64, with one space between");
  return { name, id: hex(data.slice(0, 4)), signature: data.slice(4) };
}

function signaturesOf(signatures, name, id) {
  const found = signatures.filter((one) => one.name === name && one.id === id);
  if (found.length > 1) throw new NoteError(`${name} signed it twice`);
  return found.map((one) => one.signature);
}

async function openNote(note, verifiers) {
  const { text, signatures } = splitNote(note);
  let signed = false;
  for (const verifier of verifiers) for (const signature of signaturesOf(signatures, verifier.name, verifier.id)) {
    if (signature.length !== 64 || !(await isSigned(verifier, UTF8.encode(text), signature))) throw new NoteError(`the signature of ${verifier.name} does not fit the text`);
    signed = true;
  }
  if (!signed) {
    const signers = signatures.filter((one) => one.signature.length === 64).map((one) => `${one.name}+${one.id}`);
    throw new NoteError(`it is signed by no key that is known here, but by ${signers.join(", ") || "none at all"}`);
  }
  return text;
}

// When one of the keys says that the text stood so (cosignature/v1), as seconds; null when none of them says it.
async function readTime(note, verifiers) {
  const { text, signatures } = splitNote(note), found = new Set();
  for (const verifier of verifiers) for (const signature of signaturesOf(signatures, verifier.name, verifier.timeId)) {
    const second = signature.length === 72 ? new DataView(signature.buffer, signature.byteOffset).getBigUint64(0) : LAST_SECOND + 1n;
    if (second > LAST_SECOND) throw new NoteError(`the time that ${verifier.name} signed is none`);
    if (!(await isSigned(verifier, UTF8.encode(`cosignature/v1\ntime ${second}\n${text}`), signature.slice(8)))) throw new NoteError(`the signature of ${verifier.name} does not fit the text with its time`);
    found.add(Number(second));
  }
  if (found.size > 1) throw new NoteError("two times of it are signed");
  return found.size ? [...found][0] : null;
}

function readHead(text) {
  const lines = text.split("\n");
  if (lines.length < 4 || lines.slice(0, -1).some((line) => !line)) throw new NoteError("this is not a checkpoint: it has three lines, none empty");
  if (!/^(0|[1-9][0-9]{0,14})$/.test(lines[1])) throw new NoteError("the second line of a checkpoint is its size, a whole number");
  const root = fromBase64(lines[2], "the third line of a checkpoint is its root in base64");
  if (root.length !== 32) throw new NoteError("the root of a checkpoint has 32 bytes");
  return { origin: lines[0], size: Number(lines[1]), root };
}
