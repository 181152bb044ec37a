// The output of a recorded step: the region, the points, and what is answered at a place, for the pointer and for arrow keys.

import { KEYS, led, MIDDLE, onPlane } from '../answers.mjs'
import { groundColours, pointColours } from '../colours.mjs'
import { make } from '../make.mjs'
import { Pictures } from '../pictures.mjs'
import { taken } from '../readable.mjs'
import { SHAPES } from '../shapes.mjs'
import { className, EXTENT, SETS, Sight } from '../sight.mjs'
import { write } from '../text.mjs'
import { colour, property } from '../theme.mjs'
import { paintPoints } from './points.mjs'

const [MARGIN, EDGE] = [34, 8] // pixels: for the numbers at the axes, and on the other sides
const TICKS = [-6, -3, 0, 3, 6]
const ABOUT = 'Output: the region and the points. Arrow keys move over the plane and read what is answered there.'

export class RecordedOutput {
  constructor(recording) {
    this.recording = recording
    this.pictures = new Pictures()
    this.region = make('canvas', { className: 'recorded-region', ariaHidden: 'true' })
    this.marks = make('canvas', { ariaHidden: 'true' })
    this.about = make('p', { className: 'unseen', id: 'about-recorded-output' })
    this.cross = make('div', { className: 'cross', hidden: true, ariaHidden: 'true' })
    this.told = make('p', { className: 'recorded-answer', ariaLive: 'polite' })
    this.plane = make('div', { className: 'recorded-plane', tabIndex: 0, role: 'application', ariaLabel: ABOUT },
      this.region, this.marks, this.cross, this.about, this.told)
    this.plane.setAttribute('aria-describedby', this.about.id)
    this.scale = make('figcaption')
    this.element = make('figure', { className: 'recorded-output' }, make('h2', {}, 'Output'), this.plane, this.scale)
    this.at = null // the place that is read, [x₁, x₂]
    this.keyed = null // that of the arrow keys, [column, row]
    this.listen()
  }

  listen() {
    const { plane } = this
    plane.addEventListener('keydown', (event) => {
      const meant = taken(event, KEYS)
      if (meant !== undefined) this.goTo(led(this.keyed, meant))
    })
    plane.addEventListener('focus', () => { if (plane.matches(':focus-visible')) this.goTo(MIDDLE) })
    plane.addEventListener('blur', () => this.goTo(null))
    plane.addEventListener('pointermove', (event) => this.read(this.placeOf(event)))
    plane.addEventListener('pointerleave', () => this.goTo(null))
  }

  goTo(place) {
    this.keyed = place
    this.read(place && onPlane(place))
  }

  // Of the pointer, in the plane; null beside it.
  placeOf({ clientX, clientY }) {
    const { left, top } = this.plane.getBoundingClientRect()
    const across = (clientX - left - MARGIN) / this.side
    const up = 1 - (clientY - top - EDGE) / this.side
    return [across, up].every((share) => share >= 0 && share <= 1) ? [across, up].map((share) => (2 * share - 1) * EXTENT) : null
  }

  column(name) {
    return this.recording.column(`output.${name}`, this.number)
  }

  get plot() {
    return this.column('texts.plot')[0]
  }

  get sight() {
    return new Sight(this.plot, (source, name) => this.column(`${source}.${name}`))
  }

  // Takes another theme or size.
  dress() {
    const size = this.plane.clientWidth
    this.side = size - MARGIN - EDGE
    for (const [canvas, pixels] of [[this.region, this.side], [this.marks, size]]) {
      canvas.width = canvas.height = Math.round(pixels * devicePixelRatio)
      canvas.style.width = canvas.style.height = `${pixels}px`
    }
    Object.assign(this.region.style, { left: `${MARGIN}px`, top: `${EDGE}px` })
    this.look = Object.fromEntries(['ink', 'muted', 'rim-training', 'rim-test'].map((name) => [name, colour(name)]))
  }

