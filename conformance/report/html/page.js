// What the page does when it is used: filters and searches, walks the matrix by arrow keys, opens what a link leads to.
// Everything it works on is in the page already; it fetches nothing and remembers nothing.
const form = document.getElementById("filter");
const clauses = [...document.querySelectorAll("article.clause")];
const failures = [...document.querySelectorAll("article.failure")];
const cells = [...document.querySelectorAll(".matrix a.cell")];

/** Opens every fold around the element that `#name` names, and brings it into view. */
function reveal() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target === null) return;
  for (let fold = target.closest("details"); fold !== null; fold = fold.parentElement.closest("details"))
    fold.open = true;
  if (target.matches("article")) {
    target.tabIndex = -1;
    target.focus({ preventScroll: true });
    target.scrollIntoView({ block: "start" });
  }
}
addEventListener("hashchange", reveal);
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href^='#']") : null;
  if (link !== null && link.getAttribute("href") === location.hash) reveal();
});
reveal();

// On paper nothing can be unfolded.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const fold of folded) fold.open = true;
});
addEventListener("afterprint", () => {
  for (const fold of folded) fold.open = false;
});

const words = new Map([...clauses, ...failures].map((article) => [article, article.textContent.toLowerCase()]));
const failuresOf = (id) => failures.filter((article) => article.dataset.clauses.split(" ").includes(id));

function chosen(name) {
  return new Set([...form.querySelectorAll(`input[name="${name}"]:checked`)].map((input) => input.value));
}

/** Shows what matches every part of the filter; a part in which nothing is chosen lets everything through. */
function apply() {
  const text = form.elements.text.value.trim().toLowerCase();
  const parts = ["outcome", "level", "profile"].map((name) => [name, chosen(name)]);
  const has = (article) => words.get(article).includes(text);
  const matching = new Set(
    clauses
      .filter((article) => parts.every(([name, set]) => set.size === 0 || set.has(article.dataset[name])))
      .filter((article) => text === "" || has(article) || failuresOf(article.id).some(has))
      .map((article) => article.id),
  );
  const filtered = matching.size < clauses.length || text !== "";
  for (const article of clauses) article.hidden = !matching.has(article.id);
  for (const cell of cells) cell.classList.toggle("out", !matching.has(cell.dataset.clause));
  for (const row of document.querySelectorAll(".compare tbody tr")) row.hidden = !matching.has(row.dataset.clause);
  for (const part of document.querySelectorAll("[data-clauses]")) {
    const ids = part.dataset.clauses.split(" ").filter((id) => id !== "");
    const byClause = ids.length === 0 ? !filtered : ids.some((id) => matching.has(id));
    const byText = text === "" || !part.matches("article") || has(part) || ids.some((id) => matching.has(id));
    part.hidden = !(byClause && byText);
  }
  for (const area of document.querySelectorAll("details.area")) {
    area.hidden = area.querySelector("article.clause:not([hidden])") === null;
    if (filtered && matching.size <= 12) area.open = !area.hidden;
  }
  document.querySelector(".nothing-found").hidden = matching.size > 0;
  document.getElementById("found").textContent = filtered
    ? `${matching.size} of ${clauses.length} clauses`
    : `${clauses.length} clauses`;
  walkable();
}

/** One cell of the matrix is in the order of the Tab key; arrows go from there. */
function walkable(cell = cells.find((each) => each.tabIndex === 0 && !each.classList.contains("out"))) {
  const first = cell ?? cells.find((each) => !each.classList.contains("out"));
  for (const each of cells) each.tabIndex = each === first ? 0 : -1;
}

function walk(event) {
  const from = event.target.closest("a.cell");
  if (from === null || event.altKey || event.ctrlKey || event.metaKey) return;
  const there = cells.filter((cell) => !cell.classList.contains("out"));
  const at = there.indexOf(from);
  const box = from.getBoundingClientRect();
  const upOrDown = (way) => {
    const others = there.filter((cell) => (cell.getBoundingClientRect().top - box.top) * way > 2);
    const distance = (cell) => {
      const { left, top } = cell.getBoundingClientRect();
      return Math.abs(top - box.top) * 1000 + Math.abs(left - box.left);
    };
    return others.sort((a, b) => distance(a) - distance(b))[0];
  };
  const moves = {
    ArrowRight: () => there[at + 1],
    ArrowLeft: () => there[at - 1],
    ArrowDown: () => upOrDown(1),
    ArrowUp: () => upOrDown(-1),
    Home: () => there[0],
    End: () => there.at(-1),
  };
  const to = moves[event.key]?.();
  if (!(event.key in moves)) return;
  event.preventDefault();
  if (to === undefined) return;
  walkable(to);
  to.focus();
}
function typing({ target }) {
  return target instanceof Element && target.matches("input[type=search]");
}

function onKey(event) {
  if (event.key === "/" && !typing(event) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    form.elements.text.focus();
  }
  if (event.key === "Escape") form.reset();
}

// A report without clauses has neither a matrix nor a filter.
if (form !== null) {
  form.hidden = false;
  form.addEventListener("input", apply);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(apply));
  document.addEventListener("keydown", onKey);
  document.querySelector(".matrix").addEventListener("keydown", walk);
  walkable();
}
