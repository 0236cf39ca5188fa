// The policy's page: copying a section's address, and showing a quoted sentence in it.

import { clearMarks, markQuotes } from "./quote.js";
import { fill } from "./words.js";

const words = JSON.parse(document.getElementById("_chat").dataset.chat).texts;
const said = document.getElementById("_said");
// Set by `followReading`: shows a section as the present one, whatever else is in sight.
let reading = null;

// Scrolls to the cited section, marks the quotes and puts the focus on the heading. `back` is what the return button does.
// False when the page has no such section (the policy has changed since).
export function showCitation(citation, back) {
  const section = document.getElementById(citation.anchor);
  if (!section) return false;
  removeReturn();
  const found = markQuotes(section, citation.quotes);
  const target = document.querySelector("mark.quoted") ?? section;
  const heading = section.querySelector("h1, h2, h3, h4, h5, h6") ?? section;
  heading.tabIndex = -1;
  heading.focus({ preventScroll: true });
  // A short section is shown from its heading; in a long one the quoted words must be in sight.
  const near = target.getBoundingClientRect().top - section.getBoundingClientRect().top < innerHeight * 0.6;
  (near ? section : target).scrollIntoView({ block: near ? "start" : "center" });
  history.replaceState(null, "", `#${citation.anchor}`);
  section.append(returnButton(back));
  reading(citation.anchor);
  if (found) said.textContent = fill(words.highlighted, { section: citation.section });
  return true;
}

function returnButton(back) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "return";
  button.textContent = `← ${words.back}`;
  button.addEventListener("click", () => {
    removeReturn();
    back();
  });
  return button;
}

export function removeReturn() {
  document.querySelector(".return")?.remove();
}

async function copyAddress(link) {
  const { href } = link;
  history.replaceState(null, "", new URL(href).hash);
  let copied = true;
  try {
    await navigator.clipboard.writeText(href);
  } catch {
    copied = false;
  }
  said.textContent = copied ? words.copied : words.copy_failed;
  link.classList.toggle("copied", copied);
  setTimeout(() => link.classList.remove("copied"), 1500);
}

// The section in sight is shown in the table of contents.
function followReading() {
  const links = new Map();
  for (const link of document.querySelectorAll(".toc-side a")) links.set(decodeURIComponent(link.hash.slice(1)), link);
  let current = null;
  const show = (id) => {
    const link = links.get(id);
    if (!link || link === current) return;
    current?.removeAttribute("aria-current");
    link.setAttribute("aria-current", "location");
    const box = link.closest(".toc-side");
    if (link.offsetTop < box.scrollTop || link.offsetTop + link.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTop = link.offsetTop - box.clientHeight / 3;
    }
    current = link;
  };
  let pinned = 0;
  reading = (id) => {
    pinned = Date.now() + 500;
    show(id);
  };
  const seen = new IntersectionObserver(
    (entries) => {
      if (Date.now() < pinned) return;
      for (const entry of entries) if (entry.isIntersecting) show(entry.target.id);
    },
    { rootMargin: "-12% 0px -75% 0px" },
  );
  for (const section of document.querySelectorAll(".part")) seen.observe(section);
}

for (const link of document.querySelectorAll(".anchor")) {
  link.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    copyAddress(link);
  });
}
for (const link of document.querySelectorAll(".toc-inline a")) {
  link.addEventListener("click", () => link.closest("details").removeAttribute("open"));
}
addEventListener("hashchange", () => {
  clearMarks();
  removeReturn();
});
followReading();
