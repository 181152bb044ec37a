// Which units respond alike: a square for every pair, in the order of a tree, with frames around its clusters.

import { palettes } from './ink.mjs'
import { Columns } from '../columns.mjs'
import { colour, onThemeChange, property, rem } from '../theme.mjs'

const LEAST = 15 // pixels of a square's side, beside which its number has room
const MARGIN = 20 // pixels for the numbers
const STEPS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] }

export class Alike {
  // Lives in `element`; `pick(unit)` is told of the unit that a person chooses, `tell(pair)` is called whenever there may be
  // something else to say of the pair [row, column] that a person looks at, or null.
  constructor(element, bokeh, { pick, tell }) {
    this.element = element
    this.tell = tell
    this.pick = pick
    this.canvas = document.createElement('canvas')
    element.append(this.canvas)
    element.alike = this // for whoever wants to know where a pair stands
    this.said = { units: [], clusters: [] }
    this.at = null
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.rows = new Columns(bokeh.get_model_by_name('digits.where_alike'), this.ask)
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(element)
    this.forget = onThemeChange(() => this.dress())
    this.listening = new AbortController()
    const on = (type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on('pointermove', (event) => { if (event.pointerType !== 'touch') this.go(this.under(event)) })
    on('pointerleave', () => this.go(null))
    on('click', (event) => { this.go(this.under(event)); this.press() })
    on('keydown', (event) => this.key(event))
    on('blur', () => this.go(null))
    this.dress()
  }

  destroy() {
    this.rows.disconnect()
    this.resizing.disconnect()
    this.forget()
    this.listening.abort()
    cancelAnimationFrame(this.request)
    this.canvas.remove()
  }

  dress() {
    this.palette = palettes().signed
    this.dressed = { ink: colour('ink'), muted: colour('muted'), accent: colour('accent'), font: property('font'), size: 0.86 * rem() }
    this.ask()
  }

  show(said) {
    this.said = said
    this.ask()
  }

  // The correlation of a pair, to two places.
  correlation([row, column]) {
    return this.rows.get('hundredths')[row * this.said.units.length + column] / 100
  }

  go(at) {
    if (JSON.stringify(at) !== JSON.stringify(this.at)) {
      this.at = at
      this.ask()
    }
  }

  press() {
    if (this.at !== null) this.pick(this.said.units[this.at[0]])
  }

  key(event) {
    const count = this.said.units.length
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey || !this.isThere) {
      return
    }
    if (event.key in STEPS) {
      const within = (place) => Math.min(Math.max(place, 0), count - 1)
      this.go(this.at === null ? [0, Math.min(1, count - 1)] : this.at.map((place, i) => within(place + STEPS[event.key][i])))
    } else if (event.key === 'Enter' && this.at !== null) {
      this.press()
    } else if (event.key === 'Escape' && this.at !== null) {
      this.go(null)
    } else {
      return
    }
    event.preventDefault()
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

  paint() {
    this.request = null
    const side = this.element.clientWidth
    const count = this.said.units.length
    if (side === 0) {
      return
    }
    const pixels = Math.round(side * devicePixelRatio)
    if (this.canvas.width !== pixels) this.canvas.width = this.canvas.height = pixels
    const context = this.canvas.getContext('2d')
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    context.clearRect(0, 0, side, side)
    if (!this.isThere) {
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
    this.tell(this.at)
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
