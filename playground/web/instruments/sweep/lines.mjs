// Parallel coordinates: an axis for each setting that is varied, for the losses and the accuracy, and a line for every run.

import { loss, number, percent } from './runs.mjs'
import { sweep } from '../in-words.mjs'
import { shortened } from './tiles.mjs'
import { palette } from '../../theme.mjs'

const NEAR = 14 // pixels to a line
const DARKEST = 0.75 // of the scale: beyond, lines are hardly told from the ground

export class Lines {
  constructor(runs) {
    this.runs = runs
    this.axes = []
    this.brush = null // whoever lets a part of an axis be kept
    this.dragging = false
    this.ignore = false // the click that ends a drag
  }

  shape() {
    return [this.runs.known.length, 1]
  }

  runAt(row) {
    return this.runs.ranked[row] ?? null
  }

  placeOf(run) {
    const row = this.runs.ranked.indexOf(run)
    return row < 0 ? null : [row, 0]
  }

  // All arrow keys lead along the ranks.
  kept(row, column) {
    const last = this.runs.known.length - 1
    return last < 0 ? null : [Math.max(0, Math.min(row + column, last)), 0]
  }

  words(row) {
    return this.runs.words(this.runAt(row))
  }

  about() {
    return sweep(this.runs)
  }

  // A press opens the run there, unless it was the end of a drag.
  go() {
    const isPress = !this.ignore
    this.ignore = false
    return isPress
  }

  at(x, y) {
    if (this.dragging) return null
    const distance = (run) => Math.min(...this.axes.slice(1).map((axis, i) => toSegment(x, y, this.axes[i].x, this.y(this.axes[i], run), axis.x, this.y(axis, run))))
    const near = this.runs.known.map((run) => [distance(run), run]).filter(([far]) => far < NEAR).sort(([a], [b]) => a - b)
    return near.length > 0 ? this.placeOf(near[0][1]) : null
  }

  y({ shares }, run) {
    return this.top + (1 - shares[run]) * this.height
  }

  paint(context, width, height, look, current) {
    const { known, record } = this.runs
    this.axes = []
    if (known.length > 0) this.paintAll(context, width, height, look, current, record)
    this.brush?.place()
  }

  paintAll(context, width, height, look, current, record) {
    const { rem } = look
    Object.assign(this, { top: 2.6 * rem, height: height - 3.4 * rem })
    const all = axesOf(this.runs)
    const [left, right] = [0.8 * rem, 4 * rem]
    this.axes = all.map((axis, i) => ({ ...axis, x: left + (i / Math.max(1, all.length - 1)) * (width - left - right) }))
    const room = (width - left - right) / Math.max(1, all.length - 1)
    const pointed = current === null ? null : this.runAt(current[0])
    const bytes = palette('sequential')
    const losses = all.find(({ name }) => name === 'test_loss').shares
    for (const run of [...this.runs.ranked].reverse()) {
      if (run !== pointed) this.line(context, run, this.colour(bytes, losses[run]), 1.8, this.runs.kept(run) ? 0.95 : 0.12, record)
    }
    this.axes.forEach((axis) => this.axis(context, axis, look))
    if (pointed !== null) this.line(context, pointed, look.accent, 3.5, 1, record)
    this.axes.forEach((axis, i) => this.labels(context, axis, i, room, look))
  }

  colour(bytes, share) {
    const i = 4 * Math.round(share * DARKEST * (bytes.length / 4 - 1))
    return `rgb(${bytes[i]} ${bytes[i + 1]} ${bytes[i + 2]})`
  }

  line(context, run, colour, width, alpha, { runs, best }) {
    context.save()
    context.globalAlpha = alpha
    context.strokeStyle = context.fillStyle = colour
    context.lineWidth = best === run ? Math.max(width, 3) : width
    context.lineJoin = 'round'
    context.setLineDash(runs[run].broken ? [5, 4] : [])
    context.beginPath()
    for (const axis of this.axes) context.lineTo(axis.x, this.y(axis, run))
    context.stroke()
    for (const axis of this.axes) {
      context.beginPath()
      context.arc(axis.x, this.y(axis, run), width, 0, 2 * Math.PI)
      context.fill()
    }
    context.restore()
  }

  axis(context, { name, x }, look) {
    context.strokeStyle = look.muted
    context.lineWidth = 1
    context.beginPath()
    context.moveTo(x, this.top)
    context.lineTo(x, this.top + this.height)
    context.stroke()
    const { brushed } = this.runs
    if (brushed?.name === name) {
      const { low, high } = brushed
      context.strokeStyle = look.accent
      context.lineWidth = 5
      context.beginPath()
      context.moveTo(x, this.top + (1 - low) * this.height)
      context.lineTo(x, this.top + (1 - high) * this.height)
      context.stroke()
    }
  }

