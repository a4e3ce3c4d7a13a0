// Where in its layer a node stands: as near as can be to what it is connected with.

const betweenTrunks = 7;

// Boxes of a name alone stand closer.
function gapBelow(box) {
  return box.trunk || box.height === headHeight ? 12 : 24;
}

function gapBetween(above, below) {
  return above.trunk && below.trunk ? betweenTrunks : Math.max(gapBelow(above), gapBelow(below));
}

// The places nearest to the wishes that keep the order and do not overlap: neighbours that would
// overlap become a block, which stands at the mean of what its members wish (pool adjacent
// violators).
function settle(layer) {
  const blocks = [];
  let offset = 0;
  layer.forEach((node, i) => {
    if (i > 0) offset += layer[i - 1].height + gapBetween(layer[i - 1], node);
    node.offset = offset;
    blocks.push({ sum: node.wish - offset, count: 1, first: i });
    for (let last = blocks.length - 1; last > 0; last--) {
      const [above, below] = [blocks[last - 1], blocks[last]];
      if (above.sum / above.count <= below.sum / below.count) break;
      above.sum += below.sum;
      above.count += below.count;
      blocks.pop();
    }
  });
  blocks.forEach((block, b) => {
    const end = b + 1 < blocks.length ? blocks[b + 1].first : layer.length;
    for (let i = block.first; i < end; i++) layer[i].y = block.sum / block.count + layer[i].offset;
  });
}

function placeRows(layers) {
  for (const layer of layers) {
    let y = 0;
    layer.forEach((node, i) => {
      if (i > 0) y += gapBetween(layer[i - 1], node);
      node.y = y;
      y += node.height;
    });
    layer.forEach((node) => { node.y -= y / 2; });
  }
  const middle = (node) => node.y + Math.min(node.height / 2, 40);
  for (let sweep = 0; sweep < 10; sweep++) {
    for (const layer of sweep % 2 ? [...layers].reverse() : layers) {
      for (const node of layer) {
        const others = sweep < 8 ? node[sweep % 2 ? "right" : "left"] : [...node.left, ...node.right];
        node.wish = others.length ? mean(others.map(middle)) - Math.min(node.height / 2, 40) : node.y;
      }
      settle(layer);
    }
  }
}

// From left to right; between layers there is room for the lines that part there.
function placeColumns(layers) {
  let x = 0;
  for (const layer of layers) {
    const width = Math.max(0, ...layer.map((node) => node.width));
    for (const node of layer) {
      node.x = x;
      if (node.trunk) node.width = width;
    }
    const lines = layer.reduce((sum, node) => sum + Math.min(node.right.length, 4), 0);
    const low = layer.every((node) => node.height <= headHeight);
    x += width + Math.min(low ? 90 : 140, (low ? 46 : 60) + 2 * lines);
  }
}
