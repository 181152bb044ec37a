// All weights and biases as heat maps: now, a matrix a layer; and over time, a line a number.

import { instrument } from './furniture.mjs'
import { history, matrices } from './in-words.mjs'
import { place } from './notes.mjs'
import { level, Plate, Time } from './plate.mjs'
import { Columns } from '../columns.mjs'
import { legend, scale } from '../legend.mjs'
import { forHands } from '../touch.mjs'
import { signed, written } from '../written.mjs'

const BIAS_GAP = 3
const LAYER_GAP = 8
const CLOSE = 4 // pixels of a field: smaller ones touch

const MEANING = legend(scale('diverging', '− largest', '+ largest, of its layer'))
const plate = (name, label) => `<div class="plate" data-plate="${name}" role="application" tabindex="0" aria-label="${label}"></div>`

export const html = `
  <p class="told-here of-frames" aria-live="polite">${forHands({ keys: 'Point at a field, or use the arrow keys, to read its number.', touch: 'Tap a field to read its number.' })} Every layer has a colour scale of its own.</p>
  ${place}
  <div class="instruments two">
    ${instrument({
      name: 'matrices', title: 'Weights now', body: plate('now', 'Weights and biases of every layer: arrow keys move from field to field.'), meaning: MEANING,
      about: 'Every field is a weight: its row says where it comes from, its column to which neuron it goes, the last row holds the biases. ' +
        'A column without strong colour belongs to a neuron that hardly listens.',
    })}
    ${instrument({
      name: 'matrices-time', title: 'Weights over time', body: plate('time', 'Every weight and bias over time: arrow keys move from number to number and through the steps, Enter goes to a step.'), meaning: MEANING,
      about: 'Every line is a weight or a bias, in the order of the matrices, and time runs to the right. ' +
        forHands({ keys: 'A click goes to that step of the run.', touch: 'A tap goes to that step of the run.' }),
    })}
  </div>`

export function enliven({ panel, bokeh, send }) {
  const told = panel.querySelector('.told-here')
  let layers = []
  const [now, time] = ['matrices', 'matrices over time'].map((name) => bokeh.get_model_by_name(name))
  const present = new Matrices(() => layers)
  const past = new History(() => layers, (step) => send('seek', step))
  const plates = [[present, 'now'], [past, 'time']].map(([content, name]) => new Plate(panel.querySelector(`[data-plate="${name}"]`), content, told))
  const fresh = (i) => {
    if (plates[i].current !== null) plates[i].tell()
    plates[i].draw()
  }
  const sources = [
    new Columns(now, () => { present.take(sources[0].get('value')); fresh(0) }),
    new Columns(time, () => { past.take(sources[1].list('step'), sources[1].get('value')); fresh(1) }),
  ]
  return {
    show: {
      matrices: (names) => {
        layers = placed(names)
        plates.forEach((_, i) => fresh(i))
      },
    },
    end: () => {
      plates.forEach((each) => each.destroy())
      sources.forEach((each) => each.disconnect())
    },
  }
}

// Where the numbers of every layer begin.
export function placed(names) {
  let start = 0
  let column = 0
  return names.map((each) => {
    const layer = { ...each, start, first: column, count: each.rows.length * each.columns.length }
    start += layer.count
    column += each.columns.length
    return layer
  })
}

export const limitOf = (values, from, to) => {
  let most = 1e-6
  for (let i = from; i < to; i++) most = Math.max(most, Math.abs(values[i]))
  return most
}

const named = ({ title, rows, columns }, row, column) => {
  const goal = title === 'Output' ? 'the output' : `${title.toLowerCase()}, ${columns[column]}`
  return row === rows.length - 1 ? `Bias of ${goal}` : `Weight from ${rows[row]} to ${goal}`
}

export class Matrices {
  constructor(layers) {
    this.layers = layers
    this.values = []
    this.boxes = []
  }

