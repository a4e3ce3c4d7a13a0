// What part of the picture is seen: a point of it in the upper left corner, and how large it is.

const camera = { x: 0, y: 0, zoom: 1, onmove: () => {} };
const leastZoom = 0.02;
const mostZoom = 3;

function stageSize() {
  const box = byId("canvas").getBoundingClientRect();
  return { width: Math.max(1, box.width), height: Math.max(1, box.height) };
}

function zoomAt(factor, x, y) {
  const zoom = Math.min(mostZoom, Math.max(leastZoom, camera.zoom * factor));
  camera.x += x / camera.zoom - x / zoom;
  camera.y += y / camera.zoom - y / zoom;
  camera.zoom = zoom;
  camera.onmove();
}

function zoomBy(factor) {
  const { width, height } = stageSize();
  zoomAt(factor, width / 2, height / 2);
}

function moveBy(x, y) {
  camera.x -= x / camera.zoom;
  camera.y -= y / camera.zoom;
  camera.onmove();
}

function show(rectangle, mostZoom = 1) {
  const { width, height } = stageSize();
  const margin = 24;
  camera.zoom = Math.max(leastZoom, Math.min(mostZoom,
    (width - 2 * margin) / rectangle.width, (height - 2 * margin) / rectangle.height));
  camera.x = rectangle.x + rectangle.width / 2 - width / 2 / camera.zoom;
  camera.y = rectangle.y + rectangle.height / 2 - height / 2 / camera.zoom;
  camera.onmove();
}

// Only as far as it has to go, and so that it can be read.
function bringIntoView(box) {
  const { width, height } = stageSize();
  const zoom = Math.max(camera.zoom, 0.7);
  const seen = zoom === camera.zoom
    && box.x > camera.x && box.x + box.width < camera.x + width / zoom
    && box.y > camera.y && box.y + Math.min(box.height, 100) < camera.y + height / zoom;
  if (seen) return;
  camera.zoom = zoom;
  camera.x = box.x + box.width / 2 - width / 2 / zoom;
  camera.y = box.y + Math.min(box.height, height / zoom) / 2 - height / 2 / zoom;
  camera.onmove();
}

// Dragging with a mouse or a finger, pinching with two, and the wheel. `tapped` hears of a press
// that was no drag.
function listenToHands(canvas, tapped) {
  const hands = new Map();
  let moved = 0;
  const at = (event) => {
    const box = canvas.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const span = () => {
    const [one, other] = [...hands.values()];
    return { size: Math.hypot(one.x - other.x, one.y - other.y), x: (one.x + other.x) / 2, y: (one.y + other.y) / 2 };
  };
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    hands.set(event.pointerId, at(event));
    moved = hands.size > 1 ? Infinity : 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = hands.get(event.pointerId);
    if (!before) return;
    const now = at(event);
    const old = hands.size === 2 ? span() : null;
    hands.set(event.pointerId, now);
    moved += Math.abs(now.x - before.x) + Math.abs(now.y - before.y);
    if (moved > 4 && !canvas.hasPointerCapture(event.pointerId)) canvas.setPointerCapture(event.pointerId);
    if (old) {
      const next = span();
      moveBy(next.x - old.x, next.y - old.y);
      if (old.size > 0) zoomAt(next.size / old.size, next.x, next.y);
    } else if (moved > 4) {
      canvas.classList.add("dragged");
      moveBy(now.x - before.x, now.y - before.y);
    }
  });
  const release = (event) => {
    if (!hands.delete(event.pointerId)) return;
    canvas.classList.remove("dragged");
    if (moved <= 4 && event.type === "pointerup") tapped(event);
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = at(event);
    const step = event.deltaMode === 1 ? 16 : 1;
    if (event.shiftKey) moveBy(-(event.deltaX || event.deltaY) * step, 0);
    else zoomAt(Math.exp(-event.deltaY * step * (event.ctrlKey ? 0.01 : 0.0016)), x, y);
  }, { passive: false });
}
