// The number that a person looks at: the one that the pointer was over last, or that the keys have moved to. A click or Enter
// pins it.

import { away, STEPS } from '../arrows.mjs'

const unitOf = (at) => at?.slice(0, 2).join()

export class Spot {
  // `maps` says where every map stands; `look(spot)` is told of [stage, unit, row, column, channel], or null.
  constructor(element, maps, look) {
    this.element = element
    this.maps = maps
    this.look = look
    this.at = null
    this.pinned = false
    this.listening = new AbortController()
    const on = (type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on('pointermove', (event) => { if (!this.pinned && event.pointerType !== 'touch') this.go(this.under(event) ?? this.at) })
    on('click', (event) => this.press(event))
    on('keydown', (event) => this.key(event))
  }

  destroy() {
    this.listening.abort()
  }

  get pinned() {
    return this.isPinned
  }

  set pinned(pinned) {
    this.isPinned = pinned
    this.element.closest('.layers').toggleAttribute('data-pinned', pinned)
  }

  // Looks at a number; says so if it is pinned, and of another unit or `chosen` just now.
  go(at, chosen = false) {
    const isOther = unitOf(at) !== unitOf(this.at)
    if (JSON.stringify(at) !== JSON.stringify(this.at)) {
      this.at = at
      this.look(at)
    }
    if (this.pinned && (isOther || chosen)) this.element.dispatchEvent(new CustomEvent('pin', { detail: at }))
  }

  press(event) {
    const under = this.under(event)
    const again = this.pinned && JSON.stringify(under) === JSON.stringify(this.at)
    this.pinned = under !== null && !again
    this.go(again && event.pointerType === 'touch' ? null : under, true)
  }

  // Arrow keys move from map to map, with Shift from number to number in it.
  key(event) {
    const { columns } = this.maps
    if (columns === undefined || event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    if (event.key in STEPS) {
      this.go(event.shiftKey ? this.within(STEPS[event.key]) : this.beside(STEPS[event.key]))
    } else if (event.key === 'Enter' && this.at !== null) {
      this.pinned = !this.pinned
      this.go(this.at, true)
    } else if (event.key === 'Escape' && this.at !== null) {
      this.pinned = false
      this.go(null)
    } else {
      return
    }
    event.preventDefault()
  }

  within([right, down]) {
    const i = this.index
    if (i < 0) {
      return this.middle(0)
    }
    const [stage, unit, row, column, channel] = this.at
    const { height, width } = this.maps.columns
    const clamp = (value, size) => Math.min(Math.max(value, 0), size - 1)
    return [stage, unit, clamp(row + down, height[i]), clamp(column + right, width[i]), channel]
  }

  beside(direction) {
    const i = this.index
    if (i < 0) {
      return this.middle(0)
    }
    const { places } = this.maps
    const centre = ({ x, y, width, height }) => [x + width / 2, y + height / 2]
    let [best, nearest] = [i, Infinity]
    places.forEach((place, other) => {
      const distance = away(centre(places[i]), centre(place), direction)
      if (distance < nearest) [best, nearest] = [other, distance]
    })
    return best === i ? this.at : this.middle(best)
  }

  get index() {
    const { stage, unit, channel } = this.maps.columns
    return this.at === null ? -1 : stage.findIndex((one, i) => one === this.at[0] && unit[i] === this.at[1] && channel[i] === this.at[4])
  }

  middle(i) {
    const { stage, unit, channel, height, width } = this.maps.columns
    return [stage[i], unit[i], Math.floor(height[i] / 2), Math.floor(width[i] / 2), channel[i]]
  }

  under(event) {
    const { left, top } = this.maps.canvas.getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    const { columns, places } = this.maps
    const i = (places ?? []).findIndex((one) => x >= one.x && x < one.x + one.width && y >= one.y && y < one.y + one.height)
    if (i < 0) {
      return null
    }
    const row = Math.floor(((y - places[i].y) / places[i].height) * columns.height[i])
    const column = Math.floor(((x - places[i].x) / places[i].width) * columns.width[i])
    return [columns.stage[i], columns.unit[i], row, column, columns.channel[i]]
  }
}
