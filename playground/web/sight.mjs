// What the picture of an output says, read off its columns alone: the region and the points as a whole, and the answer at a place.

import { SHAPES } from './shapes.mjs'
import { signed as sign, toHundredth, written } from './written.mjs'

export const EXTENT = 6
export const SETS = ['training', 'test']
const [ZERO, NONE] = [127, 255]

const signed = (value) => sign(value, 2)
const percent = (share) => `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`
const within = (value, most) => Math.max(0, Math.min(value, most))

export class Sight {
  // `plot` is {task, classes, blended, decided, looked, limit, reach}; `column(source, name)` gives the column of a source, as the view
  // of the output makes them (`views/output.py`), or an empty list.
  constructor(plot, column) {
    this.plot = plot
    this.column = column
  }

  // The place that is read there: of a curve, the point of it.
  place([x1, x2]) {
    return [x1, this.isCurve ? this.curveAt(x1) ?? 0 : x2]
  }

  get isCurve() {
    return this.plot.task === 'curve'
  }

  // Whether it shows the output, not one unit.
  get isAnswer() {
    return !this.plot.looked
  }

  get levels() {
    return this.column('region', 'level')
  }

  curveAt(x1) {
    const values = this.column('curve', 'x2')
    return values[Math.round(((x1 + EXTENT) / (2 * EXTENT)) * (values.length - 1))]
  }

  // The palette index that is painted there.
  levelAt(x1, x2) {
    const side = Math.sqrt(this.levels.length)
    const nearest = (x) => Math.round(within((x + EXTENT) / (2 * EXTENT), 1) * (side - 1))
    return this.levels[nearest(x2) * side + nearest(x1)]
  }

  valueOf(level) {
    return ((level - ZERO) / ZERO) * this.plot.limit
  }

  // The number of the class to which a palette index belongs.
  classOf(level) {
    const { blended, classes } = this.plot
    return blended ? Math.min(Math.floor(level / Math.floor(NONE / classes)), classes - 1) : Number(level > ZERO)
  }

  points(set) {
    const [x1, x2, value] = ['x1', 'x2', 'value'].map((name) => Array.from(this.column(set, name)))
    return x1.map((x, i) => ({ set, x1: x, x2: x2[i], value: value[i] }))
  }

  // What is answered at a place, in words.
  words([x1, x2]) {
    const { plot } = this
    const title = this.isAnswer ? 'the network' : 'this unit'
    const where = `At x₁ = ${toHundredth(x1)}${this.isCurve ? '' : `, x₂ = ${toHundredth(x2)}`}`
    const near = this.nearest(x1, x2)
    if (this.isCurve) return `${where}: ${title} answers ${signed(x2)}.${near}`
    const level = this.levelAt(x1, x2)
    if (level === undefined || level === NONE) return `${where}: no number.`
    const isSide = plot.task === 'two classes' && this.isAnswer
    const said = plot.blended ? className(plot, this.classOf(level)) : plot.decided && isSide ? '' : signed(this.valueOf(level))
    const side = isSide ? `${said ? ', ' : ''}${className(plot, this.classOf(level))}` : ''
    return `${where}: ${title} answers ${said}${side}.${near}`
  }

  // The point that lies nearest, in words.
  nearest(x1, x2) {
    const far = (point) => (this.isCurve ? Math.abs(point.x1 - x1) : Math.hypot(point.x1 - x1, point.x2 - x2))
    const all = SETS.flatMap((set) => this.points(set))
    if (all.length === 0) return ''
    const best = all.reduce((a, b) => (far(b) < far(a) ? b : a))
    return ` The nearest point, ${toHundredth(far(best))} away, is of the ${best.set} set: ${this.wanted(best)}.`
  }

  wanted({ value, x2 }) {
    const { plot } = this
    if (this.isCurve) return `${signed(x2)} is wanted`
    return plot.task === 'numbers' ? `${signed(2 * value - 1)} is wanted` : className(plot, this.classed(value))
  }

  classed(value) {
    const { task, classes } = this.plot
    return Math.floor(value * (task === 'classes' ? classes : 2))
  }

  // The picture in a few sentences, of which some may be empty.
  sentences() {
    return [this.ground(), ...SETS.map((set) => this.summary(set))]
  }

  // What the region says as a whole.
  ground() {
    const { plot } = this
    const levels = Array.from(this.levels)
    const known = this.isCurve ? Array.from(this.column('curve', 'x2')) : levels.filter((level) => level !== NONE)
    if (known.length === 0) return 'Nothing has been drawn yet.'
    if (plot.blended || (plot.task === 'two classes' && this.isAnswer)) {
      const count = plot.blended ? plot.classes : 2
      const shares = Array.from({ length: count }, (_, i) => known.filter((level) => this.classOf(level) === i).length / known.length)
      return `The region: ${shares.map((share, i) => `${className(plot, i)} on ${percent(share)} of the plane`).join(', ')}`
    }
    const values = this.isCurve ? known : known.map((level) => this.valueOf(level))
    const ends = [Math.min, Math.max].map((end) => signed(values.reduce((a, b) => end(a, b))))
    return `Answers from ${ends[0]} to ${ends[1]}`
  }

  // How many points of which class there are, and how many of them lie where the picture says so.
  summary(set) {
    const { plot } = this
    const points = this.points(set)
    if (points.length === 0) return ''
    const name = `${points.length} ${set} points`
    if (this.isCurve || plot.task === 'numbers') return this.isAnswer ? `${name}, ${this.off(points)}` : name
    const counts = Array.from({ length: plot.task === 'classes' ? plot.classes : 2 }, (_, i) => points.filter(({ value }) => this.classed(value) === i).length)
    const kinds = counts.map((count, i) => `${count} of ${className(plot, i)} (${SHAPES[i]})`).join(', ')
    if (!this.isAnswer || set === 'test') return `${name}: ${kinds}` // of test points the caption says it
    const right = points.filter(({ x1, x2, value }) => this.classOf(this.levelAt(x1, x2)) === this.classed(value)).length
    return `${name}: ${kinds}; in the picture ${right} lie in the region of their class, ${points.length - right} outside it (${percent(right / points.length)} right)`
  }

  off(points) {
    const answer = ({ x1, x2 }) => (this.isCurve ? this.curveAt(x1) : this.valueOf(this.levelAt(x1, x2)))
    const wanted = ({ x2, value }) => (this.isCurve ? x2 : 2 * value - 1)
    const sum = points.reduce((total, point) => total + Math.abs(answer(point) - wanted(point)), 0)
    return `which the picture misses by ${written(sum / points.length, 2)} on average`
  }
}

// A class as the page calls it: two are −1 and +1.
export const className = ({ task }, i) => `class ${task === 'classes' ? 'ABCDEF'[i] : ['−1', '+1'][i]}`
