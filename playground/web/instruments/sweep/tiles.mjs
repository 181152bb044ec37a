// Final regions as small multiples: the first setting in columns, the second in rows, seeds side by side.

import { number } from './runs.mjs'
import { sweep } from '../in-words.mjs'
import { Pictures } from '../../pictures.mjs'
import { channels, diverging, property, shades, stops } from '../../theme.mjs'

const [GAP, GROUP, LEAST, ROOMY] = [4, 10, 44, 60] // pixels: between tiles, between groups of seeds, the smallest side, the smallest with points
const CURVE = 2 // so far up and down a curve's tile reaches, at least
const EXTENT = 6

export class Tiles {
  constructor(runs) {
    this.runs = runs
    this.pictures = new Pictures()
    this.boxes = []
    this.lines = []
    this.painted = null
  }

  // What is painted may be another picture.
  forget() {
    this.painted = null
  }

  shape() {
    return [Math.max(0, ...this.boxes.map(({ row }) => row + 1)), Math.max(0, ...this.boxes.map(({ column }) => column + 1))]
  }

  runAt(row, column) {
    return this.boxes.find((box) => box.row === row && box.column === column)?.run ?? null
  }

  placeOf(run) {
    const box = this.boxes[run]
    return box ? [box.row, box.column] : null
  }

  // Not every row is full.
  kept(row, column) {
    const rows = this.boxes.filter((box) => box.row === Math.max(0, Math.min(row, this.shape()[0] - 1)))
    const box = rows.find((each) => each.column === column) ?? (column < 0 ? rows[0] : rows.at(-1))
    return box ? [box.row, box.column] : null
  }

  home() {
    return this.placeOf(0)
  }

  words(row, column) {
    return this.runs.words(this.runAt(row, column))
  }

  about() {
    return sweep(this.runs)
  }

  // A press opens the run there.
  go() {
    return true
  }

  at(x, y) {
    const box = this.boxes.find((each) => x >= each.x && x < each.x + this.side && y >= each.y && y < each.y + this.side)
    return box ? [box.row, box.column] : null
  }

  // How groups of seeds stand in so much room: how many in a line, how many lines, and whether the settings have changed places.
  arranged(width, height, widths, small) {
    const { axes: [{ words: { length: columns } }, other], seeds } = this.runs.record
    const wide = (across, left) => (width - left - (across - 1) * GROUP) / (across * seeds) - GAP
    if (other !== undefined) {
      const rows = other.words.length
      const turned = columns > rows && wide(columns, widths[1]) < LEAST
      return turned ? { across: rows, down: columns, left: widths[0], turned } : { across: columns, down: rows, left: widths[1], turned }
    }
    const sideOf = (count) => Math.min(wide(count, 0), height / Math.ceil(columns / count) - 3.1 * small - GAP)
    const across = Array.from({ length: columns }, (_, i) => i + 1).reduce((best, count) => (sideOf(count) > sideOf(best) ? count : best), 1)
    return { across, down: Math.ceil(columns / across), left: 0, wrapped: true }
  }

