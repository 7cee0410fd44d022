// Dragging moves the picture, the wheel and the buttons bring it nearer; a search fades what does not match.
const picture = document.getElementById("picture");
const whole = picture.getAttribute("viewBox").split(" ").map(Number);
let view = [...whole];
const show = () => picture.setAttribute("viewBox", view.join(" "));
// Pixels of the picture in one of the screen.
const scale = () => {
  const { width, height } = picture.getBoundingClientRect();
  return Math.max(view[2] / width, view[3] / height);
};
// Around a point that is given in parts of the view.
const zoom = (factor, across = 0.5, down = 0.5) => {
  if (view[2] * factor < 100 || view[2] * factor > whole[2] * 4) return;
  view = [view[0] + view[2] * (1 - factor) * across, view[1] + view[3] * (1 - factor) * down, view[2] * factor, view[3] * factor];
  show();
};
picture.addEventListener("wheel", (event) => {
  event.preventDefault();
  const box = picture.getBoundingClientRect();
  const factor = Math.exp(Math.max(-100, Math.min(100, event.deltaY)) / 400);
  zoom(factor, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
}, { passive: false });
for (const button of document.querySelectorAll("[data-zoom]"))
  button.addEventListener("click", () => {
    if (Number(button.dataset.zoom)) return zoom(Number(button.dataset.zoom));
    view = [...whole];
    show();
  });

let held = null;
let moved = 0;
picture.addEventListener("pointerdown", (event) => { held = event; moved = 0; });
window.addEventListener("pointermove", (event) => {
  if (!held) return;
  const [dx, dy] = [event.clientX - held.clientX, event.clientY - held.clientY];
  moved += Math.abs(dx) + Math.abs(dy);
  view[0] -= dx * scale();
  view[1] -= dy * scale();
  held = event;
  show();
});
window.addEventListener("pointerup", () => { held = null; });
// A line that is dragged is not asked for its evidence.
picture.addEventListener("click", (event) => { if (moved > 5) event.preventDefault(); }, true);
picture.addEventListener("dragstart", (event) => event.preventDefault());

const search = document.getElementById("search");
const sections = [...document.querySelectorAll("aside .of")];
const text = (section) => `${section.textContent} ${section.dataset.also}`.toLowerCase();
search.addEventListener("input", () => {
  const wanted = search.value.trim().toLowerCase();
  let found = 0;
  for (const group of picture.querySelectorAll("[data-neighbour]")) {
    const matches = text(sections[Number(group.dataset.neighbour)]).includes(wanted);
    group.classList.toggle("dim", !matches);
    found += matches;
  }
  document.getElementById("found").textContent = wanted ? `${found} found` : "";
});

// The lines whose evidence is shown stand out.
const follow = () => {
  for (const link of picture.querySelectorAll("a"))
    link.classList.toggle("shown", link.getAttribute("href") === location.hash);
};
window.addEventListener("hashchange", follow);
follow();
