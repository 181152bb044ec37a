// The sheet that one draws a digit on: with a mouse, a pen, a finger, or the arrow keys. What the network is given is a copy of
// it in SIDE × SIDE bytes; what the network sees of that is shown when another picture lies on the sheet, or when what was drawn is moved.

import { bytesOf } from '../base64.mjs'
import { STEPS } from '../arrows.mjs'
import { colour, onThemeChange } from '../theme.mjs'

export const SIDE = 56 // pixels of the copy that the network is given
const SEEN = 24 // pixels along a side of what the network sees
export const PEN = 0.085 // of the sheet's side
const MOVE = 0.04 // of the sheet's side, with an arrow key
const REST = 350 // milliseconds without a key, after which it is said where the pen is
const DOT = 0.001 // of the sheet's side: a line of no length is not painted

export class Sheet {
  // Lives in a canvas; `tell(ink)` is called with the copy's bytes, at most once a frame, `say(words)` when the keys have moved the
  // pen and let it rest.
  constructor(canvas, tell, say) {
    this.canvas = canvas
    this.tell = tell
    this.say = say
    this.onClear = () => {}
    this.strokes = []
    this.pointer = null // whichever draws
    this.image = this.seen = null // what is shown in place of strokes, and what the network sees
    this.pen = { x: 0.5, y: 0.3, down: false, seen: false }
    this.copy = new OffscreenCanvas(SIDE, SIDE).getContext('2d', { willReadFrequently: true })
    this.listening = new AbortController()
    const on = (type, act) => canvas.addEventListener(type, act, { signal: this.listening.signal })
    on('pointerdown', (event) => this.begin(event))
    on('pointermove', (event) => this.move(event))
    on('pointerup', (event) => this.lift(event))
    on('pointercancel', (event) => this.lift(event))
    on('keydown', (event) => this.key(event))
    on('blur', () => { this.pen.down = this.pen.seen = false; this.ask(false) })
    this.forget = onThemeChange(() => this.ask(false))
    this.resizing = new ResizeObserver(() => this.ask(false))
    this.resizing.observe(canvas)
  }

  destroy() {
    this.listening.abort()
    this.forget()
    this.resizing.disconnect()
    cancelAnimationFrame(this.request)
    clearTimeout(this.saying)
  }

  clear() {
    this.pointer = null
    this.pen.down = false
    this.strokes = []
    this.image = null
    this.ask(false)
  }

  // Shows what the network sees, 24 × 24 bytes in base64, or what was drawn, unless that is moved.
  show(image, isMoved) {
    const isDrawn = this.strokes.length > 0 && !isMoved
    this.image = isDrawn ? null : bytesOf(image)
    this.ask(false)
  }

  begin(event) {
    if (event.button !== 0 || this.pointer !== null) {
      return // one stroke at a time: a palm beside the pen draws nothing
    }
    this.canvas.setPointerCapture(event.pointerId)
    this.canvas.focus({ preventScroll: true })
    event.preventDefault()
    this.pointer = event.pointerId
    this.start(...this.place(event))
  }

  move(event) {
    if (event.pointerId === this.pointer) {
      for (const each of event.getCoalescedEvents?.() ?? [event]) {
        this.strokes.at(-1).push(this.place(each))
      }
      this.ask(true)
    }
  }

  lift({ pointerId }) {
    if (pointerId === this.pointer) this.pointer = null
  }

  start(x, y) {
    this.image = null
    this.strokes.push([[x, y], [x + DOT, y]])
    this.ask(true)
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    const { pen } = this
    if (event.key in STEPS) {
      const [right, down] = STEPS[event.key]
      const within = (value) => Math.min(Math.max(value, PEN / 2), 1 - PEN / 2)
      pen.x = within(pen.x + MOVE * right)
      pen.y = within(pen.y + MOVE * down)
      if (pen.down) this.strokes.at(-1).push([pen.x, pen.y])
    } else if (event.key === 'Enter') {
      pen.down = !pen.down
      if (pen.down) this.start(pen.x, pen.y)
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      pen.down = false
      this.onClear()
    } else {
      return
    }
    pen.seen = true
    clearTimeout(this.saying)
    this.saying = setTimeout(() => this.sayPen(), REST)
    event.preventDefault()
    this.ask(pen.down)
  }

  sayPen() {
    const { x, y, down } = this.pen
    const percent = (share) => `${Math.round(100 * share)} %`
    this.say(`Pen ${down ? 'down' : 'up'}, ${percent(x)} from the left, ${percent(y)} from the top.`)
  }

  place(event) {
    const { left, top, width, height } = this.canvas.getBoundingClientRect()
    return [(event.clientX - left) / width, (event.clientY - top) / height]
  }

  // Paints when the browser paints next; `isNew` if the network is to be told.
  ask(isNew) {
    this.isNew ||= isNew
    this.request ??= requestAnimationFrame(() => this.paint())
  }

  paint() {
    this.request = null
    const side = Math.max(1, Math.round(this.canvas.clientWidth * devicePixelRatio))
    if (this.canvas.width !== side) {
      this.canvas.width = this.canvas.height = side
    }
    const context = this.canvas.getContext('2d')
    const ink = colour('ink')
    context.clearRect(0, 0, side, side)
    this.image === null ? this.draw(context, side, ink) : this.paintImage(context, side, ink)
    if (this.pen.seen) {
      this.paintPen(context, side)
    }
    if (this.isNew) {
      this.isNew = false
      this.copy.fillStyle = 'black'
      this.copy.fillRect(0, 0, SIDE, SIDE)
      this.draw(this.copy, SIDE, 'white')
      const { data } = this.copy.getImageData(0, 0, SIDE, SIDE)
      this.tell(data.filter((_, i) => i % 4 === 0))
    }
  }

  draw(context, side, ink) {
    context.strokeStyle = ink
    context.lineWidth = PEN * side
    context.lineCap = context.lineJoin = 'round'
    for (const [[x, y], ...rest] of this.strokes) {
      context.beginPath()
      context.moveTo(x * side, y * side)
      for (const [toX, toY] of rest) {
        context.lineTo(toX * side, toY * side)
      }
      context.stroke()
    }
  }

  paintImage(context, side, ink) {
    const pixel = side / SEEN
    context.fillStyle = ink
    this.image.forEach((value, i) => {
      context.globalAlpha = value / 255
      const [left, top] = [(i % SEEN) * pixel, Math.floor(i / SEEN) * pixel]
      context.fillRect(Math.floor(left), Math.floor(top), Math.ceil(pixel), Math.ceil(pixel))
    })
    context.globalAlpha = 1
  }

  paintPen(context, side) {
    context.beginPath()
    context.arc(this.pen.x * side, this.pen.y * side, (PEN * side) / 2, 0, 2 * Math.PI)
    context.strokeStyle = colour('accent')
    context.lineWidth = 2 * devicePixelRatio
    context.stroke()
    if (this.pen.down) {
      context.fillStyle = colour('accent')
      context.fill()
    }
  }
}
