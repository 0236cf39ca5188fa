// Follows a conversation's events. The token travels in a header, so this reads the stream with fetch: EventSource could
// only put it in the address. Where a proxy holds the stream back, it asks for the events again and again instead.

import { ApiError, request } from "./api.js";
import { Alarm, backoff } from "./waiting.js";

const SILENCE = 40_000; // the server says something every 15 s
const FIRST_WORD = 6_000;
const POLL_BUSY = 1_500;
const POLL_IDLE = 8_000;

export class Follower {
  #alarm = new Alarm();
  stopped = false;
  #controller = null;
  #polling = false;

  // `on.events(list)`, `on.state("open" | "lost")`, `on.gone()` when the server no longer knows the conversation.
  constructor(conversation, after, on, busy) {
    this.conversation = conversation;
    this.after = after;
    this.on = on;
    this.busy = busy;
    this.#run();
  }

  stop() {
    this.stopped = true;
    this.#controller?.abort();
    this.#alarm.ring();
  }

  wake() {
    this.#alarm.ring();
  }

  // The connection is believed dead, for example after sleep or a change of network.
  reconnect() {
    this.#polling = false;
    this.#controller?.abort();
    this.#alarm.ring();
  }

  async #run() {
    let attempt = 0;
    while (!this.stopped) {
      try {
        if (this.#polling) {
          await this.#poll();
          await this.#alarm.sleep(this.busy() ? POLL_BUSY : POLL_IDLE);
        } else {
          await this.#stream();
        }
        attempt = 0;
      } catch (error) {
        if (this.stopped) return;
        if (error instanceof ApiError && (error.status === 404 || error.status === 401)) {
          this.on.gone();
          return;
        }
        this.on.state("lost");
        await this.#alarm.sleep(Math.max(backoff(attempt++), (error.retryAfter ?? 0) * 1000));
      }
    }
  }

  async #poll() {
    const path = `/conversations/${encodeURIComponent(this.conversation.id)}/events?after=${this.after}`;
    const answer = await request("GET", path, { token: this.conversation.token });
    this.#take(answer.events);
    this.on.state("open");
  }

  async #stream() {
    this.#controller = new AbortController();
    const { signal } = this.#controller;
    const path = `/conversations/${encodeURIComponent(this.conversation.id)}/events?after=${this.after}`;
    let spoke = false;
    let watch = setTimeout(() => {
      this.#polling = navigator.onLine;
      this.#controller.abort();
    }, FIRST_WORD);
    let rest = "";
    try {
      const response = await request("GET", path, { token: this.conversation.token, stream: true, signal });
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        clearTimeout(watch);
        watch = setTimeout(() => this.#controller.abort(), SILENCE);
        if (!spoke) this.on.state("open");
        spoke = true;
        const frames = (rest + value.replaceAll("\r", "")).split("\n\n");
        rest = frames.pop();
        this.#take(frames.map(frameData).filter(Boolean).map((data) => JSON.parse(data)));
      }
    } catch (error) {
      if (this.#polling && !this.stopped) return;
      throw error;
    } finally {
      clearTimeout(watch);
    }
    // The server ended the stream on purpose, as it does when it restarts.
    if (!this.stopped) throw new Error("stream ended");
  }

  #take(events) {
    const fresh = events.filter((event) => event.seq > this.after);
    if (this.stopped || !fresh.length) return;
    this.after = fresh.at(-1).seq;
    this.on.events(fresh);
  }
}

function frameData(frame) {
  return frame
    .split("\n")
    .filter((line) => line.startsWith("data:"))
    .map((line) => line.slice(5).trimStart())
    .join("\n");
}
