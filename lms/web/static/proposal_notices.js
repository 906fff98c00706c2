// What is told above a page without loading it anew: words of the trainer, that the writer was moved, and what became of
// words from before.

import { fill } from "./proposal_view.js";

export function makeTeller(words, base, isTypedIn) {
  const told = new Map();

  // The same notice twice is one: `name` says which.
  function tell(name, kind, sentence, links = []) {
    const notice = told.get(name) ?? document.createElement("div");
    if (notice.dataset.said === sentence && notice.querySelectorAll("a").length === links.length) return notice;
    const paragraph = Object.assign(document.createElement("p"), { textContent: sentence });
    for (const [place, [href, textContent]] of links.entries()) paragraph.append(place ? " · " : " ", Object.assign(document.createElement("a"), { href, textContent }));
    Object.assign(notice, { className: "notice", role: "status" });
    Object.assign(notice.dataset, { kind, said: sentence });
    notice.replaceChildren(paragraph);
    if (!told.has(name)) document.querySelector("main > nav").after(notice);
    told.set(name, notice);
    return notice;
  }

  // What the trainer sends stands above the page, as it does after a reload.
  function hear(sentences) {
    const stands = new Set([...document.querySelectorAll("main > .notice p")].map(({ textContent }) => textContent.trim()));
    for (const sentence of sentences.filter((one) => !stands.has(one.trim()))) tell(`heard ${sentence}`, "note", sentence);
  }

  function tellMoved({ team, alone }) {
    const where = team ? fill(words.moved, { team }) : words.movedOut;
    const kept = team ? words.movedKept : words.movedOutKept;
    const links = [[base, team ? words.movedLabel : words.movedOutLabel]];
    if (alone) links.unshift([`${base}/alone`, words.keptLabel]);
    tell("moved", "late", isTypedIn ? `${where} ${kept}` : where, links);
  }

  const tellKept = () => tell("kept", "late", words.keptEarlier, [[`${base}/alone`, words.keptLabel]]);

  // Words of a page that is gone have no field to stand in: here they can be read, copied, and then taken off the device.
  function tellUnsent(fields, sentence, drop) {
    const text = fields.map(([, value]) => value).filter(Boolean).join("\n");
    const notice = tell(`unsent ${text}`, "late", `${words.unsent} ${sentence}`);
    if (notice.querySelector("details")) return;
    const details = document.createElement("details");
    const typed = Object.assign(document.createElement("p"), { className: "as-typed", dir: "auto", textContent: text });
    const done = Object.assign(document.createElement("button"), { type: "button", textContent: words.unsentDone });
    done.className = "plain";
    done.addEventListener("click", () => {
      drop();
      notice.remove();
    });
    details.append(Object.assign(document.createElement("summary"), { textContent: words.unsentLabel }), typed, done);
    notice.append(details);
  }

  return { hear, tellMoved, tellKept, tellUnsent };
}
