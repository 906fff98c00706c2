// Gives the numbered steps of an ordering question buttons to move them; the numbers stay the answer.

function makeButton(label, path, press) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn quiet";
  button.setAttribute("aria-label", label);
  button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
  button.addEventListener("click", () => press(button));
  return button;
}

function begin(list) {
  const selects = () => [...list.querySelectorAll("select")];
  const number = () => {
    selects().forEach((select, index) => (select.value = index + 1));
    list.dispatchEvent(new Event("change", { bubbles: true }));
  };
  if (selects().every((select) => select.value)) {
    selects()
      .sort((a, b) => a.value - b.value)
      .forEach((select) => list.append(select.closest("li")));
  }
  for (const row of [...list.children]) {
    const words = row.querySelector("label").textContent;
    const move = (step) => (button) => {
      const other = step < 0 ? row.previousElementSibling : row.nextElementSibling;
      if (other) other[step < 0 ? "before" : "after"](row);
      number();
      button.focus();
    };
    row.append(
      makeButton(`${list.dataset.up}: ${words}`, "M12 19V5M6 11l6-6 6 6", move(-1)),
      makeButton(`${list.dataset.down}: ${words}`, "M12 5v14M6 13l6 6 6-6", move(1)),
    );
  }
  const keep = document.createElement("button");
  keep.type = "button";
  keep.className = "plain";
  keep.textContent = list.dataset.keep;
  keep.addEventListener("click", number);
  list.after(keep);
}

const list = document.getElementById("order");
if (list) begin(list);
