// A picture on a canvas of which every part can be pointed at, with the pointer or with the arrow keys, and says what it is.

import { colour, diverging, onThemeChange, property, rem } from '../theme.mjs'

const KEYS = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0], Home: [0, -Infinity], End: [0, Infinity] }
const COLOURS = ['ink', 'muted', 'ground', 'rule', 'accent', 'tint', 'minus', 'plus']
const QUIET = 500 // milliseconds from one description to the next

// Colours and type of the page, for what is painted.
function look() {
  const bytes = diverging()
  const palette = Array.from({ length: bytes.length / 4 }, (_, i) => `rgb(${bytes[4 * i]} ${bytes[4 * i + 1]} ${bytes[4 * i + 2]})`)
  return { ...Object.fromEntries(COLOURS.map((name) => [name, colour(name)])), palette, font: `${Math.max(12, 0.86 * rem())}px ${property('font')}`, rem: rem() }
}

// The place of a value from -limit to +limit in the palette.
export const level = (value, limit, { palette }) =>
  palette[Math.round((Math.max(-1, Math.min(1, value / limit || 0)) + 1) / 2 * (palette.length - 1))]

export class Plate {
  // Lives in `element`, which takes the focus. `content` has `shape()`, its rows and columns; `paint(context, width, height, look,
  // current)`; `at(x, y)`, the [row, column] there, or null; `words(row, column)`; and maybe `go(row, column)`, `home()`, where the arrow
  // keys begin, `least(width)`, the height that it needs, and `about()`, what it shows, in words that are not read out when they change.
  constructor(element, content, told) {
    this.element = element
    element.plate = this
    this.content = content
    this.told = told
    this.idle = told.textContent
    this.canvas = element.appendChild(document.createElement('canvas'))
    this.current = null
    this.look = look()
    this.waiting = 0
    this.listening = new AbortController()
    const on = (type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on('pointermove', (event) => this.point(this.placeOf(event)))
    on('pointerleave', ({ pointerType }) => { if (pointerType !== 'touch') this.point(null) }) // a finger that is lifted has still pointed
    on('click', (event) => this.tap(event))
    on('keydown', (event) => this.press(event))
    on('focus', () => { if (this.current === null && element.matches(':focus-visible')) this.point(this.begin()) })
    on('blur', () => this.point(null))
    this.observer = new ResizeObserver(() => this.draw())
    this.observer.observe(element)
    this.undress = onThemeChange(() => {
      this.look = look()
      this.draw()
    })
  }

  destroy() {
    this.listening.abort()
    this.observer.disconnect()
    this.undress()
    cancelAnimationFrame(this.waiting)
    clearTimeout(this.describing)
    this.canvas.remove()
  }

  placeOf({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect()
    return this.content.at(clientX - left, clientY - top)
  }

  point(place) {
    this.current = place
    this.tell()
    this.draw()
  }

  // What is pointed at may have changed.
  tell() {
    const [rows, columns] = this.content.shape()
    if (this.current !== null && (this.current[0] >= rows || this.current[1] >= columns)) this.current = null
    const words = this.current === null ? this.idle : this.content.words(...this.current)
    if (this.told.textContent !== words) this.told.textContent = words
  }

  tap(event) {
    const place = this.placeOf(event)
    if (event.pointerType === 'touch') this.point(place)
    this.go(place, event)
  }

  go(place) {
    if (place !== null) this.content.go?.(...place)
  }

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    if (event.key in KEYS) {
      const [down, right] = KEYS[event.key]
      const from = this.current ?? this.begin()
      event.preventDefault()
      this.point(from && this.kept(from[0] + down, from[1] + right))
    } else if (event.key === 'Enter' && this.content.go) {
      event.preventDefault()
      this.go(this.current)
    }
  }

  // Where the arrow keys begin; null if there is no place.
  begin() {
    const [rows, columns] = this.content.shape()
    return rows && columns ? this.kept(...(this.content.home?.() ?? [0, 0])) : null
  }

  // A place that there is; null if there is none.
  kept(row, column) {
    const [rows, columns] = this.content.shape()
    const within = (value, most) => Math.max(0, Math.min(value, most - 1))
    return rows && columns ? [within(row, rows), within(column, columns)] : null
  }

  draw() {
    if (this.content.about) this.describing ??= setTimeout(() => this.describe(), QUIET)
    this.waiting ||= requestAnimationFrame(() => {
      this.waiting = 0
      this.paint()
    })
  }

  describe() {
    this.describing = undefined
    this.element.setAttribute('aria-description', this.content.about())
  }

  paint() {
    const { canvas, element, content } = this
    const width = element.clientWidth
    const height = Math.max(element.clientHeight, content.least?.(width) ?? 0)
    if (!width || !height) {
      return
    }
    const scale = devicePixelRatio
    if (canvas.width !== Math.round(width * scale) || canvas.height !== Math.round(height * scale)) {
      canvas.width = Math.round(width * scale)
      canvas.height = Math.round(height * scale)
      canvas.style.width = `${width}px`
      canvas.style.height = `${height}px`
    }
    const context = canvas.getContext('2d')
    context.setTransform(scale, 0, 0, scale, 0, 0)
    context.clearRect(0, 0, width, height)
    context.font = this.look.font
    content.paint(context, width, height, this.look, this.current)
  }
}

// The first and the last step in words, in numbers alone where there is no room for more.
export function ends(context, first, last, room) {
  const [from, to] = [first, last].map((step) => step.toLocaleString('en'))
  const isRoomy = context.measureText(`step ${from}  step ${to}`).width < room
  return isRoomy ? [`step ${from}`, `step ${to}`] : [from, to]
}

// Steps along the horizontal axis of a plate: where each lies, which one is meant, and ticks below.
export class Time {
  constructor(steps, left, width) {
    this.steps = steps
    this.left = left
    this.width = width
  }

  x(step) {
    const [first, last] = [this.steps[0], this.steps.at(-1)]
    return this.left + (last > first ? (step - first) / (last - first) : 1) * this.width
  }

  // The stretch in which the step of this number is the nearest one.
  stretch(i) {
    const { steps } = this
    const middle = (a, b) => this.x((a + b) / 2)
    return [i > 0 ? middle(steps[i - 1], steps[i]) : this.left, i + 1 < steps.length ? middle(steps[i], steps[i + 1]) : this.left + this.width]
  }

  nearest(x) {
    let best = 0
    for (let i = 1; i < this.steps.length; i++) {
      if (Math.abs(this.x(this.steps[i]) - x) < Math.abs(this.x(this.steps[best]) - x)) best = i
    }
    return best
  }

  ticks(context, bottom, look) {
    const [first, last] = [this.steps[0], this.steps.at(-1)]
    context.fillStyle = look.muted
    context.textBaseline = 'alphabetic'
    const [from, to] = ends(context, first, last, this.width)
    for (const [words, step, align] of [[from, first, 'left'], [to, last, 'right']]) {
      context.textAlign = align
      context.fillText(words, this.x(step), bottom)
      if (first === last) break
    }
  }
}
