// The brush of parallel coordinates: a stretch of one axis that a run must cross to be seen strongly. A hand drags along the axis;
// from the keyboard, an axis has two sliders, which are one stop of the Tab key together.

import { write } from '../../text.mjs'

const [GRIP, DRAG] = [12, 4] // pixels: to an axis or to an end of the stretch, before a press is a drag
const NEAR = 0.01 // of an axis: who is that near is still inside
const ENDS = ['from', 'to']
const [KEY_STEPS, KEY_OFF] = [{ ArrowUp: 1, ArrowDown: -1, Home: -Infinity, End: Infinity }, ['Escape', 'Delete', 'Backspace']]
const HINT = 'Up and down move this end, left and right lead to others; Delete keeps all.'
const within = (value, most) => Math.max(0, Math.min(value, most))
const lower = (label) => label[0].toLowerCase() + label.slice(1)

export class Brush {
  // Lives in `plate`, whose content is `lines`. `told` says what is kept, `all` is the button that ends it, and `hint(words)` is told
  // what the keys do, or null.
  constructor(plate, lines, runs, { told, all, hint }, signal) {
    Object.assign(this, { lines, runs, told, all, hint, element: plate.element })
    this.group = Object.assign(document.createElement('div'), { className: 'brush', role: 'group', ariaLabel: 'What is kept, axis by axis' })
    this.element.append(this.group)
    lines.brush = this
    const on = (element, type, act) => element.addEventListener(type, act, { signal })
    on(this.element, 'pointerdown', (down) => this.press(down))
    on(this.element, 'keydown', (event) => this.off(event))
    on(this.group, 'keydown', (event) => this.key(event))
    on(this.group, 'focusin', ({ target }) => this.rest(target))
    on(this.group, 'focusout', () => hint(null))
    on(all, 'click', () => {
      this.set(null)
      this.element.focus()
    })
  }

  get axes() {
    return this.lines.axes
  }

  // The part of an axis that is brushed, in shares of its height; all of it, if none is.
  stretch({ name }) {
    const { brushed } = this.runs
    return brushed?.name === name ? [brushed.low, brushed.high].sort((a, b) => a - b) : [0, 1]
  }

  // Both ends of an axis's stretch, as places among the values that runs have there.
  ends(axis) {
    const [stops, [low, high]] = [this.stops(axis), this.stretch(axis)]
    const first = stops.findIndex((stop) => stop >= low - NEAR)
    return [first < 0 ? stops.length - 1 : first, Math.max(0, stops.findLastIndex((stop) => stop <= high + NEAR))]
  }

  stops({ shares }) {
    return [...new Set(this.runs.known.map((run) => shares[run]))].sort((a, b) => a - b)
  }

  // Keeps the runs that cross a stretch {name, low, high}, or all, with null.
  set(stretch) {
    this.runs.brush(stretch, (run) => {
      const axis = this.axes.find(({ name }) => name === stretch.name)
      const [low, high] = axis === undefined ? [0, 1] : this.stretch(axis)
      return axis === undefined || (axis.shares[run] >= low - NEAR && axis.shares[run] <= high + NEAR)
    })
  }

  // Moves an end over so many values; it takes the other end along.
  move(axis, end, by) {
    const [stops, ends] = [this.stops(axis), this.ends(axis)]
    ends[end] = within(ends[end] + by, stops.length - 1)
    if (ends[0] > ends[1]) ends[1 - end] = ends[end]
    const isAll = ends[0] === 0 && ends[1] === stops.length - 1
    this.set(isAll ? null : { name: axis.name, low: stops[ends[0]], high: stops[ends[1]] })
  }

  key(event) {
    const sliders = [...this.group.children]
    const at = sliders.indexOf(event.target)
    const aside = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (event.ctrlKey || event.altKey || event.metaKey || (aside ?? KEY_STEPS[event.key]) === undefined) return
    event.preventDefault()
    event.stopPropagation() // or else the plate would move, too
    if (aside !== undefined) sliders[within(at + aside, sliders.length - 1)].focus()
    else this.move(this.axes[Math.floor(at / 2)], at % 2, KEY_STEPS[event.key])
  }

