// A line that a student draws into the output, where the border will be; and how far from it the border is then.

import { make } from '../make.mjs'
import { EXTENT as REACH } from '../own/letters.mjs'
import { Nib } from '../own/nib.mjs'

const SVG = 'http://www.w3.org/2000/svg'
const DENSE = 0.1 // from one place on a line to the next that is measured
const MIDDLE = 127.5 // of the levels of a region: where the output is 0

export const HOW = 'Draw with the pointer. With keys: arrows move the pen, Space lets it draw or not, Delete begins anew.'

export class Border {
  static only // the one that is there: that which was drawn in last

  // Over the region in `slot`; `changed` is called after every stroke.
  constructor(slot, changed) {
    Border.only?.destroy()
    Border.only = this
    this.slot = slot
    this.changed = changed
    this.lines = []
    this.pen = new Nib({
      begin: (x, y) => this.lines.push([[x, y]]),
      drag: (x, y) => this.lines.at(-1).push([x, y]),
      end: () => this.changed(),
      erase: () => this.put([]),
    })
    this.svg = document.createElementNS(SVG, 'svg')
    this.svg.setAttribute('class', 'border-sheet')
    this.svg.setAttribute('viewBox', `${-REACH} ${-REACH} ${2 * REACH} ${2 * REACH}`)
    this.svg.setAttribute('role', 'application')
    this.svg.setAttribute('tabindex', '0')
    this.svg.setAttribute('aria-label', `Your border. ${HOW}`)
    for (const [type, act] of [['pointerdown', 'press'], ['pointermove', 'follow'], ['pointerup', 'release'], ['pointercancel', 'release'], ['keydown', 'listen'], ['focus', 'paint'], ['blur', 'paint']]) {
      this.svg.addEventListener(type, (event) => this[act](event))
    }
    this.where = make('p', { className: 'unseen', role: 'status' })
    slot.append(this.svg, this.where)
    this.fit()
    this.resizing = new ResizeObserver(() => this.fit())
    this.resizing.observe(slot.region.canvas)
  }

  // Takes the place of the region.
  fit() {
    const { left, top, width, height } = this.slot.region.canvas.style
    Object.assign(this.svg.style, { left, top, width, height })
  }

  get isEmpty() {
    return this.lines.every((line) => line.length < 2)
  }

  put(lines) {
    this.lines = lines
    this.paint()
  }

  // The line stays to be looked at, and can be drawn on no more.
  rest(rests) {
    this.svg.classList.toggle('rests', rests)
  }

  destroy() {
    Border.only = undefined
    this.resizing.disconnect()
    this.svg.remove()
    this.where.remove()
  }

  // --- the pointer, and keys

  press(event) {
    if (event.button !== 0) return
    event.preventDefault()
    this.svg.focus()
    this.svg.setPointerCapture(event.pointerId)
    this.lines = [[this.placeOf(event)]]
    this.paint()
  }

  follow(event) {
    if (!this.svg.hasPointerCapture(event.pointerId)) return
    this.lines.at(-1).push(this.placeOf(event))
    this.paint()
  }

  release() {
    this.changed()
  }

  placeOf({ clientX, clientY }) {
    const { left, top, width, height } = this.svg.getBoundingClientRect()
    const near = (part) => Math.round(100 * Math.min(Math.max(2 * REACH * part - REACH, -REACH), REACH)) / 100
    return [near((clientX - left) / width), -near((clientY - top) / height)]
  }

  listen(event) {
    if (!this.pen.press(event)) return
    event.preventDefault()
    event.stopPropagation()
    this.paint()
    this.where.textContent = `${this.pen.x} to the right, ${this.pen.y} up${this.pen.isDown ? ', drawing' : ''}`
  }

  paint() {
    const path = (kind, d) => {
      const part = document.createElementNS(SVG, 'path')
      part.setAttribute('class', kind)
      part.setAttribute('d', d)
      return part
    }
    const d = this.lines.filter((line) => line.length > 1).map((line) => `M${line.map(([x, y]) => `${x} ${-y}`).join('L')}`).join('')
    const { x, y } = this.pen
    const cross = this.svg.matches(':focus-visible') ? [path('pen', `M${x - 0.4} ${-y}h.8M${x} ${-y - 0.4}v.8`)] : []
    this.svg.replaceChildren(path('halo', d), path('line', d), ...cross)
  }

  // How far, on average, what was drawn and where the output changes its sign are apart, either seen from the other; infinite
  // where one of them is not there.
  distance() {
    const drawn = this.lines.flatMap(dense)
    const real = crossings(this.slot.region.source.get_column('level'))
    if (drawn.length === 0 || real.length === 0) return Infinity
    return (apart(drawn, real) + apart(real, drawn)) / 2
  }
}

const apart = (some, others) =>
  some.reduce((sum, [x, y]) => sum + Math.min(...others.map(([u, v]) => Math.hypot(x - u, y - v))), 0) / some.length

// Places along a line, one close to the other.
function dense(line) {
  return line.slice(1).flatMap(([x, y], index) => {
    const [u, v] = line[index]
    const count = Math.ceil(Math.hypot(x - u, y - v) / DENSE)
    return Array.from({ length: count }, (_, part) => [u + ((x - u) * part) / count, v + ((y - v) * part) / count])
  })
}

// Where the output of a region changes its sign from one cell to the next; its first row is the highest.
function crossings(levels) {
  const side = Math.round(Math.sqrt(levels.length))
  const size = (2 * REACH) / side
  const sign = (row, column) => levels[row * side + column] > MIDDLE
  const found = []
  for (let row = 0; row < side; row++) {
    for (let column = 0; column < side; column++) {
      const [x, y] = [-REACH + (column + 0.5) * size, REACH - (row + 0.5) * size]
      if (column + 1 < side && sign(row, column) !== sign(row, column + 1)) found.push([x + size / 2, y])
      if (row + 1 < side && sign(row, column) !== sign(row + 1, column)) found.push([x, y - size / 2])
    }
  }
  return found
}
