// The units of a layer on a map: those that respond alike are near one another. Each is its number in a shape, one for every
// cluster, with a colour beside it.

import { Field } from './field.mjs'
import { colour, property, rem } from '../theme.mjs'
import { away } from '../arrows.mjs'

const RIM = 22 // pixels around the outermost units
const SIZE = 11 // pixels from a mark's middle to its rim
const REACH = 18 // pixels from the pointer to a unit
const COLOURS = 10
const SIDES = [0, 4, 3, 6, 5, 8] // of the shapes; 0 is a circle

// What is looked at is a place in the order of the tree.
export class Units extends Field {
  constructor(element, bokeh, told) {
    super(element, bokeh.get_model_by_name('digits.where_alike'), told)
    this.said = { units: [], clusters: [], positions: [] }
    this.places = []
    this.dress()
  }

  dress() {
    const forced = matchMedia('(forced-colors: active)').matches
    const [ink, ground, accent] = ['ink', 'ground', 'accent'].map(colour)
    const colours = Array.from({ length: COLOURS }, (_, i) => (forced ? ink : colour(`digit-${i}`)))
    this.dressed = { ground, accent, colours, ink, size: Math.max(12, Math.round(0.86 * rem())), font: property('font') }
    this.ask()
  }

  // The cluster of a unit, counted from 0.
  cluster(i) {
    let end = 0
    return this.said.clusters.findIndex(({ units }) => i < (end += units.length))
  }

  beside(direction) {
    if (this.at === null) {
      return this.places.length > 0 ? 0 : null
    }
    let [best, least] = [this.at, Infinity]
    this.places.forEach((place, i) => {
      const distance = away(this.places[this.at], place, direction)
      if (distance < least) [best, least] = [i, distance]
    })
    return best
  }

  under(event) {
    const { left, top } = this.canvas.getBoundingClientRect()
    const [x, y] = [event.clientX - left, event.clientY - top]
    let [best, least] = [null, REACH]
    this.places.forEach(([toX, toY], i) => {
      const distance = Math.hypot(toX - x, toY - y)
      if (distance <= least) [best, least] = [i, distance]
    })
    return best
  }

  draw(context, side) {
    this.places = spread(this.said.positions, side)
    if (this.at !== null && this.at >= this.places.length) {
      this.go(null)
    }
    const { ground, accent, colours, ink, size, font } = this.dressed
    context.font = `600 ${size}px ${font}`
    context.textAlign = 'center'
    context.textBaseline = 'middle'
    this.places.forEach(([x, y], i) => {
      const cluster = this.cluster(i)
      outline(context, x, y, SIDES[cluster % SIDES.length])
      context.fillStyle = ground
      context.fill()
      context.strokeStyle = i === this.at ? accent : colours[cluster % COLOURS]
      context.lineWidth = i === this.at ? 4 : 2
      context.stroke()
      context.fillStyle = ink
      context.fillText(String(this.said.units[i] + 1), x, y + 0.5)
    })
  }
}

function outline(context, x, y, sides) {
  context.beginPath()
  if (sides === 0) {
    context.arc(x, y, SIZE, 0, 2 * Math.PI)
    return
  }
  for (let corner = 0; corner < sides; corner++) {
    const angle = ((2 * corner + (sides % 2 === 0 ? 1 : 0)) * Math.PI) / sides - Math.PI / 2
    const radius = sides === 3 ? 1.5 * SIZE : 1.15 * SIZE
    context.lineTo(x + radius * Math.cos(angle), y + radius * Math.sin(angle))
  }
  context.closePath()
}

// Where the units stand in a square, with one scale for both directions.
function spread(positions, side) {
  const [x, y] = [0, 1].map((axis) => positions.map((place) => place[axis]))
  const middle = (all) => (Math.min(...all) + Math.max(...all)) / 2
  const half = Math.max(...[x, y].map((all) => (Math.max(...all) - Math.min(...all)) / 2), 1e-9)
  const scale = (side / 2 - RIM) / half
  return positions.map(([right, up]) => [side / 2 + (right - middle(x)) * scale, side / 2 - (up - middle(y)) * scale])
}