  // Where everything stands in so much room; what has none is reached by scrolling.
  measure(context, width, height, { rem, font }) {
    const { axes, seeds, trials } = this.runs.record
    if (trials.length === 0) {
      this.boxes = []
      this.lines = []
      return
    }
    context.font = font
    const small = 0.86 * rem
    const widths = axes.map(({ words }) => Math.min(0.28 * width, Math.max(...words.map((each) => context.measureText(each).width)) + 8))
    const { across, down, left, turned = false, wrapped = false } = this.arranged(width, height, widths, small)
    const [head, foot] = [1.5 * small, 1.5 * small]
    const wide = (width - left - 2 - (across - 1) * GROUP) / (across * seeds) - GAP
    const high = (height - 4 - (wrapped ? 0 : head)) / down - foot - GAP - (wrapped ? head : 0)
    this.side = Math.floor(Math.max(Math.min(wide, Math.max(high, LEAST)), 16))
    const [stepX, stepY] = [seeds * (this.side + GAP) + GROUP, this.side + foot + GAP + (wrapped ? head : 0)]
    this.boxes = trials.map(({ places: [first, second = 0], seed }, run) => {
      const [a, b] = wrapped ? [first % across, Math.floor(first / across)] : turned ? [second, first] : [first, second]
      return { run, row: b, column: a * seeds + seed - 1, x: left + 2 + a * stepX + (seed - 1) * (this.side + GAP), y: 2 + head + b * stepY }
    })
    this.high = 2 + (wrapped ? 0 : head) + down * stepY
    const columns = (turned ? axes[1] : axes[0]).words
    const rows = (turned ? axes[0] : axes[1])?.words ?? []
    const group = seeds * (this.side + GAP) - GAP
    this.lines = [
      ...columns.map((words, i) => ({
        words, align: 'center', room: group + GROUP, x: left + 2 + (wrapped ? i % across : i) * stepX + group / 2,
        y: 2 + head / 2 + (wrapped ? Math.floor(i / across) * stepY : 0),
      })),
      ...rows.map((words, i) => ({ words, align: 'left', room: left - 4, x: 2, y: 2 + head + i * stepY + this.side / 2 })),
    ]
  }

  least() {
    return this.boxes.length > 0 ? this.high : 0
  }

  paint(context, _width, _height, look) {
    const { runs } = this.runs.record
    context.textBaseline = 'middle'
    context.fillStyle = look.muted
    for (const { words, align, x, y, room } of this.lines) {
      context.textAlign = align
      context.fillText(shortened(context, words, room), x, y)
    }
    this.fill()
    for (const box of this.boxes) this.tile(context, box, runs[box.run], look)
  }

  // The pictures of all runs.
  fill() {
    const { record: { task, classes, runs }, columns } = this.runs
    const levels = columns.level?.get('level') ?? []
    if (task === 'curve' || runs.length === 0 || levels.length === 0 || levels.length % runs.length) return
    const palette = new Uint32Array((classes > 1 ? shades(classes) : diverging()).buffer)
    const form = [property('diverging'), property('classes')].join()
    if (this.painted === form) return
    this.pictures.fill(levels, runs.length, palette)
    this.painted = form
  }

