// Data: what the page holds, read from its inert script elements.
//
// A row has s source, t target, r reference, sn and tn numbers of the segments, c confidence,
// v score, l word links "source-start source-end target-start target-end weight;…",
// m terms [state, entry, canonical, source place, target place, before],
// f findings [code, rule, severity, message, mend, side, place, entry].
// What is empty is left out.

const $ = (id) => document.getElementById(id);

const options = JSON.parse(document.querySelector("script.options").textContent);
const rows = [];
const documents = [];

for (const data of document.querySelectorAll("script.rows")) {
  for (const item of JSON.parse(data.textContent)) {
    if (typeof item === "string") {
      documents.push({ name: item, first: rows.length, size: 0, flagged: 0 });
    } else {
      const owner = documents[documents.length - 1];
      owner.size += 1;
      item.at = rows.length;
      item.document = documents.length - 1;
      item.number = owner.size;
      rows.push(item);
    }
  }
  data.remove();
}

const below = (value, scale) =>
  value !== undefined &&
  scale.low !== null &&
  (scale.best > scale.worst ? value < scale.low : value > scale.low);

const STATES = ["repaired", "missing", "wrong"];
const SIGNS = { canonical: "", repaired: "\u21bb", missing: "\u2715", wrong: "!", doubtful: "?" };

for (const row of rows) {
  const terms = row.m || [];
  row.repaired = terms.some((term) => term[0] === "repaired");
  row.low = below(row.v, options.scale) || below(row.c, options.confidence);
  row.found = Boolean(row.f) || terms.some((term) => term[0] === "missing" || term[0] === "wrong");
  row.flagged = row.repaired || row.low || row.found;
  if (row.flagged) documents[row.document].flagged += 1;
}

const FILTERS = [
  ["all", "All", () => true],
  ["findings", "Findings", (row) => row.found],
  ["low", "Low confidence", (row) => row.low],
  ["repaired", "Repaired", (row) => row.repaired],
];

// How much is wrong with a row, for the order "worst first".
const badness = (row) => {
  const share = ({ worst, best }, value) =>
    value === undefined ? 0 : 1 - (value - worst) / (best - worst);
  return (
    (row.f ? row.f.length : 0) +
    (row.m || []).filter((term) => STATES.includes(term[0])).length +
    Math.max(share(options.scale, row.v), share(options.confidence, row.c))
  );
};
