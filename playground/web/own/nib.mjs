// The pen over a plane that the keys move: what it passes while it is down is drawn, as if a pointer had been dragged there.

import { EXTENT } from './letters.mjs'

const STEP = 0.2
const FAR = 5 // steps at once, with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

export class Nib {
  // `acts`: begin(x, y), drag(x, y), end(), erase(x, y).
  constructor(acts) {
    Object.assign(this, { acts, x: 0, y: 0, isDown: false })
  }

  // Does what a key says, and gives whether that was one of these.
  press({ key, shiftKey, ctrlKey, metaKey, altKey }) {
    if (ctrlKey || metaKey || altKey) return false
    if (key in ARROWS) this.move(ARROWS[key], shiftKey ? FAR : 1)
    else if (key === ' ') this.isDown ? this.lift() : this.lower()
    else if (key === 'Delete' || key === 'Backspace') this.acts.erase(this.x, this.y)
    else return false
    return true
  }

  lower() {
    this.isDown = true
    this.acts.begin(this.x, this.y)
  }

  lift() {
    const wasDown = this.isDown
    this.isDown = false
    if (wasDown) this.acts.end()
  }

  move([dx, dy], steps) {
    const near = (number) => Math.round(10 * Math.min(Math.max(number, -EXTENT), EXTENT)) / 10
    for (let i = 0; i < steps; i++) {
      this.x = near(this.x + dx * STEP)
      this.y = near(this.y + dy * STEP)
      if (this.isDown) this.acts.drag(this.x, this.y)
    }
  }
}
