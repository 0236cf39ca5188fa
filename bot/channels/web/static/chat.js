// The chat panel: joins the session (what is said), the transcript (how it looks) and the sheet (where it is).

import { removeReturn, showCitation } from "./policy.js";
import { Session } from "./session.js";
import { Sheet } from "./sheet.js";
import { Transcript } from "./transcript.js";
import { fill } from "./words.js";

const chat = document.getElementById("_chat");
const { slug, limit, texts } = JSON.parse(chat.dataset.chat);
const [log, intro, status, form, input, counter, send, restart] = [
  ".chat-log",
  ".chat-intro",
  ".chat-status",
  ".chat-form",
  "textarea",
  ".counter",
  ".send",
  ".chat-restart",
].map((selector) => chat.querySelector(selector));

const session = new Session(slug);
const sheet = new Sheet(chat, document.getElementById("_open"), {
  words: texts,
  onOpen() {
    input.focus();
    session.prepare();
    transcript.toEnd();
  },
});
const transcript = new Transcript(log, texts, {
  press(button) {
    session.press(button);
    settle();
  },
  cite(citation, link) {
    sheet.close({ focus: false });
    return showCitation(citation, () => {
      sheet.open();
      link.focus();
      link.scrollIntoView({ block: "nearest" });
    });
  },
});

// --- what the session reports

session.addEventListener("queued", ({ detail }) => {
  transcript.queued(detail);
  refresh();
});
session.addEventListener("sent", ({ detail }) => {
  transcript.sent(detail.item, detail.seq);
  if (navigator.onLine) say("");
  refresh();
});
session.addEventListener("delayed", ({ detail }) => {
  transcript.delayed(texts.unsent);
  if (detail.limited) say(fill(texts.wait, detail));
  else say(navigator.onLine ? texts.reconnecting : texts.offline);
  refresh();
  transcript.toEnd();
});
session.addEventListener("rejected", ({ detail: { item, message } }) => {
  transcript.rejected(item, message || texts.failed, () => session.say(item.shown));
  refresh();
});
session.addEventListener("events", ({ detail }) => {
  const restored = log.getAttribute("aria-busy") === "true";
  const fresh = transcript.events(detail);
  refresh();
  if (restored) transcript.toEnd();
  else if (fresh.length) transcript.toStartOf(fresh[0]);
  if (!restored) sheet.unread(fresh.length);
});
session.addEventListener("connection", ({ detail }) => {
  if (detail === "open") {
    say("");
    // What was said before a reload comes first and is not read out again.
    setTimeout(() => log.removeAttribute("aria-busy"), 500);
  }
  if (detail === "lost") say(navigator.onLine ? texts.reconnecting : texts.offline);
});
session.addEventListener("lost", () => {
  transcript.archive();
  say(texts.lost);
  refresh();
});
session.addEventListener("cleared", () => {
  transcript.clear();
  say(texts.forgotten);
  refresh();
});
session.addEventListener("change", refresh);
addEventListener("offline", () => say(texts.offline));
addEventListener("online", () => say(""));

// --- what the person does

form.addEventListener("submit", (event) => {
  event.preventDefault();
  const text = input.value.trim();
  if (!text || length(input.value) > limit) return;
  input.value = "";
  ask(text);
  measure();
});
input.addEventListener("keydown", (event) => {
  // While a Telex or VNI word is being composed, Enter belongs to the input method (229 is what older ones report).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});
input.addEventListener("input", measure);
input.addEventListener("focus", () => session.prepare(), { once: true });
restart.addEventListener("click", () => {
  session.restart();
  removeReturn();
  log.scrollTop = 0;
  input.focus();
});
for (const chip of intro.querySelectorAll(".chip")) {
  chip.addEventListener("click", () => {
    ask(chip.textContent);
    settle();
  });
}

function ask(text) {
  removeReturn();
  session.say(text);
}

// The pressed button is gone: the focus goes where the answer will be, without raising a phone's keyboard.
function settle() {
  (sheet.isSheet ? log : input).focus({ preventScroll: true });
}

function refresh() {
  const started = Boolean(log.querySelector(":scope > .message"));
  intro.querySelector(".chips").hidden = started;
  restart.hidden = !started;
  transcript.typing(session.waiting);
}

function say(text) {
  if (status.textContent !== text) status.textContent = text;
}

function length(text) {
  return [...text.trim()].length;
}

// The field grows with its text; the counter shows when the limit comes near.
function measure() {
  if (!CSS.supports("field-sizing", "content")) {
    input.style.height = "auto";
    input.style.height = `${input.scrollHeight + 2}px`;
  }
  const left = limit - length(input.value);
  const over = left < 0;
  counter.textContent = over ? fill(texts.too_long, { over: -left }) : left <= 200 ? fill(texts.counter, { left }) : "";
  counter.classList.toggle("over", over);
  input.setAttribute("aria-invalid", String(over));
  send.disabled = over || !input.value.trim();
}

measure();
if (session.resumed) log.setAttribute("aria-busy", "true");
session.resume();
refresh();
