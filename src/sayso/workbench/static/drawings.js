// Pictures: PNG files made from the SVG that the server draws, and keys for the period slider. Pages work without it.

const SCALE = 2;

function show(root = document) {
  root.querySelectorAll("[data-png]").forEach((button) => { button.hidden = false; });
}

show();
document.addEventListener("htmx:after:swap", () => show());
new MutationObserver(() => show()).observe(document.querySelector("main"), { childList: true, subtree: true });

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-png]");
  if (button) savePng(button).catch(() => { button.textContent = "PNG could not be made"; });
});

async function savePng(button) {
  const image = new Image();
  image.src = button.dataset.png;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"), {
    width: image.naturalWidth * SCALE, height: image.naturalHeight * SCALE,
  });
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#ffffff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const file = await new Promise((done) => { canvas.toBlob(done, "image/png"); });
  const link = Object.assign(document.createElement("a"), {
    href: URL.createObjectURL(file), download: `${button.dataset.name}.png`,
  });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=radio]), select, textarea, dialog[open]")) return;
  const step = { "[": -1, "]": 1 }[event.key];
  const stops = [...document.querySelectorAll(".slider input")];
  if (!step || !stops.length) return;
  event.preventDefault();
  const next = stops[Math.min(stops.length - 1, Math.max(0, stops.findIndex((stop) => stop.checked) + step))];
  next.focus();
  next.click();
});
