// Reviewing by keys, and adding a claim from words that are selected in the reader. All of it works without, by forms.

const typing = (target) => target.closest("input, select, textarea, [contenteditable], dialog[open]");
const walked = () => document.querySelector("[data-walk].here");

// `a`, `r`, `c` and `s` press what says so: in the note that was walked to, else on the page.

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  const scope = document.querySelector("[data-reader]") ? walked() : document;
  const button = scope?.querySelector(`[data-press="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
  if (button.matches("summary")) button.parentElement.querySelector("input:not([type=hidden]), select")?.focus();
});

// After a verdict the reader is where it was.

const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
if (target?.matches("[data-walk]")) target.classList.add("here");
const opened = location.hash === "#change" && document.querySelector("details.change");
if (opened) { opened.open = true; opened.querySelector("input:not([type=hidden])")?.focus(); }

// Selected words go into the form for a new claim. Offsets count characters (code points) of the document's text.

const form = document.querySelector("[data-add]");
const points = (words) => [...words].length;

function offset(node, at) {
  const paragraph = (node.nodeType === 1 ? node : node.parentElement)?.closest(".reader .text");
  if (!paragraph) return null;
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  return Number(paragraph.dataset.start) + points(before.toString());
}

function selected() {
  const selection = document.getSelection();
  if (!form || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  return start !== null && end !== null && start < end ? { start, end, words: selection.toString().trim() } : null;
}

const offer = document.querySelector("[data-add-selected]");
if (form && offer) {
  document.addEventListener("selectionchange", () => { offer.hidden = !selected(); });
  const take = () => {
    const found = selected();
    if (!found) return;
    form.elements.start.value = found.start;
    form.elements.end.value = found.end;
    form.elements.words.value = found.words;
    form.closest("details").open = true;
    form.scrollIntoView({ block: "center" });
    form.elements.subject.focus();
  };
  offer.addEventListener("mousedown", (event) => event.preventDefault());
  offer.addEventListener("click", take);
  document.addEventListener("keydown", (event) => {
    if (event.key === "n" && !event.ctrlKey && !event.metaKey && !event.altKey && !typing(event.target)) take();
  });
  form.elements.words.addEventListener("input", () => { form.elements.start.value = form.elements.end.value = ""; });
}