  take(values) {
    this.values = values ?? []
  }

  shape() {
    const layers = this.layers()
    return [Math.max(0, ...layers.map(({ rows }) => rows.length)), layers.reduce((sum, { columns }) => sum + columns.length, 0)]
  }

  // The layer, row and column of a place; rows end where the layer's do.
  of(row, column) {
    const layer = this.layers().findLast(({ first }) => first <= column)
    return [layer, Math.min(row, layer.rows.length - 1), column - layer.first]
  }

  words(row, column) {
    const [layer, r, c] = this.of(row, column)
    return `${named(layer, r, c)}: ${signed(this.values[layer.start + r * layer.columns.length + c])}`
  }

  about() {
    return matrices(this.layers(), this.values, named)
  }

  at(x, y) {
    for (const { left, top, cell, layer } of this.boxes) {
      const [column, row] = [Math.floor((x - left) / cell), Math.floor((y - top) / cell)]
      if (column >= 0 && column < layer.columns.length && row >= 0 && row < layer.rows.length) return [row, layer.first + column]
    }
    return null
  }

  paint(context, width, height, look, current) {
    const layers = this.layers()
    if (layers.length === 0 || this.values.length === 0) {
      return
    }
    const names = layers.map(({ rows }) => Math.max(...rows.map((name) => context.measureText(name).width)) + 8)
    const [rows, columns] = this.shape()
    const line = 2.1 * look.rem
    const room = width - names.reduce((sum, each) => sum + each, 0) - 12 * layers.length
    const cell = Math.max(4, Math.min(room / columns, (height - line - BIAS_GAP - 4) / rows, 2.6 * look.rem))
    const limits = layers.map(({ start, count }) => limitOf(this.values, start, start + count))
    const titles = layers.map(({ title }, i) => `${title} ±${written(limits[i], 2)}`)
    const wide = layers.map((layer, i) => Math.max(layer.columns.length * cell, context.measureText(titles[i]).width))
    const isRoomy = wide.reduce((sum, each) => sum + each, 0) <= room
    let left = 0
    this.boxes = layers.map((layer, i) => {
      left += names[i]
      const title = isRoomy ? titles[i] : layer.title
      const box = { left, top: line, cell, layer, limit: limits[i], title, from: Math.min(left, width - context.measureText(title).width) }
      this.paintOne(context, box, look)
      left += (isRoomy ? wide[i] : layer.columns.length * cell) + 12
      return box
    })
    if (current !== null) {
      const [layer, row, column] = this.of(...current)
      const box = this.boxes.find((each) => each.layer === layer)
      ring(context, ...field(box, row, column), look)
    }
  }

  paintOne(context, box, look) {
    const { left, top, cell, layer, limit, title, from } = box
    const { start, rows, columns } = layer
    context.fillStyle = look.ink
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.fillText(title, from, top - 1.2 * look.rem)
    context.fillStyle = look.muted
    context.textAlign = 'center'
    const apart = Math.max(1, Math.ceil((0.75 * look.rem) / cell))
    columns.forEach((name, column) => {
      const label = name.split(' ').at(-1) // of ‘neuron 3’ or ‘class B’
      if (columns.length > 1 && column % apart === 0) context.fillText(label, left + (column + 0.5) * cell, top - 0.3 * look.rem)
    })
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    const every = Math.max(1, Math.ceil((0.9 * look.rem) / cell))
    rows.forEach((name, row) => {
      columns.forEach((_, column) => {
        context.fillStyle = level(this.values[start + row * columns.length + column], limit, look)
        context.fillRect(...field(box, row, column))
      })
      if (row % every === 0 || row === rows.length - 1) {
        const [, y, , size] = field(box, row, 0)
        context.fillStyle = look.muted
        context.fillText(name, left - 4, y + size / 2)
      }
    })
  }
}

