// Edges of the opened step: curves by sign and size, the way that they go, their numbers, and arrows for what changes.

import { dashes } from '../edges.mjs'

const ROOM = 20 // pixels around a number that stands on an edge
const CLEAR = 10 // of these, from a box on the tile that it begins at
const HEAD = 13 // and from the tile that it ends at, for an arrow's head

// The curve of an edge: two ends and a bend half-way.
function curve({ x, y, tile }, { from, to }) {
  const [start, end] = [x[from] + tile / 2, x[to] - tile / 2]
  return { start, end, bend: (start + end) / 2, high: y[from], low: y[to] }
}

export function drawEdge(context, layout, edge, { colour, dashed, share, alpha }) {
  const { start, end, bend, high, low } = curve(layout, edge)
  const width = widthOf(layout, share)
  context.save()
  context.globalAlpha = alpha
  context.strokeStyle = colour
  context.lineWidth = width
  context.setLineDash(dashed ? dashes(width) : [])
  context.beginPath()
  context.moveTo(start, high)
  context.bezierCurveTo(bend, high, bend, low, end, low)
  context.stroke()
  context.restore()
}

const widthOf = ({ tile }, share) => 1 + Math.min(Math.max(0.1 * tile, 3), 7) * share

// An arrow's head at the end that it flows to: the right one, or, on the way back, the left one.
export function headAt(context, layout, edge, { colour, share, alpha }, back) {
  const { start, end, high, low } = curve(layout, edge)
  const size = 5 + widthOf(layout, share)
  const [tip, level, way] = back ? [start, high, 1] : [end, low, -1]
  context.save()
  context.globalAlpha = alpha
  context.fillStyle = colour
  context.beginPath()
  context.moveTo(tip, level)
  context.lineTo(tip + way * size, level - 0.6 * size)
  context.lineTo(tip + way * size, level + 0.6 * size)
  context.fill()
  context.restore()
}

// A number beside the other end of the edge, where curves lie apart: of what the neuron gets at its source, of what comes back
// to it at its target. `reach` says from where to where each tile and its boxes go.
export function labelEdge(context, layout, edge, words, atTarget, reach, look) {
  const { high, low } = curve(layout, edge)
  const [start, end] = [reach[edge.from][1], reach[edge.to][0]]
  const width = context.measureText(words).width
  if (end - start < width + ROOM) return
  const [x, y] = [atTarget ? end - HEAD - width / 2 : start + CLEAR + width / 2, atTarget ? low : high]
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.lineWidth = 5
  context.setLineDash([])
  context.strokeStyle = look.ground
  context.strokeText(words, x, y)
  context.fillStyle = look.ink
  context.fillText(words, x, y)
}

// An arrow on an edge, up for a weight that grows and down for one that falls; `share`, from -1 to 1, is its length. The edges
// from one neuron have theirs one beside the other; those to the chosen one leave room for their numbers.
export function updateArrow(context, layout, edge, share, { colour, ground, alpha, mine }) {
  const { start, end, high, low } = curve(layout, edge)
  const t = mine ? 0.64 : 0.3 + (0.4 * (edge.target + 0.5)) / layout.counts[edge.gap + 1]
  const s = t * t * (3 - 2 * t)
  const x = start + (end - start) * (1.5 * t * (1 - t) + t * t * t)
  const y = high + (low - high) * s
  const reach = 3 + 7 * Math.abs(share)
  const way = share < 0 ? 1 : -1
  const wing = Math.min(4, 1.5 + reach / 4)
  context.save()
  context.globalAlpha = alpha
  context.beginPath()
  context.moveTo(x, y - way * reach)
  context.lineTo(x, y + way * reach)
  context.moveTo(x - wing, y + way * (reach - wing))
  context.lineTo(x, y + way * reach)
  context.lineTo(x + wing, y + way * (reach - wing))
  context.lineJoin = context.lineCap = 'round'
  context.strokeStyle = ground
  context.lineWidth = 4.5
  context.stroke()
  context.strokeStyle = colour
  context.lineWidth = 2
  context.stroke()
  context.restore()
}
