// Finds quoted words in a section of the page and marks them. The page may have links and list items where the quote has
// only words, so both are compared without white space and list markers.

const MARKER = /^\s*(?:[•\-*–+]|\d{1,2}[.)]|[a-zđ][.)])\s+/i;

// Marks the quotes in `root`; true when at least one of them was found.
export function markQuotes(root, quotes) {
  clearMarks();
  const page = readText(root);
  const found = quotes.flatMap((quote) => find(page, quote) ?? quote.split("\n").flatMap((line) => find(page, line) ?? []));
  for (const range of found) wrap(page, range);
  return found.length > 0;
}

export function clearMarks() {
  for (const mark of document.querySelectorAll("mark.quoted")) {
    const parent = mark.parentNode;
    mark.replaceWith(...mark.childNodes);
    parent.normalize();
  }
}

// The letters of `root` without white space, and where each of them stands.
function readText(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT, (node) =>
    node.parentElement.closest(".marker, .return, h2, h3, h4, h5, h6") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  let letters = "";
  const places = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (let at = 0; at < node.data.length; at++) {
      if (/\s/.test(node.data[at])) continue;
      letters += node.data[at].toLowerCase();
      places.push([node, at]);
    }
  }
  return { letters, places };
}

// [[start, end]] among the letters, or null.
function find({ letters }, words) {
  const bare = words.replace(MARKER, "").replace(/^\s*[“"]|[”"…]+\s*$/g, "");
  const wanted = bare.replace(/\s+/g, "").toLowerCase();
  if (wanted.length < 2) return null;
  const start = letters.indexOf(wanted);
  return start < 0 ? null : [[start, start + wanted.length]];
}

// One mark in each text node that the range touches. A mark splits its node, so what stands behind it is noted anew.
function wrap({ places }, [start, end]) {
  const parts = new Map();
  for (let n = start; n < end; n++) {
    const [node, at] = places[n];
    if (node.parentNode.nodeName === "MARK") continue; // two quotes that overlap
    const part = parts.get(node) ?? { from: at, to: at };
    part.to = at + 1;
    parts.set(node, part);
  }
  for (const [node, { from, to }] of parts) {
    const marked = node.splitText(from);
    const rest = marked.splitText(to - from);
    const mark = document.createElement("mark");
    mark.className = "quoted";
    marked.replaceWith(mark);
    mark.append(marked);
    for (const place of places) {
      if (place[0] !== node || place[1] < from) continue;
      if (place[1] < to) place.splice(0, 2, marked, place[1] - from);
      else place.splice(0, 2, rest, place[1] - to);
    }
  }
}
