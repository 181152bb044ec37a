// Where every tile of the network diagram stands, in pixels from the upper left corner of the diagram. Nothing here draws.

const WIDTH_SHARE = 0.54 // the largest part of its column's width and of its row's height that a tile may take
const HEIGHT_SHARE = 0.84
const [ENOUGH, CLOSE] = [70, 4] // pixels: beside large type a smaller tile grows to that side, until so little is left between two
const SMALLEST = 26 // pixels: a tile under a finger
const BETWEEN = 2 // pixels at least from tile to tile, even where that leaves less for a finger
const MARGIN = 8 // pixels above and below a full column
const LEAST_STEP = 48 // pixels from tile to tile in a column, where the height allows it
const GAP = 10 // pixels from a name to its tile
const ROOM = 18 // pixels that edges need between two columns, if names could stand elsewhere

// Lays out columns of `counts` tiles, features first. `name` is the width and height in pixels that a feature's name takes,
// `largest` the side of the largest tile; `isLarge` says that type is, which leaves fewer pixels to a row. Names stand to the left of their tiles or, where that costs too much, on top.
export function arrange(counts, { width, height }, name, largest, isLarge = false) {
  const beside = place(counts, width, height, name.width + GAP, 0, largest, isLarge)
  const above = place(counts, width, height, 0, name.height, largest, isLarge)
  const isRoomy = beside.tile >= 0.9 * above.tile && beside.pitch - beside.tile >= ROOM
  const isBeside = beside.fits && (isRoomy || !above.fits)
  return complete(counts, { width, height, names: isBeside ? 'beside' : 'above' }, isBeside ? beside : above)
}

// Columns are centred in equal parts of what the names at the left leave of the width.
function place(counts, width, height, room, top, largest, isLarge) {
  const tallest = Math.max(...counts)
  const rowRoom = (height - 2 * MARGIN) / tallest
  const wanted = Math.max(HEIGHT_SHARE * rowRoom, isLarge ? Math.min(rowRoom - CLOSE, ENOUGH) : 0)
  const byHeight = Math.min(wanted, rowRoom - top - 3)
  let [left, pitch, tile] = [0, 0, 0]
  for (let i = 0; i < 4; i++) { // a column's own free half is room for names too, and depends on what they take
    pitch = (width - left) / counts.length
    tile = Math.min(Math.max(Math.min(WIDTH_SHARE * pitch, byHeight), SMALLEST), largest, rowRoom - BETWEEN)
    left = Math.max(0, Math.min(room - (pitch - tile) / 2, width / 3))
  }
  const step = Math.min(rowRoom, Math.max(tile * 1.5, tile + top + 4, LEAST_STEP))
  return { left, pitch, tile, step, top, fits: left + (pitch - tile) / 2 >= room - 1 && step >= tile + top }
}

function complete(counts, frame, { left, pitch, tile, step, top }) {
  const total = counts.reduce((sum, count) => sum + count, 0)
  const [x, y, column, unit] = [0, 0, 0, 0].map(() => new Array(total))
  let index = 0
  const first = counts.map((count, i) => {
    const start = index
    const lower = i === 0 ? top / 2 : 0
    for (let j = 0; j < count; j++, index++) {
      x[index] = left + pitch * (i + 0.5)
      y[index] = frame.height / 2 + lower + step * (j - (count - 1) / 2)
      column[index] = i
      unit[index] = j
    }
    return start
  })
  return { ...frame, counts, total, tile, left, pitch, x, y, column, unit, first }
}

// How many weights there are between columns of these sizes.
export function edgeCount(counts) {
  return counts.slice(1).reduce((sum, count, i) => sum + count * counts[i], 0)
}

// The weights between a column and the next one, as Python counts them.
export function* edgesOf({ counts, first }, gap) {
  let at = 0
  for (let layer = 0; layer < gap; layer++) at += counts[layer] * counts[layer + 1]
  for (let from = 0; from < counts[gap]; from++) {
    for (let to = 0; to < counts[gap + 1]; to++, at++) {
      yield { at, gap, from: first[gap] + from, to: first[gap + 1] + to, source: from, target: to }
    }
  }
}

// The tile at a point, or null.
export function tileAt({ x, y, tile }, px, py) {
  const half = tile / 2 + 2
  const index = x.findIndex((centre, i) => Math.abs(px - centre) <= half && Math.abs(py - y[i]) <= half)
  return index < 0 ? null : index
}

const NEAR = 6 // pixels from an edge

// The edge at a point, as the indices of the tiles between which it runs, or null.
export function edgeAt({ counts, first, x, y, tile }, px, py) {
  for (let gap = 0; gap + 1 < counts.length; gap++) {
    const [start, end] = [x[first[gap]] + tile / 2, x[first[gap + 1]] - tile / 2]
    if (px > start && px < end) {
      const share = rise((px - start) / (end - start))
      let [best, least] = [null, NEAR]
      for (let from = first[gap]; from < first[gap + 1]; from++) {
        for (let to = first[gap + 1]; to < first[gap + 1] + counts[gap + 1]; to++) {
          const distance = Math.abs(y[from] + (y[to] - y[from]) * share - py)
          if (distance < least) [best, least] = [{ from, to }, distance]
        }
      }
      return best
    }
  }
  return null
}

// How far an edge has risen where it has come this share of the way across. Both its handles lie half-way: a share t of the curve
// lies 3/2 t (1 - t) + t³ across, and 3 t² - 2 t³ up.
function rise(across) {
  let [low, high] = [0, 1]
  for (let i = 0; i < 20; i++) {
    const t = (low + high) / 2
    if (1.5 * t * (1 - t) + t ** 3 < across) low = t
    else high = t
  }
  return low * low * (3 - 2 * low)
}

// The tile with whose bias mark a point is, or null; features have none.
export function biasAt({ x, y, tile, column }, px, py) {
  const reach = Math.min(Math.max(tile * 0.15, 4.5), 11)
  const index = x.findIndex((centre, i) =>
    column[i] > 0 && Math.abs(px - centre + tile / 2) <= reach && Math.abs(py - y[i] - tile / 2) <= reach)
  return index < 0 ? null : index
}

// The nearest tile in a direction: across columns when going sideways, within the column when going up or down.
export function neighbour({ x, y, column, first, counts }, from, [dx, dy]) {
  if (dy !== 0) {
    const next = from + dy
    return column[next] === column[from] ? next : from
  }
  const target = column[from] + dx
  if (target < 0 || target >= counts.length) {
    return from
  }
  const candidates = Array.from({ length: counts[target] }, (_, i) => first[target] + i)
  return candidates.reduce((best, i) => (Math.abs(y[i] - y[from]) < Math.abs(y[best] - y[from]) ? i : best))
}
