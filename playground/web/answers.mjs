// The output plot for who does not point at it: what the region and the points say, and what is answered at a place that the
// arrow keys move. All of it is read off the picture that is drawn.

import { part, Readable } from './readable.mjs'
import { SHAPES } from './shapes.mjs'
import { write } from './text.mjs'
import { signed as sign, toHundredth, written } from './written.mjs'

const EXTENT = 6
const STEPS = 24 // of the arrow keys, from one end of the plane to the other
const [ZERO, NONE] = [127, 255]
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] }
const SETS = ['training', 'test']
const TOPMOST = 0.5 // of the plane: above, what is read stands at the foot of the plot

const signed = (value) => sign(value, 2)
const percent = (share) => `${(100 * share).toFixed(share > 0.995 && share < 1 ? 1 : 0)} %`
const within = (value, most) => Math.max(0, Math.min(value, most))

export class Answers extends Readable {
  // Lives in the slot of the plot, of which `region` is the ground.
  constructor(slot, region) {
    const drawn = (name) => region.view.model.renderers.find((each) => each.name === `output.${name}`).data_source
    const sources = { region: region.source, ...Object.fromEntries(['curve', ...SETS].map((name) => [name, drawn(name)])) }
    const { inner_width: width, inner_height: height } = region.view.model.properties
    super(slot, {
      label: 'Output: the region and the points. Arrow keys move over the plane and read what is answered there.',
      id: 'about-output',
      told: 'answer-here',
      keys: KEYS,
      changing: [...Object.values(sources).map(({ properties }) => properties.data), width, height],
    })
    this.region = region
    this.sources = sources
  }

  begin() {
    this.read([STEPS / 2, STEPS / 2]) // columns and rows of places
  }

  leave() {
    this.read(null)
  }

  move([right, up]) {
    const [column, row] = this.at ?? [STEPS / 2, STEPS / 2]
    this.read([within(column + right, STEPS), within(row + up, STEPS)])
  }

  read(place) {
    this.at = place
    this.follow()
  }

  // What is drawn may be another picture by now, and lie elsewhere.
  follow() {
    this.cross.hidden = this.at === null
    write(this.told, this.at === null ? '' : this.words())
    if (this.at === null) return
    const { frame } = this.region.view
    const { left, top, width, height } = frame.bbox
    const [x1, x2] = this.place
    const [x, y] = [frame.x_scale.compute(x1), frame.y_scale.compute(x2)]
    this.cross.replaceChildren(part('b', `left: ${x}px; top: ${top}px; height: ${height}px`),
      part('b', `left: ${left}px; top: ${y}px; width: ${width}px; height: 1px`), part('i', `left: ${x}px; top: ${y}px`))
    this.told.toggleAttribute('data-low', y < top + TOPMOST * height)
  }

  // The place that is read: of a curve, the point of it.
  get place() {
    const [x1, x2] = this.at.map((i) => -EXTENT + (2 * EXTENT * i) / STEPS)
    return [x1, this.isCurve ? this.curveAt(x1) ?? 0 : x2]
  }

  get isCurve() {
    return this.region.plot.task === 'curve'
  }

  // Whether it shows the output, not one unit.
  get isAnswer() {
    return !this.region.plot.looked
  }

  get levels() {
    return this.sources.region.get_column('level') ?? []
  }

  curveAt(x1) {
    const values = this.sources.curve.get_column('x2') ?? []
    return values[Math.round(((x1 + EXTENT) / (2 * EXTENT)) * (values.length - 1))]
  }

  // The palette index that is painted there.
  levelAt(x1, x2) {
    const side = Math.sqrt(this.levels.length)
    const nearest = (x) => Math.round(within((x + EXTENT) / (2 * EXTENT), 1) * (side - 1))
    return this.levels[nearest(x2) * side + nearest(x1)]
  }

  valueOf(level) {
    return ((level - ZERO) / ZERO) * this.region.plot.limit
  }

  // The number of the class to which a palette index belongs.
  classOf(level) {
    const { blended, classes } = this.region.plot
    return blended ? Math.min(Math.floor(level / Math.floor(NONE / classes)), classes - 1) : Number(level > ZERO)
  }

  points(set) {
    const [x1, x2, value] = ['x1', 'x2', 'value'].map((name) => Array.from(this.sources[set].get_column(name) ?? []))
    return x1.map((x, i) => ({ set, x1: x, x2: x2[i], value: value[i] }))
  }

  words() {
    const { plot } = this.region
    const [x1, x2] = this.place
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
    const { plot } = this.region
    if (this.isCurve) return `${signed(x2)} is wanted`
    return plot.task === 'numbers' ? `${signed(2 * value - 1)} is wanted` : className(plot, this.classed(value))
  }

  classed(value) {
    const { task, classes } = this.region.plot
    return Math.floor(value * (task === 'classes' ? classes : 2))
  }

  describe() {
    const title = this.slot.closest('figure').querySelector('.title').textContent
    const sentences = [this.ground(), ...SETS.map((set) => this.summary(set)), this.slot.closest('figure').querySelector('.accuracy').textContent]
    write(this.about, `${title}. ${sentences.filter(Boolean).map((each) => each.replace(/\.?$/, '.')).join(' ')}`)
  }

  // What the region says as a whole.
  ground() {
    const { plot, levels } = { plot: this.region.plot, levels: Array.from(this.levels) }
    const known = this.isCurve ? Array.from(this.sources.curve.get_column('x2') ?? []) : levels.filter((level) => level !== NONE)
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
    const { plot } = this.region
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
const className = ({ task }, i) => `class ${task === 'classes' ? 'ABCDEF'[i] : ['−1', '+1'][i]}`
