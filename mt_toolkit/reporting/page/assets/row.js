// Row: a segment beside its translation, with its figures and what is to be said of it.

const [SOURCE, TARGET] = options.languages;
const RIGHT_TO_LEFT = /^(ar|arc|ckb|dv|fa|he|ks|ku-Arab|ps|sd|ug|ur|yi)(-|$)/;
const direction = (language) =>
  language ? (RIGHT_TO_LEFT.test(language) ? "rtl" : "ltr") : "auto";

function rowElement(row) {
  const element = make(
    "article",
    {
      class: `row${row.flagged ? " flagged" : ""}`,
      id: `r${row.at + 1}`,
      tabindex: "-1",
      "data-at": row.at,
      "aria-label": `Segment ${row.number}`,
    },
    gutter(row),
  );
  fillTexts(element, row, false);
  if (options.notes) element.append(margin(row));
  return element;
}

function fillTexts(element, row, words) {
  for (const old of element.querySelectorAll(".text")) old.remove();
  const texts = [];
  if (options.sources) texts.push(textElement(row.s, "source", SOURCE, places(row, "s", words)));
  if (options.targets) texts.push(textElement(row.t, "target", TARGET, places(row, "t", words)));
  if (row.r !== undefined) texts.push(textElement(row.r, "reference", TARGET, []));
  element.querySelector(".gutter").after(...texts);
}

function textElement(text, kind, language, found) {
  if (!text) return make("p", { class: `text ${kind} none` }, `no ${kind}`);
  return make(
    "p",
    { class: `text ${kind}`, lang: language || undefined, dir: direction(language) },
    make("span", { class: "sentence" }, ...marked(text, found)),
  );
}

function gutter(row) {
  const beads = [row.sn || [], row.tn || []].map((numbers) => numbers.length);
  const uneven = row.sn || row.tn ? beads[0] !== 1 || beads[1] !== 1 : false;
  return make(
    "div",
    { class: "gutter" },
    make(
      "span",
      { class: "first" },
      make("a", { class: "number", href: `#r${row.at + 1}`, tabindex: "-1" }, String(row.number)),
      uneven && make("span", { class: "bead", title: "sentences on each side" }, beads.join(":")),
      row.l && wordsButton(row),
    ),
    row.v !== undefined && meter(row.v, options.scale),
    row.c !== undefined && meter(row.c, options.confidence),
  );
}

function wordsButton(row) {
  return make(
    "button",
    {
      class: "words",
      type: "button",
      tabindex: "-1",
      "aria-pressed": "false",
      "aria-label": `Word links of segment ${row.number}`,
    },
    "words",
  );
}

function meter(value, scale) {
  const share = Math.min(1, Math.max(0, (value - scale.worst) / (scale.best - scale.worst)));
  const fill = make("i");
  fill.style.setProperty("inline-size", `${Math.round(share * 100)}%`);
  const low = below(value, scale);
  return make(
    "span",
    { class: `meter${low ? " low" : ""}`, title: scale.label },
    make("span", { class: "track", "aria-hidden": "true" }, fill),
    make("span", { class: "unseen" }, `${scale.label} `),
    value.toFixed(scale.digits),
    low ? make("span", { class: "word-low" }, " low") : null,
  );
}

function margin(row) {
  const list = make("ul", { class: "notes" });
  // A finding about an entry says all that the state of the term would, and what to do.
  const told = new Set((row.f || []).map((note) => note[7]));
  (row.m || []).forEach((term, number) => {
    const said = term[0] !== "repaired" && told.has(term[1]);
    if (term[0] !== "canonical" && !said) list.append(termNote(term, number));
  });
  for (const note of row.f || []) list.append(findingNote(note));
  return list.childElementCount ? list : "";
}

function termNote([state, , canonical, , , before], number) {
  const told =
    state === "repaired" && before
      ? [make("b", {}, canonical), " was ", make("s", {}, before)]
      : [make("b", {}, canonical)];
  return make(
    "li",
    { class: `note ${state}`, "data-term": number },
    make("span", { class: "state" }, `${SIGNS[state]} ${state} `),
    ...told,
  );
}

function findingNote([code, rule, severity, message, mend]) {
  return make(
    "li",
    { class: `note ${severity}` },
    make("span", { class: "state", title: rule }, `${severity === "error" ? "!" : "?"} ${code} `),
    make("bdi", {}, message),
    mend ? make("span", { class: "mend" }, mend) : null,
  );
}
