// The weights of two runs as heat maps, and their differences: three groups of matrices in one picture.

import { Matrices, placed } from './weights.mjs'

const NAMES = ['This run', 'Other run', 'Other − this']
const GAP = 20

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

  title({ title, columns }) {
    return columns.length > 4 || title === 'Output' ? title : title.replace('Layer ', '')
  }
}

export class Trio {
  constructor() {
    this.titles = [['This run', ''], ['Other run', '']]
    this.layers = [[], [], []]
    this.groups = this.layers.map((_, i) => new Beside(() => this.layers[i], () => this.groups[[1, 0][i]]))
    this.width = 1
    this.line = 0
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
    const i = Math.floor(x / (this.width + GAP))
    const place = shown[i]?.at(x - i * (this.width + GAP), y - this.line)
    const before = shown.slice(0, i).reduce((sum, group) => sum + group.shape()[1], 0)
    return place ? [place[0], place[1] + before] : null
  }

  paint(context, width, height, look, current) {
    const { shown } = this
    const [chosen, column] = current === null ? [null, 0] : this.of(current[1])
    this.width = (width - GAP * (shown.length - 1)) / Math.max(1, shown.length)
    this.line = 1.5 * look.rem
    shown.forEach((group, i) => {
      const number = this.groups.indexOf(group)
      context.save()
      context.translate(i * (this.width + GAP), 0)
      context.textAlign = 'left'
      context.textBaseline = 'alphabetic'
      context.fillStyle = look.ink
      context.fillText([NAMES[number], this.titles[number]?.[1]].filter(Boolean).join(' · '), 0, look.rem, this.width)
      context.translate(0, this.line)
      group.paint(context, this.width, height - this.line, look, group === chosen ? [current[0], column] : null)
      context.restore()
    })
  }
}
