// A square canvas that fills its place, and what a person looks at there, with the pointer or the keys.

import { STEPS } from '../arrows.mjs'
import { Columns } from '../columns.mjs'
import { onThemeChange } from '../theme.mjs'

// A kind of field says how it is dressed (`dress`), what lies under an event (`under`), what beside what is looked at, in a
// direction (`beside`), and how it is drawn (`draw`).
export class Field {
  // Lives in `element` and draws the columns of `source`. `look(at)` is told of what a person looks at, or null, `pick(at)` of
  // what is chosen; `tell(at)` is called whenever there may be something else to say of it.
  constructor(element, source, { look = () => {}, pick, tell }) {
    this.element = element
    this.look = look
    this.pick = pick
    this.tell = tell
    this.canvas = document.createElement('canvas')
    element.append(this.canvas)
    element.field = this // for whoever wants to know what stands where
    this.at = null
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.rows = new Columns(source, this.ask)
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(element)
    this.forget = onThemeChange(() => this.dress())
    this.listening = new AbortController()
    const on = (type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on('pointermove', (event) => { if (event.pointerType !== 'touch') this.go(this.under(event)) })
    on('pointerleave', () => this.go(null))
    on('click', (event) => this.press(this.under(event)))
    on('keydown', (event) => this.key(event))
    on('blur', () => this.go(null))
  }

  destroy() {
    this.rows.disconnect()
    this.resizing.disconnect()
    this.forget()
    this.listening.abort()
    cancelAnimationFrame(this.request)
    this.canvas.remove()
  }

  // Takes what Python says of it.
  show(said) {
    this.said = said
    this.ask()
  }

  go(at) {
    if (JSON.stringify(at) !== JSON.stringify(this.at)) {
      this.at = at
      this.look(at)
      this.ask()
    }
  }

  press(at) {
    this.go(at)
    if (at !== null) this.pick(at)
  }

  key(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return
    }
    if (event.key in STEPS) {
      this.go(this.beside(STEPS[event.key]))
    } else if (event.key === 'Enter' && this.at !== null) {
      this.press(this.at)
    } else if (event.key === 'Escape' && this.at !== null) {
      this.go(null)
    } else {
      return
    }
    event.preventDefault()
  }

  paint() {
    this.request = null
    const side = (this.side = this.element.clientWidth)
    if (side === 0) {
      return
    }
    const pixels = Math.round(side * devicePixelRatio)
    if (this.canvas.width !== pixels) this.canvas.width = this.canvas.height = pixels
    const context = this.canvas.getContext('2d')
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    context.clearRect(0, 0, side, side)
    this.draw(context, side)
    this.tell(this.at)
  }
}
