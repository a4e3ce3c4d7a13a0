// Where everything stands: tables in their schemas, connected ones together, schemas side by side.

const rowHeight = 20;
const headHeight = 30;
const roomAround = 28;
const titleHeight = 38;

const pencil = document.createElement("canvas").getContext("2d");
const fonts = {
  bare: "600 17px system-ui, sans-serif", // of a box that is a name alone
  head: "600 13px system-ui, sans-serif",
  row: "12px system-ui, sans-serif",
  type: "11px system-ui, sans-serif",
};

function widthOf(text, font) {
  pencil.font = fonts[font];
  return pencil.measureText(text).width;
}

// Cut so that it fits, with a sign that it is.
function fitted(text, font, width) {
  if (widthOf(text, font) <= width) return text;
  let [fits, end] = [0, text.length];
  while (end - fits > 1) {
    const middle = (fits + end) >> 1;
    if (widthOf(text.slice(0, middle) + "…", font) <= width) fits = middle;
    else end = middle;
  }
  return text.slice(0, fits) + "…";
}

function asideOf(table) {
  if (table.only_the_name_is_known) return "columns unknown";
  if (table.partitions) return table.partitions.length + (table.partitions.length === 1 ? " partition" : " partitions");
  return table.kind === "table" ? "" : table.kind;
}

function boxOf(table) {
  const columns = shownColumns(table);
  const bare = columnsOf(table) === "none";
  const more = table.columns.length - columns.length;
  const rows = columns.map((column) => [
    widthOf(shown(column.name), "row") + (column.difference ? 14 : 0), widthOf(shown(column.type), "type")]);
  const aside = asideOf(table);
  const head = widthOf(table.title, bare ? "bare" : "head") + (aside ? widthOf(aside, "type") + 12 : 0) + (table.difference ? 16 : 0);
  const names = Math.min(200, Math.max(0, ...rows.map((row) => row[0])));
  const types = Math.min(150, Math.max(0, ...rows.map((row) => row[1])));
  const width = Math.ceil(Math.min(380, Math.max(columns.length ? 110 : 60, head + 24, columns.length ? names + types + 72 : 0)));
  const lines = columns.length + (columns.length && more ? 1 : 0);
  return { table, columns, more, bare, width, height: headHeight + (lines ? lines * rowHeight + 6 : 0) };
}

// Tables that are connected within their schema.
function componentsOf(boxes) {
  const byTable = new Map(boxes.map((box) => [box.table.id, box]));
  const seen = new Set();
  const components = [];
  for (const box of boxes) {
    if (seen.has(box)) continue;
    const component = [box];
    seen.add(box);
    for (let i = 0; i < component.length; i++)
      for (const other of neighbours(component[i].table).map((table) => byTable.get(table.id)))
        if (other && !seen.has(other)) {
          seen.add(other);
          component.push(other);
        }
    components.push(component.sort((a, b) => a.table.id - b.table.id));
  }
  return components;
}

function area(boxes) {
  return boxes.reduce((sum, box) => sum + (box.width + 90) * (box.height + gapBelow(box)), 0);
}

// Moves a block so that it begins at 0, 0, and says how large it is.
function blockOf(boxes, links) {
  const left = Math.min(...boxes.map((box) => box.x));
  const top = Math.min(...boxes.map((box) => box.y));
  for (const box of boxes) {
    box.x -= left;
    box.y -= top;
  }
  return {
    boxes,
    links,
    width: Math.max(...boxes.map((box) => box.x + box.width)),
    height: Math.max(...boxes.map((box) => box.y + box.height)),
  };
}

function layeredBlock(boxes) {
  const byTable = new Map(boxes.map((box) => [box.table.id, box]));
  const links = directed(boxes, byTable);
  linkUp(boxes, links);
  rankNodes(boxes, Math.max(Math.sqrt(area(boxes) / 1.5), ...boxes.map((box) => box.height)));
  const layers = layersOf(addTrunks(boxes, links));
  orderLayers(layers);
  placeRows(layers);
  placeColumns(layers);
  return blockOf(layers.flat(), links);
}

