// Which neuron a person looks at: the tile under the pointer, the one that the arrow keys have moved to, or a pinned one.

import { neighbour, tileAt } from './geometry.mjs'

const MOVES = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }

// `current` is {column, unit, pinned} or null; whenever it changes, `tell(current)` is called.
export class Selection {
  constructor(element, tell) {
    this.element = element
    this.tell = tell
    this.current = null
    this.layout = null
    this.pointer = null // where the mouse is, relative to the element
    this.listening = new AbortController()
    const on = (type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on('pointermove', (event) => this.hover(event))
    on('pointerleave', () => this.leave())
    on('click', (event) => this.press(event))
    on('keydown', (event) => this.key(event))
    on('blur', () => { if (!this.current?.pinned) this.look(null) })
  }

  destroy() {
    this.listening.abort()
  }

  // The place of the current tile among all tiles, or null.
  get index() {
    return this.current === null ? null : this.layout.first[this.current.column] + this.current.unit
  }

  // Takes another layout: what is looked at stays the same unit, and is looked away from if there is no such unit.
  arrange(layout) {
    const before = this.layout
    this.layout = layout
    if (before === null || String(before.counts) === String(layout.counts)) {
      return
    }
    if (this.pointer !== null && !this.current?.pinned) {
      this.look(this.under(this.pointer))
    } else if (this.current !== null) {
      const { column, unit, pinned } = this.current
      const wasOutput = column === before.counts.length - 1
      const now = wasOutput ? layout.counts.length - 1 : column
      const last = now === layout.counts.length - 1
      this.choose(unit < layout.counts[now] && last === wasOutput ? { column: now, unit, pinned } : null)
    }
  }

  hover(event) {
    if (event.pointerType === 'touch') {
      return
    }
    this.pointer = this.place(event)
    const index = this.under(this.pointer)
    this.element.classList.toggle('over-tile', index !== null)
    if (!this.current?.pinned) {
      this.look(index)
    }
  }

  leave() {
    this.pointer = null
    if (!this.current?.pinned) {
      this.look(null)
    }
  }

  press(event) {
    const index = this.under(this.place(event))
    const again = this.current?.pinned && index === this.index
    this.look(again && this.pointer === null ? null : index, index !== null && !again)
  }

  key(event) {
    if (this.layout === null || event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    if (event.key in MOVES) {
      const from = this.index
      this.look(from === null ? 0 : neighbour(this.layout, from, MOVES[event.key]), this.current?.pinned ?? false)
    } else if (event.key === 'Enter' && this.current !== null) {
      this.look(this.index, !this.current.pinned)
    } else if (event.key === 'Escape' && this.current !== null) {
      this.look(null)
    } else {
      return
    }
    event.preventDefault()
  }

  place(event) {
    const { left, top } = this.element.getBoundingClientRect()
    return [event.clientX - left, event.clientY - top]
  }

  under([x, y]) {
    return this.layout === null ? null : tileAt(this.layout, x, y)
  }

  look(index, pinned = false) {
    const { column, unit } = this.layout ?? {}
    this.choose(index === null ? null : { column: column[index], unit: unit[index], pinned })
  }

  choose(wanted) {
    if (JSON.stringify(wanted) !== JSON.stringify(this.current)) {
      this.current = wanted
      this.tell(wanted)
    }
  }
}
