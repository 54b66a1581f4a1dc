// Text: elements, and a text with marks at places. Only text nodes are made of data, never HTML.

function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child || child === ""));
  return element;
}

const count = (number, noun) =>
  `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;

// The places of one side of a row that are marked: { start, end, term?, note?, link? }.
function places(row, side, words) {
  const target = side === "t";
  const found = [];
  (row.m || []).forEach((term, number) => {
    const place = target ? term[4] : term[3];
    if (place) found.push({ start: place[0], end: place[1], term, number });
  });
  (row.f || []).forEach((note) => {
    if (note[6] && note[5] === side) found.push({ start: note[6][0], end: note[6][1], note });
  });
  if (words) {
    row.l.split(";").forEach((link, number) => {
      const [start, end] = link.split(" ").map(Number).slice(target ? 2 : 0);
      found.push({ start, end, link: number });
    });
  }
  return found.filter((place) => place.start < place.end);
}

// A text cut wherever a place begins or ends, each part in an element that says what it is.
function marked(text, found) {
  if (!found.length) return [document.createTextNode(text)];
  const cuts = new Set([0, text.length]);
  for (const { start, end } of found) cuts.add(start).add(Math.min(end, text.length));
  const edges = [...cuts].sort((a, b) => a - b);
  const parts = [];
  for (let at = 0; at + 1 < edges.length; at += 1) {
    const [start, end] = [edges[at], edges[at + 1]];
    const here = found.filter((place) => place.start <= start && end <= place.end);
    const part = text.slice(start, end);
    parts.push(here.length ? wrapped(part, here, end) : document.createTextNode(part));
  }
  return parts;
}

function wrapped(part, here, end) {
  const term = here.find((place) => place.term);
  const note = here.find((place) => place.note);
  const links = here.filter((place) => place.link !== undefined).map((place) => place.link);
  const classes = [];
  if (note) classes.push("flag", note.note[2]);
  if (links.length) classes.push("word");
  if (term) {
    classes.push("term", term.term[0]);
    if (term.end === end) classes.push("last");
  }
  return make(
    term ? "mark" : "span",
    {
      class: classes.join(" "),
      "data-term": term && term.number,
      "data-links": links.length ? links.join(" ") : undefined,
      title: note ? note.note[3] : term && `${term.term[0]}: ${term.term[2]}`,
    },
    part,
  );
}
