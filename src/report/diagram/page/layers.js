// Puts tables that refer to each other into layers: what is referred to stands left of what refers
// to it. The same tables give the same layers.
//
// A node is { table, width, height, rank, y, ... }; a link is { from, to, reference, back }, where
// `from` stands right of `to`; `back` says that the reference goes the other way round.

// Links that would close a circle are turned round.
function directed(nodes, byTable) {
  const links = [];
  const state = new Map();
  const visit = (node) => {
    state.set(node, "open");
    for (const reference of node.table.out) {
      const other = byTable.get(reference.to);
      if (!other || other === node) continue;
      const back = state.get(other) === "open";
      if (!state.has(other)) visit(other);
      links.push(back ? { from: other, to: node, reference, back } : { from: node, to: other, reference, back });
    }
    state.set(node, "done");
  };
  for (const node of nodes) if (!state.has(node)) visit(node);
  return links;
}

function linkUp(nodes, links) {
  for (const node of nodes) { node.left = []; node.right = []; }
  for (const link of links) {
    link.from.left.push(link.to);
    link.to.right.push(link.from);
  }
}

// A layer takes no more than `most` of height; what has no room goes on to the next one.
function rankNodes(nodes, most) {
  const heights = [];
  const waiting = new Map(nodes.map((node) => [node, new Set(node.left).size]));
  let ready = nodes.filter((node) => waiting.get(node) === 0);
  while (ready.length) {
    const next = [];
    for (const node of ready) {
      let rank = node.left.reduce((most, left) => Math.max(most, left.rank + 1), 0);
      while ((heights[rank] || 0) > 0 && heights[rank] + node.height > most) rank++;
      node.rank = rank;
      heights[rank] = (heights[rank] || 0) + node.height + gapBelow(node);
      for (const right of new Set(node.right)) {
        waiting.set(right, waiting.get(right) - 1);
        if (waiting.get(right) === 0) next.push(right);
      }
    }
    ready = next.sort((a, b) => a.table.id - b.table.id);
  }
  pullRight(nodes, heights, most);
}

// What refers to nothing need not stand far from what refers to it.
function pullRight(nodes, heights, most) {
  for (const node of [...nodes].sort((a, b) => b.rank - a.rank || a.table.id - b.table.id)) {
    if (!node.right.length) continue;
    let rank = node.right.reduce((least, right) => Math.min(least, right.rank), Infinity) - 1;
    while (rank > node.rank && (heights[rank] || 0) > 0 && heights[rank] + node.height > most) rank--;
    if (rank <= node.rank) continue;
    heights[node.rank] -= node.height + gapBelow(node);
    heights[rank] = (heights[rank] || 0) + node.height + gapBelow(node);
    node.rank = rank;
  }
}

// A line that passes layers gets a place in each; lines to the same table share it, as a trunk.
function addTrunks(nodes, links) {
  const trunks = new Map();
  const trunkAt = (to, rank, back) => {
    const key = to.table.id + ":" + rank + ":" + back;
    if (!trunks.has(key))
      trunks.set(key, { trunk: true, table: to.table, rank, width: 0, height: 4, left: [], right: [] });
    return trunks.get(key);
  };
  const connect = (right, left) => {
    if (right.left.includes(left)) return;
    right.left.push(left);
    left.right.push(right);
  };
  for (const node of nodes) { node.left = []; node.right = []; }
  for (const link of links) {
    link.way = [];
    let before = link.from;
    for (let rank = link.from.rank - 1; rank > link.to.rank; rank--) {
      const trunk = trunkAt(link.to, rank, link.back);
      connect(before, trunk);
      link.way.push(trunk);
      before = trunk;
    }
    connect(before, link.to);
  }
  return [...nodes, ...trunks.values()];
}

function layersOf(nodes) {
  const layers = [];
  for (const node of nodes) (layers[node.rank] = layers[node.rank] || []).push(node);
  for (let rank = 0; rank < layers.length; rank++) layers[rank] = layers[rank] || [];
  return layers;
}

function mean(values) {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

// Sweeps over the layers, each ordered by where its neighbours stand, so that few lines cross.
function orderLayers(layers) {
  const place = (layer) => layer.forEach((node, i) => { node.at = (i + 0.5) / layer.length; });
  for (const layer of layers) {
    layer.sort((a, b) => a.table.id - b.table.id);
    place(layer);
  }
  for (let sweep = 0; sweep < 12; sweep++) {
    const side = sweep % 2 ? "right" : "left";
    for (const layer of sweep % 2 ? [...layers].reverse() : layers) {
      for (const node of layer)
        node.wish = node[side].length ? mean(node[side].map((other) => other.at)) : node.at;
      layer.sort((a, b) => a.wish - b.wish || a.table.id - b.table.id);
      place(layer);
    }
  }
}