  tile(context, { run, x, y }, known, look) {
    const { side } = this
    const { best } = this.runs.record
    const pointed = this.runs.pointed === run
    context.save()
    context.globalAlpha = this.runs.kept(run) || pointed ? 1 : 0.3
    if (known === null) {
      context.setLineDash([3, 3])
      context.strokeStyle = look.muted
      context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1)
    } else {
      this.picture(context, run, x, y, known, look)
      context.fillStyle = look.ink
      context.textAlign = 'center'
      const words = known.broken ? 'broke' : fitting(context, known.test_loss, side, best === run)
      context.fillText(shortened(context, words, side + GROUP), x + side / 2, y + side + 0.65 * look.rem)
    }
    if (best === run) this.crown(context, x, y, look)
    if (pointed) ring(context, x - 1.5, y - 1.5, side + 3, look.accent, 3)
    context.restore()
  }

  picture(context, run, x, y, known, look) {
    const { side } = this
    const { record: { task } } = this.runs
    const alpha = context.globalAlpha
    const roomy = side >= ROOMY
    context.save()
    context.beginPath()
    context.rect(x, y, side, side)
    context.clip()
    if (task === 'curve') {
      context.strokeStyle = look.rule
      context.strokeRect(x + 0.5, y + 0.5, side - 1, side - 1)
      this.points(context, x, y, known.data, alpha, look)
      this.curve(context, run, x, y, look)
    } else {
      context.globalAlpha = roomy ? alpha * Number(property('region')) : alpha
      this.pictures.paintOne(context, run, x, y, side, side)
      context.globalAlpha = alpha
      if (roomy) this.points(context, x, y, known.data, alpha, look)
    }
    context.restore()
  }

  reach() {
    const values = this.runs.columns.line?.list('value') ?? []
    return values.reduce((most, value) => (Math.abs(value) > most ? Math.min(Math.abs(value), 4) : most), CURVE)
  }

  curve(context, run, x, y, look) {
    const values = this.runs.columns.line?.get('value') ?? []
    const [count, reach, { side }] = [values.length / this.runs.record.runs.length, this.reach(), this]
    context.beginPath()
    for (let i = 0; i < count; i++) {
      const value = values[run * count + i]
      context.lineTo(x + (i / (count - 1)) * side, y + (1 - value / reach) * side / 2)
    }
    context.lineWidth = 2
    context.strokeStyle = look.ink
    context.stroke()
  }

  points(context, x, y, data, alpha, look) {
    const { record: { task, classes }, columns: { points } } = this.runs
    const [x1, x2, value, of] = ['x1', 'x2', 'value', 'data'].map((name) => points.get(name))
    const reach = task === 'curve' ? this.reach() : EXTENT
    const colours = coloursOf(task, classes)
    const radius = Math.max(1, this.side / 85)
    context.strokeStyle = look.ground
    context.lineWidth = 0.5
    for (let i = 0; i < (x1?.length ?? 0); i++) {
      if (of[i] !== data) continue
      context.beginPath()
      context.arc(x + (x1[i] / EXTENT + 1) * this.side / 2, y + (1 - x2[i] / reach) * this.side / 2, radius, 0, 2 * Math.PI)
      context.fillStyle = colours[Math.min(colours.length - 1, Math.floor(Math.max(0, value[i]) * colours.length))]
      context.fill()
      if (radius > 1.2) context.stroke()
    }
  }

  // The one with the lowest test loss has a ring, and, if there is room, says so in its corner.
  crown(context, x, y, look) {
    ring(context, x, y, this.side, look.ink, 2.5)
    if (this.side < ROOMY) return
    const said = shortest(context, ['lowest test loss', 'lowest loss', 'lowest'], this.side - 6)
    const [wide, high] = [context.measureText(said).width + 6, 1.15 * look.rem]
    context.fillStyle = look.ink
    context.fillRect(x, y, wide, high)
    context.fillStyle = look.ground
    context.textAlign = 'left'
    context.fillText(said, x + 3, y + high / 2 + 0.5)
  }
}

// The colours of points, as those of the output plot.
function coloursOf(task, classes) {
  const hexes = { 'two classes': () => ['minus', 'plus'].map((name) => stops(name)[0]), classes: () => stops('classes').slice(0, classes), curve: () => stops('plus') }[task]
  if (hexes) return hexes().map((hex) => `rgb(${channels(hex).join(', ')})`)
  const bytes = diverging()
  return Array.from({ length: bytes.length / 4 }, (_, i) => `rgb(${bytes.slice(4 * i, 4 * i + 3).join(', ')})`)
}

function ring(context, x, y, side, colour, width) {
  context.strokeStyle = colour
  context.lineWidth = width
  context.strokeRect(x + width / 2, y + width / 2, side - width, side - width)
}

// A loss with as many of three decimals as fit into so many pixels, and that it is the lowest, if there is room for that.
function fitting(context, value, room, isLowest) {
  const decimals = value === null || value >= 1e5 ? [] : [3, 2, 1].map((count) => value.toFixed(count))
  const said = decimals.length > 0 ? shortest(context, decimals, room) : number(value)
  return isLowest ? shortest(context, [`lowest: ${said}`, said], room) : said
}

// The first of several ways to say it that fits into so many pixels, or the last.
const shortest = (context, ways, room) => ways.find((words) => context.measureText(words).width <= room) ?? ways.at(-1)

// Words that fit into so many pixels.
export function shortened(context, words, room) {
  if (context.measureText(words).width <= room) return words
  let end = words.length - 1
  while (end > 1 && context.measureText(`${words.slice(0, end)}…`).width > room) end -= 1
  return `${words.slice(0, end)}…`
}
