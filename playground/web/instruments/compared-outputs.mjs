// What two runs answer over the plane, side by side, and where they disagree; of curves, both lines and their difference.

import { mark } from './marks-of-points.mjs'
import { ticks } from './drawing.mjs'
import { Disagreement } from './disagreement.mjs'
import { curves, pair } from './in-words.mjs'
import { Pictures } from '../pictures.mjs'
import { channels, diverging, property, shades, stops } from '../theme.mjs'
import { signed, toHundredth, written } from '../written.mjs'

const EXTENT = 6
const STEPS = 24 // of the arrow keys, from one end of the plane to the other
const [ZERO, NONE] = [127, 255]
const LETTERS = 'ABCDEF'
const GAP = 18

const coordinate = (i, steps = STEPS) => -EXTENT + (2 * EXTENT * i) / steps

export class Outputs {
  constructor() {
    this.titles = [['This run', ''], ['Other run', '']]
    this.told = { task: 'two classes', classes: 1, blended: false, reach: EXTENT, words: '' }
    this.pictures = [new Pictures(), new Pictures()]
    this.disagreement = new Disagreement()
    this.levels = [[], []]
    this.curves = { x1: [], mine: [], its: [] }
    this.points = []
    this.boxes = []
    this.dressed = null
  }

  get isCurve() {
    return this.told.task === 'curve'
  }

  get summary() {
    return this.told.words || undefined
  }

  tell(told) {
    this.told = told
    this.dressed = null
  }

  take(mine, its, difference, differs) {
    this.levels = [mine, its]
    this.disagreement.take(difference, differs)
    this.fresh = true
  }

  takeCurves(x1, mine, its) {
    this.curves = { x1, mine, its }
  }

  takePoints(x1, x2, markers, values) {
    this.points = Array.from(x1, (x, i) => ({ x, y: x2[i], marker: markers[i], value: values[i] }))
  }

  shape() {
    const there = this.isCurve ? this.curves.x1.length : this.levels[0].length
    return there ? [this.isCurve ? 1 : STEPS + 1, STEPS + 1] : [0, 0]
  }

  home() {
    return [STEPS / 2, STEPS / 2]
  }