// Where a field of a matrix lies: the biases stand a little apart.
export function field({ left, top, cell, layer }, row, column) {
  const size = cell < CLOSE ? cell : cell - 1
  return [left + column * cell, top + row * cell + (row === layer.rows.length - 1 ? BIAS_GAP : 0), size, size]
}

export function ring(context, x, y, width, height, look) {
  context.lineWidth = 2
  context.strokeStyle = look.ground
  context.strokeRect(x - 1, y - 1, width + 2, height + 2)
  context.strokeStyle = look.ink
  context.strokeRect(x - 2.5, y - 2.5, width + 5, height + 5)
}

class History {
  constructor(layers, seek) {
    this.layers = layers
    this.seek = seek
    this.take([], [])
  }

  take(steps, values) {
    this.steps = steps
    this.values = values ?? []
    this.numbers = steps.length ? this.values.length / steps.length : 0
  }

  shape() {
    return [this.numbers, this.steps.length]
  }

  words(row, column) {
    const layer = this.layers().findLast(({ start }) => start <= row)
    const place = row - layer.start
    const name = named(layer, Math.floor(place / layer.columns.length), place % layer.columns.length)
    return `${name}, at step ${this.steps[column].toLocaleString('en')}: ${signed(this.values[column * this.numbers + row])}`
  }

  about() {
    return history(this.layers(), this.steps, this.values)
  }

  go(_row, column) {
    this.seek(this.steps[column])
  }

  at(x, y) {
    if (!this.time || x < this.time.left || x > this.time.left + this.time.width) return null
    const row = this.tops?.findLastIndex((top) => top <= y) ?? -1
    return row < 0 || y > this.tops[row] + this.line ? null : [row, this.time.nearest(x)]
  }

  // The height that it needs to be readable.
  least() {
    return 1.4 * this.numbers + LAYER_GAP * this.layers().length + 20
  }

  paint(context, width, height, look, current) {
    const layers = this.layers()
    const whole = layers.reduce((sum, { count }) => sum + count, 0)
    if (this.steps.length === 0 || whole !== this.numbers) {
      return
    }
    const margin = 4.4 * look.rem
    this.time = new Time(this.steps, margin, width - margin - 4)
    this.line = (height - 1.5 * look.rem - LAYER_GAP * (layers.length - 1)) / whole
    this.tops = layers.flatMap(({ start, count }, i) => Array.from({ length: count }, (_, k) => (start + k) * this.line + i * LAYER_GAP))
    for (const { title, start, count } of layers) {
      const limit = this.paintLayer(context, start, count, look)
      const middle = (this.tops[start] + this.tops[start + count - 1] + this.line) / 2
      context.fillStyle = look.ink
      context.textAlign = 'left'
      context.textBaseline = 'middle'
      context.fillText(title, 0, count * this.line > 2.4 * look.rem ? middle - 0.55 * look.rem : middle)
      if (count * this.line > 2.4 * look.rem) {
        context.fillStyle = look.muted
        context.fillText(`±${written(limit, 2)}`, 0, middle + 0.55 * look.rem)
      }
    }
    this.time.ticks(context, height - 0.3 * look.rem, look)
    if (current !== null) {
      const [from, to] = this.time.stretch(current[1])
      ring(context, from, this.tops[current[0]], Math.max(to - from, 2), this.line, look)
    }
  }

  paintLayer(context, start, count, look) {
    let limit = 1e-6
    for (let i = 0; i < this.steps.length; i++) limit = Math.max(limit, limitOf(this.values, i * this.numbers + start, i * this.numbers + start + count))
    for (let i = 0; i < this.steps.length; i++) {
      const [from, to] = this.time.stretch(i)
      for (let row = start; row < start + count; row++) {
        context.fillStyle = level(this.values[i * this.numbers + row], limit, look)
        context.fillRect(from, this.tops[row], to - from + 0.6, this.line + (this.line > 3 ? -0.5 : 0.3))
      }
    }
    return limit
  }
}
