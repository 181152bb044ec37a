// The losses of a recording until the step that is shown: training as a full line, test dashed. The axes are those of the whole run.

import { make } from '../make.mjs'
import { element } from '../svg.mjs'
import { written } from '../written.mjs'

const [WIDTH, HEIGHT] = [420, 200]
const [LEFT, RIGHT, TOP, BOTTOM] = [44, 8, 8, 34]
const CURVES = { training: 'loss', test: 'test' }

export class RecordedLosses {
  constructor(recording) {
    this.recording = recording
    const last = recording.steps.length - 1
    const known = Object.values(CURVES).flatMap((name) => [...this.column(name, last)]).filter(Number.isFinite)
    this.most = Math.max(0.01, ...known)
    this.epochs = Math.max(1, ...this.column('epoch', last))
    this.lines = Object.keys(CURVES).map((name) => element('path', { class: name }))
    this.drawing = element('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: 'img' }, ...this.axes(), ...this.lines)
    const legend = make('figcaption', {}, 'Training as a full line, test as a dashed one, over epochs')
    this.element = make('figure', { className: 'recorded-losses' }, make('h2', {}, 'Loss'), this.drawing, legend)
  }

  column(name, number) {
    return this.recording.column(`loss.training.${name}`, number)
  }

  place(epoch, loss) {
    return [LEFT + (epoch / this.epochs) * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - (loss / this.most) * (HEIGHT - TOP - BOTTOM)]
  }

  axes() {
    const [x, y] = this.place(0, 0)
    const text = (words, left, top, anchor) => element('text', { x: left, y: top, 'text-anchor': anchor }, words)
    const [right] = this.place(this.epochs, 0)
    return [
      element('path', { class: 'axes', d: `M${x} ${TOP}V${y}H${right}` }),
      text(written(this.most), x - 6, TOP + 9, 'end'), text('0', x - 6, y, 'end'),
      text('0', x, y + 16, 'middle'), text(written(this.epochs), right, y + 16, 'end'), text('epoch', (x + right) / 2, y + 26, 'middle'),
    ]
  }

  dress() {} // its colours and its size are the style sheet's

  show(number) {
    const epochs = this.column('epoch', number)
    const now = Object.values(CURVES).map((name, i) => {
      const losses = this.column(name, number)
      this.lines[i].setAttribute('d', this.way(epochs, losses))
      return losses.at(-1)
    })
    this.drawing.ariaLabel = `Loss until epoch ${written(epochs.at(-1))}: training ${written(now[0])}, test ${written(now[1])}`
  }

  // A line through what was measured; what is no number is a gap in it.
  way(epochs, losses) {
    let isOn = false
    return Array.from(losses, (loss, i) => {
      const begins = !isOn
      isOn = Number.isFinite(loss)
      return isOn ? `${begins ? 'M' : 'L'}${this.place(epochs[i], loss).map((pixel) => pixel.toFixed(1)).join(' ')}` : ''
    }).join('')
  }
}
