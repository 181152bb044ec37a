// The weights of two runs as heat maps, and their differences: three groups of matrices in one picture.

import { pair } from './in-words.mjs'
import { level } from './plate.mjs'
import { field, limitOf, Matrices, placed, ring } from './weights.mjs'

const NAMES = ['This run', 'Other run', 'Other − this']
const GAP = 20
const ROOM = 46 // pixels that a title takes
const TALL = 0.7 // of the width: in a plate as high as this the groups stand under one another
const EDGE = 3
const [LEAST, FIELD] = [2, 4] // pixels of a field: at least, and where layers move apart
const [NEAR, APART] = [6, 12] // pixels between layers
const HEAD = 56 // pixels of titles
const END = 'Output' // the last title, which is wider than its fields

// Matrices without names beside their rows and columns, for which there is no room: whoever points at a field reads them. Their colours
// stand for the same numbers as those of another group.
class Beside extends Matrices {
  constructor(layers, other) {
    super(layers)
    this.other = other
  }

  // The largest magnitude on a layer's scale.
  limit({ title }) {
    const both = [this, this.other()].filter((group) => group?.values.length > 0)
    const layers = both.map((group) => [group, group.layers().find((layer) => layer.title === title)]).filter(([, layer]) => layer)
    return Math.max(...layers.map(([{ values }, { start, count }]) => limitOf(values, start, start + count)))
  }

  paint(context, width, height, look, current) {
    const layers = this.layers()
    const [rows, columns] = this.shape()
    const top = 1.25 * look.rem
    const room = width - context.measureText(END).width
    const between = Math.max(NEAR, Math.min(APART, (room - FIELD * columns) / layers.length))
    const cell = Math.max(LEAST, Math.min((room - between * layers.length) / columns, (height - top - 8) / rows, 2.6 * look.rem))
    let left = 0
    this.boxes = layers.map((layer) => {
      const title = layer.title === END || layer.columns.length * cell > ROOM ? layer.title : layer.title.replace('Layer ', '')
      const box = { left, top, cell, layer, title, wide: context.measureText(title).width }
      this.paintOne(context, box, look)
      left += layer.columns.length * cell + between
      return box
    })
    if (current !== null) {
      const [layer, row, column] = this.of(...current)
      ring(context, ...field(this.boxes.find((box) => box.layer === layer), row, column), look)
    }
  }

  paintOne(context, box, look) {
    const { left, top, title, layer: { start, rows, columns } } = box
    const limit = this.limit(box.layer)
    context.fillStyle = look.ink
    context.fillText(title, left, top - 0.35 * look.rem)
    rows.forEach((_row, row) => columns.forEach((_column, column) => {
      context.fillStyle = level(this.values[start + row * columns.length + column], limit, look)
      context.fillRect(...field(box, row, column))
    }))
  }
}

export class Trio {
  constructor() {
    this.titles = [['This run', ''], ['Other run', '']]
    this.layers = [[], [], []]
    this.groups = this.layers.map((_, i) => new Beside(() => this.layers[i], () => this.groups[[1, 0][i]]))
    this.places = []
  }

  take(i, values) {
    this.groups[i].take(values)
  }

  name({ mine, its, same }) {
    this.layers = [placed(mine), placed(its), same ? placed(mine) : []]
    this.summary = same ? undefined : 'The networks have other shapes, so that no differences can be told.'
  }

  get shown() {
    return this.groups.filter((group, i) => this.layers[i].length > 0 && group.values.length > 0)
  }

  shape() {
    const shapes = this.shown.map((group) => group.shape())
    return [Math.max(0, ...shapes.map(([rows]) => rows)), shapes.reduce((sum, [, columns]) => sum + columns, 0)]
  }

  // The group of a column of all, and its column there.
  of(column) {
    let rest = column
    for (const group of this.shown) {
      const columns = group.shape()[1]
      if (rest < columns) return [group, rest]
      rest -= columns
    }
    return [null, 0]
  }

  words(row, column) {
    const [group, own] = this.of(column)
    return group === null ? '' : `${NAMES[this.groups.indexOf(group)]}: ${group.words(row, own)}`
  }

  about() {
    return pair(this.titles, [this.summary, ...this.shown.map((group) => `${NAMES[this.groups.indexOf(group)]}: ${group.about()}`)].filter(Boolean).join(' '))
  }

  at(x, y) {
    const { shown } = this
    const i = this.places.findLastIndex(([left, top]) => x >= left && y >= top)
    const place = shown[i]?.at(x - this.places[i][0], y - this.places[i][1])
    const before = shown.slice(0, i).reduce((sum, group) => sum + group.shape()[1], 0)
    return place ? [place[0], place[1] + before] : null
  }

  // Whether all groups can stand beside one another, in fields that can be seen.
  fits(width) {
    const { shown } = this
    const wide = (width - EDGE) / shown.length - GAP
    return shown.every((group) => group.shape()[1] * LEAST + group.layers().length * NEAR + ROOM <= wide)
  }

  // The height that it needs to be readable.
  least(width) {
    const { shown } = this
    return this.fits(width) ? 0 : shown.length * (this.shape()[0] * 1.5 * FIELD + HEAD)
  }

  paint(context, width, height, look, current) {
    const { shown } = this
    const [chosen, column] = current === null ? [null, 0] : this.of(current[1])
    const line = 1.5 * look.rem
    const across = height < TALL * width && this.fits(width) ? shown.length : 1
    const wide = (width - EDGE - GAP * (across - 1)) / across
    const high = (height * across) / shown.length
    this.places = shown.map((_, i) => (across > 1 ? [EDGE + i * (wide + GAP), line] : [EDGE, line + i * high]))
    shown.forEach((group, i) => {
      const number = this.groups.indexOf(group)
      context.save()
      context.translate(...this.places[i])
      context.textAlign = 'left'
      context.textBaseline = 'alphabetic'
      context.fillStyle = look.ink
      context.fillText([NAMES[number], this.titles[number]?.[1]].filter(Boolean).join(' · '), 0, look.rem - line, wide)
      group.paint(context, wide, high - line - EDGE, look, group === chosen ? [current[0], column] : null)
      context.restore()
    })
  }
}
