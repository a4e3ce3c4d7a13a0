// A table as it is drawn.

function textAt(x, y, kind, text, more) {
  return svg("text", { x, y, class: kind, ...more }, text);
}

function marksOf(column) {
  const marks = [];
  if (column.primary_key) marks.push("PK");
  if (column.refers) marks.push("FK");
  if (column.unique) marks.push("UK");
  return marks.join(" ");
}

function drawRow(box, column, i) {
  const top = headHeight + 3 + i * rowHeight;
  const base = top + 14;
  const keys = marksOf(column);
  const sign = column.difference;
  const keyWidth = keys ? widthOf(keys, "type") * 0.85 + 8 : 0;
  const type = fitted(shown(column.type), "type", 150);
  const typeWidth = widthOf(type, "type") + (column.not_null ? 0 : 8);
  const room = box.width - 20 - typeWidth - keyWidth - (sign ? 14 : 0) - 8;
  const notes = [column.name + ": " + column.type, column.default, column.comment,
    column.values && column.values.join(" | "), ...(column.changes || [])].filter(Boolean);
  return svg("g", { class: `row ${sign || ""} ${column.primary_key ? "primary" : ""}` },
    svg("title", {}, notes.map(shown).join("\n")),
    svg("rect", { x: 1, y: top, width: box.width - 2, height: rowHeight }),
    sign && textAt(10, base, "sign", signs[sign]),
    textAt(sign ? 24 : 10, base, "name", fitted(shown(column.name), "row", Math.max(40, room))),
    keys && textAt(box.width - 10 - typeWidth - 8, base, "keys", keys, { "text-anchor": "end" }),
    textAt(box.width - 10, base, "type", type + (column.not_null || !column.type ? "" : " ?"), { "text-anchor": "end" }));
}

// Seen from afar, the name fills the box.
function bigName(box) {
  const size = Math.min(34, (13 * (box.width - 16)) / Math.max(1, widthOf(box.table.title, "head")), box.height * 0.7);
  const text = textAt(box.width / 2, box.height / 2 + size * 0.35, "big", box.table.title, { "text-anchor": "middle" });
  text.style.fontSize = size.toFixed(1) + "px";
  return text;
}

function drawHead(box) {
  const { table, bare } = box;
  const aside = asideOf(table);
  const sign = table.difference;
  const asideWidth = aside ? widthOf(aside, "type") + 12 : 0;
  const room = box.width - 24 - asideWidth - (sign ? 16 : 0);
  return [
    svg("path", { class: "head", d: `M0 ${headHeight}V6a6 6 0 0 1 6 -6H${box.width - 6}a6 6 0 0 1 6 6V${headHeight}z` }),
    sign && textAt(12, 20, "sign", signs[sign]),
    textAt(sign ? 28 : 12, bare ? 21 : 20, bare ? "title bare" : "title", fitted(table.title, bare ? "bare" : "head", room)),
    aside && textAt(box.width - 12, 20, "aside", aside, { "text-anchor": "end" }),
  ];
}

function drawBox(box) {
  const { table } = box;
  const rows = box.columns.map((column, i) => drawRow(box, column, i));
  const last = headHeight + 3 + box.columns.length * rowHeight + 14;
  return svg("g", {
    class: `box hue${table.hue} ${table.difference || ""} ${table.kind === "table" ? "" : "derived"}`,
    transform: `translate(${box.x} ${box.y})`,
    "data-table": table.id,
  },
    svg("title", {}, [table.label, table.comment, ...(table.changes || [])].filter(Boolean).map(shown).join("\n")),
    svg("rect", { class: "ground", width: box.width, height: box.height, rx: 6 }),
    drawHead(box),
    rows,
    rows.length > 0 && box.more > 0 && textAt(10, last, "more", `${box.more} more`),
    svg("rect", { class: "frame", width: box.width, height: box.height, rx: 6 }),
    box.columns.length > 0 && bigName(box));
}
