// Search: in all texts, without regard to case, to Arabic vowel signs and to forms of a letter.

const LIKE = { "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه" };
const UNWRITTEN = /[\u064b-\u065f\u0670\u0640]/;

// A text as it is compared, and for each of its units the unit of the text that it stands for.
function fold(text) {
  let folded = "";
  const from = [];
  for (let at = 0; at < text.length; at += 1) {
    const sign = text[at];
    if (UNWRITTEN.test(sign)) continue;
    const lower = (LIKE[sign] || sign).toLowerCase();
    folded += lower;
    for (let unit = 0; unit < lower.length; unit += 1) from.push(at);
  }
  return { folded, from };
}

function haystack(row) {
  if (row.folded === undefined) {
    const notes = (row.f || []).map((note) => `${note[0]} ${note[3]}`);
    const terms = (row.m || []).map((term) => `${term[1]} ${term[2]} ${term[5]}`);
    row.folded = fold([row.s, row.t, row.r || "", ...notes, ...terms].join("\n")).folded;
  }
  return row.folded;
}

const highlights = "highlights" in CSS ? new Highlight() : null;
if (highlights) CSS.highlights.set("found", highlights);

// Mark what was searched for in a row, without touching its elements.
function highlight(element, wanted) {
  if (!highlights || !wanted) return;
  for (const text of element.querySelectorAll(".text")) {
    const { folded, from } = fold(text.textContent);
    for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
      highlights.add(rangeOf(text, from[at], from[at + wanted.length - 1] + 1));
    }
  }
}

function rangeOf(element, start, end) {
  const range = new Range();
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let passed = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const after = passed + node.length;
    if (start >= passed && start < after) range.setStart(node, start - passed);
    if (end > passed && end <= after) {
      range.setEnd(node, end - passed);
      break;
    }
    passed = after;
  }
  return range;
}
