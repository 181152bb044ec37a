// Two networks side by side: what every neuron answers over the plane, and the weights between them as lines.

import { curve, inOrder, shades, strokeWeight } from '../edges.mjs'
import { pair, units } from './in-words.mjs'
import { Pictures } from '../pictures.mjs'
import { diverging } from '../theme.mjs'

const NAMES = ['This run', 'Other run']
const GAP = 26
const LEAST = 16 // pixels of a picture
const TALL = 0.7 // of the width: in a plate as high as this the runs stand under one another
const EDGE = 3 // pixels between pictures of a layer
const [APART, WIDEST] = [1.5, 3] // pictures between layers: at least, and where there is room

export class Units {
  constructor() {
    this.titles = [['This run', ''], ['Other run', '']]
    this.runs = NAMES.map(() => ({ pictures: new Pictures(), levels: [], columns: [], label: [], alike: [], weights: [] }))
    this.places = []
  }

  take(i, levels, column, label, alike) {
    const columns = []
    Array.from(column).forEach((each, unit) => { (columns[each] ??= []).push(unit) })
    Object.assign(this.runs[i], { levels, columns, label: Array.from(label), alike, fresh: true })
  }

  weigh(i, weights) {
    this.runs[i].weights = weights
  }

  // All columns of units, this run's before the other's: [run, units].
  get columns() {
    return this.runs.flatMap((run) => run.columns.map((units) => [run, units]))
  }

  shape() {
    const { columns } = this
    return [Math.max(0, ...columns.map(([, units]) => units.length)), columns.length]
  }

  // The run and the unit of a place; columns end where their units do.
  of(row, column) {
    const [run, units] = this.columns[column]
    return [run, units[Math.min(row, units.length - 1)]]
  }

  words(row, column) {
    const [run, unit] = this.of(row, column)
    const alike = run.alike[unit]
    const said = Number.isNaN(alike) ? 'nothing to compare it with, or it answers the same everywhere' : `its answers go with those of the other run by ${alike.toFixed(2).replace('-', '−')} (1: alike, −1: opposite)`
    return `${NAMES[this.runs.indexOf(run)]}, ${run.label[unit]}: ${said}.`
  }

  about() {
    return pair(this.titles, units(this.runs[1]))
  }

  at(x, y) {
    const found = this.places.find(({ left, top, size }) => x >= left && x <= left + size && y >= top && y <= top + size)
    return found ? found.place : null
  }

  // Colours of the weights: they are asked for anew when the theme is another one.
  dress(look) {
    if (this.dressed !== look) Object.assign(this, { dressed: look, colours: shades(look) })
  }

  least() {
    return Math.ceil(this.shape()[0] / 2) * (LEAST + EDGE) + 24
  }

  paint(context, width, height, look, current) {
    const [rows] = this.shape()
    if (rows === 0) {
      return
    }
    const palette = new Uint32Array(diverging().buffer)
    const line = 1.5 * look.rem
    const most = Math.max(...this.runs.map(({ columns }) => columns.length))
    const isTall = height >= TALL * width
    const half = isTall ? width : (width - GAP) / 2
    const tall = isTall ? height / 2 - GAP / 2 : height
    const sizeOf = (abreast) => Math.min((tall - line) / Math.ceil(rows / abreast) - EDGE, half / (most * (abreast + APART) - APART) - EDGE, 4 * look.rem)
    const abreast = sizeOf(2) > 1.2 * sizeOf(1) ? 2 : 1 // where it is low, a layer is two pictures wide
    const size = sizeOf(abreast)
    const pitch = size + EDGE
    const step = Math.min((abreast + WIDEST) * pitch, (half - abreast * pitch) / Math.max(1, most - 1))
    const chosen = current === null ? [null, -1] : this.of(...current)
    this.places = []
    this.dress(look)
    let before = 0
    this.runs.forEach((run, i) => {
      run.pictures.fill(run.levels, run.label.length, palette)
      const [start, above] = isTall ? [0, i * (tall + GAP)] : [i * (half + GAP), 0]
      context.textAlign = 'left'
      context.textBaseline = 'alphabetic'
      context.fillStyle = look.ink
      context.fillText([NAMES[i], this.titles[i][1]].filter(Boolean).join(' · '), start, above + look.rem, half)
      const boxes = run.columns.flatMap((units, column) => units.map((unit, row) => {
        const high = [rows, units.length].map((count) => Math.ceil(count / abreast) * pitch)
        const left = start + column * step + (row % abreast) * pitch
        return { unit, left, top: above + line + Math.floor(row / abreast) * pitch + (high[0] - high[1]) / 2, place: [row, before + column] }
      }))
      const room = { tile: size, pitch: step - (abreast - 1) * pitch }
      paintWeights(context, run, boxes, room, this.colours, run === chosen[0] ? chosen[1] : null)
      for (const { unit, left, top, place } of boxes) {
        run.pictures.paintOne(context, unit, left, top, size, size)
        const isChosen = run === chosen[0] && unit === chosen[1]
        context.lineWidth = isChosen ? 3 : 1
        context.strokeStyle = isChosen ? look.ink : look.rule
        context.strokeRect(left, top, size, size)
        this.places.push({ left, top, size, place })
      }
      before += run.columns.length
    })
  }
}

// Under the pictures, from the right side of one to the left side of another; those of the unit that is looked at stand out.
function paintWeights(context, run, boxes, room, colours, chosen) {
  const counts = run.columns.map((units) => units.length)
  const layout = { counts, first: run.columns.map((units) => units[0]) }
  for (let gap = 0; gap + 1 < counts.length; gap++) {
    for (const { weight, from, to, mine } of inOrder(layout, gap, run.weights, { index: chosen, edge: null })) {
      const [one, other] = [boxes[from], boxes[to]]
      curve(context, [one.left + room.tile, one.top + room.tile / 2], [other.left, other.top + room.tile / 2])
      strokeWeight(context, weight, room, colours, mine)
    }
  }
  context.setLineDash([])
}
