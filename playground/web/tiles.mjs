// Which neuron a person looks at: the tile under the pointer, the one that the arrow keys have moved to, or a pinned one. An edge and
// the mark of a bias belong to the neuron that they end at.

import { STEPS } from './arrows.mjs'
import { biasAt, edgeAt, neighbour, tileAt } from './geometry.mjs'

// `current` is {column, unit, number, pinned} or null; whenever it changes, `tell(current)` is called. `number` is null, 'bias', or
// the place of the unit that a weight comes from.
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

  // The tiles between which the edge runs that is looked at, or null.
  get edge() {
    const number = this.current?.number ?? null
    return Number.isInteger(number) ? { from: this.layout.first[this.current.column - 1] + number, to: this.index } : null
  }

  // Takes another layout: what is looked at stays the same unit, and is looked away from if there is no such unit.
  arrange(layout) {
    const before = this.layout
    this.layout = layout
    if (before === null || String(before.counts) === String(layout.counts)) {
      return
    }
    if (this.pointer !== null && !this.current?.pinned) {
      this.choose(this.under(this.pointer))
    } else if (this.current !== null) {
      const { column, unit, pinned } = this.current
      const wasOutput = column === before.counts.length - 1
      const now = wasOutput ? layout.counts.length - 1 : column
      const last = now === layout.counts.length - 1
      this.choose(unit < layout.counts[now] && last === wasOutput ? { column: now, unit, number: null, pinned } : null)
    }
  }

  hover(event) {
    if (event.pointerType === 'touch') {
      return
    }
    this.pointer = this.place(event)
    const found = this.under(this.pointer)
    this.element.classList.toggle('over-tile', found !== null)
    if (!this.current?.pinned) {
      this.choose(found)
    }
  }

  leave() {
    this.pointer = null
    if (!this.current?.pinned) {
      this.look(null)
    }
  }

  press(event) {
    const found = this.under(this.place(event))
    const again = found !== null && JSON.stringify({ ...found, pinned: true }) === JSON.stringify(this.current)
    this.choose(found === null || (again && this.pointer === null) ? null : { ...found, pinned: !again })
  }

  key(event) {
    if (this.layout === null || event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    if (event.key in STEPS) {
      const from = this.index
      this.look(from === null ? 0 : neighbour(this.layout, from, STEPS[event.key]), this.current?.pinned ?? false)
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

  // What lies at a point, to be looked at, or null.
  under([x, y]) {
    if (this.layout === null) {
      return null
    }
    const bias = biasAt(this.layout, x, y)
    const tile = bias ?? tileAt(this.layout, x, y)
    if (tile !== null) {
      return this.spot(tile, bias === null ? null : 'bias')
    }
    const edge = edgeAt(this.layout, x, y)
    return edge && this.spot(edge.to, this.layout.unit[edge.from])
  }

  spot(index, number = null, pinned = false) {
    return { column: this.layout.column[index], unit: this.layout.unit[index], number, pinned }
  }

  look(index, pinned = false) {
    this.choose(index === null ? null : this.spot(index, null, pinned))
  }

  // Looks at another number of the same neuron.
  lookAt(number) {
    if (this.current !== null) this.choose({ ...this.current, number })
  }

  choose(wanted) {
    if (JSON.stringify(wanted) !== JSON.stringify(this.current)) {
      this.current = wanted
      this.tell(wanted)
    }
  }
}