  off(event) {
    if (this.runs.brushed === null || !KEY_OFF.includes(event.key)) return
    event.preventDefault()
    this.set(null)
  }

  rest(slider) {
    for (const each of this.group.children) each.tabIndex = each === slider ? 0 : -1
    this.hint(HINT)
  }

  // Lets a hand drag along an axis, or one end of what is kept there. A press without a drag keeps all runs again.
  press(down) {
    const box = this.element.getBoundingClientRect()
    const shareOf = ({ clientY }) => 1 - (clientY - this.element.getBoundingClientRect().top - this.lines.top) / this.lines.height
    const axis = this.axes.find(({ x }) => Math.abs(down.clientX - box.left - x) < GRIP)
    this.lines.ignore = false
    if (axis === undefined || down.button !== 0) return
    const isBrushed = this.runs.brushed?.name === axis.name
    const [low, high] = this.stretch(axis)
    const isNear = (share) => isBrushed && Math.abs(share - shareOf(down)) * this.lines.height < GRIP
    const from = isNear(low) ? high : isNear(high) ? low : shareOf(down)
    const moved = new AbortController()
    const follow = (event) => {
      if (Math.abs(event.clientY - down.clientY) < DRAG && !this.lines.dragging) return
      this.lines.dragging = this.lines.ignore = true
      this.element.setPointerCapture(event.pointerId)
      this.set({ name: axis.name, low: from, high: shareOf(event) })
    }
    const end = () => {
      moved.abort()
      if (!this.lines.dragging && isBrushed) {
        this.lines.ignore = true
        this.set(null)
      }
      this.lines.dragging = false
    }
    this.element.addEventListener('pointermove', follow, { signal: moved.signal })
    for (const type of ['pointerup', 'pointercancel']) this.element.addEventListener(type, end, { signal: moved.signal })
  }

  // Puts the sliders where the axes are painted, and says what is kept.
  place() {
    const form = JSON.stringify(this.axes.map(({ name, label }) => [name, label]))
    if (this.group.dataset.form !== form) this.build(form)
    ;[...this.group.children].forEach((slider, i) => {
      const [axis, end] = [this.axes[Math.floor(i / 2)], i % 2]
      const [stops, ends] = [this.stops(axis), this.ends(axis)]
      slider.ariaValueMax = stops.length - 1
      slider.ariaValueNow = ends[end]
      slider.ariaValueText = this.valueAt(axis, stops[ends[end]])
      slider.toggleAttribute('data-brushed', this.runs.brushed?.name === axis.name)
      const share = within(this.stretch(axis)[end], 1)
      Object.assign(slider.style, { left: `${axis.x}px`, top: `${this.lines.top + (1 - share) * this.lines.height}px` })
    })
    this.words.forEach((words, i) => write(this.told.children[i], words))
    this.all.hidden = this.runs.brushed === null
  }

  build(form) {
    this.group.dataset.form = form
    this.group.replaceChildren(...this.axes.flatMap(({ label }, nth) => ENDS.map((end, i) => Object.assign(document.createElement('div'), {
      role: 'slider', className: end, tabIndex: nth + i > 0 ? -1 : 0, ariaLabel: `${label}, ${end}`, ariaOrientation: 'vertical', ariaValueMin: 0,
    }))))
  }

  // In words; none where no run is known yet.
  valueAt(axis, share) {
    const run = this.runs.known.find((each) => axis.shares[each] === share)
    return run === undefined ? '' : axis.say(run)
  }

  // How many runs are kept, and which.
  get words() {
    const { brushed, known } = this.runs
    const axis = this.axes.find(({ name }) => name === brushed?.name)
    if (axis === undefined) return ['', '']
    const kept = known.filter((run) => this.runs.kept(run))
    if (kept.length === 0) return ['No run', ` crosses the brushed part of ${lower(axis.label)}.`]
    const [low, high] = this.ends(axis).map((place) => this.valueAt(axis, this.stops(axis)[place]))
    const has = kept.length === 1 ? 'has' : 'have'
    return [`${kept.length} of ${known.length} runs`, ` ${has} ${lower(axis.label)} ${low === high ? low : `${low} to ${high}`}.`]
  }
}