// Tables that refer to nothing here stand in columns of like length.
function singlesBlock(boxes) {
  const width = Math.max(...boxes.map((box) => box.width));
  const total = boxes.reduce((sum, box) => sum + box.height + gapBelow(box), 0);
  const columns = Math.max(1, Math.round(Math.sqrt((1.6 * total) / (width + 24))));
  const most = total / columns;
  let [x, y] = [0, 0];
  for (const box of boxes) {
    if (y > 0 && y + box.height / 2 > most) {
      x += width + 24;
      y = 0;
    }
    box.x = x;
    box.y = y;
    y += box.height + gapBelow(box);
  }
  return blockOf(boxes, []);
}

// Blocks in rows, the high ones first, in what comes nearest to being `aspect` times as wide as high.
function packed(blocks, gap, aspect) {
  const sum = blocks.reduce((all, block) => all + (block.width + gap) * (block.height + gap), 0);
  const least = Math.max(...blocks.map((block) => block.width));
  let best = null;
  for (let factor = 0.6; factor < 2; factor += 0.05) {
    const most = Math.max(least, Math.sqrt(sum * aspect) * factor);
    const size = inRows(blocks, gap, most);
    const badness = Math.max(size.width / aspect, size.height);
    if (!best || badness < best.badness) best = { most, badness };
  }
  return inRows(blocks, gap, best.most);
}

function inRows(blocks, gap, most) {
  let [x, y, high, width] = [0, 0, 0, 0];
  for (const block of blocks) {
    if (x > 0 && x + block.width > most) {
      y += high + gap;
      [x, high] = [0, 0];
    }
    [block.x, block.y] = [x, y];
    x += block.width + gap;
    high = Math.max(high, block.height);
    width = Math.max(width, x - gap);
  }
  return { width, height: y + high };
}

function schemaBlock(schema, boxes) {
  const components = componentsOf(boxes);
  const blocks = components.filter((one) => one.length > 1).map(layeredBlock);
  blocks.sort((a, b) => b.height - a.height);
  const singles = components.filter((one) => one.length === 1).map((one) => one[0]);
  if (singles.length) blocks.push(singlesBlock(singles));
  const size = packed(blocks, 44, 1.6);
  for (const block of blocks)
    for (const box of block.boxes) {
      box.x += block.x + roomAround;
      box.y += block.y + titleHeight;
    }
  return {
    schema,
    boxes: blocks.flatMap((block) => block.boxes),
    links: blocks.flatMap((block) => block.links),
    width: size.width + 2 * roomAround,
    height: size.height + titleHeight + roomAround,
  };
}

// As many columns as can be read while all of it is seen.
function readableColumns() {
  const { width, height } = stageSize();
  if (tables.length > 400) return "none";
  for (const [which, least] of [["all", 0.6], ["keys", 0.55]]) {
    state.columns = which;
    const picture = layout(tables);
    if (Math.min(width / picture.width, height / picture.height) >= least) return which;
  }
  return "none";
}

// The whole picture: { groups, boxes, links, width, height }.
function layout(list) {
  const groups = [];
  for (const schema of schemas) {
    const own = list.filter((table) => table.schema === schema.name);
    if (own.length) groups.push(schemaBlock(schema, own.map(boxOf)));
  }
  const stage = stageSize();
  const aspect = Math.min(2.2, Math.max(0.8, stage.width / stage.height));
  const size = packed([...groups].sort((a, b) => b.height - a.height || a.schema.id - b.schema.id), 64, aspect);
  for (const group of groups)
    for (const box of group.boxes) {
      box.x += group.x;
      box.y += group.y;
    }
  const boxes = groups.flatMap((group) => group.boxes).filter((box) => !box.trunk);
  return { groups, boxes, links: groups.flatMap((group) => group.links), ...size };
}
