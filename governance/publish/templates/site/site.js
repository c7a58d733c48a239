// Sets right what depends on the reader's day, and filters the list of outputs. All works without.
"use strict";

const root = document.documentElement;
// The day it is in a time zone, as YYYY-MM-DD.
const dayIn = (timeZone) => new Intl.DateTimeFormat("en-CA", {
  timeZone, year: "numeric", month: "2-digit", day: "2-digit",
}).format(new Date());
let today;
try {
  today = dayIn(root.dataset.zone); // where the registry is kept
} catch {
  today = dayIn(undefined); // this browser does not know that zone
}

for (const each of document.querySelectorAll("[data-before]")) each.hidden = today >= each.dataset.before;
for (const each of document.querySelectorAll("[data-from]")) each.hidden = today < each.dataset.from;

const form = document.querySelector("form.filter");
if (form) {
  const rows = [...document.querySelectorAll(".rows > li")].map((element) => ({
    element,
    marks: new Set([
      ...element.dataset.marks.split(" "),
      `state:${element.querySelector(".mark:not([hidden])").classList[1]}`,
    ]),
    text: element.textContent.toLowerCase(),
  }));
  // How many are in a state was counted on the day on which the page was made.
  for (const each of form.querySelectorAll("#f-state option[value^=state]")) {
    const count = rows.filter((row) => row.marks.has(each.value)).length;
    each.text = each.text.replace(/\d+(?=\)$)/, count);
  }
  const found = form.querySelector("[role=status]");
  const fields = [...form.querySelectorAll("select, input")];

  const show = () => {
    const wanted = fields.filter((each) => each.localName === "select" && each.value);
    const words = form.querySelector("input").value.toLowerCase().split(/\s+/);
    let count = 0;
    for (const row of rows) {
      const fits = wanted.every((each) => row.marks.has(each.value))
        && words.every((word) => row.text.includes(word));
      row.element.hidden = !fits;
      count += fits;
    }
    found.textContent = found.dataset.found.replace("{n}", count).replace("{of}", rows.length);
  };
  // What is chosen stands in the address, so that a list can be sent to somebody.
  const remember = () => {
    const chosen = new URLSearchParams();
    for (const each of fields) if (each.value) chosen.set(each.id, each.value);
    history.replaceState(null, "", `#${chosen}`);
  };
  const recall = () => {
    const chosen = new URLSearchParams(location.hash.slice(1));
    // What leads to a place in the page says nothing of the list.
    if (!location.hash || fields.some((each) => chosen.has(each.id))) {
      for (const each of fields) each.value = chosen.get(each.id) ?? "";
    }
    show();
  };
  form.addEventListener("input", () => { show(); remember(); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(() => { show(); remember(); }));
  window.addEventListener("hashchange", recall);
  form.hidden = false;
  recall();
}
