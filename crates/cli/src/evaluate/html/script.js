// A click on the head of a column sorts by it.
for (const table of document.querySelectorAll("table.numbers")) {
  table.querySelectorAll("thead th").forEach((head) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.ariaSort !== "descending";
      const value = (row) => row.cells[head.cellIndex].textContent;
      const order = (a, b) => parseFloat(value(a)) - parseFloat(value(b)) || value(a).localeCompare(value(b));
      const rows = [...table.tBodies[0].rows].sort((a, b) => (down ? order(b, a) : order(a, b)));
      table.querySelectorAll("th[aria-sort]").forEach((other) => other.removeAttribute("aria-sort"));
      head.ariaSort = down ? "descending" : "ascending";
      table.tBodies[0].append(...rows);
    });
  });
}
// A fact under the pointer shows its words in the text, and a word its facts.
for (const article of document.querySelectorAll(".article")) {
  const show = (facts) => {
    for (const mark of article.querySelectorAll("mark[data-facts]"))
      mark.classList.toggle("shown", mark.dataset.facts.split(" ").some((fact) => facts.includes(fact)));
    for (const fact of article.querySelectorAll("[data-fact]"))
      fact.classList.toggle("shown", facts.includes(fact.dataset.fact));
  };
  article.addEventListener("pointerover", ({ target }) => {
    const found = target.closest("[data-fact], mark[data-facts]");
    show(found ? (found.dataset.fact ?? found.dataset.facts).split(" ") : []);
  });
  article.addEventListener("pointerleave", () => show([]));
}
