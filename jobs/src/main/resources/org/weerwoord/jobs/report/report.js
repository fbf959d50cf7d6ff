// Filters the threads. Without this script the page shows all of them.
(() => {
  "use strict";
  const form = document.getElementById("filters");
  const shown = document.getElementById("shown");
  if (!form) {
    return;
  }
  const byActor = document.getElementById("by-actor");
  const byLabel = document.getElementById("by-label");
  const byLang = document.getElementById("by-lang");
  const from = document.getElementById("from");
  const to = document.getElementById("to");

  const threads = Array.from(document.querySelectorAll("article.thread"), (element) => ({
    element,
    actors: element.dataset.actors.toLocaleLowerCase().split("\n"),
    labels: element.dataset.labels.split(" "),
    lang: element.dataset.lang,
    from: element.dataset.from,
    to: element.dataset.to,
  }));
  const names = new Set(threads.flatMap((thread) => thread.actors));

  // A whole name finds that actor only; anything else finds the names it is a part of.
  const hasActor = (thread, name) =>
    names.has(name)
      ? thread.actors.includes(name)
      : thread.actors.some((actor) => actor.includes(name));

  // Days compare as texts; a thread without a date is in no span.
  const isWithin = (thread) =>
    (!from.value || (thread.to && thread.to >= from.value)) &&
    (!to.value || (thread.from && thread.from <= to.value));

  const filter = () => {
    const name = byActor.value.trim().toLocaleLowerCase();
    const counts = { accusation: 0, denial: 0, "counter-accusation": 0 };
    let number = 0;
    for (const thread of threads) {
      const fits =
        (!name || hasActor(thread, name)) &&
        (!byLabel.value || thread.labels.includes(byLabel.value)) &&
        (!byLang.value || thread.lang === byLang.value) &&
        isWithin(thread);
      thread.element.hidden = !fits;
      if (fits) {
        number += 1;
        thread.labels.forEach((label) => (counts[label] += 1));
      }
    }
    const acts = Object.entries(counts)
      .map(([label, count]) => count + " " + label + (count === 1 ? "" : "s"))
      .join(", ");
    shown.textContent =
      number + " of " + threads.length + " threads shown" + (number ? ", with " + acts : "");
  };

  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  // The browser empties the fields after this event only, so that the threads would come back later than the click.
  form.addEventListener("reset", (event) => {
    event.preventDefault();
    for (const field of [byActor, byLabel, byLang, from, to]) {
      field.value = "";
    }
    filter();
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  shown.hidden = false;
  filter();
})();
