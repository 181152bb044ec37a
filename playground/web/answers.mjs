// The output plot for who does not point at it: what the region and the points say, and what is answered at a place that the
// arrow keys move. All of it is read off the picture that is drawn, see sight.mjs.

import { EXTENT, SETS, Sight } from './sight.mjs'
import { write } from './text.mjs'

const STEPS = 24 // of the arrow keys, from one end of the plane to the other
const QUIET = 500 // milliseconds from one description to the next
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] }
const TOPMOST = 0.5 // of the plane: above, what is read stands at the foot of the plot

export const MIDDLE = [STEPS / 2, STEPS / 2]
const within = (value, most) => Math.max(0, Math.min(value, most))

// Where a key leads from a place among STEPS across and up, or from none; undefined for a key that leads nowhere.
export function led(at, event) {
  if (!(event.key in KEYS) || event.ctrlKey || event.altKey || event.metaKey) return undefined
  event.preventDefault()
  const [right, up] = KEYS[event.key]
  const [column, row] = at ?? MIDDLE
  return [within(column + right, STEPS), within(row + up, STEPS)]
}

// The place in the plane, [x₁, x₂].
export const onPlane = (at) => at.map((i) => -EXTENT + (2 * EXTENT * i) / STEPS)

export class Answers {
  // Lives in the slot of the plot, of which `region` is the ground.
  constructor(slot, region) {
    this.slot = slot
    this.region = region
    const drawn = (name) => region.view.model.renderers.find((each) => each.name === `output.${name}`).data_source
    this.sources = { region: region.source, ...Object.fromEntries(['curve', ...SETS].map((name) => [name, drawn(name)])) }
    this.at = null // [column, row] of the places
    this.listening = new AbortController()
    this.furnish()
    const on = (type, act) => slot.addEventListener(type, act, { signal: this.listening.signal })
    on('keydown', (event) => this.press(event))
    on('focus', () => { if (slot.matches(':focus-visible')) this.read(MIDDLE) })
    on('blur', () => this.read(null))
    this.fresh = () => {
      this.waiting ??= setTimeout(() => this.describe(), QUIET)
      if (this.at !== null) this.moving ??= requestAnimationFrame(() => this.follow())
    }
    const { inner_width: width, inner_height: height } = region.view.model.properties
    this.changing = [...Object.values(this.sources).map(({ properties }) => properties.data), width, height]
    this.changing.forEach(({ change }) => change.connect(this.fresh))
    this.fresh()
  }

  furnish() {
    const { slot } = this
    const add = (tag, properties) => slot.appendChild(Object.assign(document.createElement(tag), properties))
    this.about = add('p', { className: 'unseen', id: 'about-output' })
    this.cross = add('div', { className: 'cross', hidden: true, ariaHidden: 'true' })
    this.told = add('p', { className: 'answer-here of-frames', ariaLive: 'polite' })
    slot.tabIndex = 0
    slot.setAttribute('role', 'application')
    slot.ariaLabel = 'Output: the region and the points. Arrow keys move over the plane and read what is answered there.'
    slot.setAttribute('aria-describedby', this.about.id)
  }

  destroy() {
    this.listening.abort()
    this.changing.forEach(({ change }) => change.disconnect(this.fresh))
    clearTimeout(this.waiting)
    cancelAnimationFrame(this.moving)
    for (const part of [this.about, this.told, this.cross]) part.remove()
    this.slot.removeAttribute('tabindex')
    this.slot.removeAttribute('role')
  }

  press(event) {
    const place = led(this.at, event)
    if (place !== undefined) this.read(place)
  }

  read(place) {
    this.at = place
    this.follow()
  }

  // What is drawn may be another picture by now, and lie elsewhere.
  follow() {
    this.moving = undefined
    this.cross.hidden = this.at === null
    write(this.told, this.at === null ? '' : this.sight.words(this.place))
    if (this.at === null) return
    const { frame } = this.region.view
    const { left, top, width, height } = frame.bbox
    const [x1, x2] = this.place
    const [x, y] = [frame.x_scale.compute(x1), frame.y_scale.compute(x2)]
    const line = (style) => Object.assign(document.createElement('b'), { style })
    this.cross.replaceChildren(line(`left: ${x}px; top: ${top}px; height: ${height}px`),
      line(`left: ${left}px; top: ${y}px; width: ${width}px; height: 1px`), Object.assign(document.createElement('i'), { style: `left: ${x}px; top: ${y}px` }))
    this.told.toggleAttribute('data-low', y < top + TOPMOST * height)
  }

  // The place that is read.
  get place() {
    return this.sight.place(onPlane(this.at))
  }

  get sight() {
    return new Sight(this.region.plot, (source, name) => this.sources[source].get_column(name) ?? [])
  }

  describe() {
    this.waiting = undefined
    const title = this.slot.closest('figure').querySelector('.title').textContent
    const sentences = [...this.sight.sentences(), this.slot.closest('figure').querySelector('.accuracy').textContent]
    write(this.about, `${title}. ${sentences.filter(Boolean).map((each) => each.replace(/\.?$/, '.')).join(' ')}`)
  }
}
