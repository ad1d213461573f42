// The search. It shows the box, which is hidden where no script runs, and on the search page it answers from the index
// that was made with the site (/search/). What is asked stands behind the # of an address, which no browser sends to
// anybody: who delivers the site sees only which files of the index are read.
//
// Order of results: an exact reference; one that begins so; all words as typed; words that begin so. Within each, newest
// first. A query that is a whole designation (PC X) finds those who have it.

const NAMES = ["q", "force", "year", "outcome", "standard", "rank", "kind"];
const MANY_BEGINNINGS = 3;
const SHORTEST = 3;
const AT_ONCE = 10;
const PAUSE = 200;

const form = document.querySelector("[data-search]");
const results = document.querySelector("[data-results]");
if (form) form.hidden = false;
if (results) start(form, results);
else form?.addEventListener("submit", (event) => {
  event.preventDefault();
  location.assign(`${form.action}#${askedIn(form)}`);
});

function askedIn(form) {
  const told = NAMES.map((name) => [name, form.elements[name]?.value.trim()]);
  return new URLSearchParams(told.filter(([, value]) => value));
}

function start(form, results) {
  const root = results.dataset.root;
  const messages = JSON.parse(results.dataset.messages);
  const index = makeIndex(root);
  const status = results.querySelector("[role=status]");
  const list = results.querySelector("ul");
  const more = results.querySelector(".more");
  let turn = 0;
  let found = [];
  let timer;

  const language = document.querySelector("a.language");

  function remember(how) {
    const query = askedIn(form).toString();
    const address = location.pathname + (query && `#${query}`);
    if (address !== location.pathname + location.hash) history[how](null, "", address);
  }

  function recall() {
    const told = location.hash.slice(1);
    if (told && !told.includes("=")) return;  // a place on this page
    const query = new URLSearchParams(told);
    for (const name of NAMES) form.elements[name].value = query.get(name) ?? "";
    if (NAMES.slice(1).some((name) => form.elements[name].value)) form.querySelector("details").open = true;
    answer();
  }

  async function answer() {
    const mine = ++turn;
    const query = Object.fromEntries(askedIn(form));
    if (language) language.hash = askedIn(form).toString();
    results.hidden = !Object.keys(query).length;
    if (results.hidden) return list.replaceChildren();
    status.textContent = messages.loading;
    try {
      const all = await index.search(query);
      if (mine !== turn) return;
      found = all;
      list.replaceChildren();
      await show(mine);
      if (mine !== turn) return;
      if (all.length) status.textContent = count(messages.found, all.length);
      else await showNothing(mine, query.q ?? "");
    } catch {
      if (mine === turn) status.textContent = messages.failed;
    }
  }

  async function show(mine) {
    const next = found.slice(list.children.length, list.children.length + AT_ONCE);
    const rows = await Promise.all(next.map(index.row));
    if (mine !== turn) return;
    list.append(...next.map((reference, place) => drawRow(reference, rows[place], `${root}/hearings/${reference.toLowerCase()}/`, messages)));
    more.hidden = list.children.length >= found.length;
  }

  async function showNothing(mine, text) {
    const taken = await index.takenDown(text);
    if (mine !== turn) return;
    if (taken) {
      list.append(wrap("li", wrap("h3", make("a", taken, { href: `${root}/hearings/${taken.toLowerCase()}/` }))));
      list.lastChild.className = "row";
    }
    const isShort = wordsIn(text).some((word) => [...word].length < SHORTEST);
    status.textContent = taken ? messages.taken_down : isShort ? messages.short : messages.none;
    if (!taken && !isShort) await suggest(mine);
  }

  async function suggest(mine) {
    const query = Object.fromEntries(askedIn(form));
    const words = await index.meant(query);
    if (mine !== turn || !words) return;
    const [before, after] = messages.meant.split("{words}");
    const better = new URLSearchParams({ ...query, q: words });
    status.replaceChildren(before, make("a", words, { href: `#${better}` }), after);
  }

  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(timer);
    remember("pushState");
    answer();
  });
  form.addEventListener("input", (event) => {
    clearTimeout(timer);
    const how = event.target.name === "q" ? "replaceState" : "pushState";
    timer = setTimeout(() => { remember(how); answer(); }, event.target.name === "q" ? PAUSE : 0);
  });
  more.addEventListener("click", async () => {
    const first = list.children.length;
    await show(turn);
    list.children[first]?.querySelector("a").focus();
  });
  addEventListener("popstate", recall);
  recall();
}