  show(number) {
    this.number = number
    this.paintRegion()
    const context = this.marks.getContext('2d')
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0)
    context.clearRect(0, 0, this.plane.clientWidth, this.plane.clientWidth)
    this.paintAxes(context)
    this.paintCurve(context)
    const colours = pointColours(this.plot)
    for (const set of SETS) {
      const points = Object.fromEntries(['x1', 'x2', 'marker', 'value'].map((name) => [name, this.column(`${set}.${name}`)]))
      paintPoints(context, points, (x1, x2) => this.pixels(x1, x2), colours, this.look[`rim-${set}`])
    }
    write(this.scale, this.legend())
    write(this.about, this.sight.sentences().filter(Boolean).map((each) => each.replace(/\.?$/, '.')).join(' '))
    this.read(this.at)
  }

  // What the colours and the shapes stand for.
  legend() {
    const { plot } = this
    if (plot.task === 'curve') return 'The line is what the network answers, the points are what it learns from.'
    const [[low, high]] = this.column('texts.scale')
    const colours = plot.blended ? '' : `Colours from ${low} to ${high}. `
    const count = { classes: plot.classes, 'two classes': 2 }[plot.task] ?? 0
    const kinds = SHAPES.slice(0, count).map((shape, i) => `${shape}s are ${className(plot, i)}`).join(', ')
    return colours + (kinds && `Points: ${kinds}.`)
  }

  paintRegion() {
    const context = this.region.getContext('2d')
    const { width, height } = this.region
    const levels = this.column('region.level')
    context.clearRect(0, 0, width, height)
    if (levels.length === 0) return
    this.pictures.fill(levels, 1, groundColours(this.plot))
    this.pictures.paintOne(context, 0, 0, 0, width, height)
  }

  pixels(x1, x2) {
    const share = (value, reach) => (value / reach + 1) / 2
    return [MARGIN + share(x1, EXTENT) * this.side, EDGE + (1 - share(x2, this.plot.reach)) * this.side]
  }

  paintAxes(context) {
    const { side, look, plot: { reach, task } } = this
    context.strokeStyle = context.fillStyle = look.muted
    context.lineWidth = 1
    context.strokeRect(MARGIN - 0.5, EDGE - 0.5, side + 1, side + 1)
    context.font = `12px ${property('font')}`
    const words = (value) => `${value < 0 ? '−' : ''}${Math.abs(value)}`
    for (const tick of TICKS) {
      const [x] = this.pixels(tick, 0)
      context.textAlign = 'center'
      context.fillText(words(tick), Math.min(x, MARGIN + side - 4), EDGE + side + 16)
      const height = task === 'curve' ? Number(((tick / EXTENT) * reach).toFixed(1)) : tick
      const [, y] = this.pixels(0, height)
      context.textAlign = 'right'
      context.fillText(words(height), MARGIN - 5, Math.max(y + 4, EDGE + 9))
    }
    context.fillText(task === 'curve' ? 'y' : 'x₂', MARGIN - 5, EDGE + 0.375 * side + 4)
    context.textAlign = 'center'
    context.fillText('x₁', MARGIN + side / 2, EDGE + side + 30)
  }

  paintCurve(context) {
    const [x1, x2] = [this.column('curve.x1'), this.column('curve.x2')]
    if (x1.length === 0) return
    context.save()
    context.beginPath()
    context.rect(MARGIN, EDGE, this.side, this.side)
    context.clip()
    context.beginPath()
    x1.forEach((x, i) => context.lineTo(...this.pixels(x, x2[i])))
    context.strokeStyle = this.look.ink
    context.lineWidth = 3
    context.stroke()
    context.restore()
  }

  // Says what is answered at a place, and marks it.
  read(place) {
    this.at = place
    this.cross.hidden = place === null
    if (place === null) {
      write(this.told, '')
      return
    }
    const { sight } = this
    const there = sight.place(place)
    const [x, y] = this.pixels(...there)
    const line = (style) => make('b', { style })
    this.cross.replaceChildren(line(`left: ${x}px; top: ${EDGE}px; height: ${this.side}px`),
      line(`left: ${MARGIN}px; top: ${y}px; width: ${this.side}px; height: 1px`), make('i', { style: `left: ${x}px; top: ${y}px` }))
    this.told.toggleAttribute('data-low', y < EDGE + this.side / 2)
    write(this.told, sight.words(there))
  }
}
