// Searches in the index that stands beside the site. What it finds is put in the page as text.
"use strict";

{
  const home = new URL(".", document.currentScript.src).href; // wherever the site was put
  const PAGE = 10; // results shown at a time
  const WORDS = 30; // of the text of each
  const results = document.querySelector(".results");
  const count = results.querySelector(".count");
  const advice = results.querySelector(".advice");
  const list = results.querySelector("ol");
  const more = results.querySelector(".more");
  const form = document.querySelector(".asking");
  const input = form.querySelector("input");
  const numbers = new Intl.NumberFormat(document.documentElement.lang);
  const { title } = document;
  let found = [];
  let latest = 0;
  let shown; // what was last asked for

  const asked = () => new URLSearchParams(location.search).get("q")?.trim() ?? "";

  const element = (name, text, language) => {
    const made = document.createElement(name);
    made.textContent = text;
    if (language) made.lang = language;
    return made;
  };

  // Whether a word has in it most of one that was asked for: the index does not say where it found
  // the later parts of compound words.
  const fits = (word) => asked().toLowerCase().split(/\s+/).some((each) => (
    each.length >= 5 && word.toLowerCase().includes(each.slice(0, Math.max(5, each.length - 3)))
  ));

  // The words around the first that was found, those that were found marked.
  const extract = (content, locations, language) => {
    const words = content.split(/\s+/);
    const hits = new Set(locations.length ? locations : [...words.keys()].filter((at) => fits(words[at])));
    const first = hits.size ? Math.min(...hits) : 0;
    const start = Math.max(0, Math.min(first - 8, words.length - WORDS));
    const made = element("p", start > 0 ? "… " : "", language);
    words.slice(start, start + WORDS).forEach((word, at) => {
      made.append(hits.has(start + at) ? element("mark", word) : word, " ");
    });
    if (start + WORDS < words.length) made.append("…");
    return made;
  };

  // The language of a title or text, where it is not the page's.
  const foreign = (meta, name) => (
    Object.keys(meta).find((key) => key.startsWith(`${name}:`))?.slice(name.length + 1)
  );

  const row = ({ raw_url, meta, content, locations }) => {
    const made = document.createElement("li");
    const link = element("a", meta.title, foreign(meta, "title"));
    link.href = home + raw_url;
    made.append(link, element("p", meta.kind));
    if (content) made.append(extract(content, locations, foreign(meta, "text")));
    return made;
  };

  const show = async () => {
    const before = list.children.length;
    const mine = latest;
    more.hidden = true; // until these are there
    const rows = (await Promise.all(found.slice(before, before + PAGE).map((each) => each.data()))).map(row);
    if (mine !== latest) return;
    list.append(...rows);
    more.hidden = list.children.length === found.length;
    if (before) rows[0].querySelector("a").focus();
  };

  const fail = (why) => {
    const notice = results.querySelector(`[data-why=${why}]`);
    const link = notice.querySelector("a");
    link.hash = new URLSearchParams({ q: asked() });
    notice.hidden = false;
    count.textContent = "";
  };

  const search = async () => {
    const query = asked();
    const mine = ++latest;
    shown = query;
    input.value = query;
    document.title = query ? `${query} – ${title}` : title;
    found = [];
    list.replaceChildren();
    more.hidden = advice.hidden = true;
    for (const notice of results.querySelectorAll("[data-why]")) notice.hidden = true;
    count.textContent = query && results.dataset.searching;
    if (!query) return;
    if (location.protocol === "file:") { fail("file"); return; }
    try {
      const pagefind = await import(`${home}pagefind/pagefind.js`);
      const answer = await pagefind.search(query);
      if (mine !== latest) return;
      found = answer.results;
      await show();
    } catch {
      if (mine === latest) fail("broken");
      return;
    }
    if (mine !== latest) return;
    const said = found.length === 0 ? "none" : found.length === 1 ? "one" : "many";
    const values = { n: numbers.format(found.length), query };
    count.textContent = results.dataset[said].replace(/\{(n|query)\}/g, (_, name) => values[name]);
    advice.hidden = found.length > 0;
  };

  document.querySelector(".without").hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const address = new URL(location);
    address.search = new URLSearchParams({ q: input.value });
    history.pushState(null, "", address);
    search();
  });
  more.addEventListener("click", () => show().catch(() => fail("broken")));
  // Not for a place in the page.
  addEventListener("popstate", () => { if (asked() !== shown) search(); });
  search();
}
