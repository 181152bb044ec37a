// The plane that is drawn on: axes, points and the cross that the arrow keys move. It knows where things are, not what they mean.

import { CORNERS, SHAPES } from '../shapes.mjs'
import { channels, colour, diverging, onThemeChange, property, stops } from '../theme.mjs'
import { EXTENT } from './letters.mjs'
import { Nib } from './nib.mjs'

const MARGIN = { left: 30, right: 10, top: 10, bottom: 24 }
const TICKS = [-6, -4, -2, 0, 2, 4, 6]
const DOWN = 10 // pixels: of the ring around a pen that is down
const SIZE = 0.8 // of a point, as a part of that in the list of shapes

export class Board {
  // `acts`: begin(x, y, withKeys), drag(x, y), end(), place(x, y), erase(x, y), key(key), moved(x, y, draws).
  constructor(canvas, acts) {
    this.canvas = canvas
    this.acts = acts
    this.cross = new Nib({ ...acts, begin: (x, y) => acts.begin(x, y, true) })
    this.brush = null // {x, y}: where the pointer is
    this.radius = 0 // of what the pointer paints or erases with
    this.state = { kind: 'classes', rows: [], isOfTwo: true }
    canvas.addEventListener('pointerdown', (event) => this.press(event))
    canvas.addEventListener('pointermove', (event) => this.follow(event))
    canvas.addEventListener('pointerleave', () => this.point(null))
    for (const end of ['pointerup', 'pointercancel']) canvas.addEventListener(end, () => this.release())
    canvas.addEventListener('keydown', (event) => this.listen(event))
    canvas.addEventListener('focus', () => this.show(canvas.matches(':focus-visible')))
    canvas.addEventListener('blur', () => this.show(false))
    this.resizing = new ResizeObserver(() => this.ask())
    this.resizing.observe(canvas)
    const forget = onThemeChange(() => this.ask())
    this.destroy = () => {
      forget()
      this.resizing.disconnect()
      cancelAnimationFrame(this.request)
    }
  }

  draw(state) {
    this.state = state
    this.ask()
  }

  show(shown) {
    const { cross } = this
    cross.shown = shown
    if (shown) this.acts.moved(cross.x, cross.y, cross.isDown)
    else cross.lift()
    this.ask()
  }

  point(place) {
    this.brush = place
    this.ask()
  }

  ask() {
    this.request ??= requestAnimationFrame(() => this.paint())
  }

  // --- the pointer

  press(event) {
    if (event.button !== 0 || this.canvas.ariaDisabled === 'true') return
    this.cross.lift()
    this.canvas.setPointerCapture(event.pointerId)
    this.pressed = true
    this.acts.begin(...this.placeOf(event))
  }

  follow(event) {
    const places = event.getCoalescedEvents?.().map((one) => this.placeOf(one)) ?? []
    const [x, y] = this.placeOf(event)
    this.point(event.pointerType === 'mouse' ? { x, y } : null)
    if (!this.pressed) return
    for (const place of places.length > 0 ? places : [[x, y]]) this.acts.drag(...place)
  }

  release() {
    if (this.pressed) this.acts.end()
    this.pressed = false
  }

  placeOf({ clientX, clientY }) {
    const { left, top } = this.canvas.getBoundingClientRect()
    const { scale, x0, y0 } = this.frame
    return [(clientX - left - x0) / scale, (y0 - (clientY - top)) / scale]
  }

  // --- the keyboard

  listen(event) {
    if (this.canvas.ariaDisabled === 'true') return
    const { key, ctrlKey, metaKey, altKey } = event
    if (key === 'Enter') this.acts.place(this.cross.x, this.cross.y)
    else if (!this.cross.press(event) && (ctrlKey || metaKey || altKey || !this.acts.key(key))) return
    event.preventDefault()
    this.show(true)
  }

  // --- the picture

  // Where the plane lies on the canvas, in pixels of the page.
  get frame() {
    const side = Math.max(1, this.canvas.clientWidth - MARGIN.left - MARGIN.right)
    const scale = side / (2 * EXTENT)
    return { side, scale, x0: MARGIN.left + side / 2, y0: MARGIN.top + side / 2 }
  }

