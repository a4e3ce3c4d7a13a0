// How references run: out of the row of their column, through the gaps between the layers, into the
// row that they refer to.

function portOf(box, names) {
  const at = names ? box.columns.findIndex((column) => column.name === names[0]) : -1;
  return at < 0 ? box.y + headHeight / 2 : box.y + headHeight + 3 + at * rowHeight + rowHeight / 2;
}

// Level where it leaves and where it arrives.
function curve([x, y], [toX, toY]) {
  const bend = (toX - x) / 2;
  return `C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}`;
}

function pathOf(points) {
  let path = `M${points[0][0]} ${points[0][1]}`;
  for (let i = 1; i < points.length; i++)
    path += points[i][1] === points[i - 1][1] ? `H${points[i][0]}` : curve(points[i - 1], points[i]);
  return path;
}

function lineOf(reference, points, startSide, endSide, path = pathOf(points)) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return {
    reference,
    path,
    start: { x: points[0][0], y: points[0][1], side: startSide },
    end: { x: points.at(-1)[0], y: points.at(-1)[1], side: endSide },
    left: Math.min(...xs) - 50, right: Math.max(...xs) + 50,
    top: Math.min(...ys) - 20, bottom: Math.max(...ys) + 20,
  };
}

function linkedLine(link) {
  const { reference, back } = link;
  const level = (trunk) => trunk.y + trunk.height / 2;
  const points = [[link.from.x, portOf(link.from, back ? reference.to_columns : reference.columns)]];
  for (const trunk of link.way)
    points.push([trunk.x + trunk.width, level(trunk)], [trunk.x, level(trunk)]);
  points.push([link.to.x + link.to.width, portOf(link.to, back ? reference.columns : reference.to_columns)]);
  return back ? lineOf(reference, points.reverse(), 1, -1) : lineOf(reference, points, -1, 1);
}

function loopLine(reference, box) {
  const [x, y, toY] = [box.x + box.width, portOf(box, reference.columns), portOf(box, reference.to_columns)];
  const path = `M${x} ${y}C${x + 46} ${y} ${x + 46} ${toY} ${x} ${toY}`;
  return lineOf(reference, [[x, y], [x, toY]], 1, 1, path);
}

// Between schemas, or where the way is not laid: from the nearer side to the nearer side.
function freeLine(reference, from, to) {
  const [y, toY] = [portOf(from, reference.columns), portOf(to, reference.to_columns)];
  if (from.x > to.x + to.width) return lineOf(reference, [[from.x, y], [to.x + to.width, toY]], -1, 1);
  if (to.x > from.x + from.width) return lineOf(reference, [[from.x + from.width, y], [to.x, toY]], 1, -1);
  const path = `M${from.x} ${y}C${from.x - 60} ${y} ${to.x - 60} ${toY} ${to.x} ${toY}`;
  return lineOf(reference, [[from.x, y], [to.x, toY]], -1, -1, path);
}

function linesOf(picture) {
  const boxes = new Map(picture.boxes.map((box) => [box.table.id, box]));
  const lines = picture.links.map(linkedLine);
  const laid = new Set(picture.links.map((link) => link.reference));
  for (const reference of references) {
    const [from, to] = [boxes.get(reference.from), boxes.get(reference.to)];
    if (laid.has(reference) || !from || !to) continue;
    lines.push(from === to ? loopLine(reference, from) : { ...freeLine(reference, from, to), free: true });
  }
  return lines;
}

// Crow's feet: many rows refer, or one; to one row, or to none.
function endsPath({ reference, start, end }) {
  if (reference.kind !== "foreign key") {
    const x = end.x + end.side * 9;
    return `M${x} ${end.y - 5}L${end.x} ${end.y}L${x} ${end.y + 5}`;
  }
  const foot = start.x + start.side * 10;
  const many = `M${start.x} ${start.y - 5}L${foot} ${start.y}L${start.x} ${start.y + 5}`;
  const single = `M${foot - start.side * 3} ${start.y - 5}v10`;
  const bar = end.x + end.side * 7;
  const circle = end.x + end.side * 13;
  const optional = `M${circle - 3.5} ${end.y}a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0`;
  return (reference.one_to_one ? single : many) + `M${bar} ${end.y - 5}v10` + (reference.optional ? optional : "");
}
