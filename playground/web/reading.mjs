// Charts that Bokeh draws, for who does not point at them: what each shows, in words that are true at the moment, and a
// cross-hair that the arrow keys move. What can be read was declared with the chart (`views/reading.py`).

import { part, Readable } from './readable.mjs'
import { write } from './text.mjs'

const FAR = 10
const INWARD = 0.02 // pixels: beyond the first and the last place Bokeh finds nothing
const KEYS = { ArrowLeft: -1, ArrowRight: 1, PageDown: -FAR, PageUp: FAR, Home: -Infinity, End: Infinity }
const PLACES = ['start', 'end']

// Lets all charts of a page be read; what comes back ends that.
export function readCharts(container, views) {
  const readers = views.filter(({ model }) => linesOf(model).length > 0)
    .map((view) => new Reader(view, container.querySelector(`[data-slot="${view.model.name}"]`)))
  return () => readers.forEach((reader) => reader.destroy())
}

// What can be read of a chart: {title, at, values, source} of every line, the first one's places lead.
const linesOf = ({ toolbar }) => (toolbar?.tools ?? []).filter(({ tags }) => tags?.[0]?.values)
  .map(({ tags: [told], renderers: [{ data_source: source }] }) => ({ ...told, source }))

const column = (source, name) => Array.from(source.get_column(name) ?? [])

class Reader extends Readable {
  constructor(view, slot) {
    const { model } = view
    const lines = linesOf(model)
    const title = slot.closest('figure')?.querySelector('h2, h3')?.textContent ?? 'Chart'
    const { x_range: x, y_range: y, properties: { inner_width: width, inner_height: height } } = model
    const ranges = [x, y].flatMap(({ properties }) => PLACES.map((end) => properties[end]))
    super(slot, {
      label: `${title}: left and right arrow move along the ${lines[0].at.name}s and read them.`,
      id: `about-chart-${slot.closest('[data-page]').dataset.page}-${model.name}`,
      told: 'read-here unseen',
      keys: KEYS,
      changing: [...lines.map(({ source }) => source.properties.data), ...ranges, width, height],
    })
    this.view = view
    this.lines = lines
    slot.reader = this // for whoever wants to know what is read
    this.describe()
  }

  begin() {
    this.read(this.places.length - 1)
  }

  // Where there is something to be read.
  get places() {
    const [{ source, at }] = this.lines
    return column(source, at.column)
  }

  move(by) {
    const here = this.at === null ? this.places.length : nearest(this.places, this.at)
    this.read(here + by)
  }

  // Reads the place of that number, or the one at this end.
  read(number) {
    const { places } = this
    if (places.length === 0) {
      write(this.told, 'There is nothing yet.')
      return
    }
    this.at = places[Math.max(0, Math.min(number, places.length - 1))]
    this.follow()
  }

  leave() {
    this.at = null
    this.cross.hidden = true
    write(this.told, '')
    this.point('pointerout', 0, 0)
  }

  // The data may be others by now, and lie elsewhere.
  follow() {
    if (this.at === null || this.places.length === 0) return
    this.at = this.places[nearest(this.places, this.at)]
    write(this.told, this.words(this.at))
    this.draw()
  }

  words(place) {
    return this.lines.map(({ title, source, at, values }) => {
      const places = column(source, at.column)
      const i = nearest(places, place)
      const parts = values.map((value) => said(value, source.get_column(value.column)?.[i]))
      return i < 0 ? '' : `${title ? `${title}, ` : ''}${said(at, places[i])}: ${parts.join(', ')}.`
    }).filter(Boolean).join(' ')
  }

  // What it shows, in one sentence a line.
  describe() {
    const words = this.lines.map((line) => summary(line)).filter(Boolean).join(' ')
    write(this.about, words || 'Nothing has been drawn yet.')
  }

  // A line through the place, a dot on every curve there, and the tip that a pointer gets.
  draw() {
    const { frame, model: { renderers } } = this.view
    const { left, top, width, height } = frame.bbox
    const x = frame.x_scale.compute(this.at)
    const isSeen = x >= left - 1 && x <= left + width + 1
    this.cross.hidden = !isSeen
    if (!isSeen) return
    const line = part('b', `left: ${x}px; top: ${top}px; height: ${height}px`)
    const dots = renderers.filter(({ glyph }) => glyph.type === 'Line').map(({ glyph, data_source: source }) => {
      const y = frame.y_scale.compute(source.get_column(glyph.y.field)[nearest(column(source, glyph.x.field), this.at)])
      return { y, colour: glyph.line_color.value }
    }).filter(({ y }) => y >= top - 1 && y <= top + height + 1)
      .map(({ y, colour }) => part('i', `left: ${x}px; top: ${y}px; background: ${colour}`))
    this.cross.replaceChildren(line, ...dots)
    const inward = this.at === this.places.at(-1) ? -INWARD : INWARD
    this.point('pointermove', Math.min(Math.max(x + inward, left), left + width), top + height / 2)
  }

  // Lets Bokeh take the keys for a pointer.
  point(type, x, y) {
    const { events_el: area } = this.view.canvas_view
    const { left, top } = area.getBoundingClientRect()
    area.dispatchEvent(new PointerEvent(type, { clientX: left + x, clientY: top + y, bubbles: true, pointerType: 'mouse', isPrimary: true }))
  }
}

// The number of the place nearest to a goal; -1 if there is none.
function nearest(places, goal) {
  let best = -1
  places.forEach((place, i) => { if (best < 0 || Math.abs(place - goal) < Math.abs(places[best] - goal)) best = i })
  return best
}

// A value with its name.
const said = ({ name, places, unit }, value) => `${name} ${written(value, places)}${unit}`.trim()

function written(value, places) {
  if (places === null) return String(value ?? '').replaceAll('<br>', ', ')
  if (!Number.isFinite(value)) return 'no number'
  return value.toLocaleString('en', { minimumFractionDigits: places, maximumFractionDigits: places }).replace('-', '−')
}

// From where to where it goes, and how each value does: at first, at last, and between which bounds.
function summary({ title, source, at, values }) {
  const places = column(source, at.column)
  if (places.length === 0) return ''
  const number = (value) => written(value, at.places)
  const parts = values.map((value) => {
    const all = column(source, value.column)
    const known = all.filter(Number.isFinite)
    if (value.places === null) return `At last ${written(all.at(-1), null)}`
    if (known.length === 0) return `${value.name}: no number`
    const [first, last, least, most] = [known[0], known.at(-1), Math.min(...known), Math.max(...known)].map((each) => `${written(each, value.places)}${value.unit}`)
    return `${value.name} at first ${first}, at last ${last}, lowest ${least}, highest ${most}`
  })
  return `${title ? `${title}: ` : ''}From ${at.name} ${number(places[0])} to ${number(places.at(-1))}. ${parts.join('; ')}.`
}
