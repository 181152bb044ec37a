// The weights of the network as curves: colour and dashes by sign, width and strength by size.
//
// A browser without a graphics card spends more on these curves than on all tiles. So each gap between two columns is painted
// by itself, and while the network plays a frame paints only some of the gaps: each has its turn a few frames later.

import { edgesOf } from './geometry.mjs'
import { property } from './theme.mjs'

const HALF_WAY = 1.6 // the weight that is half-way between the least and an endless one
const FADED = 0.3 // how much is left of the edges that do not belong to the tile that is looked at
const STRENGTHS = 16 // shades of one colour
const HALO = 5 // pixels around the edge that is looked at
const CURVES = 64 // a frame, unless the last one that painted any is a while ago
const CALM = 200 // milliseconds

export class Edges {
  constructor() {
    this.stale = new Set() // gaps to be painted, first come first served
    this.painted = 0
  }

  // Takes a network of another shape, size or look: nothing that is painted stays.
  clear(context, { counts, width, height }) {
    context.clearRect(0, 0, width, height)
    this.renew(counts)
    this.painted = 0
  }

  // Takes other weights.
  renew(counts) {
    for (let gap = 0; gap + 1 < counts.length; gap++) {
      this.stale.add(gap)
    }
  }

  // Paints what may be painted now; whether something is left for the next frame. `chosen` has the index of the
  // tile that is looked at, or null, and the ends of the edge that is looked at, or null.
  paint(context, layout, weights, look, chosen) {
    const { counts } = layout
    const now = performance.now()
    let rest = now - this.painted > CALM ? Infinity : CURVES
    this.painted = now
    for (const gap of this.stale) {
      this.stale.delete(gap)
      paintGap(context, layout, gap, weights, look, chosen)
      rest -= counts[gap] * counts[gap + 1]
      if (rest <= 0) break
    }
    return this.stale.size > 0
  }
}

// The colours of the edges by sign and strength: mixed with the ground, for a line that is transparent takes half again as long.
export function shades({ minus, plus, ink, ground }) {
  const faintest = Number(property('faintest'))
  const mixed = (colour) => Array.from({ length: STRENGTHS + 1 }, (_, i) =>
    `color-mix(in srgb, ${colour} ${Math.round(100 * (faintest + ((1 - faintest) * i) / STRENGTHS))}%, ${ground})`)
  return { minus: mixed(minus), plus: mixed(plus), none: mixed(ink) }
}

// Of the lines of each sign; a weight of 0 is there, and does nothing.
const DASHES = { minus: (width) => dashes(width), plus: () => [], none: () => [1, 5] }

function paintGap(context, layout, gap, weights, look, chosen) {
  const { counts, first, x, y, tile, height } = layout
  const [start, end] = [x[first[gap]] + tile / 2, x[first[gap + 1]] - tile / 2]
  context.clearRect(start - 1, 0, end - start + 2, height)
  for (const { weight, from, to, mine } of inOrder(layout, gap, weights, chosen)) {
    curve(context, [start, y[from]], [end, y[to]])
    if (mine && chosen.edge !== null) {
      const { width } = looks(Math.abs(weight), layout)
      stroke(context, look.accent, width + HALO)
      stroke(context, look.ground, width + 1)
    }
    strokeWeight(context, weight, layout, look.shades, mine)
  }
}

// The path of an edge from one end to the other.
export function curve(context, [x0, y0], [x1, y1]) {
  const bend = (x0 + x1) / 2
  context.beginPath()
  context.moveTo(x0, y0)
  context.bezierCurveTo(bend, y0, bend, y1, x1, y1)
}

// Draws the present path as a weight's edge: between tiles of this size, in columns so far apart; faded, if another one is looked at.
export function strokeWeight(context, weight, room, shades, isLookedAt) {
  const { width, strength } = looks(Math.abs(weight), room)
  const sign = weight === 0 ? 'none' : weight < 0 ? 'minus' : 'plus'
  stroke(context, shades[sign][Math.round(STRENGTHS * strength * (isLookedAt ? 1 : FADED))], width, DASHES[sign](width))
}

// A gap's edges, the strong ones last and so on top; what is not a number has no edge.
export function inOrder(layout, gap, weights, chosen) {
  const edges = []
  for (const { at, from, to } of edgesOf(layout, gap)) {
    if (Number.isFinite(weights[at])) {
      edges.push({ weight: weights[at], from, to, mine: belongs(from, to, chosen) })
    }
  }
  return edges.sort((a, b) => a.mine - b.mine || Math.abs(a.weight) - Math.abs(b.weight))
}

// Of a negative weight's line.
export const dashes = (width) => [3.5 + 1.1 * width, 3 + 0.6 * width]

// Whether an edge is looked at, or, if none is, whether it begins or ends at the tile that is.
function belongs(from, to, { index, edge }) {
  if (edge !== null) {
    return from === edge.from && to === edge.to
  }
  return index === null || from === index || to === index
}

function stroke(context, colour, width, dashes = []) {
  context.strokeStyle = colour
  context.lineWidth = width
  context.setLineDash(dashes)
  context.stroke()
}

// Width in pixels and strength of a weight. The widest is in proportion to the tiles and to what is free between two columns:
// a phone, or six layers, is not all lines. Small weights are told apart by strength alone: a line of one pixel takes a third
// of the time of any other.
function looks(size, { tile, pitch }) {
  const share = size / (size + HALF_WAY)
  const widest = Math.min(Math.max(Math.min(0.19 * tile, 1.5 + 0.1 * (pitch - tile)), 3), 16)
  const width = (widest + 0.5) * share ** 1.15
  return { width: width < 1.3 ? 1 : width, strength: 0.3 + 0.7 * share ** 0.55 }
}
