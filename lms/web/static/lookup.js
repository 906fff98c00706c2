// Facts and papers beside the text: narrowed while one types, and cited where one writes.
const form = document.querySelector("[data-lookup]");
const list = [...document.querySelectorAll(".lookup-list li")];
const find = document.getElementById("lookup-find");
const count = form?.querySelector("[data-lookup-count]");
const writing = document.querySelector("form[data-part]");
let field = writing?.querySelector("textarea");
let wasIn = false;

function narrow() {
  const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
  const is = (item, word) => (/^[fe]\d+$/.test(word) ? item.dataset.words.split(" ")[0] === word : item.dataset.words.includes(word));
  let shown = 0;
  for (const item of list) {
    item.hidden = !words.every((word) => is(item, word));
    shown += item.hidden ? 0 : 1;
  }
  for (const group of document.querySelectorAll(".lookup-list ul")) {
    group.previousElementSibling.hidden = group.hidden = !group.querySelector("li:not([hidden])");
  }
  count.textContent = !words.length ? "" : shown ? `${shown} / ${list.length}` : count.dataset.none;
}

// A finding keeps what it cites in fields of their own; elsewhere a label stands in brackets after the words.
function cite(label) {
  const own = writing.elements[label.startsWith("F") ? "facts" : "exhibits"];
  if (own) {
    const known = own.value.split(/[\s,;]+/).filter(Boolean);
    const word = label.startsWith("F") ? label.slice(1) : label;
    if (!known.includes(word) && !known.includes(label)) known.push(word);
    own.value = known.join(", ");
    own.dispatchEvent(new Event("input", { bubbles: true }));
    return own;
  }
  const at = wasIn ? field.selectionEnd : field.value.length;
  const before = field.value.slice(0, at);
  const put = `${/\s$|^$/.test(before) ? "" : " "}(${label})`;
  field.setRangeText(put, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus({ preventScroll: true });
  return field;
}

if (form && writing) {
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-lookup-button]").hidden = true;
  find.addEventListener("input", narrow);
  writing.addEventListener("focusin", ({ target }) => {
    if (target.tagName === "TEXTAREA") [field, wasIn] = [target, true];
  });
  // The indicators of the limb one chooses unfold; what is ticked elsewhere stays in view.
  writing.addEventListener("change", ({ target }) => {
    if (target.name !== "limb") return;
    for (const group of writing.querySelectorAll("details[data-limb]")) {
      group.open = group.dataset.limb === target.value || Boolean(group.querySelector(":checked"));
    }
  });
  for (const button of document.querySelectorAll("[data-cite]")) {
    button.hidden = false;
    button.addEventListener("click", () => cite(button.dataset.cite));
  }
  if (matchMedia("(max-width: 59.99rem)").matches) document.getElementById("lookup").open = false;
}
