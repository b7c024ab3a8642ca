"use strict";
(() => {
  const filter = document.getElementById("filter");
  const find = document.getElementById("find");
  const shown = document.getElementById("shown");
  const boxes = [...filter.querySelectorAll("input[type=checkbox]")];
  const checks = [...document.querySelectorAll("[data-state]")];
  const groups = [...document.querySelectorAll(".group")];
  const manyMatches = 500;
  let texts, waiting;

  // Read at the first search: most readers never need it.
  const textOf = index => (texts ??= checks.map(check =>
    (check.dataset.find ?? `${check.closest(".group")?.dataset.name ?? ""} ${check.textContent}`).toLowerCase()))[index];

  function apply() {
    const words = find.value.toLowerCase().split(/\s+/).filter(word => word);
    const states = new Set(boxes.filter(box => box.checked).map(box => box.value));
    let count = 0;
    checks.forEach((check, index) => {
      const matches = states.has(check.dataset.state) && words.every(word => textOf(index).includes(word));
      if (check.hidden === matches) check.hidden = !matches;
      if (matches) count++;
    });
    for (const section of document.querySelectorAll("section")) {
      const parts = [...section.querySelectorAll("[data-state]")];
      section.hidden = parts.length > 0 && parts.every(part => part.hidden);
    }
    for (const group of groups) applyTo(group, words.length > 0 && count <= manyMatches);
    const of = count === checks.length ? "" : ` of ${checks.length.toLocaleString("en")}`;
    shown.textContent = `${count.toLocaleString("en")}${of} ${filter.dataset.things} shown`;
  }

  function applyTo(group, opens) {
    const rows = group.querySelectorAll("[data-state]");
    const visible = [...rows].filter(row => !row.hidden).length;
    group.hidden = visible === 0;
    group.querySelector(".count").textContent = visible === rows.length ? `${visible}` : `${visible} of ${rows.length}`;
    if (opens && visible > 0) group.open = true;
  }

  find.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(apply, 120);
  });
  for (const box of boxes) box.addEventListener("change", apply);
  filter.hidden = checks.length === 0;
  apply();
})();