function count(forms, number) {
  const form = forms[new Intl.PluralRules(document.documentElement.lang).select(number)] ?? forms.other;
  return form.replace("{count}", number);
}

// The index

function makeIndex(root) {
  const kept = new Map();
  const read = (address) => {
    if (!kept.has(address)) {
      const reading = fetch(address).then((answer) => answer.ok ? answer.json() : Promise.reject(new Error(address)));
      reading.catch(() => kept.delete(address));
      kept.set(address, reading);
    }
    return kept.get(address);
  };
  // A Welsh page looks in the English words too: most accounts are in English alone.
  const roots = [...new Set([root, ""])];

  async function entries(word) {
    const name = shardOf(word);
    const shards = await Promise.all(roots.map(async (one) => {
      const known = await read(`${one}/search/shards.json`);
      return known.includes(name) ? read(`${one}/search/words/${name}.json`) : {};
    }));
    return shards.map((shard, place) => [roots[place], shard]);
  }

  async function referencesOf(root, shard, word, everything) {
    let told = Object.hasOwn(shard, word) ? shard[word] : "";
    if (told === 0) told = (await read(`${root}/search/words/${fileOfWord(word)}.json`))[word];
    const references = inFull(told.replace(/^-/, "").split(" ").filter(Boolean));
    return told.startsWith("-") ? except(everything, new Set(references)) : references;
  }

  async function exactly(word, everything) {
    const shards = await entries(word);
    return new Set((await Promise.all(shards.map(([one, shard]) => referencesOf(one, shard, word, everything)))).flat());
  }

  async function beginning(word, everything, isKnown) {
    if (word.length < SHORTEST) return new Set();
    const lists = (await entries(word)).flatMap(([one, shard]) => {
      const longer = Object.keys(shard).filter((entry) => entry.startsWith(word) && entry !== word && !entry.includes(" "));
      const large = isKnown ? [] : longer.filter((entry) => shard[entry] === 0).slice(0, MANY_BEGINNINGS);
      return [...longer.filter((entry) => shard[entry] !== 0), ...large].map((entry) => referencesOf(one, shard, entry, everything));
    });
    return new Set((await Promise.all(lists)).flat());
  }

  async function search(query) {
    const hearings = (await read("/search/hearings.json")).filter((hearing) => passes(hearing, query));
    if (!query.q) return hearings.map(([reference]) => reference);
    const everything = (await read("/search/hearings.json")).map(([reference]) => reference);
    const words = wordsIn(query.q);
    const phrase = words.join(" ");
    const wanted = words.join("");
    // A whole designation finds those who have it; its words alone (a, x, pc) stand nearly everywhere.
    const designated = words.length > 1 ? await exactly(phrase, everything) : new Set();
    if (designated.size) return hearings.map(([reference]) => reference).filter((reference) => designated.has(reference));
    const exact = await Promise.all(words.map((word) => exactly(word, everything)));
    const begun = await Promise.all(words.map((word, place) => beginning(word, everything, exact[place].size > 0)));
    const order = (reference) => {
      const plain = reference.toLowerCase().replaceAll("-", "");
      if (plain === wanted) return 0;
      if (wanted.length > 3 && /\d/.test(wanted) && plain.startsWith(wanted)) return 1;
      if (words.length && exact.every((one) => one.has(reference))) return 2;
      return words.length && exact.every((one, place) => one.has(reference) || begun[place].has(reference)) ? 3 : 4;
    };
    return hearings.map(([reference]) => [order(reference), reference]).filter(([place]) => place < 4)
      .sort(([one], [other]) => one - other).map(([, reference]) => reference);
  }

  // The query with words of the index in the place of those that it does not have and that look alike, if that finds any.
  async function meant(query) {
    const everything = (await read("/search/hearings.json")).map(([reference]) => reference);
    const words = wordsIn(query.q ?? "");
    const better = await Promise.all(words.map(async (word) => {
      const isThere = (await exactly(word, everything)).size || (await beginning(word, everything)).size;
      return isThere ? word : alike(word, (await entries(word)).map(([, shard]) => shard)) ?? word;
    }));
    const told = better.join(" ");
    return told !== words.join(" ") && (await search({ ...query, q: told })).length ? told : "";
  }

  // The reference that a text is, if its page was taken down.
  async function takenDown(text) {
    const wanted = wordsIn(text).join("");
    const references = /\d/.test(wanted) ? await read("/search/taken-down.json") : [];
    return references.find((reference) => reference.toLowerCase().replaceAll("-", "") === wanted);
  }

  const row = async (reference) => (await read(`${root}/search/rows/${rowsOf(reference)}.json`))[reference];
  return { search, row, takenDown, meant };
}

