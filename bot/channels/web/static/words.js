// Texts come with the page; this puts values into them.
export function fill(template, values) {
  return template.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

// What two spellings of one message have in common: the server composes letters and may drop white space.
export function plain(text) {
  return text.normalize("NFC").replace(/\s+/g, " ").trim();
}
