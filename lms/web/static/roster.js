// While a list is read or written: ask every second whether that is done, and go on when it is.
const waiting = document.querySelector("[data-state-href]");
if (waiting) {
  const ask = async () => {
    try {
      const answer = await fetch(waiting.dataset.stateHref, { headers: { Accept: "application/json" } });
      if (answer.ok && !(await answer.json()).is_done) {
        setTimeout(ask, 1000);
        return;
      }
    } catch {
      setTimeout(ask, 3000);
      return;
    }
    location.replace(waiting.dataset.href);
  };
  setTimeout(ask, 1000);
}
