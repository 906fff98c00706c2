// What was typed and not yet acknowledged, kept on this device: in localStorage, because it is written before the next
// key is pressed, and outlives the tab. Entries carry the seat of their writer: nobody else's page reads them.

const memory = new Map();
let works = true;

export const keeps = () => works;

export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // randomUUID is missing on plain http
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

// The drafts of one writer; `place` of a record is the proposal its words began in, which need not be the one she writes
// today. Each page has entries of its own, so that two tabs never overwrite each other.
export function makeStore(seat, proposal) {
  const page = newId();
  const prefix = `draft ${seat} `;
  const nameOf = (slot) => `${prefix}${proposal} ${slot} ${page}`;
  // A page that lives answers for its entries; those of nobody are left over from a tab that died.
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("drafts") : null;
  const alive = new Set();
  channel?.addEventListener("message", ({ data }) => {
    if (data.ask) channel.postMessage({ here: page });
    else if (data.here) alive.add(data.here);
  });

  function put(slot, record) {
    try {
      localStorage.setItem(nameOf(slot), JSON.stringify(record));
      memory.delete(slot);
      works = true;
    } catch {
      memory.set(slot, record);
      works = false;
    }
  }

  function drop(slot) {
    memory.delete(slot);
    if (!memory.size) works = true;
    try {
      localStorage.removeItem(nameOf(slot));
    } catch {
      // a browser that keeps nothing has nothing to remove
    }
  }

  // Takes over what dead pages left: the records, oldest first. They are removed once they are kept under this page.
  async function inherit() {
    channel?.postMessage({ ask: true });
    await new Promise((done) => setTimeout(done, channel ? 250 : 0));
    const found = [];
    try {
      for (const name of Object.keys(localStorage)) {
        if (!name.startsWith(prefix) || name.endsWith(page) || alive.has(name.slice(name.lastIndexOf(" ") + 1))) continue;
        found.push({ name, place: name.split(" ")[2], ...JSON.parse(localStorage.getItem(name)) });
      }
    } catch {
      return found;
    }
    return found.sort((one, other) => one.at - other.at);
  }

  const forget = (name) => localStorage.removeItem(name);

  return { put, drop, inherit, forget };
}
