// Draws messages into the log. All text is inserted as text.

import { textNodes } from "./links.js";
import { fill, plain } from "./words.js";

const BOOK = "M5 4h9l5 5v11H5zM14 4v5h5M8.5 13h7M8.5 16.5h5";

export class Transcript {
  #log;
  #words;
  #on;
  #bySeq = new Map();
  #byClient = new Map();
  #typing = null;

  // `on.press(button)`, `on.cite(citation, link)`, `on.discard(item)`.
  constructor(log, words, on) {
    this.#log = log;
    this.#words = words;
    this.#on = on;
  }

  clear() {
    for (const node of this.#log.querySelectorAll(":scope > .message")) node.remove();
    this.#bySeq.clear();
    this.#byClient.clear();
    this.#typing = null;
  }

  // The server has forgotten the conversation: what was said stays in sight, above the new one.
  archive() {
    this.#retireChoices();
    for (const node of this.#bySeq.values()) {
      delete node.dataset.seq;
      node.classList.add("past");
    }
    this.#bySeq.clear();
  }

  queued(item) {
    if (this.#byClient.has(item.client_id)) return;
    this.#retireChoices();
    const node = message("person", this.#words.you, item.shown);
    node.classList.add("unsent");
    node.dataset.said = plain(item.shown);
    this.#byClient.set(item.client_id, node);
    this.#log.insertBefore(node, this.#typing);
    this.toEnd();
  }

  // The server has numbered a message of ours. Its event may have come first: then that one stays and this one goes.
  sent(item, seq) {
    const node = this.#byClient.get(item.client_id);
    if (!node) return;
    const shown = this.#bySeq.get(seq);
    if (shown && shown !== node) this.#forget(item, node);
    else this.#adopt(node, seq);
  }

  // A word under each message that has not gone out yet.
  delayed(text) {
    for (const node of this.#log.querySelectorAll(".unsent:not(.rejected)")) note(node, text);
  }

  rejected(item, text, again) {
    const node = this.#byClient.get(item.client_id);
    if (!node) return;
    node.classList.add("rejected");
    const retry = textButton(this.#words.resend, () => {
      this.#forget(item, node);
      again();
    });
    const discard = textButton(this.#words.discard, () => this.#forget(item, node));
    note(node, text, item.kind === "messages" ? [retry, discard] : [discard]);
  }

  // Returns the new messages of the other side.
  events(events) {
    const fresh = [];
    for (const event of events) {
      if (this.#bySeq.has(event.seq)) continue;
      const own = event.author === "person";
      const waiting = own ? this.#unsent(event.text) : null;
      const node = waiting ?? (own ? message("person", this.#words.you, event.text) : this.#reply(event));
      if (own) this.#retireChoices();
      this.#adopt(node, event.seq);
      if (!own) fresh.push(node);
    }
    return fresh;
  }

  typing(shown) {
    if (shown === Boolean(this.#typing)) return;
    this.#typing?.remove();
    this.#typing = null;
    if (!shown) return;
    const node = message("bot typing", this.#words.typing, "");
    node.querySelector(".bubble").append(...[1, 2, 3].map(() => document.createElement("i")));
    this.#typing = node;
    this.#log.append(node);
    this.toEnd();
  }

  toEnd() {
    this.#log.scrollTop = this.#log.scrollHeight;
  }

  // A long answer is read from its first line.
  toStartOf(node) {
    const top = node.offsetTop - this.#log.offsetTop - 12;
    this.#log.scrollTop = Math.min(top, this.#log.scrollHeight);
  }

  #adopt(node, seq) {
    node.classList.remove("unsent");
    node.querySelector(".message-note")?.remove();
    node.dataset.seq = seq;
    this.#bySeq.set(seq, node);
    this.#place(node, seq);
  }

  // The message of ours that an event most likely is, before the server's answer says so for certain.
  #unsent(text) {
    return [...this.#log.querySelectorAll(".unsent:not(.rejected)")].find((node) => node.dataset.said === plain(text));
  }

  #reply(event) {
    const staff = event.author === "staff";
    const node = message(event.author, staff ? this.#words.staff : this.#words.bot, event.text);
    node.dataset.name = event.name;
    if (event.citations.length) node.append(this.#citations(event.citations));
    if (event.buttons.length) node.append(this.#choices(event.buttons));
    return node;
  }

  // One link a section, however many of its sentences are quoted.
  #citations(citations) {
    const sections = new Map();
    for (const citation of citations) {
      sections.set(citation.anchor, [...(sections.get(citation.anchor) ?? []), citation]);
    }
    const list = element("ul", "citations");
    for (const [anchor, quoted] of sections) {
      const { section } = quoted[0];
      const quotes = quoted.map((citation) => citation.quote);
      const link = element("a", "citation");
      link.href = `#${encodeURIComponent(anchor)}`;
      link.title = fill(this.#words.cited, { section });
      link.append(icon(BOOK), element("span", "citation-title", section), element("span", "citation-meta", this.#words.source));
      link.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        if (this.#on.cite({ anchor, section, quotes }, link)) event.preventDefault();
      });
      const item = element("li");
      item.append(link);
      list.append(item);
    }
    return list;
  }

  #choices(buttons) {
    const list = element("ul", "choices");
    list.setAttribute("aria-label", this.#words.choices);
    for (const button of buttons) {
      const node = element("button", "chip", button.title);
      node.type = "button";
      node.addEventListener("click", () => this.#on.press(button));
      const item = element("li");
      item.append(node);
      list.append(item);
    }
    return list;
  }

  // Choices stand under the last answer only: an old one would act on something long past.
  #retireChoices() {
    for (const list of this.#log.querySelectorAll(".message .choices")) list.remove();
  }

  // Messages stand in the order of the server; what it does not have yet stands at the end.
  #place(node, seq) {
    const later = [...this.#log.children].find(
      (other) => other.matches(".message:not(.past)") && other !== node && !(Number(other.dataset.seq) < seq),
    );
    if (node.parentNode === this.#log && node.nextElementSibling === (later ?? null)) return;
    this.#log.insertBefore(node, later ?? null);
  }

  #forget(item, node) {
    this.#byClient.delete(item.client_id);
    node.remove();
  }
}

function message(kind, author, text) {
  const node = element("div", `message ${kind}`);
  const bubble = element("div", "bubble");
  const who = element("span", "visually-hidden", `${author}: `);
  bubble.append(who, ...textNodes(text));
  node.append(bubble);
  return node;
}

function note(node, text, buttons = []) {
  node.querySelector(".message-note")?.remove();
  const line = element("div", "message-note");
  line.append(element("span", "", text), ...buttons);
  node.append(line);
}

function textButton(text, act) {
  const node = element("button", "", text);
  node.type = "button";
  node.addEventListener("click", act);
  return node;
}

function element(name, className = "", text = "") {
  const node = document.createElement(name);
  if (className) node.className = className;
  if (text) node.textContent = text;
  return node;
}

function icon(path) {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const attributes = { class: "icon", viewBox: "0 0 24 24", fill: "none", stroke: "currentColor", "stroke-width": "2" };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  svg.setAttribute("aria-hidden", "true");
  const line = document.createElementNS(namespace, "path");
  line.setAttribute("d", path);
  svg.append(line);
  return svg;
}
