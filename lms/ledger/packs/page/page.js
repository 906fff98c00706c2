// The page itself: files are chosen, and what was found is said.
const at = (id) => document.getElementById(id);
const made = (tag, text, attributes = {}) => {
  const element = Object.assign(document.createElement(tag), { textContent: text });
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};
const LEFT_OPEN = [
  "summary.pdf, coverage.xlsx, README.txt and method.html are as they were signed, and not computed again: where one of them says another figure than the table below, rely on the table.",
  "It says what was entered, not that it was so: that the list of staff is complete, who sat at the device, who was in the room.",
  "Times are those of the platform's own clock. A checkpoint you kept from an earlier day shows that nothing before it was rewritten.",
];
const NAMES = { full: "in full", initials: "initials and codes", masked: "codes alone" };
const fileBytes = async (input) => (input.files.length ? new Uint8Array(await input.files[0].arrayBuffer()) : null);
const dayWords = (day) => new Date(`${day}T00:00:00Z`).toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const momentWords = (moment) => `${dayWords(moment.slice(0, 10))}, ${moment.slice(11, 16)} UTC`;
const painted = () => new Promise((done) => setTimeout(done, 0));

async function check(event) {
  event.preventDefault();
  const root = document.documentElement, result = at("result");
  root.dataset.outcome = "working";
  result.replaceChildren(made("p", "Checking…", { class: "lede" }));
  at("go").disabled = true;
  try {
    const trusted = at("key").value.trim() ? at("key").value.trim().split(/\s+/).map(readVerifier) : [];
    const content = await fileBytes(at("pack"));
    if (!content) throw new NoteError("choose a pack first");
    const progress = async (words) => { result.firstChild.textContent = `${words}…`; await painted(); };
    const bench = await verifyPack(content, { trusted, older: await fileBytes(at("older")), kept: at("kept").value.trim() || null, progress });
    await show(bench, content);
  } catch (error) {
    const words = error instanceof NoteError ? error.message : `it could not be checked on this device (${error.message})`;
    root.dataset.outcome = "refused";
    result.replaceChildren(made("h2", "Not checked"), made("p", words));
  }
  at("go").disabled = false;
  result.focus();
}

async function show(bench, content) {
  const sound = !bench.faults.length, result = at("result");
  const heading = sound ? "Everything holds" : "This pack does not hold";
  const unknown = bench.trusted.length ? " It is signed by the key you gave." : " Who signed it is not settled yet: anybody can make a key and put it into a pack. Compare the fingerprint of the key below with one you were given by another way (the platform shows it at /ledger/key).";
  const onwards = LATER.map(([part, , words]) => (bench.checked.includes(part) ? ` ${words}` : "")).join("");
  const lede = sound ? `Nothing in it was changed since it was signed, and every figure follows from the entries in it.${onwards}${unknown}` : "Do not rely on it. Ask for the file again, as it was downloaded, and check it once more.";
  result.replaceChildren(made("h2", heading), made("p", lede, { class: "lede" }));
  if (!sound) {
    const list = made("ul", "", { id: "faults" });
    for (const { part, file, text } of bench.faults) list.append(made("li", `${file || "The pack"}: ${text}`, { "data-part": part, "data-file": file }));
    result.append(list);
  }
  result.append(await factsOf(bench, content));
  for (const note of bench.notes) result.append(made("p", note, { class: "note" }));
  result.append(made("h3", "What was checked"));
  const list = made("ol", "", { id: "checks" });
  for (const [part, words] of [...CHECKS, ...LATER]) {
    if (LATER.some((one) => one[0] === part) && !bench.checked.includes(part)) continue;
    const state = !bench.checked.includes(part) ? "not checked" : bench.faults.some((fault) => fault.part === part) ? "does not hold" : "holds";
    const item = made("li", `${words}: `, { "data-part": part, "data-state": state });
    item.append(made("strong", state));
    list.append(item);
  }
  result.append(list);
  if (sound) {
    const open = made("ul", "", { id: "open" });
    for (const words of LEFT_OPEN) open.append(made("li", words));
    result.append(made("h3", "What this does not show"), open);
  }
  if (bench.about) result.append(...figures(bench));
  document.documentElement.dataset.outcome = sound ? "sound" : "broken";
}

async function factsOf(bench, content) {
  const list = made("dl", ""), { about } = bench;
  const facts = about
    ? [["Institution", about.institution], ["What was true on", dayWords(about.day)], ["As known at", `${momentWords(about.at)}, entry ${about.size}${bench.opened ? (bench.knownAt === null ? " (time not signed)" : " (time signed)") : ""}`], ["Names", NAMES[about.names]], ["Ledger", about.origin]]
    : [];
  if (about && bench.own.length) facts.push(["Fingerprint of the key", bench.own[0].fingerprint.match(/.{8}/g).join(" ")]);
  facts.push(["SHA-256 of the file", await digestOf(content)]);
  for (const [term, words] of facts) list.append(made("dt", term), made("dd", words));
  return list;
}

// The figures as this page computed them from the entries, for a look beside the summary.
function figures(bench) {
  const holds = ["ledger", "checkpoint", "figures"].every((part) => bench.checked.includes(part)) && !bench.faults.length;
  if (!holds) return [];
  const { people, modules } = coverageOn(bench.state, bench.about.day), table = made("table", "", { id: "figures" });
  const words = { board: "Board", senior_management: "Senior management", middle_management: "Middle management", support: "Support staff", field: "Field staff" };
  const head = made("tr", "");
  head.append(...["Tier", "People", ...modules.map((module) => titleOf(bench.state, module))].map((text) => made("th", text, { scope: "col" })));
  table.append(head);
  for (const tier of [...TIERS, ""]) {
    const line = figuresOf(people.filter((row) => !tier || row.tier === tier), modules), row = made("tr", "", { "data-tier": tier || "everybody" });
    row.append(made("th", tier ? words[tier] : "Everybody", { scope: "row" }), made("td", String(line.members)));
    row.append(...line.modules.map((one) => made("td", line.members ? `${one.done} of ${line.members}` : "–")));
    table.append(row);
  }
  const scroll = made("div", "", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Figures" });
  scroll.append(table);
  return [made("h3", "The figures"), made("p", "How many people of each tier have completed a module, as computed on this device.", { class: "note" }), scroll];
}

at("form").addEventListener("submit", check);
at("keptfile").addEventListener("change", async (event) => { const [file] = event.target.files; if (file) at("kept").value = await file.text(); });
document.documentElement.dataset.outcome = "ready";
