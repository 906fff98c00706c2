// The board looks again by itself; what is ticked and typed stays. Without this script the link does the same.
const link = document.getElementById("board-refresh");
const at = document.getElementById("board-at");

async function look() {
  const rows = document.getElementById("board-rows");
  if (document.hidden || !rows) return;
  const ticked = new Set([...rows.querySelectorAll(":checked")].map((box) => box.value));
  const focused = rows.contains(document.activeElement) ? document.activeElement.value : "";
  const left = rows.querySelector(".scroll")?.scrollLeft ?? 0;
  try {
    const answer = await fetch(link.href, { headers: { Accept: "text/html" }, redirect: "error" });
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById("board-rows");
    if (!fresh) return;
    rows.replaceChildren(...fresh.childNodes);
    at.textContent = page.getElementById("board-at").textContent;
  } catch {
    return; // no connection: the time above says how old this is
  }
  for (const box of rows.querySelectorAll("input")) {
    box.checked = ticked.has(box.value);
    if (focused && box.value === focused) box.focus({ preventScroll: true });
  }
  const scroll = rows.querySelector(".scroll");
  if (scroll) scroll.scrollLeft = left;
}

setInterval(look, Number(link.dataset.every) * 1000);
