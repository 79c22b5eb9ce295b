// Keys, tidy addresses, suggested names, and the thread between a text and its margin. Every page works without it.

const within = (selector, root = document) => [...root.querySelectorAll(selector)];
const rows = () => within("[data-walk]").filter((row) => row.offsetParent !== null);
const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]");

// Walking: `j` and `k` go from row to row, `o` opens the first link of the row.

const here = () => document.querySelector("[data-walk].here");

function walk(step) {
  const all = rows();
  const next = all[Math.min(all.length - 1, Math.max(0, all.indexOf(here()) + step))];
  if (next) goTo(next);
}

function goTo(row) {
  here()?.classList.remove("here");
  row.classList.add("here");
  const target = row.tabIndex >= -1 && row.hasAttribute("tabindex") ? row : row.querySelector("a");
  target?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  light(row.dataset.note);
}

// The reader: a note and its words light up together.

function light(sign) {
  within(".reader .lit").forEach((lit) => lit.classList.remove("lit"));
  if (!sign) return;
  const words = within(".reader mark").filter((mark) => mark.dataset.notes.split(" ").includes(sign));
  const note = document.querySelector(`.reader [data-note="${CSS.escape(sign)}"]`);
  [...words, note].forEach((part) => part?.classList.add("lit"));
  words[0]?.scrollIntoView({ block: "nearest" });
}

document.addEventListener("click", (event) => {
  const mark = event.target.closest(".reader mark");
  if (mark) {
    const signs = mark.dataset.notes.split(" ");
    const lit = signs.indexOf(document.querySelector(".note.lit")?.dataset.note);
    const note = document.querySelector(`[data-note="${CSS.escape(signs[(lit + 1) % signs.length])}"]`);
    if (note) goTo(note);
  }
  const note = event.target.closest(".reader .note");
  if (note && !event.target.closest("a, button")) goTo(note);
});

// Keys.

const sections = () => within(".masthead nav a");
let going = false;
const help = document.getElementById("keys");
const helpButton = document.querySelector("[data-keys]");
if (helpButton && help) {
  helpButton.hidden = false;
  helpButton.addEventListener("click", () => help.showModal());
}

const keys = {
  j: () => walk(1),
  k: () => walk(-1),
  o: () => here()?.querySelector("a")?.click(),
  "/": () => document.querySelector("main form input:not([type=hidden])")?.focus(),
  "?": () => help?.showModal(),
  g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  const section = going && sections().find((link) => link.dataset.key === event.key);
  const act = section ? () => section.click() : keys[event.key];
  if (!act) return;
  if (event.key !== "g") going = false;
  event.preventDefault();
  act();
  document.dispatchEvent(new CustomEvent("sayso:key", { detail: event.key }));
});

// Menus close by Escape and by a click beside them.

const menus = () => within(".menu[open]");
document.addEventListener("click", (event) => {
  menus().filter((menu) => !menu.contains(event.target)).forEach((menu) => { menu.open = false; });
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  menus().forEach((menu) => {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
});

// Forms leave out what is empty, so that the address says only what was asked.

document.addEventListener("submit", (event) => {
  if (event.target.matches("form[data-tidy]")) tidy(event.target);
});

function tidy(form) {
  const empty = within("input, select", form).filter((field) => field.name && !field.value && !field.disabled);
  empty.forEach((field) => { field.disabled = true; });
  setTimeout(() => empty.forEach((field) => { field.disabled = false; }));
}

// Names of actors, suggested as they are typed.

let waiting;
document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset?.suggests !== "actors" || field.value.trim().length < 2) return;
  clearTimeout(waiting);
  waiting = setTimeout(() => suggest(field), 150);
});

async function suggest(field) {
  const answer = await fetch(`/actors.json?${new URLSearchParams({ name: field.value.trim() })}`);
  if (!answer.ok) return;
  const { actors } = await answer.json();
  field.list?.replaceChildren(...actors.slice(0, 12).map(({ name }) => new Option(name, name)));
}
