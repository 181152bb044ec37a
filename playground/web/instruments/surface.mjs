// A landscape as a picture: the loss as colours on a logarithmic scale, lines of equal loss, the run's path, and axes.

import { contours } from './contours.mjs'
import { halo, lines, ticks } from './drawing.mjs'
import { landscape } from './in-words.mjs'
import { palette } from '../theme.mjs'
import { written } from '../written.mjs'

const WIDEST = 6 // times as wide as high
const LOW = 16 // rems: a plate that is lower has what both axes are called in one line
const PALE = 0.45 // where the run is elsewhere now
const MOST_LINES = 9
const SERIES = [[1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8], [1, 1.5, 2, 3, 5, 7], [1, 2, 5], [1, 3], [1]]
const DEEPEST = 1e-6 // times the highest: below it all has one colour
const STRIDES = [1, 2, 4, 8] // between points that are known, from fine to coarse

export class Surface {
  constructor() {
    this.told = { there: false }
    this.sheet = document.createElement('canvas')
    this.take([])
    this.walk([], [], [])
  }

  take(losses) {
    this.losses = losses
  }

  walk(x, y, steps) {
    this.path = steps.map((step, i) => [x[i], y[i], step])
  }

  get side() {
    const { there, resolution } = this.told
    return there && this.losses.length === resolution ** 2 && this.path.length ? resolution : 0
  }

  shape() {
    return [this.side, this.side]
  }

  // The place that is nearest to the weights of the step.
  home() {
    const [x, y] = this.path.at(-1)
    return this.cell(x, y)
  }

  cell(x, y) {
    const most = this.side - 1
    return [Math.round(((1 - y) / 2) * most), Math.round(((x + 1) / 2) * most)]
  }

  // A loss; row 0 is the highest one of the picture.
  value(row, column) {
    return this.losses[(this.side - 1 - row) * this.side + column]
  }

  words(row, column) {
    const { axes, metric, loss, step, kind } = this.told
    const value = this.value(row, column)
    if (Number.isNaN(value)) return 'Not computed yet.'
    const place = [(2 * column) / (this.side - 1) - 1, 1 - (2 * row) / (this.side - 1)]
    const [a, b] = place.map((at, i) => at - this.path.at(-1)[i])
    const away = Math.sqrt(Math.max(0, metric[0] * a * a + 2 * metric[1] * a * b + metric[3] * b * b))
    const where = kind === 'weights' ? `${axes.map(({ title, low, high }, i) => `${title} = ${written(low + ((place[i] + 1) / 2) * (high - low))}`).join(', ')}: ` : ''
    const here = Number.isFinite(value) ? `loss ${written(value)}` : 'a loss too large to compute with'
    const words = `${where}${here}, at a distance of ${written(away)} from the weights of step ${step.toLocaleString('en')}, where it is ${written(loss)}.`
    const near = this.path.findLast(([x, y]) => String(this.cell(x, y)) === String([row, column]))
    return `${words[0].toUpperCase()}${words.slice(1)}${near ? ` The path is here at step ${near[2].toLocaleString('en')}.` : ''}`
  }

  about() {
    return landscape(this.told, this.losses, this.path)
  }

  at(x, y) {
    const { left, top, width, height } = this.box ?? {}
    if (!this.side || !(x >= left && x <= left + width && y >= top && y <= top + height)) return null
    return [Math.round(((y - top) / height) * (this.side - 1)), Math.round(((x - left) / width) * (this.side - 1))]
  }

  paint(context, width, height, look, current) {
    if (!this.side) {
      return
    }
    this.box = room(context, width, height, look, this.told.axes)
    this.scale = scaleOf(this.losses)
    this.colours = palette('sequential')
    const { left, top, width: wide, height: high } = this.box
    context.save()
    context.beginPath()
    context.rect(left, top, wide, high)
    context.clip()
    context.globalAlpha = this.told.present || this.told.share !== null ? 1 : PALE
    this.paintGround(context)
    this.paintLines(context)
    context.globalAlpha = 1
    this.paintPath(context, look)
    context.restore()
    context.strokeStyle = look.rule
    context.lineWidth = 1
    context.strokeRect(left - 0.5, top - 0.5, wide + 1, high + 1)
    this.paintAxes(context, look)
    this.paintLegend(context, look)
    if (current !== null) this.paintCurrent(context, current, look)
  }

