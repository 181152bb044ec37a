// Which units respond alike: a square for every pair, in the order of a tree, with frames around its clusters.

import { Field } from './field.mjs'
import { palettes } from './ink.mjs'
import { colour, property, rem } from '../theme.mjs'

const LEAST = 15 // pixels of a square's side, beside which its number has room
const MARGIN = 20 // pixels for the numbers

// What is looked at is a pair of places in the order of the tree: [row, column].
export class Alike extends Field {
  constructor(element, bokeh, told) {
    super(element, bokeh.get_model_by_name('digits.where_alike'), told)
    this.said = { units: [], clusters: [] }
    this.dress()
  }

  dress() {
    this.palette = palettes().signed
    this.dressed = { ink: colour('ink'), muted: colour('muted'), accent: colour('accent'), font: property('font'), size: 0.86 * rem() }
    this.ask()
  }

  // The correlation of a pair, to two places.
  correlation([row, column]) {
    return this.rows.get('hundredths')[row * this.said.units.length + column] / 100
  }

  beside([right, down]) {
    if (!this.isThere) {
      return null
    }
    const last = this.said.units.length - 1
    const within = (place) => Math.min(Math.max(place, 0), last)
    return this.at === null ? [0, Math.min(1, last)] : [within(this.at[0] + down), within(this.at[1] + right)]
  }

  under(event) {
    if (!this.isThere) {
      return null
    }
    const { left, top } = this.canvas.getBoundingClientRect()
    const [row, column] = [event.clientY - top, event.clientX - left].map((at) => Math.floor((at - this.margin) / this.cell))
    const count = this.said.units.length
    return row >= 0 && column >= 0 && row < count && column < count ? [row, column] : null
  }

  get isThere() {
    const count = this.said.units.length
    return count > 1 && this.rows.get('level')?.length === count * count
  }

  draw(context, side) {
    const count = this.said.units.length
    if (!this.isThere) {
      this.go(null)
      return // of another layer, and the rest follows
    }
    if (this.at !== null && Math.max(...this.at) >= count) {
      this.go(null)
    }
    this.margin = (side - MARGIN) / count >= LEAST ? MARGIN : 1
    this.cell = (side - this.margin - 1) / count
    this.rows.get('level').forEach((level, i) => {
      context.fillStyle = `rgb(${this.palette.slice(4 * level, 4 * level + 3).join()})`
      context.fillRect(...this.corner(Math.floor(i / count), i % count), this.cell + 0.5, this.cell + 0.5)
    })
    if (this.margin === MARGIN) this.number(context)
    this.frame(context)
  }

  corner(row, column) {
    return [this.margin + column * this.cell, this.margin + row * this.cell]
  }

  number(context) {
    context.fillStyle = this.dressed.muted
    context.font = `${Math.max(12, Math.round(this.dressed.size))}px ${this.dressed.font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    this.said.units.forEach((unit, i) => {
      const middle = MARGIN + (i + 0.5) * this.cell
      context.fillText(String(unit + 1), middle, MARGIN / 2)
      context.fillText(String(unit + 1), MARGIN / 2, middle)
    })
  }

  frame(context) {
    context.strokeStyle = this.dressed.ink
    context.lineWidth = 1.5
    let first = 0
    for (const { units } of this.said.clusters) {
      context.strokeRect(...this.corner(first, first), units.length * this.cell, units.length * this.cell)
      first += units.length
    }
    if (this.at !== null) {
      context.strokeStyle = this.dressed.accent
      context.lineWidth = 2.5
      context.strokeRect(...this.corner(...this.at), this.cell, this.cell)
    }
  }
}
