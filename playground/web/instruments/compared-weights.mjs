// The weights of two runs as heat maps, and their differences: three groups of matrices in one picture.

import { Matrices, placed } from './weights.mjs'

const NAMES = ['This run', 'Other run', 'Other − this']
const GAP = 20
const ROOM = 46 // pixels that a title takes
const TALL = 0.7 // of the width: in a plate as high as this the groups stand under one another
const EDGE = 3
const [FIELD, BETWEEN, HEAD] = [4, 12, 56] // pixels: of a field at least, between layers, of titles

// Matrices whose colours stand for the same numbers as those of another group.
class Beside extends Matrices {
  constructor(layers, other) {
    super(layers)
    this.other = other
  }

  limit(layer) {
    const other = this.other()
    const theirs = other?.layers().find(({ title }) => title === layer.title)
    return Math.max(super.limit(layer), theirs && other.values.length ? other.own(theirs) : 0)
  }

  own(layer) {
    return super.limit(layer)
  }

  // Narrow as they are, they have no names beside their rows: whoever points at a field reads them.
  rowNames() {
    return []
  }

  title({ title }, width) {
    return width > ROOM ? title : title.replace('Layer ', '').replace('Output', 'out')
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
    return shown.every((group) => group.shape()[1] * FIELD + group.layers().length * BETWEEN <= wide)
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
