// Words: word links on demand, and terms that light up together.

const wordsShown = (element) => element.classList.contains("wording");

function toggleWords(element) {
  const row = rows[element.dataset.at];
  if (!row.l) return;
  const on = !wordsShown(element);
  element.classList.toggle("wording", on);
  element.querySelector("button.words").setAttribute("aria-pressed", String(on));
  fillTexts(element, row, on);
  $("told").textContent = on ? "Word links are shown" : "";
}

function unlight(element) {
  for (const lit of element.querySelectorAll(".lit")) lit.classList.remove("lit");
}

// Light up a word and the words it is linked with; say them.
function lightWord(element, word) {
  unlight(element);
  const numbers = word.dataset.links.split(" ");
  const partners = [];
  for (const other of element.querySelectorAll(".word")) {
    if (!other.dataset.links.split(" ").some((number) => numbers.includes(number))) continue;
    other.classList.add("lit");
    if (other.closest(".text") !== word.closest(".text")) partners.push(other.textContent);
  }
  return partners;
}

function lightTerm(element, number) {
  unlight(element);
  for (const part of element.querySelectorAll(`[data-term="${Number(number)}"]`)) {
    part.classList.add("lit");
  }
}

// The next word of a row in its own order; the walk begins with the target's first.
function walkWords(element, step) {
  const words = [
    ...element.querySelectorAll(".target .word"),
    ...element.querySelectorAll(".source .word"),
  ];
  if (!words.length) return;
  const now = words.findIndex((word) => word.classList.contains("here"));
  const next = now < 0 ? 0 : (now + step + words.length) % words.length;
  for (const word of words) word.classList.remove("here");
  words[next].classList.add("here");
  const partners = lightWord(element, words[next]);
  $("told").textContent = `${words[next].textContent}: ${partners.join(", ")}`;
}

$("rows").addEventListener("pointerover", (event) => {
  const part = event.target.closest("[data-links], [data-term]");
  const element = event.target.closest(".row");
  if (!part || !element) return;
  if (part.dataset.links) lightWord(element, part);
  else lightTerm(element, part.dataset.term);
});

$("rows").addEventListener("pointerout", (event) => {
  const element = event.target.closest(".row");
  if (element) unlight(element);
});

$("rows").addEventListener("click", (event) => {
  const element = event.target.closest(".row");
  if (!element) return;
  if (event.target.closest("button.words")) toggleWords(element);
  makeCurrent(element);
});