  at(x, y) {
    const box = this.boxes.find(({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height)
    if (!box) return null
    const column = Math.round(((x - box.left) / box.width) * STEPS)
    return [this.isCurve ? 0 : Math.round(((y - box.top) / box.height) * STEPS), column]
  }

  about() {
    return pair(this.titles, [this.summary, this.isCurve && curves(this.curves)].filter(Boolean).join(' '))
  }

  words(row, column) {
    const x1 = coordinate(column)
    if (this.isCurve) {
      const [mine, its] = ['mine', 'its'].map((name) => this.curves[name][Math.round((column / STEPS) * (this.curves.x1.length - 1))])
      return `At x₁ = ${toHundredth(x1)}: this run ${signed(mine)}, the other ${signed(its)}, which is ${signed(its - mine)}.`
    }
    const levels = this.levels.map((each) => each[this.sample(row, column)])
    const same = this.disagreement.differs[this.sample(row, column)] ? 'They disagree' : 'They agree'
    const verdict = this.told.task === 'numbers' ? '' : ` ${same}.`
    const [mine, its] = levels.map((each) => this.answer(each))
    return `At x₁ = ${toHundredth(x1)}, x₂ = ${toHundredth(-coordinate(row))}: this run ${mine}, the other ${its}.${verdict}`
  }

  // The sample of the pictures that is nearest to a place.
  sample(row, column) {
    const side = Math.sqrt(this.levels[0].length)
    const nearest = (i) => Math.round((i / STEPS) * (side - 1))
    return nearest(STEPS - row) * side + nearest(column)
  }

  answer(level) {
    if (level === NONE) return 'no number'
    if (!this.told.blended) return signed((level - ZERO) / ZERO)
    return `class ${LETTERS[Math.min(Math.floor(level / Math.floor(NONE / this.told.classes)), this.told.classes - 1)]}`
  }

  // The colours of the task: they are asked for anew when the theme is another one.
  dress(look) {
    if (this.dressed === look) {
      return
    }
    const { task, classes, blended } = this.told
    this.dressed = look
    this.palette = new Uint32Array((blended ? shades(classes) : diverging()).buffer)
    this.colours = {
      'two classes': () => [stops('minus')[0], stops('plus')[0]], classes: () => stops('classes').slice(0, classes), numbers: () => stops('diverging'), curve: () => stops('plus'),
    }[task]().map((hex) => `rgb(${channels(hex).join(', ')})`)
    this.strength = Number(property('region'))
    this.rim = property('rim-training')
    this.fresh = true
  }

  paint(context, width, height, look, current) {
    if (this.shape()[0] === 0) {
      return
    }
    this.dress(look)
    const titles = [...this.titles, ['Where they disagree', 'hatched']]
    const parts = this.isCurve ? [['Both runs', 'this one full, the other dashed'], ['Difference', 'other − this']] : titles
    if (this.told.task === 'numbers') parts[2] = ['How far they are apart', 'strongest: 1']
    this.place(parts.length, width, height, look)
    parts.forEach((words, i) => this.head(context, words, i, look))
    if (this.isCurve) {
      this.paintCurves(context, look, current)
      return
    }
    if (this.fresh) {
      this.pictures.forEach((each, i) => each.fill(this.levels[i], 1, this.palette))
      this.disagreement.fill(look)
      this.fresh = false
    }
    this.boxes.forEach((box, i) => this.paintMap(context, box, i, look, current))
  }

  // Squares, or wide boxes for curves, as large as they fit: in one row, or in more where that is narrow.
  place(count, width, height, look) {
    const line = 1.5 * look.rem
    const size = (columns) => {
      const [wide, high] = [(width - GAP * (columns - 1)) / columns, height / Math.ceil(count / columns) - line - 6]
      return this.isCurve ? [wide, high] : [Math.min(wide, high), Math.min(wide, high)]
    }
    const columns = [3, 2, 1].filter((each) => each <= count).reduce((best, each) => (size(each)[0] * size(each)[1] > 1.3 * size(best)[0] * size(best)[1] ? each : best))
    const cell = (width - GAP * (columns - 1)) / columns
    const [wide, high] = size(columns)
    this.boxes = Array.from({ length: count }, (_, i) => ({
      left: (i % columns) * (cell + GAP), top: line + Math.floor(i / columns) * (high + line + 6), width: wide, height: high, cell,
    }))
  }

  head(context, [title, more], i, look) {
    const { left, top, cell } = this.boxes[i]
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.fillStyle = look.ink
    context.fillText(title, left, top - 0.45 * look.rem, cell)
    const wide = context.measureText(`${title} `).width
    context.fillStyle = look.muted
    if (more && cell - wide > 30) context.fillText(cut(context, `· ${more}`, cell - wide), left + wide, top - 0.45 * look.rem)
  }

  paintMap(context, box, i, look, current) {
    const { left, top, width, height } = box
    context.save()
    context.beginPath()
    context.rect(left, top, width, height)
    context.clip()
    context.imageSmoothingEnabled = true
    if (i < 2) {
      context.globalAlpha = this.strength
      this.pictures[i].paintOne(context, 0, left, top, width, height)
      context.globalAlpha = 1
      this.paintPoints(context, box, EXTENT)
    } else {
      this.disagreement.paint(context, left, top, width, height)
    }
    if (current !== null) cross(context, left + (current[1] / STEPS) * width, top + (current[0] / STEPS) * height, look)
    context.restore()
    context.lineWidth = 1
    context.strokeStyle = look.rule
    context.strokeRect(left + 0.5, top + 0.5, width - 1, height - 1)
  }

  paintPoints(context, { left, top, width, height }, reach) {
    const radius = Math.max(1.7, Math.min(width, height) / 75)
    context.lineWidth = 0.7
    context.strokeStyle = this.rim
    for (const { x, y, marker, value } of this.points) {
      context.fillStyle = this.colours[Math.min(Math.max(Math.floor(value * this.colours.length), 0), this.colours.length - 1)]
      mark(context, marker, left + ((x + EXTENT) / (2 * EXTENT)) * width, top + ((reach - y) / (2 * reach)) * height, radius)
    }
  }

  paintCurves(context, look, current) {
    const [both, apart] = this.boxes
    const { mine, its } = this.curves
    const difference = Array.from(mine, (value, i) => its[i] - value)
    const far = Math.min(1.1 * Math.max(0.1, ...difference.filter(Number.isFinite).map(Math.abs)), 2 * this.told.reach)
    for (const [box, reach] of [[both, this.told.reach], [apart, far]]) {
      axis(context, box, reach, look)
      context.save()
      context.beginPath()
      context.rect(box.left, box.top, box.width, box.height)
      context.clip()
      if (box === both) {
        this.paintPoints(context, box, reach)
        line(context, box, mine, reach, look.accent, [])
        line(context, box, its, reach, look.ink, [6, 4])
      } else {
        line(context, box, difference, reach, look.ink, [])
      }
      if (current !== null) cross(context, box.left + (current[1] / STEPS) * box.width, null, look, box)
      context.restore()
    }
  }
}

function axis(context, { left, top, width, height }, reach, look) {
  const y = (value) => top + ((reach - value) / (2 * reach)) * height
  context.lineWidth = 1
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  for (const value of ticks(-reach, reach, height / 40)) {
    context.strokeStyle = look.rule
    context.beginPath()
    context.moveTo(left, y(value))
    context.lineTo(left + width, y(value))
    context.stroke()
    context.fillStyle = look.muted
    context.fillText(written(value), left + 2, y(value) - 7)
  }
}

function line(context, { left, top, width, height }, values, reach, stroke, dash) {
  context.beginPath()
  values.forEach((value, i) => {
    if (Number.isFinite(value)) context.lineTo(left + (i / (values.length - 1)) * width, top + ((reach - value) / (2 * reach)) * height)
  })
  context.setLineDash(dash)
  context.lineWidth = 2
  context.strokeStyle = stroke
  context.stroke()
  context.setLineDash([])
}

// What is pointed at: a ring, or, of curves, a line from top to bottom.
function cross(context, x, y, look, box = null) {
  for (const [width, stroke] of [[4, look.ground], [1.8, look.ink]]) {
    context.beginPath()
    y === null ? (context.moveTo(x, box.top), context.lineTo(x, box.top + box.height)) : context.arc(x, y, 5, 0, 7)
    context.lineWidth = width
    context.strokeStyle = stroke
    context.stroke()
  }
}

function cut(context, words, width) {
  if (context.measureText(words).width <= width) return words
  let end = words.length
  while (end > 3 && context.measureText(`${words.slice(0, end)}…`).width > width) end -= 1
  return `${words.slice(0, end)}…`
}