  // A loss that is known, there or, while most are not, a little before.
  nearest(row, column) {
    for (const stride of STRIDES) {
      const loss = this.losses[(row - (row % stride)) * this.side + column - (column % stride)]
      if (!Number.isNaN(loss)) return loss
    }
    return NaN
  }

  paintGround(context) {
    const { side, colours, sheet, box, scale } = this
    sheet.width = sheet.height = side
    const sheetContext = sheet.getContext('2d')
    const image = sheetContext.createImageData(side, side)
    for (let row = 0; row < side; row++) {
      for (let column = 0; column < side; column++) {
        const known = this.nearest(row, column)
        if (Number.isNaN(known)) continue
        const level = 4 * Math.round(scale.share(known) * (colours.length / 4 - 1))
        image.data.set(colours.subarray(level, level + 4), 4 * ((side - 1 - row) * side + column))
      }
    }
    sheetContext.putImageData(image, 0, 0)
    context.drawImage(sheet, 0.5, 0.5, side - 1, side - 1, box.left, box.top, box.width, box.height)
  }

  paintLines(context) {
    const { side, losses, scale, colours, box } = this
    const heights = Array.from(losses, (loss) => (Number.isFinite(loss) ? scale.share(loss) : NaN))
    const x = (column) => box.left + (column / (side - 1)) * box.width
    const y = (row) => box.top + (1 - row / (side - 1)) * box.height
    context.lineWidth = 1
    for (const level of scale.levels) {
      const share = scale.share(level)
      const at = 4 * Math.round(share * (colours.length / 4 - 1))
      context.strokeStyle = colours[at] + colours[at + 1] + colours[at + 2] > 360 ? 'rgb(0 0 0 / 38%)' : 'rgb(255 255 255 / 42%)'
      context.beginPath()
      for (const [x1, y1, x2, y2] of contours(heights, side, share)) {
        context.moveTo(x(x1), y(y1))
        context.lineTo(x(x2), y(y2))
      }
      context.stroke()
    }
  }

  paintPath(context, look) {
    const { left, top, width, height } = this.box
    const points = this.path.map(([x, y, step]) => [left + ((x + 1) / 2) * width, top + ((1 - y) / 2) * height, step])
    context.beginPath()
    points.forEach(([x, y], i) => (i ? context.lineTo(x, y) : context.moveTo(x, y)))
    for (const [colour, wide] of [[look.ground, 4.5], [look.ink, 1.8]]) {
      context.lineJoin = 'round'
      context.strokeStyle = colour
      context.lineWidth = wide
      context.stroke()
    }
    for (const [x, y] of points) disc(context, x, y, 2.6, look)
    const [[x0, y0, first], [x, y, last]] = [points[0], points.at(-1)]
    for (const [colour, wide] of [[look.ground, 5], [look.ink, 2.2]]) {
      context.strokeStyle = colour
      context.lineWidth = wide
      context.beginPath()
      context.arc(x, y, 7, 0, 2 * Math.PI)
      context.stroke()
    }
    if (first !== last && Math.hypot(x - x0, y - y0) > 4 * look.rem) this.paintStep(context, `step ${first.toLocaleString('en')}`, x0, y0, points, look)
    this.paintStep(context, `${this.told.present ? '' : 'of '}step ${last.toLocaleString('en')}`, x, y, points, look)
  }

  // Words beside a point, on the side where the path is not.
  paintStep(context, words, x, y, points, look) {
    const middle = points.reduce((sum, point) => sum + point[1], 0) / points.length
    halo(context, words, x, y, (middle >= y ? -1 : 1) * look.rem, this.box, look)
  }

  paintAxes(context, look) {
    const { left, top, width, height, above, below, isLow } = this.box
    const [across, up] = this.told.axes
    context.fillStyle = look.muted
    context.strokeStyle = look.muted
    context.lineWidth = 1
    context.textBaseline = 'top'
    context.textAlign = 'center'
    for (const value of ticks(across.low, across.high, width / (4.5 * look.rem))) {
      const x = left + ((value - across.low) / (across.high - across.low)) * width
      context.fillRect(Math.round(x), top + height, 1, 4)
      context.fillText(written(value), x, top + height + 6)
    }
    context.textAlign = 'right'
    context.textBaseline = 'middle'
    for (const value of ticks(up.low, up.high, height / (2.4 * look.rem))) {
      const y = top + height * (1 - (value - up.low) / (up.high - up.low))
      context.fillRect(left - 4, Math.round(y), 4, 1)
      context.fillText(written(value), left - 7, y)
    }
    context.fillStyle = look.ink
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    above.forEach((line, i) => context.fillText(`${i ? '' : '↑ '}${line}`, left, top - (0.5 + 1.2 * (above.length - 1 - i)) * look.rem, width))
    context.textAlign = 'right'
    below.forEach((line, i) => context.fillText(`${line}${i < below.length - 1 ? '' : ' →'}`, left + width, isLow ? top - 0.5 * look.rem : top + height + (2.5 + 1.2 * i) * look.rem, width))
  }

