// Waiting that can be cut short, and how long to wait between tries.

export class Alarm {
  #wake = null;

  // Resolves after `milliseconds`, or at once when `ring` is called.
  sleep(milliseconds) {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  ring() {
    this.#wake?.();
  }
}

// 1 s, 2 s, 4 s … at most 30 s, each shortened by up to a half at random: not everybody comes back in the same instant.
export function backoff(attempt) {
  const full = Math.min(30_000, 1000 * 2 ** Math.min(attempt, 5));
  return full * (1 - Math.random() / 2);
}
