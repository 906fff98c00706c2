// What is pasted from a word processor stands there as plain text at once; its lists and tables follow, read by the server.

const WORTH_READING = /<(table|li|h[1-6]|strong|b|em|i|p)\b|mso-/i;
const LARGEST = 10 * 1024 * 1024;

export function watchPaste(view, words, link, change) {
  const { area } = view;
  if (!area) return;
  area.addEventListener("paste", async (event) => {
    const html = event.clipboardData?.getData("text/html") ?? "";
    const plain = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r\n?/g, "\n");
    if (!WORTH_READING.test(html)) return;
    event.preventDefault();
    insert(area, plain);
    const at = area.selectionEnd - plain.length;
    change();
    if (html.length > LARGEST) return told(area, words.plain);
    told(area, words.cleaning);
    const [state, answer] = await link.clean(html);
    if (state !== "taken") return told(area, words.plain);
    replace(area, plain, answer.text, at);
    change();
    told(area, answer.said);
  });
}

// Said under the field, not in the words about saving: those go on meanwhile.
function told(area, sentence) {
  const place = area.closest(".writer") ?? area;
  let note = place.parentNode.querySelector("[data-pasted]");
  if (!note) {
    note = document.createElement("p");
    note.className = "meta";
    note.dataset.pasted = "";
    note.setAttribute("role", "status");
    place.after(note);
  }
  note.textContent = sentence;
}

function insert(area, text) {
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
}

// Only where the plain words still stand as they were pasted; who has gone on writing in them keeps what she has.
function replace(area, plain, clean, at) {
  let place = area.value.startsWith(plain, at) ? at : area.value.indexOf(plain);
  if (!plain) place = Math.min(at, area.value.length);
  if (place < 0) return;
  const after = area.selectionStart - (place + plain.length);
  area.setRangeText(clean, place, place + plain.length, "preserve");
  if (after >= 0) area.setSelectionRange(place + clean.length + after, place + clean.length + after);
}
