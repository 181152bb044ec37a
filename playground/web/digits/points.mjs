// Test images as points of a map: each in the colour of its digit, as that digit where there is room, ringed where the network
// is wrong.

import { Field } from './field.mjs'
import { colour, property, rem } from '../theme.mjs'

const RIM = 14 // pixels around the outermost points
const ROOM = 14 // pixels along a side, which a point must have to be a digit
const REACH = 16 // pixels from the pointer to a point
const FAINT = 0.14
const DIGITS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]

export class Points extends Field {
  constructor(element, bokeh, told) {
    super(element, bokeh.get_model_by_name('digits.where'), told)
    this.said = null
    this.alone = null // the digit that is shown alone
    this.places = []
    this.dress()
  }

  dress() {
    const forced = matchMedia('(forced-colors: active)').matches
    const [ink, muted, accent] = ['ink', 'muted', 'accent'].map(colour)
    const colours = DIGITS.map((digit) => (forced ? ink : colour(`digit-${digit}`)))
    this.dressed = { forced, muted, accent, colours, size: 0.86 * rem(), font: property('font') }
    this.ask()
  }

  showAlone(digit) {
    this.alone = digit
    this.ask()
  }

  // What is known of a point.
  told(i) {
    const [digit, answer, sure] = ['digit', 'answer', 'sure'].map((name) => this.rows.get(name)[i])
    return { digit, answer, sure }
  }

  // The nearest point in a direction; at first, the one nearest to the middle.
  beside([right, down]) {
    if (this.at === null) {
      return this.nearest(this.side / 2, this.side / 2, Infinity)
    }
    const [x, y] = this.places[this.at]
    return this.best(([toX, toY]) => {
      const along = right * (toX - x) + down * (toY - y)
      const aside = Math.abs(down * (toX - x)) + Math.abs(right * (toY - y))
      return along > 0.5 && aside <= 2 * along ? along + 2 * aside : Infinity
    }) ?? this.at
  }

  nearest(x, y, reach) {
    return this.best(([toX, toY]) => {
      const distance = Math.hypot(toX - x, toY - y)
      return distance <= reach ? distance : Infinity
    })
  }

  best(cost) {
    let [best, least] = [null, Infinity]
    this.places.forEach((place, i) => {
      if (this.alone === null || this.rows.get('digit')[i] === this.alone) {
        const each = cost(place)
        if (each < least) [best, least] = [i, each]
      }
    })
    return best
  }

  under(event) {
    const { left, top } = this.canvas.getBoundingClientRect()
    return this.nearest(event.clientX - left, event.clientY - top, REACH)
  }

  draw(context, side) {
    const [x, y] = ['x', 'y'].map((name) => this.rows.get(name) ?? [])
    const isThere = this.said?.box != null
    this.places = isThere ? Array.from(x, (each, i) => this.place(each, y[i])) : []
    if (this.at !== null && this.at >= this.places.length) {
      this.go(null)
    }
    this.asDigits = this.dressed.forced || side / Math.sqrt(this.places.length) >= ROOM
    this.paintPoints(context)
    if (isThere && this.said.here) this.ring(context, this.place(...this.said.here), 11, this.dressed.accent, 3)
    if (this.at !== null) this.ring(context, this.places[this.at], 10, this.dressed.accent, 2.5)
  }

  place(x, y) {
    const [middleX, middleY, half] = this.said.box
    const scale = (this.side / 2 - RIM) / half
    return [this.side / 2 + (x - middleX) * scale, this.side / 2 - (y - middleY) * scale]
  }

  paintPoints(context) {
    const { colours, muted, size, font } = this.dressed
    const [digit, answer] = ['digit', 'answer'].map((name) => this.rows.get(name))
    context.font = `600 ${Math.max(12, Math.round(size))}px ${font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    this.places.forEach(([x, y], i) => {
      context.globalAlpha = this.alone === null || digit[i] === this.alone ? 1 : FAINT
      context.fillStyle = colours[digit[i]]
      if (this.asDigits) {
        context.fillText(String(digit[i]), x, y + 0.5)
      } else {
        context.beginPath()
        context.arc(x, y, 2.8, 0, 2 * Math.PI)
        context.fill()
      }
      if (digit[i] !== answer[i]) this.ring(context, [x, y], this.asDigits ? 8 : 5, muted, 1.2)
    })
    context.globalAlpha = 1
  }

  ring(context, [x, y], radius, colour, width) {
    context.beginPath()
    context.arc(x, y, radius, 0, 2 * Math.PI)
    context.strokeStyle = colour
    context.lineWidth = width
    context.stroke()
  }
}
