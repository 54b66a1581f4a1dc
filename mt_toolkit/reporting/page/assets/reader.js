// Reader: which rows are shown, in chunks that are filled ahead of the eye.
//
// Chunks off the screen are neither laid out nor painted (content-visibility), but they are there:
// the browser's own search finds their text. Beyond FILLED rows they wait until they come near.

const CHUNK = 20;
const FILLED = 20000;
const state = { filter: "all", wanted: "", document: -1, order: "text" };
let shown = [];
let chunks = [];
let filling = 0;

const nearby = new IntersectionObserver(
  (entries) => {
    for (const entry of entries) if (entry.isIntersecting) fill(chunks[entry.target.dataset.chunk]);
  },
  { rootMargin: "1500px" },
);

function choose() {
  const accepts = FILTERS.find(([name]) => name === state.filter)[2];
  const found = rows.filter(
    (row) =>
      (state.document < 0 || row.document === state.document) &&
      accepts(row) &&
      (!state.wanted || haystack(row).includes(state.wanted)),
  );
  if (state.order === "worst") found.sort((a, b) => badness(b) - badness(a));
  return found;
}

function show() {
  shown = choose();
  nearby.disconnect();
  if (highlights) highlights.clear();
  chunks = [];
  const list = document.createDocumentFragment();
  let owner = -1;
  for (let start = 0; start < shown.length; ) {
    const first = shown[start];
    const heading = state.order === "text" && documents.length > 1 && first.document !== owner;
    if (heading) list.append(documentHeading(documents[first.document]));
    owner = first.document;
    let end = start + 1;
    while (end < shown.length && end - start < CHUNK) {
      if (state.order === "text" && shown[end].document !== owner) break;
      end += 1;
    }
    list.append(chunkElement(shown.slice(start, end)));
    start = end;
  }
  if (!shown.length) list.append(make("p", { class: "nothing" }, "Nothing here."));
  $("rows").replaceChildren(list);
  chunks.slice(0, 3).forEach(fill);
  chunks.forEach((chunk) => nearby.observe(chunk.element));
  $("status").textContent = `${count(shown.length, "segment")} of ${rows.length.toLocaleString("en")}`;
  fillLater();
}

function documentHeading(owner) {
  return make("h2", { class: "document" }, make("bdi", {}, owner.name));
}

function chunkElement(part) {
  const element = make("div", { class: "chunk", "data-chunk": chunks.length });
  const lines = part.reduce((sum, row) => sum + 1 + Math.ceil((row.t || row.s).length / 44), 0);
  element.style.setProperty("contain-intrinsic-block-size", `auto ${lines * 30}px`);
  chunks.push({ element, part, filled: false });
  return element;
}

function fill(chunk) {
  if (!chunk || chunk.filled) return;
  chunk.filled = true;
  chunk.element.append(...chunk.part.map(rowElement));
  if (state.wanted) highlight(chunk.element, state.wanted);
  if (!document.querySelector('.row[tabindex="0"]')) {
    chunk.element.querySelector(".row").tabIndex = 0;
  }
}

const whenIdle = window.requestIdleCallback || ((work) => setTimeout(work, 20));

function fillLater() {
  filling += 1;
  const mine = filling;
  let at = 0;
  const step = (deadline) => {
    if (mine !== filling) return;
    do {
      fill(chunks[at]);
      at += 1;
    } while (at < chunks.length && deadline && deadline.timeRemaining() > 4);
    if (at < chunks.length && at * CHUNK < FILLED) whenIdle(step);
    else document.documentElement.dataset.ready = "all";
  };
  delete document.documentElement.dataset.ready;
  whenIdle(step);
}

// Bring a row to the eye and give it the focus; filters that hide it are lifted.
function goTo(at) {
  if (!shown.includes(rows[at])) {
    Object.assign(state, { filter: "all", wanted: "", document: -1 });
    $("search").value = "";
    showControls();
    show();
  }
  fill(chunks.find((chunk) => chunk.part.includes(rows[at])));
  const element = $(`r${at + 1}`);
  makeCurrent(element);
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
  // Places of chunks are guesses until they are laid out.
  requestAnimationFrame(() => element.scrollIntoView({ block: "center" }));
}

function makeCurrent(element) {
  for (const old of document.querySelectorAll('.row[tabindex="0"]')) setReach(old, "-1");
  setReach(element, "0");
}

// Only the current row and what is in it are in the order of the Tab key.
function setReach(element, value) {
  element.setAttribute("tabindex", value);
  const button = element.querySelector("button.words");
  if (button) button.setAttribute("tabindex", value);
}

$("rows").addEventListener("focusin", (event) => {
  const element = event.target.closest(".row");
  if (element) makeCurrent(element);
});
window.addEventListener("beforeprint", () => chunks.forEach(fill));
$("rows").classList.toggle("alone", !options.sources || !options.targets);
$("rows").classList.toggle("plainly", !options.notes);
