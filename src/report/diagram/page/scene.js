// The picture on the screen. Only what can be seen is there as elements, however large it is.

const scene = { picture: null, lines: [], boxes: new Map(), drawn: new Map(), drawnLines: new Map() };
const world = svg("g", {});
const layerOf = Object.fromEntries(["groups", "lines", "boxes", "front", "map"].map((name) => {
  const layer = svg("g", { class: name });
  world.append(layer);
  return [name, layer];
}));

function drawGroup(group) {
  return svg("g", { class: `schema hue${group.schema.hue}`, transform: `translate(${group.x} ${group.y})` },
    svg("rect", { width: group.width, height: group.height, rx: 12 }),
    svg("text", { x: 20, y: 25 }, shown(group.schema.name)),
    svg("text", { class: "map", x: group.width / 2, y: group.height / 2, "text-anchor": "middle" }, shown(group.schema.name)));
}

function drawLine(line) {
  const { reference } = line;
  const names = reference.columns ? reference.columns.join(", ") : reference.name;
  return svg("g", { class: `line ${line.free ? "free" : ""} ${reference.difference || ""} ${reference.kind === "foreign key" ? "" : "derived"}` },
    svg("title", {}, shown(`${tables[reference.from].label} (${names}) → ${tables[reference.to].label}`)),
    svg("path", { class: "room", d: line.path }),
    svg("path", { d: line.path }),
    svg("path", { class: "ends", d: endsPath(line) }));
}

function isLit(line) {
  const { from, to } = line.reference;
  return state.selected === from || state.selected === to;
}

// Lays everything out anew; the camera stays where it is.
function arrange() {
  scene.picture = layout(shownTables());
  scene.lines = linesOf(scene.picture);
  scene.boxes = new Map(scene.picture.boxes.map((box) => [box.table.id, box]));
  scene.drawn.clear();
  scene.drawnLines.clear();
  for (const layer of Object.values(layerOf)) layer.replaceChildren();
  if (schemas.length > 1) {
    const groups = scene.picture.groups.map(drawGroup);
    layerOf.groups.append(...groups);
    layerOf.map.append(...groups.map((group) => svg("g", { class: group.getAttribute("class"), transform: group.getAttribute("transform") }, group.lastChild)));
  }
  byId("empty").hidden = scene.picture.boxes.length > 0;
}

function fitAll() {
  const { width, height } = scene.picture;
  if (scene.picture.boxes.length) show({ x: 0, y: 0, width, height });
}

// Adds what has come into view, and removes what has left it.
function keepInView(items, drawn, inside, draw, layerFor) {
  const stay = new Set(items.filter(inside));
  for (const [item, element] of drawn)
    if (!stay.has(item)) {
      element.remove();
      drawn.delete(item);
    }
  for (const item of stay) {
    if (!drawn.has(item)) drawn.set(item, draw(item));
    const layer = layerFor(item);
    if (drawn.get(item).parentNode !== layer) layer.append(drawn.get(item));
  }
}

function paintLights() {
  const near = state.selected === null ? null : around(state.selected, 1);
  for (const [box, element] of scene.drawn) {
    const found = state.found && state.found.has(box.table.id);
    element.classList.toggle("selected", box.table.id === state.selected);
    element.classList.toggle("found", Boolean(found));
    element.classList.toggle("dim", state.found ? !found : near !== null && !near.has(box.table));
  }
  for (const [line, element] of scene.drawnLines) {
    element.classList.toggle("lit", isLit(line));
    element.classList.toggle("dim", near !== null && !isLit(line));
  }
}

function paint(everything = false) {
  const { width, height } = stageSize();
  const margin = 200 / camera.zoom;
  const [left, top] = [camera.x - margin, camera.y - margin];
  const [right, bottom] = [camera.x + width / camera.zoom + margin, camera.y + height / camera.zoom + margin];
  world.setAttribute("transform", `scale(${camera.zoom}) translate(${-camera.x} ${-camera.y})`);
  const canvas = byId("canvas");
  canvas.classList.toggle("far", !everything && camera.zoom < 0.45);
  canvas.classList.toggle("map-wide", !everything && camera.zoom < 0.2);
  canvas.style.setProperty("--unit", `${1 / camera.zoom}px`);
  canvas.classList.toggle("crowded", scene.lines.length > 400);
  const inside = (box) => everything
    || (box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top);
  const lineInside = (line) => everything || isLit(line)
    || (line.left < right && line.right > left && line.top < bottom && line.bottom > top);
  keepInView(scene.picture.boxes, scene.drawn, inside, drawBox, () => layerOf.boxes);
  keepInView(scene.lines, scene.drawnLines, lineInside, drawLine,
    (line) => (isLit(line) ? layerOf.front : layerOf.lines));
  paintLights();
}

let waiting = false;
camera.onmove = () => {
  if (waiting) return;
  waiting = true;
  requestAnimationFrame(() => {
    waiting = false;
    paint();
  });
};
