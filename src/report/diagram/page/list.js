// The list of tables by schema: the way around for keyboards and screen readers, and the search.

const entries = new Map();

function schemaSwitch(schema) {
  return html("label", { class: `schema-name hue${schema.hue}`, title: schema.comment ? shown(schema.comment) : null },
    html("input", { type: "checkbox", checked: true, "aria-label": "Show schema " + shown(schema.name), onchange: (event) => {
      if (event.target.checked) state.hidden.delete(schema.name);
      else state.hidden.add(schema.name);
      redraw();
      fitAll();
    } }),
    html("span", {}, shown(schema.name)), html("small", {}, String(schema.tables.length)));
}

function listEntry(table) {
  const mark = table.difference;
  const button = html("button", { type: "button", class: mark || "", onclick: () => select(table.id) },
    mark && html("span", { class: "sign", title: mark }, signs[mark]), html("span", {}, table.title));
  const item = html("li", {}, button);
  entries.set(table.id, { item, button });
  return item;
}

function buildList() {
  byId("tables").replaceChildren(...schemas.map((schema) =>
    html("section", {}, schemaSwitch(schema), html("ul", {}, schema.tables.map(listEntry)))));
}

const haystacks = tables.map((table) => [
  `${table.schema}.${table.name}`, table.comment,
  ...table.columns.flatMap((column) => [column.name, column.type, column.comment, ...(column.values || [])]),
].filter(Boolean).map((text) => text.toLowerCase()));

// Tables that have every word somewhere; those with the whole text in their names come first.
function find(text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return null;
  const found = tables.filter((table) =>
    words.every((word) => haystacks[table.id].some((hay) => hay.includes(word))));
  const named = (table) => (haystacks[table.id][0].includes(words[0]) ? 0 : 1);
  const exact = (table) => (table.name.toLowerCase() === words[0] ? 0 : 1);
  return found.sort((a, b) => exact(a) - exact(b) || named(a) - named(b) || a.id - b.id);
}

let hits = [];
let hit = -1;

function search(text) {
  const found = find(text);
  hits = found || [];
  hit = -1;
  state.found = found && new Set(found.map((table) => table.id));
  for (const [id, { item }] of entries) item.hidden = Boolean(state.found) && !state.found.has(id);
  for (const part of byId("tables").children) part.classList.toggle("none", !part.querySelector("li:not([hidden])"));
  byId("found").textContent = found ? counted(found.length, "table") : "";
  paint();
}

function nextHit(step) {
  if (!hits.length) return;
  hit = (hit + step + hits.length) % hits.length;
  select(hits[hit].id);
}

function markInList() {
  for (const [id, { button }] of entries) {
    if (id === state.selected) {
      button.setAttribute("aria-current", "true");
      button.scrollIntoView({ block: "nearest" });
    } else if (button.hasAttribute("aria-current")) button.removeAttribute("aria-current");
  }
}