  // The colours, and the losses of the lines.
  paintLegend(context, look) {
    const { left, top, width, height } = this.box
    const { scale, colours } = this
    const [x, wide] = [left + width + 1.2 * look.rem, 0.9 * look.rem]
    const ramp = context.createLinearGradient(0, top + height, 0, top)
    for (let i = 0; i <= 16; i++) {
      const at = 4 * Math.round((i / 16) * (colours.length / 4 - 1))
      ramp.addColorStop(i / 16, `rgb(${colours[at]} ${colours[at + 1]} ${colours[at + 2]})`)
    }
    context.fillStyle = ramp
    context.fillRect(x, top, wide, height)
    context.strokeStyle = look.rule
    context.strokeRect(x - 0.5, top - 0.5, wide + 1, height + 1)
    context.fillStyle = look.ink
    context.textAlign = 'left'
    context.textBaseline = 'alphabetic'
    context.fillText('loss', x, top - 0.5 * look.rem)
    context.textBaseline = 'middle'
    context.fillStyle = look.muted
    let above = Infinity
    for (const level of scale.levels) {
      const y = top + height * (1 - scale.share(level))
      if (above - y < 1.05 * look.rem) continue
      context.fillRect(x + wide, Math.round(y), 4, 1)
      context.fillText(written(level), x + wide + 7, y)
      above = y
    }
  }

  paintCurrent(context, [row, column], look) {
    const { left, top, width, height } = this.box
    const [x, y] = [left + (column / (this.side - 1)) * width, top + (row / (this.side - 1)) * height]
    for (const [colour, wide] of [[look.ground, 4], [look.accent, 2]]) {
      context.strokeStyle = colour
      context.lineWidth = wide
      context.strokeRect(x - 5, y - 5, 10, 10)
    }
  }
}

// Where the picture itself lies.
function room(context, width, height, look, axes) {
  const left = 3.6 * look.rem
  const wide = width - left - 6.2 * look.rem
  const [below, above] = axes.map(({ title }) => lines(context, title, wide - 2 * look.rem))
  const top = (0.3 + 1.2 * above.length) * look.rem
  const place = (under) => {
    const high = height - top - (1.7 + 1.2 * under) * look.rem
    return { left, top, width: Math.min(wide, WIDEST * high), height: high, above, below, isLow: under === 0 }
  }
  const low = place(0)
  const isOneLine = above.length + below.length === 2 && context.measureText([...above, ...below].join('')).width + 4 * look.rem < low.width
  return height < LOW * look.rem && isOneLine ? low : place(below.length)
}

// A logarithmic scale over all losses that are known: the share of a loss, and the levels of the lines.
export function scaleOf(losses) {
  const known = Array.from(losses).filter((loss) => Number.isFinite(loss))
  const highest = Math.max(...known, Number.MIN_VALUE)
  const lowest = Math.max(Math.min(...known), highest * DEEPEST)
  const [low, high] = [Math.log(lowest), Math.log(Math.max(highest, lowest * (1 + 1e-9)))]
  return {
    share: (loss) => Math.max(0, Math.min(1, (Math.log(Math.max(loss, lowest)) - low) / (high - low))),
    levels: levelsBetween(lowest, highest),
  }
}

// Round numbers on a logarithmic scale, no more than there should be lines; even ones, if the scale is too short for any.
function levelsBetween(low, high) {
  const series = (mantissas) => {
    const found = []
    for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); power++) {
      found.push(...mantissas.map((mantissa) => Number(`${mantissa}e${power}`)).filter((level) => level > low && level < high))
    }
    return found
  }
  const found = SERIES.map(series).find(({ length }) => length <= MOST_LINES) ?? []
  return found.length > 2 ? found : ticks(low, high, 5).filter((level) => level > low && level < high)
}

function disc(context, x, y, radius, look) {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fillStyle = look.ink
  context.fill()
  context.strokeStyle = look.ground
  context.lineWidth = 1
  context.stroke()
}
