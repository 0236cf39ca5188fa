// On a phone the chat is a sheet over the page: opened by a button, closed by one, by Esc or by the system's "back".

export class Sheet {
  #chat;
  #opener;
  #badge;
  #words;
  #narrow = matchMedia("(max-width: 899px)");
  #behind;
  #watcher = null;
  #unread = 0;
  #onOpen;

  constructor(chat, opener, { words, onOpen }) {
    this.#chat = chat;
    this.#opener = opener;
    this.#badge = opener.querySelector(".badge");
    this.#words = words;
    this.#onOpen = onOpen;
    this.#behind = ["_skip", "_bar", "_page"].map((id) => document.getElementById(id));
    opener.hidden = false;
    opener.addEventListener("click", () => this.open());
    chat.querySelector(".chat-close").addEventListener("click", () => this.close());
    chat.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !event.isComposing && this.isSheet) this.close();
    });
    this.#narrow.addEventListener("change", () => this.#apply(false));
    globalThis.visualViewport?.addEventListener("resize", () => this.#fit());
    this.#apply(false);
  }

  get isSheet() {
    return this.#narrow.matches;
  }

  get visible() {
    return !this.isSheet || this.#chat.classList.contains("is-open");
  }

  open() {
    if (!this.isSheet) return;
    this.#apply(true);
    this.#unread = 0;
    this.#count();
    this.#watch();
    this.#onOpen();
  }

  close({ focus = true } = {}) {
    if (!this.isSheet || !this.visible) return;
    this.#apply(false);
    this.#watcher?.destroy();
    this.#watcher = null;
    if (focus) this.#opener.focus();
  }

  unread(count) {
    if (this.visible) return;
    this.#unread += count;
    this.#count();
  }

  #apply(open) {
    const sheet = this.isSheet;
    this.#chat.classList.toggle("is-open", sheet && open);
    document.documentElement.classList.toggle("sheet-open", sheet && open);
    this.#opener.setAttribute("aria-expanded", String(sheet && open));
    if (sheet) {
      this.#chat.setAttribute("role", "dialog");
      this.#chat.setAttribute("aria-modal", "true");
    } else {
      this.#chat.removeAttribute("role");
      this.#chat.removeAttribute("aria-modal");
    }
    // What lies behind the sheet can be neither reached by Tab nor read out.
    for (const node of [...this.#behind, this.#opener]) node.inert = sheet && open;
    this.#fit();
  }

  // Above the on-screen keyboard.
  #fit() {
    const height = globalThis.visualViewport?.height;
    if (height && this.isSheet) this.#chat.style.setProperty("--visible-height", `${Math.round(height)}px`);
    else this.#chat.style.removeProperty("--visible-height");
  }

  #watch() {
    if (!("CloseWatcher" in globalThis)) return;
    this.#watcher = new CloseWatcher();
    this.#watcher.addEventListener("close", () => this.close());
  }

  #count() {
    this.#badge.hidden = !this.#unread;
    this.#badge.textContent = this.#unread > 9 ? "9+" : String(this.#unread);
    this.#badge.setAttribute("aria-label", this.#words.unread.replace("{count}", this.#unread));
  }
}
