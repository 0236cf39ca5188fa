// Loads the mailbox anew when a letter has come: the newest one has another id than when the page was made.

const EVERY = 3_000;
const shown = document.getElementById("_main").dataset.newest;

async function look() {
  try {
    const response = await fetch(`/mailbox/newest${location.search}`, { credentials: "omit", cache: "no-store" });
    if (response.ok && (await response.json()).newest !== shown) location.reload();
  } catch {
    // The server is away for a moment; the next look will tell.
  }
}

setInterval(() => {
  if (!document.hidden) look();
}, EVERY);
addEventListener("visibilitychange", () => {
  if (!document.hidden) look();
});
