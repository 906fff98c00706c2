// A second copy of the drafts in IndexedDB. localStorage is there before the next key, but the browser writes it to the
// disk when it finds time: seconds later at first, half a minute in a long afternoon. Here it is told to wait for the disk.

const NAME = "drafts";
const EVERY = 2000;
const PATIENCE = 30000;
const LONG_AGO = 7 * 24 * 60 * 60 * 1000;

// What becomes of a request; null where the browser has no such place, as in some private windows, or takes too long.
const answered = (request) =>
  new Promise((done) => {
    setTimeout(() => done(null), PATIENCE);
    request.onsuccess = () => done(request.result);
    request.onerror = request.onblocked = () => done(null);
  });

async function openDisk() {
  try {
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(NAME, { keyPath: "name" });
    return await answered(request);
  } catch {
    return null;
  }
}

export function makeDisk() {
  const opening = openDisk();
  const waiting = new Map();
  let timer = 0;

  async function flush() {
    timer = 0;
    const disk = await opening;
    const entries = [...waiting.values()];
    waiting.clear();
    try {
      const work = disk.transaction(NAME, "readwrite", { durability: "strict" });
      for (const { entry } of entries) work.objectStore(NAME).put(entry);
      work.oncomplete = () => entries.forEach(({ then }) => then());
    } catch {
      // there is none, or it is full: the copy in localStorage stands
    }
  }

  // `text` is null for a draft that is done with. That is kept too: the other copy may come back as it was before.
  function put(name, turn, text, then = () => {}) {
    waiting.set(name, { entry: { name, turn, text, at: Date.now() }, then });
    timer ||= setTimeout(flush, EVERY);
  }

  // What is kept, by names that begin so.
  async function list(prefix) {
    const disk = await opening;
    try {
      const shelf = () => disk.transaction(NAME, "readwrite").objectStore(NAME);
      const held = (await answered(shelf().getAll())) ?? [];
      for (const { name, text, at } of held) if (text === null && at < Date.now() - LONG_AGO) shelf().delete(name);
      return new Map(held.filter(({ name }) => name.startsWith(prefix)).map((entry) => [entry.name, entry]));
    } catch {
      return new Map();
    }
  }

  return { put, list };
}
