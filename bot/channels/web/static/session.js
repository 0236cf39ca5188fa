// One conversation as the browser knows it: started when first needed, kept in sessionStorage, resumed after a reload.
// What the person sends waits in an outbox until the server has it; each item has a client_id, so sending twice is harmless.

import { ApiError, request } from "./api.js";
import { Follower } from "./stream.js";
import { Alarm, backoff } from "./waiting.js";

const HIDDEN = 60_000;
const ANSWER_PATIENCE = 30_000; // after this the typing sign goes, whatever happened

export class Session extends EventTarget {
  #key;
  #slug;
  #conversation = null;
  #outbox = [];
  #follower = null;
  #starting = null;
  #flushing = false;
  #held = false; // the last try to send failed, another will follow
  #alarm = new Alarm();
  #asked = 0; // seq of the last message of ours that the server took
  #answered = 0; // seq of the last message of the other side
  #patience = 0;
  #resting = 0;
  #era = 0; // grows with every restart: answers to an earlier life are dropped

  constructor(slug) {
    super();
    this.#slug = slug;
    this.#key = `lachan.chat.${slug}`;
    const kept = this.#read();
    this.#conversation = kept.conversation ?? null;
    this.#outbox = kept.outbox ?? [];
    addEventListener("online", () => this.#wake());
    addEventListener("pagehide", () => this.#unfollow());
    document.addEventListener("visibilitychange", () => this.#rest());
    addEventListener("pageshow", (event) => event.persisted && this.#follow());
  }

  // There was a conversation before this page was loaded.
  get resumed() {
    return Boolean(this.#conversation);
  }

  get started() {
    return Boolean(this.#conversation) || this.#outbox.length > 0;
  }

  get waiting() {
    const pending = this.#outbox.length > 0 && navigator.onLine && !this.#held;
    return pending || (this.#asked > this.#answered && Date.now() < this.#patience);
  }

  // Shows what was said before a reload, then goes on from there.
  async resume() {
    for (const item of this.#outbox) this.#tell("queued", item);
    if (this.#conversation) this.#follow();
    this.#flush();
  }

  // Opens the conversation ahead of the first message, so that the first answer comes sooner. Failing here is no matter.
  prepare() {
    if (!this.#conversation && navigator.onLine) this.#start().catch(() => {});
  }

  say(text) {
    this.#enqueue({ client_id: crypto.randomUUID(), kind: "messages", body: { text }, shown: text });
  }

  press(button) {
    this.#enqueue({ client_id: crypto.randomUUID(), kind: "buttons", body: { button: button.id }, shown: button.title });
  }

  restart() {
    this.#era++;
    this.#unfollow();
    this.#conversation = this.#starting = this.#follower = null;
    this.#outbox = [];
    this.#asked = this.#answered = this.#patience = 0;
    this.#alarm.ring();
    this.#write();
    this.#tell("cleared");
  }

  #enqueue(item) {
    this.#outbox.push(item);
    this.#write();
    this.#tell("queued", item);
    this.#flush();
  }

  async #flush() {
    if (this.#flushing) {
      this.#alarm.ring();
      return;
    }
    this.#flushing = true;
    let attempt = 0;
    while (this.#outbox.length) {
      const item = this.#outbox[0];
      const era = this.#era;
      try {
        const seq = await this.#send(item);
        attempt = 0;
        this.#held = false;
        if (era !== this.#era) continue;
        this.#drop(item);
        this.#tell("sent", { item, seq });
      } catch (error) {
        if (era !== this.#era) continue;
        if (error instanceof ApiError && error.lost && attempt < 3) {
          attempt++;
          this.#lose();
        } else if (error instanceof ApiError && (error.permanent || error.status === 404)) {
          this.#drop(item);
          this.#tell("rejected", { item, message: error.message });
        } else {
          const seconds = error.retryAfter ?? 0;
          this.#held = true;
          this.#tell("delayed", { seconds, limited: error.status === 429 });
          await this.#alarm.sleep(Math.max(seconds * 1000, backoff(attempt++)));
        }
      }
    }
    this.#flushing = false;
    this.#tell("change");
  }

  async #send(item) {
    const era = this.#era;
    const conversation = await this.#start();
    const path = `/conversations/${encodeURIComponent(conversation.id)}/${item.kind}`;
    const body = { ...item.body, client_id: item.client_id };
    const { seq } = await request("POST", path, { token: conversation.token, body });
    if (era !== this.#era) return seq;
    this.#asked = Math.max(this.#asked, seq);
    this.#follower?.wake();
    this.#patience = Date.now() + ANSWER_PATIENCE;
    setTimeout(() => this.#tell("change"), ANSWER_PATIENCE + 100);
    return seq;
  }

  async #start() {
    if (this.#conversation) return this.#conversation;
    const era = this.#era;
    this.#starting ??= request("POST", `/organisations/${encodeURIComponent(this.#slug)}/conversations`, { body: {} });
    try {
      const { conversation: id, token } = await this.#starting;
      if (era === this.#era && !this.#conversation) {
        this.#conversation = { id, token };
        this.#write();
        this.#follow();
      }
      return { id, token };
    } finally {
      if (era === this.#era) this.#starting = null;
    }
  }

  #follow() {
    if (!this.#conversation) return;
    const after = this.#follower?.after ?? 0;
    this.#unfollow();
    const on = {
      events: (events) => this.#take(events),
      state: (state) => this.#tell("connection", state),
      gone: () => this.#lose(),
    };
    this.#follower = new Follower(this.#conversation, after, on, () => this.waiting);
  }

  #unfollow() {
    this.#follower?.stop();
  }

  // A tab that nobody looks at gives its connection back: a browser has only six for a site.
  #rest() {
    clearTimeout(this.#resting);
    if (document.hidden) this.#resting = setTimeout(() => this.#unfollow(), HIDDEN);
    else if (this.#follower?.stopped) this.#follow();
  }

  #take(events) {
    for (const event of events) {
      if (event.author === "person") this.#asked = Math.max(this.#asked, event.seq);
      else this.#answered = Math.max(this.#answered, event.seq);
    }
    this.#tell("events", events);
  }

  #lose() {
    this.#unfollow();
    this.#follower = this.#conversation = null;
    this.#asked = this.#answered = 0;
    this.#write();
    this.#tell("lost");
  }

  #wake() {
    this.#alarm.ring();
    this.#follower?.reconnect();
  }

  #drop(item) {
    this.#outbox = this.#outbox.filter((other) => other !== item);
    this.#write();
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }

  // Storage may be forbidden or full: the chat then lives as long as the page.
  #read() {
    try {
      return JSON.parse(sessionStorage.getItem(this.#key)) ?? {};
    } catch {
      return {};
    }
  }

  #write() {
    try {
      if (this.started) {
        sessionStorage.setItem(this.#key, JSON.stringify({ conversation: this.#conversation, outbox: this.#outbox }));
      } else {
        sessionStorage.removeItem(this.#key);
      }
    } catch {
      // As above.
    }
  }
}
