// Brings the parts together: what the reader does changes the state, and the state is drawn.

function redraw() {
  arrange();
  paint();
  showDetails();
  showFocus();
}

function select(id) {
  state.selected = id;
  if (id !== null && !scene.boxes.has(id)) {
    state.hidden.delete(tables[id].schema);
    state.focus = null;
    state.differing = byId("differing").checked = false;
    for (const box of document.querySelectorAll("#tables input")) box.checked = true;
    state.hidden.clear();
    arrange();
    showFocus();
  }
  showDetails();
  markInList();
  if (id !== null) bringIntoView(scene.boxes.get(id));
  paint();
  const place = id === null ? " " : "#" + encodeURIComponent(`${tables[id].schema}.${tables[id].name}`);
  try {
    history.replaceState(null, "", id === null ? location.pathname + location.search : place);
  } catch { /* a page that is embedded elsewhere may have no history */ }
}

function focusOn(id, depth = 1) {
  state.focus = id === null ? null : { id, depth };
  redraw();
  fitAll();
}

function showFocus() {
  const bar = byId("focus-bar");
  bar.hidden = !state.focus;
  if (bar.hidden) return;
  const { id, depth } = state.focus;
  const options = [1, 2, 3, 4].map((number) => html("option", { value: number, selected: number === depth }, String(number)));
  bar.replaceChildren(
    html("span", {}, "Only around "), html("strong", {}, tables[id].label),
    html("label", {}, " within ", html("select", { "aria-label": "References away", onchange: (event) => focusOn(id, Number(event.target.value)) }, options)),
    html("button", { type: "button", onclick: () => focusOn(null) }, "Show all"));
}

function setColumns(which) {
  state.columns = which;
  state.own.clear();
  byId("columns").value = which;
  redraw();
  fitAll();
}

function setDiffering(value) {
  state.differing = byId("differing").checked = value;
  redraw();
  fitAll();
}

function setTheme() {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
}

function toggleList() {
  document.body.classList.toggle("no-list");
  camera.onmove();
}

// One step back at a time.
function stepBack() {
  const input = byId("search");
  if (input.value) { input.value = ""; search(""); input.blur(); }
  else if (document.activeElement === input) input.blur();
  else if (state.selected !== null) select(null);
  else if (state.focus) focusOn(null);
}

const moves = { ArrowLeft: [1, 0], ArrowRight: [-1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
const actions = {
  "/": () => byId("search").select(),
  "+": () => zoomBy(1.25), "=": () => zoomBy(1.25), "-": () => zoomBy(0.8), 0: fitAll,
  c: () => setColumns({ all: "keys", keys: "none", none: "all" }[state.columns]),
  f: () => (state.focus ? focusOn(null) : state.selected !== null && focusOn(state.selected)),
  d: () => data.compared && setDiffering(!state.differing),
  l: toggleList, t: setTheme, "?": () => byId("keys").showModal(), Escape: stepBack,
};

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
  const field = event.target.closest("input[type=search], select");
  if (field && event.key !== "Escape") return;
  if (moves[event.key] && !event.target.closest("#list, #details")) {
    const step = event.shiftKey ? 400 : 80;
    moveBy(moves[event.key][0] * step, moves[event.key][1] * step);
  } else if (actions[event.key]) actions[event.key]();
  else return;
  event.preventDefault();
}

function onSearchKey(event) {
  if (event.key === "Enter") nextHit(event.shiftKey ? -1 : 1);
  else if (event.key === "ArrowDown") nextHit(1);
  else if (event.key === "ArrowUp") nextHit(-1);
  else return;
  event.preventDefault();
}

function showHead() {
  byId("title").textContent = shown(data.title);
  document.title = shown(data.title);
  const keys = references.filter((reference) => reference.kind === "foreign key").length;
  const views = tables.filter((table) => (table.kind || "").endsWith("view")).length;
  byId("counts").textContent = [counted(tables.length - views, "table"),
    views > 0 && counted(views, "view"), counted(keys, "reference"),
    schemas.length > 1 && counted(schemas.length, "schema")].filter(Boolean).join(" · ");
  byId("columns").value = state.columns;
  byId("differing-choice").hidden = !data.compared;
}

function showLegend() {
  if (!data.compared) return;
  const counts = { missing: 0, undeclared: 0, different: 0 };
  for (const table of tables) if (table.difference) counts[table.difference]++;
  byId("legend").append(...Object.keys(counts).map((mark) => html("div", { class: mark },
    html("dt", {}, html("span", { class: "swatch" }, signs[mark]), ` ${mark}`),
    html("dd", {}, meanings[mark], ` (${counts[mark]})`))));
  if (data.elsewhere.length)
    byId("legend").append(html("details", {}, html("summary", {}, counted(data.elsewhere.length, "difference") + " not in the picture"),
      html("ul", {}, data.elsewhere.map((text) => html("li", {}, shown(text))))));
}

// On paper: all of it, as large as the page.
function print(begins) {
  const canvas = byId("canvas");
  if (begins) {
    const { width, height } = scene.picture;
    paint(true);
    world.removeAttribute("transform");
    canvas.setAttribute("viewBox", `-10 -10 ${width + 20} ${height + 20}`);
  } else {
    canvas.removeAttribute("viewBox");
    paint();
  }
}

function listen() {
  const canvas = byId("canvas");
  listenToHands(canvas, (event) => {
    const box = event.target.closest("[data-table]");
    const id = box ? Number(box.dataset.table) : null;
    canvas.focus({ preventScroll: true });
    if (id !== state.selected) select(id);
  });
  canvas.addEventListener("dblclick", (event) => {
    const box = event.target.closest("[data-table]");
    if (box) focusOn(Number(box.dataset.table));
  });
  document.addEventListener("keydown", onKey);
  byId("search").addEventListener("input", (event) => search(event.target.value));
  byId("search").addEventListener("keydown", onSearchKey);
  byId("columns").addEventListener("change", (event) => setColumns(event.target.value));
  byId("differing").addEventListener("change", (event) => setDiffering(event.target.checked));
  byId("zoom-in").addEventListener("click", () => zoomBy(1.25));
  byId("zoom-out").addEventListener("click", () => zoomBy(0.8));
  byId("zoom-fit").addEventListener("click", fitAll);
  byId("theme").addEventListener("click", setTheme);
  byId("help").addEventListener("click", actions["?"]);
  byId("toggle-list").addEventListener("click", toggleList);
  addEventListener("resize", camera.onmove);
  addEventListener("beforeprint", () => print(true));
  addEventListener("afterprint", () => print(false));
}

function tableOfAddress() {
  const name = decodeURIComponent(location.hash.slice(1));
  return tables.find((table) => `${table.schema}.${table.name}` === name);
}

byId("canvas").append(world);
if (matchMedia("(max-width: 700px)").matches) document.body.classList.add("no-list");
if (state.columns === "auto") state.columns = readableColumns();
showHead();
showLegend();
buildList();
listen();
redraw();
fitAll();
paint();
if (location.hash && tableOfAddress()) select(tableOfAddress().id);
