// The picture of a stop: everything dims but the tiles and edges that take part, which bear their numbers.

import { edgesOf } from '../geometry.mjs'
import { drawEdge, headAt, labelEdge, updateArrow } from './flows.mjs'
import { drawPill, placePills, reaches } from './pills.mjs'

const VEIL = 0.78
const SIZE = 12 // pixels of type, at least

// Which gaps between columns take part, which of their numbers flows there, and which way, by the phase.
const FLOWS = {
  forward: (column) => [[column - 1, 'carried', 'on']],
  loss: () => [],
  backward: (column) => [[column, 'back', 'back'], [column - 1, 'data', 'none']],
}
const LIT = {
  forward: (column) => [column - 1, column],
  loss: (column) => [column],
  backward: (column) => [column - 1, column, column + 1],
  update: (column) => [column - 1, column],
}

export function paint(context, layout, scene, look) {
  const { phase, column, node } = scene
  const lit = new Set(LIT[phase](column))
  veil(context, layout, lit, look)
  if (phase === 'update') {
    updates(context, layout, scene, look)
  } else {
    for (const [gap, what, way] of FLOWS[phase](column)) {
      if (gap >= 0 && gap + 1 < layout.counts.length) flow(context, layout, scene, gap, what, way, look)
    }
  }
  ring(context, layout, node, look)
  const pills = placePills(context, layout, scene, font(context, look, 600) + 5)
  labels(context, layout, scene, reaches(layout, pills), look)
  for (const pill of pills) drawPill(context, pill, look)
  if (phase === 'loss') answer(context, layout, scene, look)
}

// The ground covers what does not take part, not quite; tiles that do shine through, with their biases at the corner.
function veil(context, { x, y, tile, column, total, width, height }, lit, look) {
  context.save()
  context.translate(0, 0) // in a drawing, a group of its own: what is cut out is cut out of it
  context.globalAlpha = VEIL
  context.fillStyle = look.ground
  context.fillRect(0, 0, width, height)
  context.globalAlpha = 1
  context.globalCompositeOperation = 'destination-out'
  const [half, bias] = [tile / 2, Math.min(Math.max(tile * 0.15, 4.5), 11) + 1]
  for (let i = 0; i < total; i++) {
    if (!lit.has(column[i])) continue
    context.beginPath()
    context.roundRect(x[i] - half - 1, y[i] - half - 1, tile + 2, tile + 2, round(tile))
    if (column[i] > 0) context.arc(x[i] - half, y[i] + half, bias, 0, 2 * Math.PI)
    context.fill()
  }
  context.restore()
}

const round = (tile) => Math.min(Math.max(tile * 0.12, 4), 12)

// All edges of a gap, in proportion to the largest; those of the chosen neuron last, and the others faint.
function flow(context, layout, { node, edges }, gap, what, way, look) {
  const values = edges.get(what)
  const all = [...edgesOf(layout, gap)]
  const largest = Math.max(...all.map(({ at }) => Math.abs(values[at])).filter(Number.isFinite), 1e-30)
  const mine = ({ from, to }) => from === node || to === node
  for (const edge of all.sort((a, b) => mine(a) - mine(b))) {
    const value = values[edge.at]
    if (!Number.isFinite(value)) continue
    const share = Math.abs(value) / largest
    const colour = value === 0 ? look.rim : value < 0 ? look.minus : look.plus
    const stroke = { colour, dashed: value < 0, share, alpha: mine(edge) ? 0.95 : 0.2 }
    drawEdge(context, layout, edge, stroke)
    if (way !== 'none' && value !== 0 && mine(edge)) headAt(context, layout, edge, stroke, way === 'back')
  }
}

// Where every weight goes: up or down, in proportion to the largest change of the network.
function updates(context, layout, { node, edges }, look) {
  const [changes, weights] = [edges.get('change'), edges.get('weight')]
  const largest = Math.max(...Array.from(changes, Math.abs).filter(Number.isFinite), 1e-30)
  const heaviest = Math.max(...Array.from(weights, Math.abs).filter(Number.isFinite), 1e-30)
  for (let gap = 0; gap + 1 < layout.counts.length; gap++) {
    const all = [...edgesOf(layout, gap)]
    for (const edge of all) {
      const weight = weights[edge.at]
      const stroke = { colour: weight < 0 ? look.minus : look.plus, dashed: weight < 0, share: 0.4 * Math.abs(weight) / heaviest }
      drawEdge(context, layout, edge, { ...stroke, alpha: edge.to === node ? 0.5 : 0.16 })
    }
    for (const edge of all) {
      const [change, mine] = [changes[edge.at], edge.to === node]
      if (Number.isFinite(change)) {
        const stroke = { colour: change < 0 ? look.minus : look.plus, ground: look.ground, alpha: mine ? 1 : 0.6, mine }
        updateArrow(context, layout, edge, change / largest, stroke)
      }
    }
  }
}

function ring(context, { x, y, tile }, index, look) {
  const half = tile / 2 + 4
  context.strokeStyle = look.accent
  context.lineWidth = 3
  context.setLineDash([])
  context.beginPath()
  context.roundRect(x[index] - half, y[index] - half, 2 * half, 2 * half, round(tile) + 4)
  context.stroke()
}

// What the edges of the chosen neuron carry, where there is room between the columns.
function labels(context, layout, { node, edges }, reach, look) {
  const words = edges.list('words')
  font(context, look, 600)
  for (let gap = 0; gap + 1 < layout.counts.length; gap++) {
    for (const edge of edgesOf(layout, gap)) {
      if (words[edge.at]) labelEdge(context, layout, edge, words[edge.at], edge.from === node, reach, look)
    }
  }
}

// Below the output: what is wanted, and the loss.
function answer(context, layout, { node, answer: lines }, look) {
  const { x, y, tile, width, counts } = layout
  const size = font(context, look, 600)
  const end = counts.at(-1) > 1 ? x[node] + tile / 2 : width - 1 // names of classes stand behind
  lines.forEach((text, i) => {
    const wide = context.measureText(text).width + 10
    const [middle, level] = [Math.min(x[node], end - wide / 2), y[node] + tile / 2 + 18 + i * (size + 9)]
    drawPill(context, { text, x: middle, y: level, width: wide, height: size + 6 }, look)
  })
}

function font(context, look, weight) {
  const size = Math.max(SIZE, 0.86 * look.size)
  context.font = `${weight} ${size}px ${look.font}`
  return size
}