  paint() {
    this.request = undefined
    const { clientWidth: width, clientHeight: height } = this.canvas
    const ratio = devicePixelRatio
    this.canvas.width = Math.round(width * ratio)
    this.canvas.height = Math.round(height * ratio)
    const pen = this.canvas.getContext('2d')
    pen.scale(ratio, ratio)
    this.paintAxes(pen)
    this.paintPoints(pen)
    if (this.cross.shown) this.paintCross(pen)
    if (this.brush && this.radius > 0) this.paintBrush(pen)
  }

  paintAxes(pen) {
    const { side, scale, x0, y0 } = this.frame
    const [left, top] = [MARGIN.left, MARGIN.top]
    pen.fillStyle = colour('ground')
    pen.fillRect(left, top, side, side)
    pen.font = `12px ${property('font')}`
    const [rule, edge, muted] = ['rule', 'strong-edge', 'muted'].map(colour)
    for (const tick of TICKS) {
      pen.fillStyle = tick === 0 ? edge : rule
      pen.fillRect(Math.round(x0 + tick * scale), top, 1, side)
      pen.fillRect(left, Math.round(y0 - tick * scale), side, 1)
      pen.fillStyle = muted
      const words = String(tick).replace('-', '−')
      pen.textAlign = 'center'
      pen.fillText(words, x0 + tick * scale, top + side + 16)
      pen.textAlign = 'right'
      pen.fillText(words, left - 6, y0 - tick * scale + 4)
    }
    pen.fillText('x₁', left + side, top + side - 6)
    pen.textAlign = 'left'
    pen.fillText('x₂', left + 5, top + 14)
  }

  paintPoints(pen) {
    const { kind, rows, isOfTwo } = this.state
    const { scale, x0, y0 } = this.frame
    const [rim, scaled] = [colour('ground'), kind === 'numbers' ? diverging() : null]
    const looks = [0, 1, 2, 3, 4, 5].map((label) => lookOf(label, isOfTwo))
    pen.lineWidth = 1
    pen.strokeStyle = scaled ? colour('muted') : rim
    for (const [x, y, label] of rows) {
      const { shape, fill } = scaled ? { shape: 'circle', fill: shade(scaled, label) } : looks[label]
      trace(pen, shape, x0 + x * scale, y0 - y * scale)
      pen.fillStyle = fill
      pen.fill()
      pen.stroke()
    }
  }

  paintCross(pen) {
    const { scale, x0, y0 } = this.frame
    const [x, y] = [x0 + this.cross.x * scale, y0 - this.cross.y * scale]
    if (this.cross.isDown) paintRing(pen, x, y, DOWN, colour('ink'), 2)
    for (const [stroke, width] of [[colour('ground'), 5], [colour('ink'), 2]]) {
      pen.beginPath()
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1]]) {
        pen.moveTo(x + 5 * dx, y + 5 * dy)
        pen.lineTo(x + 15 * dx, y + 15 * dy)
      }
      Object.assign(pen, { strokeStyle: stroke, lineWidth: width })
      pen.stroke()
    }
  }

  paintBrush(pen) {
    const { scale, x0, y0 } = this.frame
    const { x, y } = this.brush
    paintRing(pen, x0 + x * scale, y0 - y * scale, this.radius * scale, colour('strong-edge'), 1)
  }
}

function paintRing(pen, x, y, radius, strokeStyle, lineWidth) {
  pen.beginPath()
  pen.arc(x, y, radius, 0, 2 * Math.PI)
  Object.assign(pen, { strokeStyle, lineWidth })
  pen.stroke()
}

// Shape and colour of a class, as the page has them: of two classes the colours are others than of several.
export function lookOf(label, isOfTwo) {
  const fill = isOfTwo && label < 2 ? colour(['minus', 'plus'][label]) : `rgb(${channels(stops('classes')[label]).join(', ')})`
  return { shape: SHAPES[label], fill }
}

function shade(scaled, value) {
  const i = 4 * Math.round(((value + 1) / 2) * (scaled.length / 4 - 1))
  return `rgb(${scaled[i]}, ${scaled[i + 1]}, ${scaled[i + 2]})`
}

function trace(pen, shape, x, y) {
  pen.beginPath()
  if (shape === 'circle') pen.arc(x, y, 5 * SIZE, 0, 2 * Math.PI)
  else CORNERS[shape].forEach(([dx, dy], i) => (i === 0 ? pen.moveTo(x + SIZE * dx, y + SIZE * dy) : pen.lineTo(x + SIZE * dx, y + SIZE * dy)))
  pen.closePath()
}