// The word of some shards that differs least from another; of several, the one that most hearings have.
function alike(word, shards) {
  const most = word.length < 5 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2;
  const near = shards.flatMap((shard) => Object.entries(shard).filter(([entry]) => Math.abs(entry.length - word.length) <= most)
    .map(([entry, told]) => [slips(word, entry), told === 0 || told.startsWith("-") ? Infinity : told.length, entry]));
  return near.filter(([number]) => number <= most)
    .sort(([one, told, entry], [other, said, later]) => one - other || (said > told) - (told > said) || (entry > later) - (later > entry))[0]?.[2];
}

// How many letters are wrong, missing, too many, or in the place of their neighbour.
function slips(one, other) {
  let before = [];
  let last = [];
  let row = Array.from({ length: other.length + 1 }, (_, place) => place);
  for (let i = 1; i <= one.length; i++) {
    [before, last, row] = [last, row, [i]];
    for (let j = 1; j <= other.length; j++) {
      const turned = one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? before[j - 2] + 1 : Infinity;
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (one[i - 1] !== other[j - 1]), turned);
    }
  }
  return row[other.length];
}

function passes([, force, year, kind, outcomes, ranks, standards], query) {
  return (!query.force || query.force === force) && (!query.year || query.year === year) && (!query.kind || query.kind === kind)
    && (!query.outcome || outcomes.includes(query.outcome)) && (!query.rank || ranks.includes(query.rank))
    && (!query.standard || standards.includes(query.standard));
}

// A reference that begins as the one before it is told by its last part alone.
function inFull(told) {
  let stem = "";
  return told.map((one) => {
    if (!one.includes("-")) return stem + one;
    stem = one.slice(0, one.lastIndexOf("-") + 1);
    return one;
  });
}

const except = (all, some) => all.filter((one) => !some.has(one));
const plainly = (word) => [...word].map((sign) => /[a-z0-9]/.test(sign) ? sign : "_").join("");
const shardOf = (word) => plainly([...word].slice(0, 2).join("")).padEnd(2, "_");
// Of ten hearings; named so that none is named as a hearing.
const rowsOf = (reference) => `${reference.slice(0, -1).toLowerCase().replace(/-(\d*)$/, "-from-$1")}0`;
const fileOfWord = (word) => `${shardOf(word)}.${plainly([...word].slice(0, 40).join(""))}`;

// As hearingsite/public/search/texts.py takes texts apart.
function wordsIn(text) {
  const words = text.normalize("NFC").match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => (word.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [word]).join(""));
}

// A result looks like a row of a list: theme/templates/parts/row.html.
function drawRow(reference, shown, route, messages) {
  const link = make("a", shown.headline, { href: route });
  const force = make("span", shown.force);
  if (shown.force_lang !== document.documentElement.lang) force.lang = shown.force_lang;
  const when = shown.day ? make("time", shown.when, { dateTime: shown.day }) : make("span", shown.when);
  const row = make("li", "", { className: "row" });
  row.append(wrap("h3", link), wrap("p", force, " ", make("span", reference), " ", when));
  row.lastChild.className = "meta";
  const status = make("p", shown.status, { className: "status" });
  if (shown.demonstration) status.append(" ", make("span", messages.demonstration, { className: "tag tag-demonstration" }));
  if (status.textContent) row.append(status);
  if (shown.strip) {
    const strip = make("span", "", { className: "strip", role: "img", ariaLabel: shown.standards, title: shown.standards });
    const states = { b: "breached", a: "alleged", c: "clear" };
    strip.append(...[...shown.strip].map((state) => make("i", "", { className: states[state] })));
    row.append(strip);
  }
  return row;
}

const make = (tag, text, values = {}) => Object.assign(document.createElement(tag), { textContent: text }, values);
function wrap(tag, ...inside) {
  const element = document.createElement(tag);
  element.append(...inside);
  return element;
}
