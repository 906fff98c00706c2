// What was typed and not yet acknowledged, kept on this device: in localStorage, because it is written before the next
// key is pressed, and outlives the tab; and by `proposal_disk.js`, for a machine that dies. Entries carry the seat of their
// writer: nobody else's page reads them.

import { makeDisk } from "./proposal_disk.js";

const ANSWERS_WITHIN = 250;

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
  const doneOf = (name) => `done ${name}`;
  const isDead = navigator.locks ? watchLocks(page) : watchChannel(page);
  const disk = makeDisk();
  const kept = new Set();
  let turn = 0; // of two copies of a draft the one of the later turn counts

  function put(slot, record) {
    const name = nameOf(slot);
    turn += 1;
    const text = JSON.stringify({ ...record, turn });
    kept.add(name);
    disk.put(name, turn, text);
    try {
      localStorage.setItem(name, text);
      memory.delete(slot);
      works = !memory.size;
    } catch {
      memory.set(slot, record);
      works = false;
    }
  }

  function drop(slot) {
    memory.delete(slot);
    works = !memory.size;
    turn += 1;
    done(nameOf(slot), turn);
  }

  // Until the disk knows it, localStorage says that the copy there is done with.
  function done(name, last) {
    const isLast = () => localStorage.getItem(doneOf(name)) === String(last);
    try {
      localStorage.removeItem(name);
      if (!kept.delete(name)) return;
      disk.put(name, last, null, () => isLast() && localStorage.removeItem(doneOf(name)));
      localStorage.setItem(doneOf(name), String(last));
    } catch {
      // a browser that keeps nothing has nothing to remove
    }
  }

  let going = null; // pages that were there before this one and had not gone when last asked
  const isForeign = (name) => name.startsWith(prefix) && !name.endsWith(page);
  const pageOf = (name) => name.slice(name.lastIndexOf(" ") + 1);

  // Takes over what dead pages left: the records, oldest first. They are removed once they are kept under this page.
  async function inherit() {
    const found = [];
    if (going && !(navigator.locks && going.size)) return found;
    const onDisk = await disk.list(prefix);
    try {
      const here = Object.keys(localStorage).map((key) => key.replace(/^done /, ""));
      const foreign = [...new Set([...here, ...onDisk.keys()])].filter((name) => isForeign(name) && (!going || going.has(pageOf(name))));
      const pages = [...new Set(foreign.map(pageOf))];
      const areDead = await Promise.all(pages.map(isDead));
      going = new Set(pages.filter((_, place) => !areDead[place]));
      const left = await disk.list(prefix); // once more: the last words of who was still going are there now
      for (const name of foreign.filter((one) => areDead[pages.indexOf(pageOf(one))])) {
        const text = newest(name, left.get(name));
        if (text) found.push({ name, place: name.split(" ")[2], ...JSON.parse(text) });
        else clear(name, left.get(name));
      }
    } catch {
      return found;
    }
    return found.sort((one, other) => one.at - other.at);
  }

  // Of what is kept twice the later, or null where that is done with. What a page that was alive has sent since is gone.
  function newest(name, entry) {
    const text = localStorage.getItem(name);
    const own = text === null ? Number(localStorage.getItem(doneOf(name)) ?? -1) : (JSON.parse(text).turn ?? 0);
    return entry && entry.turn > own ? entry.text : text;
  }

  // What a page was done with and went before both copies knew it: the words, and that they are done with.
  function clear(name, entry) {
    if (entry?.text) return forget(name);
    localStorage.removeItem(name);
    localStorage.removeItem(doneOf(name));
  }

  function forget(name) {
    kept.add(name);
    done(name, Number.MAX_SAFE_INTEGER);
  }

  return { put, drop, inherit, forget };
}

// A page that lives holds the lock of its name; the browser lets go of it when the page is gone, however that came. One that
// was left a moment ago may still be going, so it is asked about again. Who finds a page dead holds its lock from then on: of
// two tabs that come back at once after a crash, one alone takes over.
function watchLocks(page) {
  const hold = (name, told) => navigator.locks.request(`drafts ${name}`, { ifAvailable: true }, (lock) => {
    told(Boolean(lock));
    return lock && new Promise(() => {});
  });
  const dead = new Set();
  hold(page, () => {}).catch(() => {}); // where a browser keeps nothing, it has no locks either
  return async (other) => {
    if (!dead.has(other) && (await new Promise((told, failed) => hold(other, told).catch(failed)))) dead.add(other);
    return dead.has(other);
  };
}

// Without locks, as on plain http, a page that lives answers for itself.
function watchChannel(page) {
  const channel = typeof BroadcastChannel === "function" ? new BroadcastChannel("drafts") : null;
  const alive = new Set();
  channel?.addEventListener("message", ({ data }) => {
    if (data.ask) channel.postMessage({ here: page });
    else if (data.here) alive.add(data.here);
  });
  return async (other) => {
    channel?.postMessage({ ask: true });
    await new Promise((done) => setTimeout(done, channel ? ANSWERS_WITHIN : 0));
    return !alive.has(other);
  };
}
