// Controls: filters, documents, what to look at first, keys.

function showControls() {
  for (const input of $("filters").querySelectorAll("input")) input.checked = input.value === state.filter;
  for (const button of $("documents").querySelectorAll("button")) {
    if (Number(button.dataset.document) === state.document) button.setAttribute("aria-current", "true");
    else button.removeAttribute("aria-current");
  }
}

function set(change) {
  Object.assign(state, change);
  showControls();
  show();
}

for (const [name, label, accepts] of FILTERS) {
  const number = rows.filter(accepts).length;
  const input = make("input", { type: "radio", name: "filter", value: name });
  input.addEventListener("change", () => set({ filter: name }));
  $("filters").append(
    make("label", {}, input, make("span", {}, label, " ", make("b", {}, number.toLocaleString("en")))),
  );
}

let typing;
$("search").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(() => set({ wanted: fold($("search").value.trim()).folded }), 120);
});
$("order").addEventListener("change", () => set({ order: $("order").value }));

if (documents.length > 1) {
  $("documents").hidden = false;
  $("reader").classList.add("many");
  const list = make("ul");
  [{ name: "All documents", size: rows.length, flagged: 0 }, ...documents].forEach((owner, at) => {
    const button = make(
      "button",
      { type: "button", "data-document": at - 1 },
      make("bdi", {}, owner.name),
      make("span", { class: "size" }, owner.size.toLocaleString("en")),
      owner.flagged
        ? make("span", { class: "flags", title: "to look at" }, `${owner.flagged} to look at`)
        : null,
    );
    button.addEventListener("click", () => {
      set({ document: at - 1 });
      $("rows").scrollIntoView({ block: "start" });
    });
    list.append(make("li", {}, button));
  });
  $("documents").append(list);
}

// What to look at: the names in doubt and the repaired ones, each leading to where it stands.
const MOST = 24;
const DOUBTS = [
  ["missing", "Missing"],
  ["wrong", "Wrong"],
  ["doubtful", "Doubtful"],
  ["repaired", "Repaired"],
];

// Names by kind, and the rows they stand in. A finding counts where no term tells of its entry.
function doubts() {
  const found = new Map(DOUBTS.map(([kind]) => [kind, new Map()]));
  const add = (kind, name, row) => {
    const names = found.get(kind);
    const places = names.get(name) || names.set(name, []).get(name);
    if (places[places.length - 1] !== row.at) places.push(row.at);
  };
  for (const row of rows) {
    const entries = new Set();
    for (const [kind, entry, name] of row.m || []) {
      if (kind === "canonical") continue;
      add(kind, name, row);
      entries.add(entry);
    }
    for (const [, , severity, , , side, place, entry] of row.f || []) {
      if (!place || (entry && entries.has(entry)) || (side === "s" && options.targets)) continue;
      const name = (side === "s" ? row.s : row.t).slice(...place);
      add(severity === "error" ? "wrong" : "doubtful", name, row);
    }
  }
  return found;
}

function attention() {
  const found = doubts();
  for (const [kind, title] of DOUBTS) {
    const names = found.get(kind);
    if (!names.size) continue;
    $("attention").hidden = false;
    const list = make("ul");
    for (const [name, places] of [...names].slice(0, MOST)) list.append(nameItem(kind, name, places));
    if (names.size > MOST) list.append(make("li", { class: "rest" }, `and ${names.size - MOST} more`));
    $("attention").append(make("div", { class: kind }, make("h2", {}, title), list));
  }
}

function nameItem(kind, name, places) {
  let next = 0;
  const button = make(
    "button",
    { type: "button" },
    make("span", { class: "sign", "aria-hidden": "true" }, SIGNS[kind]),
    make("bdi", {}, name),
    places.length > 1 ? make("span", { class: "size" }, `\u00d7${places.length}`) : null,
  );
  button.addEventListener("click", () => {
    goTo(places[next % places.length]);
    next += 1;
  });
  return make("li", {}, button);
}

function themes() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const button = $("theme");
  const label = () => {
    const now = document.documentElement.dataset.theme || (dark ? "dark" : "light");
    button.textContent = now === "dark" ? "Light" : "Dark";
  };
  button.addEventListener("click", () => {
    document.documentElement.dataset.theme = button.textContent.toLowerCase();
    label();
  });
  label();
}

const current = () => document.activeElement.closest(".row") || document.querySelector('.row[tabindex="0"]');

function step(by, accepts = () => true) {
  const focused = document.activeElement.closest(".row");
  let at = focused ? shown.indexOf(rows[focused.dataset.at]) + by : by > 0 ? 0 : shown.length - 1;
  while (at >= 0 && at < shown.length && !accepts(shown[at])) at += by;
  if (at >= 0 && at < shown.length) goTo(shown[at].at);
}

function turnTo(by) {
  if (documents.length < 2) return;
  set({ document: Math.min(Math.max(state.document + by, -1), documents.length - 1) });
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, (row) => row.flagged),
  p: () => step(-1, (row) => row.flagged),
  w: () => current() && toggleWords(current()),
  "[": () => turnTo(-1),
  "]": () => turnTo(1),
  "/": () => $("search").focus(),
  "?": () => $("help").showModal(),
};
FILTERS.forEach(([name], at) => (KEYS[at + 1] = () => set({ filter: name })));

const ON_ROW = {
  ArrowDown: () => step(1),
  ArrowUp: () => step(-1),
  ArrowLeft: (element) => wordsShown(element) && walkWords(element, -1),
  ArrowRight: (element) => wordsShown(element) && walkWords(element, 1),
  Enter: (element) => toggleWords(element),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || $("help").open) return;
  const element = event.target;
  if (element === $("search")) {
    if (event.key === "Escape") {
      element.value = "";
      set({ wanted: "" });
      element.blur();
    }
    return;
  }
  const typed = element.matches("input:not([type=radio]), select, textarea");
  const act = element.matches(".row")
    ? ON_ROW[event.key] || KEYS[event.key]
    : !typed && KEYS[event.key];
  if (!act || (event.key.length === 1 && !$("keys-on").checked)) return;
  event.preventDefault();
  act(element);
});

$("keys").addEventListener("click", () => $("help").showModal());

themes();
attention();
$("reader").hidden = false;
set({});
const wanted = /^#r(\d+)$/.exec(location.hash);
if (wanted && rows[wanted[1] - 1]) goTo(wanted[1] - 1);
window.addEventListener("hashchange", () => {
  const to = /^#r(\d+)$/.exec(location.hash);
  if (to && rows[to[1] - 1]) goTo(to[1] - 1);
});
