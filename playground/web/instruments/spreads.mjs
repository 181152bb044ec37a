// How the numbers of one layer lie over time, in a part of a plate: as ridges, or as bands. Both have the same axis of values,
// in bins: bin 0 lies below the first edge, the last one beyond the last edge.

import { ends, Time } from './plate.mjs'

const MOST_RIDGES = 28
const LABELS = [-10, -1, -0.1, -0.01, 0, 0.01, 0.1, 1, 10, 1e-4, -1e-4, 1e-6, -1e-6, 100, -100]

class Spread {
  constructor({ left, width, height, edges, steps, look }, counts, percentiles) {
    Object.assign(this, { left, width, height, edges, steps, look, counts, percentiles })
    const used = edges.map((_, bin) => counts.some((row) => row[bin] > 0))
    used.push(counts.some((row) => row[edges.length] > 0))
    this.first = Math.max(0, used.indexOf(true) - 1)
    this.last = Math.min(edges.length + 1, used.lastIndexOf(true) + 2)
    this.title = 1.4 * look.rem
    this.axis = 1.5 * look.rem
  }

  // Where a value lies among the bins.
  bin(value) {
    const { edges } = this
    const after = edges.findIndex((edge) => edge > value)
    if (after === 0) return 0.5
    if (after < 0) return edges.length + 0.5
    return after + (value - edges[after - 1]) / (edges[after] - edges[after - 1])
  }

  share(bin) {
    return (bin - this.first) / (this.last - this.first)
  }

  head(context, title) {
    context.fillStyle = this.look.ink
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.fillText(title, this.left, this.title - 0.4 * this.look.rem)
  }

  // Values for which there is room, each with its share of the axis.
  labels(room) {
    const [low, high] = [this.first, this.last]
    const inside = LABELS.map((value) => [value, this.bin(value)]).filter(([, bin]) => bin > low && bin < high)
    const kept = []
    for (const [value, bin] of inside.sort(([a], [b]) => (a === 0 ? -1 : b === 0 ? 1 : Math.abs(Math.log10(Math.abs(a))) - Math.abs(Math.log10(Math.abs(b)))))) {
      if (kept.every(([, other]) => Math.abs(this.share(other) - this.share(bin)) > room)) kept.push([value, bin])
    }
    return kept.map(([value, bin]) => [String(value).replace('-', '−'), this.share(bin)])
  }
}

export class Ridges extends Spread {
  constructor(...given) {
    super(...given)
    const every = Math.max(1, Math.ceil(this.steps.length / MOST_RIDGES))
    this.shown = this.steps.map((_, i) => i).filter((i) => (this.steps.length - 1 - i) % every === 0)
    this.rise = Math.min(0.42 * (this.height - this.title - this.axis), 5 * this.look.rem)
  }

  // The foot of a ridge: the latest one stands in front.
  foot(place) {
    const [top, bottom] = [this.title + this.rise, this.height - this.axis]
    return this.shown.length > 1 ? top + (place / (this.shown.length - 1)) * (bottom - top) : bottom
  }

  at(x, y) {
    if (x < this.left || x > this.left + this.width || y < this.title || y > this.height) return null
    let best = 0
    this.shown.forEach((_, place) => { if (Math.abs(this.foot(place) - y - 0.1 * this.rise) < Math.abs(this.foot(best) - y - 0.1 * this.rise)) best = place })
    return this.shown[best]
  }

  paint(context, title, current) {
    const { look, shown } = this
    this.head(context, title)
    const most = Math.max(1, ...shown.flatMap((i) => Array.from(this.counts[i])))
    shown.forEach((i, place) => this.ridge(context, i, this.foot(place), most, place / Math.max(1, shown.length - 1)))
    if (current !== null) this.ridge(context, current, this.foot(Math.max(0, shown.findLastIndex((i) => i <= current))), most, 1, look.ink)
    context.fillStyle = look.muted
    context.textAlign = 'center'
    for (const [words, share] of this.labels((2.6 * look.rem) / this.width)) {
      const half = context.measureText(words).width / 2 // which the edge of the picture would clip
      const x = Math.max(half, Math.min(share * this.width, this.width - half))
      context.fillText(words, this.left + x, this.height - 0.3 * look.rem)
    }
    this.times(context)
  }

  // The steps of the ridges at the back and in front, at their feet.
  times(context) {
    const { steps, shown, look } = this
    const last = shown.length - 1
    const words = ends(context, steps[shown[0]], steps[shown[last]], this.width)
    context.textAlign = 'right'
    context.lineJoin = 'round'
    context.lineWidth = 4
    context.strokeStyle = look.ground
    context.fillStyle = look.ink
    for (const place of new Set([0, last])) {
      const at = [words[place === 0 ? 0 : 1], this.left + this.width, this.foot(place) - 3]
      context.strokeText(...at)
      context.fillText(...at)
    }
  }

  ridge(context, i, foot, most, age, stroke) {
    const { look } = this
    const width = this.width / (this.last - this.first)
    context.beginPath()
    context.moveTo(this.left, foot)
    for (let bin = this.first; bin < this.last; bin++) {
      context.lineTo(this.left + (bin - this.first + 0.5) * width, foot - (this.counts[i][bin] / most) * this.rise)
    }
    context.lineTo(this.left + this.width, foot)
    context.globalAlpha = 0.82
    context.fillStyle = stroke ? look.tint : look.ground
    context.fill()
    context.globalAlpha = 0.25 + 0.75 * age
    context.lineWidth = stroke ? 2.4 : 1.3
    context.strokeStyle = stroke ?? look.accent
    context.stroke()
    context.globalAlpha = 1
  }
}

export class Bands extends Spread {
  y(bin) {
    return this.height - this.axis - this.share(bin) * (this.height - this.axis - this.title)
  }

  at(x, y) {
    return x < this.left || x > this.left + this.width || y < this.title || y > this.height ? null : this.time.nearest(x)
  }

  paint(context, title, current) {
    const { look } = this
    const labels = this.labels((1.3 * look.rem) / this.height)
    const margin = Math.max(0, ...labels.map(([words]) => context.measureText(words).width)) + 7
    const time = this.time = new Time(this.steps, this.left + margin, this.width - margin)
    this.head(context, title)
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    for (const [words, share] of labels) {
      const y = this.y(this.first + share * (this.last - this.first))
      context.fillStyle = look.rule
      context.fillRect(time.left, y, time.width, 1)
      context.fillStyle = look.muted
      context.fillText(words, time.left - 5, y)
    }
    this.band(context, 0, 4, 0.2)
    this.band(context, 1, 3, 0.35)
    context.beginPath()
    this.percentiles.forEach((five, i) => context.lineTo(time.x(this.steps[i]), this.y(this.bin(five[2]))))
    context.strokeStyle = look.accent
    context.lineWidth = 2
    context.stroke()
    time.ticks(context, this.height - 0.3 * look.rem, look)
    if (current !== null) {
      context.fillStyle = look.ink
      context.fillRect(time.x(this.steps[current]) - 1, this.title, 2, this.height - this.axis - this.title)
    }
  }

  band(context, low, high, strength) {
    const there = (which) => this.percentiles.map((five, i) => [this.time.x(this.steps[i]), this.y(this.bin(five[which]))])
    context.beginPath()
    for (const [x, y] of [...there(low), ...there(high).reverse()]) context.lineTo(x, y)
    context.globalAlpha = strength
    context.fillStyle = this.look.accent
    context.fill()
    context.globalAlpha = 1
  }
}
