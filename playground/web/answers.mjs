// The output plot for who does not point at it: what the region and the points say, and what is answered at a place that the
// arrow keys move. All of it is read off the picture that is drawn, see sight.mjs.

import { part, Readable } from './readable.mjs'
import { EXTENT, SETS, Sight } from './sight.mjs'
import { write } from './text.mjs'

const STEPS = 24 // of the arrow keys, from one end of the plane to the other
export const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1], Home: [-Infinity, 0], End: [Infinity, 0] }
const TOPMOST = 0.5 // of the plane: above, what is read stands at the foot of the plot

export const MIDDLE = [STEPS / 2, STEPS / 2]
const within = (value, most) => Math.max(0, Math.min(value, most))

// Where a key leads from a place among STEPS across and up, or from none.
export const led = (at, [right, up]) => {
  const [column, row] = at ?? MIDDLE
  return [within(column + right, STEPS), within(row + up, STEPS)]
}

// The place in the plane, [x₁, x₂].
export const onPlane = (at) => at.map((i) => -EXTENT + (2 * EXTENT * i) / STEPS)

export class Answers extends Readable {
  // Lives in the slot of the plot, of which `region` is the ground.
  constructor(slot, region) {
    const drawn = (name) => region.view.model.renderers.find((each) => each.name === `output.${name}`).data_source
    const sources = { region: region.source, ...Object.fromEntries(['curve', ...SETS].map((name) => [name, drawn(name)])) }
    const { inner_width: width, inner_height: height } = region.view.model.properties
    super(slot, {
      label: 'Output: the region and the points. Arrow keys move over the plane and read what is answered there.',
      id: 'about-output',
      told: 'answer-here',
      keys: KEYS,
      changing: [...Object.values(sources).map(({ properties }) => properties.data), width, height],
    })
    this.region = region
    this.sources = sources
  }

  begin() {
    this.read(MIDDLE)
  }

  leave() {
    this.read(null)
  }

  move(meant) {
    this.read(led(this.at, meant))
  }

  read(place) {
    this.at = place
    this.follow()
  }

  // What is drawn may be another picture by now, and lie elsewhere.
  follow() {
    this.cross.hidden = this.at === null
    write(this.told, this.at === null ? '' : this.sight.words(this.place))
    if (this.at === null) return
    const { frame } = this.region.view
    const { left, top, width, height } = frame.bbox
    const [x1, x2] = this.place
    const [x, y] = [frame.x_scale.compute(x1), frame.y_scale.compute(x2)]
    this.cross.replaceChildren(part('b', `left: ${x}px; top: ${top}px; height: ${height}px`),
      part('b', `left: ${left}px; top: ${y}px; width: ${width}px; height: 1px`), part('i', `left: ${x}px; top: ${y}px`))
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
    const title = this.slot.closest('figure').querySelector('.title').textContent
    const sentences = [...this.sight.sentences(), this.slot.closest('figure').querySelector('.accuracy').textContent]
    write(this.about, `${title}. ${sentences.filter(Boolean).map((each) => each.replace(/\.?$/, '.')).join(' ')}`)
  }
}
