// A passage of a proposal that is selected offers a remark on just those words. Without this script the link at each
// passage leads to the same form with the whole passage in it.
const MOST = 500;
const button = document.createElement("a");
button.className = "btn remark-here no-print";
button.hidden = true;

for (const reading of document.querySelectorAll("[data-reading]")) reading.append(button);

function chosen() {
  const selection = getSelection();
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  const passage = (node) => (node.nodeType === 1 ? node : node.parentElement)?.closest(".words-of")?.closest(".passage");
  const here = passage(range.startContainer);
  const way = here?.querySelector("a.remark-way");
  const words = selection.toString().split(/\s+/).filter(Boolean).join(" ");
  if (!way || here !== passage(range.endContainer) || !words || words.length > MOST) return null;
  const before = document.createRange();
  before.setStart(here.querySelector(".words-of"), 0);
  before.setEnd(range.startContainer, range.startOffset);
  const skipped = before.toString().replace(/\s+/g, " ").trimStart().length;
  return { way, words, at: Number(here.dataset.start) + skipped, box: range.getBoundingClientRect() };
}

function offer() {
  const found = chosen();
  button.hidden = !found;
  if (!found) return;
  const address = new URL(found.way.href);
  address.searchParams.set("quote", found.words);
  address.searchParams.set("at", found.at);
  button.href = address.href;
  button.textContent = button.parentElement.dataset.words;
  const frame = button.parentElement.getBoundingClientRect();
  button.style.insetBlockStart = `${found.box.bottom - frame.top + 8}px`;
}

document.addEventListener("selectionchange", offer);