  // On top of all lines, with a halo of the ground's colour.
  labels(context, { label, ticks, x }, number, room, look) {
    context.fillStyle = look.ink
    context.textBaseline = 'alphabetic'
    context.textAlign = 'left'
    label.split(' ').slice(0, 2).forEach((word, i, words) => context.fillText(shortened(context, word, number < this.axes.length - 1 ? room : 4 * look.rem + 8), Math.max(0, x - 8), this.top - (words.length - i) * 0.95 * look.rem + 0.25 * look.rem))
    context.fillStyle = look.muted
    context.strokeStyle = look.ground
    context.lineWidth = 5
    context.lineJoin = 'round'
    context.textBaseline = 'middle'
    for (const [share, words] of ticks) {
      const fits = shortened(context, words, (number < this.axes.length - 1 ? room : 4 * look.rem) - 8)
      const at = [x + 6, this.top + (1 - share) * this.height + (share - 0.5) * 1.3 * look.rem] // beside the lines that end there
      context.strokeText(fits, ...at)
      context.fillText(fits, ...at)
    }
  }
}

// The axes: of each {name, label, shares of all runs from 0 below to 1 above, ticks [share, words], say(run), its value in words}.
function axesOf(runs) {
  const { axes, trials, seeds } = runs.record
  const place = (i, count) => (count > 1 ? i / (count - 1) : 0.5)
  const chosen = axes.map(({ name, label, words }, axis) => ({
    name, label, shares: trials.map(({ places }) => place(places[axis], words.length)), ticks: words.map((each, i) => [place(i, words.length), each]),
    say: (run) => words[trials[run].places[axis]],
  }))
  if (seeds > 1) {
    chosen.push({
      name: 'seed', label: 'Seed', shares: trials.map(({ seed }) => place(seed - 1, seeds)),
      ticks: Array.from({ length: seeds }, (_, i) => [place(i, seeds), String(i + 1)]), say: (run) => String(trials[run].seed),
    })
  }
  const measured = [measure(runs, 'train_loss', 'Training loss', true), measure(runs, 'test_loss', 'Test loss', true)]
  return [...chosen, ...measured, ...(runs.hasAccuracy ? [measure(runs, 'test_accuracy', 'Test accuracy', false)] : [])]
}

// An axis of numbers; runs whose numbers broke stand at the end of a loss.
function measure({ record: { runs } }, name, label, logarithmic) {
  const of = (run) => (run === null || run[name] === null || (logarithmic && run.broken) ? null : run[name])
  const values = runs.map(of)
  const sound = values.filter((value) => value !== null && (!logarithmic || value > 0))
  const [low, high] = sound.length > 0 ? [Math.min(...sound), Math.max(...sound)] : [0, 1]
  const scale = logarithmic ? Math.log : (value) => value
  const share = (value) => (high > low ? Math.max(0, (scale(value) - scale(low)) / (scale(high) - scale(low))) : 0.5)
  const shares = values.map((value) => (value === null ? 1 : share(value)))
  const middle = logarithmic ? Math.sqrt(low * high) : (low + high) / 2
  const words = (value) => told(value, [low, middle, high], logarithmic)
  const top = values.some((value) => value === null) && logarithmic ? `≥ ${words(high)}` : words(high)
  const say = (run) => (logarithmic ? loss(values[run]) : values[run] === null ? 'unknown' : percent(values[run]))
  return { name, label, shares, say, ticks: high > low ? [[0, words(low)], [0.5, words(middle)], [1, top]] : [[0.5, words(low)]] }
}

// A number with as many digits as tell apart all that stand on its axis.
function told(value, all, logarithmic) {
  const ways = logarithmic
    ? [2, 3, 4, 5, 6, 7, 8].map((digits) => (each) => (digits > 2 && each < 1e5 && each >= 1e-4 ? each.toPrecision(digits) : number(Number(each.toPrecision(2)))))
    : [0, 1, 2, 3].map((digits) => (each) => `${(100 * each).toFixed(digits)} %`)
  const way = ways.find((say) => new Set(all.map(say)).size === new Set(all).size) ?? ways.at(-1)
  return way(value)
}

// How far a point is from a stretch of a line.
function toSegment(x, y, x1, y1, x2, y2) {
  const [dx, dy] = [x2 - x1, y2 - y1]
  const along = Math.max(0, Math.min(1, ((x - x1) * dx + (y - y1) * dy) / (dx * dx + dy * dy || 1)))
  return Math.hypot(x - x1 - along * dx, y - y1 - along * dy)
}
