// While a list is read or written: ask every second whether that is done, and go on when it is. While it is compared
// there is nothing to ask: the next page comes when that is done, and this one stands until then.
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
  if (waiting.dataset.stateHref) setTimeout(ask, 1000);
  else setTimeout(() => location.replace(waiting.dataset.href), 100);
}
