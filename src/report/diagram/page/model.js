"use strict";
// The data of the page, and what of them is shown.

const data = JSON.parse(document.getElementById("data").textContent);

// What would turn text round, or not be seen at all, comes out as its number.
const unseen = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

function shown(text) {
  return text.replace(unseen, (c) =>
    c === "\n" ? "\\n" : "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"));
}

const signs = { missing: "−", undeclared: "+", different: "≠" };
const meanings = {
  missing: "declared, and not in the database",
  undeclared: "in the database, and not declared",
  different: "not the same on both sides",
};

const tables = data.tables.map((table, id) => ({
  ...table,
  id,
  title: shown(table.name),
  label: shown(table.schema === "public" ? table.name : table.schema + "." + table.name),
  out: [],
  into: [],
}));

const references = data.references.map((reference, id) => ({ ...reference, id }));
for (const reference of references) {
  tables[reference.from].out.push(reference);
  tables[reference.to].into.push(reference);
}

const schemas = data.schemas.map((schema, id) => ({
  ...schema,
  id,
  hue: id % 8,
  tables: tables.filter((table) => table.schema === schema.name),
}));
for (const schema of schemas) for (const table of schema.tables) table.hue = schema.hue;

// What the reader has chosen. Everything that is drawn follows from this and the data.
const state = {
  columns: data.columns,
  own: new Map(), // tables whose columns are shown otherwise
  hidden: new Set(), // schemas
  differing: false,
  focus: null, // { id, depth }: only what is around a table
  selected: null,
  found: null, // ids of what a search has found
};

function differs(table) {
  return Boolean(table.difference) || table.columns.some((column) => column.difference);
}

function neighbours(table) {
  return [...table.out.map((r) => tables[r.to]), ...table.into.map((r) => tables[r.from])];
}

function around(id, depth) {
  let edge = [tables[id]];
  const inside = new Set(edge);
  for (let i = 0; i < depth; i++) {
    edge = edge.flatMap(neighbours).filter((table) => !inside.has(table));
    edge.forEach((table) => inside.add(table));
  }
  return inside;
}

function shownTables() {
  const near = state.focus && around(state.focus.id, state.focus.depth);
  return tables.filter((table) =>
    !state.hidden.has(table.schema)
    && (!near || near.has(table))
    && (!state.differing || differs(table)));
}

function isKey(column) {
  return column.primary_key || column.refers || column.unique || column.difference;
}

function columnsOf(table) {
  return state.own.get(table.id) || state.columns;
}

function shownColumns(table) {
  const which = columnsOf(table);
  if (which === "all") return table.columns;
  return which === "keys" ? table.columns.filter(isKey) : [];
}
