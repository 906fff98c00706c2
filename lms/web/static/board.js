// The board looks again by itself; what is ticked and typed stays. Without this script the link does the same.
const PATIENCE = 20000;
const link = document.getElementById("board-refresh");
const at = document.getElementById("board-at");
let isLooking = false;

async function look() {
  if (document.hidden || isLooking) return;
  isLooking = true;
  try {
    const headers = { Accept: "text/html" };
    const answer = await fetch(link.href, { headers, redirect: "error", signal: AbortSignal.timeout?.(PATIENCE) });
    if (answer.ok) show(new DOMParser().parseFromString(await answer.text(), "text/html"));
  } catch {
    // no connection: the time above says how old this is
  } finally {
    isLooking = false;
  }
}

// What is ticked is read only now: somebody may have ticked it while the answer was under way.
function show(page) {
  const rows = document.getElementById("board-rows");
  const fresh = page.getElementById("board-rows");
  if (!rows || !fresh) return;
  const ticked = new Set([...rows.querySelectorAll(":checked")].map((box) => box.value));
  const focused = rows.contains(document.activeElement) ? document.activeElement.value : "";
  const left = rows.querySelector(".scroll")?.scrollLeft ?? 0;
  rows.replaceChildren(...fresh.childNodes);
  at.textContent = page.getElementById("board-at").textContent;
  for (const box of rows.querySelectorAll("input")) {
    box.checked = ticked.has(box.value);
    if (focused && box.value === focused) box.focus({ preventScroll: true });
  }
  const scroll = rows.querySelector(".scroll");
  if (scroll) scroll.scrollLeft = left;
}

setInterval(look, Number(link.dataset.every) * 1000);
