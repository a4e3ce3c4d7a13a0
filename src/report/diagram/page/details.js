// What there is to know of the selected table.

function tableButton(table, text) {
  return html("button", { class: `link hue${table.hue}`, type: "button", onclick: () => select(table.id) }, text || table.label);
}

function columnRow(column) {
  const notes = [
    column.default && html("code", {}, shown(column.default)),
    column.comment && html("span", {}, shown(column.comment)),
    column.values && html("span", { class: "values" }, column.values.map((value) => html("code", {}, shown(value)))),
    ...(column.changes || []).map((change) => html("span", { class: "change" }, shown(change))),
  ].filter(Boolean);
  return [
    html("tr", { class: column.difference || "" },
      html("th", { scope: "row" }, column.difference ? html("span", { class: "sign", title: column.difference }, signs[column.difference] + " ") : "", shown(column.name)),
      html("td", {}, shown(column.type)),
      html("td", {}, column.not_null ? "" : "null"),
      html("td", { class: "keys" }, marksOf(column))),
    notes.length > 0 && html("tr", { class: "notes" }, html("td", { colspan: 4 }, notes)),
  ];
}

function referenceItem(reference, other) {
  const names = reference.columns ? shown(reference.columns.join(", ")) : reference.name;
  const words = [
    reference.kind === "foreign key" && (reference.one_to_one ? "one to one" : "many to one"),
    reference.optional && "may be null",
    reference.action,
    reference.difference,
    reference.comment && shown(reference.comment),
  ].filter(Boolean);
  return html("li", { class: reference.difference || "" },
    html("span", { class: "through" }, names), " ", tableButton(other), html("small", {}, words.join(", ")));
}

function section(title, items) {
  return items.length > 0 && html("section", {}, html("h3", {}, title), html("ul", {}, items));
}

function foldButton(table) {
  const next = columnsOf(table) === "all" ? "none" : "all";
  return html("button", { type: "button", onclick: () => {
    state.own.set(table.id, next);
    redraw();
    bringIntoView(scene.boxes.get(table.id));
  } }, next === "all" ? "Unfold columns" : "Fold columns");
}

function showDetails() {
  const panel = byId("details");
  panel.hidden = state.selected === null;
  if (panel.hidden) return panel.replaceChildren();
  const table = tables[state.selected];
  const kind = [table.kind, table.partition_by && "partitioned by " + table.partition_by].filter(Boolean).join(", ");
  panel.scrollTop = 0;
  panel.replaceChildren(...present([
    html("button", { class: "icon close", type: "button", title: "Close (Esc)", "aria-label": "Close", onclick: () => select(null) }, "×"),
    html("p", { class: "over" }, shown(table.schema)),
    html("h2", {}, table.title),
    html("p", { class: "over" }, shown(kind)),
    table.difference && html("p", { class: `verdict ${table.difference}` },
      html("span", { class: "sign" }, signs[table.difference]), ` ${table.difference}: ${meanings[table.difference]}`),
    (table.changes || []).map((change) => html("p", { class: "change" }, shown(change))),
    table.comment && html("p", { class: "comment" }, table.comment),
    html("p", { class: "buttons" },
      html("button", { type: "button", onclick: () => focusOn(table.id) }, "Only what is around it"),
      table.columns.length > 0 && foldButton(table)),
    table.columns.length > 0 && html("table", {}, html("tbody", {}, table.columns.map(columnRow))),
    section("Refers to", table.out.map((r) => referenceItem(r, tables[r.to]))),
    section("Referred to by", table.into.map((r) => referenceItem(r, tables[r.from]))),
    section("Partitions", (table.partitions || []).map((name) => html("li", {}, shown(name)))),
  ]));
}
