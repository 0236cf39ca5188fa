// Text from the server as DOM nodes. Nothing is ever parsed as HTML: words become text nodes, and only e-mail addresses,
// http(s) addresses and Vietnamese phone numbers become links.

const LINK = new RegExp(
  [
    String.raw`([\w.+-]+@[\w-]+(?:\.[\w-]+)+)`,
    String.raw`(https?:\/\/[^\s<>"“”]+)`,
    String.raw`((?<![\w.+])(?:\+84|0|1[89]00)(?:[ .\-]?\d){4,10}(?!\w))`,
  ].join("|"),
  "g",
);
const BULLET = /^\s*[•\-*–]\s+(.*)$/;

// A message as paragraphs, lists and quotations: a blank line parts them, lines that begin with a bullet make a list, and
// what stands between “ and ” on lines of its own is a quotation.
export function textNodes(text) {
  const nodes = [];
  for (const block of text.split(/\n\s*\n/)) {
    let lines = block.split("\n").filter((line) => line.trim());
    while (lines.length) {
      const from = lines.findIndex((line) => line.trimStart().startsWith("“"));
      const to = lines.findIndex((line, at) => at >= from && line.trimEnd().endsWith("”"));
      if (from < 0 || to < 0) {
        nodes.push(...flow(lines));
        break;
      }
      nodes.push(...flow(lines.slice(0, from)));
      const quotation = document.createElement("blockquote");
      quotation.append(...flow(lines.slice(from, to + 1)));
      nodes.push(quotation);
      lines = lines.slice(to + 1);
    }
  }
  return nodes;
}

function flow(lines) {
  const nodes = [];
  let open = null;
  for (const line of lines) {
    const bullet = BULLET.exec(line);
    const kind = bullet ? "UL" : "P";
    if (open?.nodeName === kind && !bullet) open.append(document.createElement("br"));
    if (open?.nodeName !== kind) nodes.push((open = document.createElement(kind)));
    const words = linked(bullet ? bullet[1] : line);
    if (!bullet) {
      open.append(...words);
      continue;
    }
    const item = document.createElement("li");
    item.append(...words);
    open.append(item);
  }
  return nodes;
}

export function linked(text) {
  const nodes = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const shown = match[0].replace(/[.,;:!?)\]}’”'"]+$/, "");
    const href = address(match, shown);
    if (!href) continue;
    nodes.push(document.createTextNode(text.slice(end, match.index)));
    const link = document.createElement("a");
    link.href = href;
    link.textContent = shown;
    if (match[2]) {
      link.target = "_blank";
      link.rel = "noopener noreferrer nofollow";
    }
    nodes.push(link);
    end = match.index + shown.length;
  }
  nodes.push(document.createTextNode(text.slice(end)));
  return nodes;
}

function address(match, shown) {
  if (match[1]) return `mailto:${shown}`;
  if (match[2]) return URL.canParse(shown) ? shown : "";
  const digits = shown.replace(/[^\d+]/g, "");
  return digits.length >= 8 && digits.length <= 13 ? `tel:${digits}` : "";
}
