// ZIP files as lms.ledger.packs.archive writes them, and in no other way.
class ArchiveError extends Error {
  constructor(member, text) { super(text); this.member = member; }
}
const LOCAL_SIZE = 30, CENTRAL_SIZE = 46, END_SIZE = 22, STORED = 0, DEFLATED = 8;
const MOST_MEMBERS = 20000, MOST_BYTES = 2 ** 30, ALWAYS_ROOM = 2 ** 26, MOST_PACKED = 50;
const MEMBER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*(\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;
const UTF8 = new TextEncoder();

function packed(layout, values) {
  const bytes = new Uint8Array([...layout].reduce((sum, one) => sum + Number(one), 0));
  const view = new DataView(bytes.buffer);
  let place = 0;
  [...layout].forEach((width, index) => {
    if (width === "2") view.setUint16(place, values[index], true); else view.setUint32(place, values[index], true);
    place += Number(width);
  });
  return bytes;
}

function sameBytes(one, other) {
  return one.length === other.length && one.every((byte, place) => byte === other[place]);
}

function localHeader(member) {
  const head = packed("42222244422", [0x04034b50, 20, 0x800, member.method, 0, 0x21, member.crc, member.packed, member.size, member.name.length, 0]);
  return joined([head, UTF8.encode(member.name)]);
}

function centralLine(member) {
  const head = packed("42222224442222244", [
    0x02014b50, 0x314, 20, 0x800, member.method, 0, 0x21, member.crc, member.packed, member.size,
    member.name.length, 0, 0, 0, 0, 0o100644 * 65536, member.offset,
  ]);
  return joined([head, UTF8.encode(member.name)]);
}

function joined(parts) {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) { whole.set(part, place); place += part.length; }
  return whole;
}

function readArchive(content) {
  const view = new DataView(content.buffer, content.byteOffset, content.length);
  if (content.length < 4 || view.getUint32(0, true) !== 0x04034b50)
    throw new ArchiveError("", "this is not a pack: it does not begin as a ZIP file does");
  const end = content.length - END_SIZE;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50)
    throw new ArchiveError("", "the end of the ZIP file is missing or was added to: it was not copied whole");
  const count = view.getUint16(end + 10, true), length = view.getUint32(end + 12, true), start = view.getUint32(end + 16, true);
  if (count > MOST_MEMBERS) throw new ArchiveError("", `it has ${count} files; a pack has ${MOST_MEMBERS} at most`);
  const expected = packed("42222442", [0x06054b50, 0, 0, count, count, length, start, 0]);
  if (!sameBytes(content.subarray(end), expected) || start + length !== end)
    throw new ArchiveError("", "the directory of the ZIP file is not where its end says");
  const members = new Map(), names = new Set();
  let place = start, total = 0;
  for (let number = 0; number < count; number++) {
    const member = centralMember(content, view, place);
    total += member.size;
    if (names.has(member.name.toLowerCase())) throw new ArchiveError(member.name, "it stands in the ZIP file twice");
    if (member.method !== STORED && member.method !== DEFLATED) throw new ArchiveError(member.name, "it is packed in a way packs are not");
    if (total > MOST_BYTES) throw new ArchiveError(member.name, `unpacked it is larger than a pack may be (${MOST_BYTES} bytes)`);
    if (total > ALWAYS_ROOM + MOST_PACKED * content.length) throw new ArchiveError(member.name, `unpacked it would be far more than packs are (${total} bytes by then)`);
    names.add(member.name.toLowerCase());
    members.set(member.name, member);
    place += CENTRAL_SIZE + member.name.length;
  }
  if (place !== end) throw new ArchiveError("", "the directory of the ZIP file holds more than its files");
  checkPlaces(content, members, start);
  return members;
}

function centralMember(content, view, place) {
  if (place + CENTRAL_SIZE > content.length) throw new ArchiveError("", "the directory of the ZIP file cannot be read");
  const nameLength = view.getUint16(place + 28, true);
  let name;
  try {
    name = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content.subarray(place + CENTRAL_SIZE, place + CENTRAL_SIZE + nameLength));
  } catch { throw new ArchiveError("", "the directory of the ZIP file cannot be read"); }
  if (!MEMBER_NAME.test(name)) throw new ArchiveError(name, "a file of a pack is never called that: its path could lead elsewhere");
  const member = {
    name, method: view.getUint16(place + 10, true), crc: view.getUint32(place + 16, true),
    packed: view.getUint32(place + 20, true), size: view.getUint32(place + 24, true), offset: view.getUint32(place + 42, true),
  };
  member.start = member.offset + LOCAL_SIZE + name.length;
  if (!sameBytes(content.subarray(place, place + CENTRAL_SIZE + name.length), centralLine(member)))
    throw new ArchiveError(name, "its line in the ZIP directory is not as packs are written");
  return member;
}

function checkPlaces(content, members, end) {
  let place = 0;
  for (const member of members.values()) {
    if (member.offset !== place) throw new ArchiveError(member.name, "something stands before it in the ZIP file that is not in its directory");
    place = member.start + member.packed;
    if (place > end || !sameBytes(content.subarray(member.offset, member.start), localHeader(member)))
      throw new ArchiveError(member.name, "its header in the ZIP file is not that of the directory");
  }
  if (place !== end) throw new ArchiveError("", "something stands before the directory of the ZIP file that is not in it");
}

function packedBytes(content, member) {
  return content.subarray(member.start, member.start + member.packed);
}

async function readMember(content, member) {
  const raw = packedBytes(content, member);
  const data = member.method === STORED ? raw : await unpackedMember(raw, member);
  if (data.length !== member.size || crc32(data) !== member.crc)
    throw new ArchiveError(member.name, "its content is not what was packed: a byte of it was changed");
  return data;
}

async function unpackedMember(raw, member) {
  const data = await inflated(raw, member.size);
  if (data === null) throw new ArchiveError(member.name, "it cannot be unpacked: a byte of it was changed");
  return data;
}

// Unpack no more than was promised; null when that is not possible.
async function inflated(raw, size) {
  const stream = new DecompressionStream("deflate-raw");
  const writer = stream.writable.getWriter(), reader = stream.readable.getReader();
  const sent = writer.write(raw).then(() => writer.close()).catch(() => {});
  const parts = [];
  let total = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (total > size) { await reader.cancel().catch(() => {}); return null; }
      parts.push(value);
    }
    await sent;
  } catch { return null; }
  return joined(parts);
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, value) => {
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(data) {
  let crc = 0xffffffff;
  for (let place = 0; place < data.length; place++) crc = CRC_TABLE[(crc ^ data[place]) & 0xff] ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
