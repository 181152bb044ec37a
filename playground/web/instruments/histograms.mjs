// How weights, gradients or activations lie in every layer, over time: as ridges, one behind the other, or as bands.

import { check, instrument, select } from './furniture.mjs'
import { keep } from './kept.mjs'
import { place } from './notes.mjs'
import { Bands, Ridges } from './spreads.mjs'
import { Plate } from './plate.mjs'
import { Columns } from '../columns.mjs'
import { entry, fill, legend, MARKS } from '../legend.mjs'
import { forHands } from '../touch.mjs'
import { signed } from '../written.mjs'

const KINDS = [['weights', 'Weights'], ['gradients', 'Gradients'], ['activations', 'Activations']]

const RIDGES = [entry(MARKS.line, 'the latest step, in front'), entry(MARKS.faint, 'earlier steps: the paler, the earlier')]
const BANDS = [
  entry(MARKS.line, 'median'), entry(MARKS.half, 'half of the numbers'), entry(MARKS.tenths, 'nine tenths of them'),
  entry(MARKS.onwards, 'time: the latest step is at the right'),
]

export const html = `
  <form class="controls">
    ${select('kind', 'Numbers', KINDS)}
    ${check('bands', 'Percentile bands')}
    <p class="told-here of-frames" aria-live="polite">${forHands({ keys: 'Point at a step, or use the arrow keys, to read its numbers. A click goes there.', touch: 'Tap a step to go there and to read its numbers.' })}</p>
  </form>
  ${place}
  <div class="instruments">
    ${instrument({
      name: 'spread', title: 'Layer by layer',
      body: '<div class="plate" data-plate="spread" role="application" tabindex="0" aria-label="Histograms of every layer over time: left and right arrow move through the steps, up and down from layer to layer, Enter goes to a step."></div>',
      meaning: legend(...RIDGES),
      about: 'How many numbers of a layer are how large, on an axis that is logarithmic on both sides of 0: ridges are histograms, the ' +
        'latest in front; bands hold half and nine tenths of the numbers, around their median. Ends that pile up tell of saturation, a ' +
        'needle at 0 of gradients that vanish.',
    })}
  </div>`

export function enliven({ panel, bokeh, send, signal }) {
  const { kind, bands } = panel.querySelector('form').elements
  const spreads = new Spreads((step) => send('seek', step))
  const plate = new Plate(panel.querySelector('.plate'), spreads, panel.querySelector('.told-here'))
  const fresh = () => {
    if (plate.current !== null) plate.tell()
    plate.draw()
  }
  const columns = new Columns(bokeh.get_model_by_name('histograms'), () => {
    spreads.take(columns.list('step'), columns.get('counts'), columns.get('percentiles'))
    fresh()
  })
  keep('histograms', 'Histograms', { kind, bands }, signal)
  kind.addEventListener('change', () => send('histograms', kind.value), { signal })
  const dress = () => {
    spreads.bands = bands.checked
    fill(panel.querySelector('.legend'), bands.checked ? BANDS : RIDGES)
    fresh()
  }
  bands.addEventListener('change', dress, { signal })
  dress()
  if (kind.value !== 'weights') send('histograms', kind.value) // another Python does not know it yet
  return {
    show: {
      histograms: (told) => {
        spreads.told = told
        fresh()
      },
    },
    end: () => {
      plate.destroy()
      columns.disconnect()
    },
  }
}

// All layers side by side.
class Spreads {
  constructor(seek) {
    this.seek = seek
    this.told = { kind: '', titles: [], edges: [] }
    this.bands = false
    this.parts = []
    this.take([], [], [])
  }

  take(steps, counts, percentiles) {
    this.steps = steps
    this.counts = counts
    this.percentiles = percentiles
  }

  shape() {
    return [this.told.titles.length, this.steps.length]
  }

  // Whether numbers and names are of the same run.
  get fits() {
    const { titles, edges } = this.told
    return this.steps.length > 0 && this.counts.length === this.steps.length * titles.length * (edges.length + 1)
  }

  words(layer, i) {
    const five = this.of(this.percentiles, layer, i, 5)
    const [low, quarter, median, upper, high] = Array.from(five, (each) => signed(each))
    const at = `${this.told.titles[layer]}, ${this.told.kind} at step ${this.steps[i].toLocaleString('en')}`
    return `${at}: median ${median}, half of them from ${quarter} to ${upper}, nine of ten from ${low} to ${high}.`
  }

  about() {
    if (!this.fits) return 'Nothing has been counted yet.'
    const last = this.steps.length - 1
    return this.told.titles.map((_, layer) => this.words(layer, last)).join(' ')
  }

  of(numbers, layer, i, size) {
    const start = (i * this.told.titles.length + layer) * size
    return numbers.slice(start, start + size)
  }

  go(_layer, i) {
    this.seek(this.steps[i])
  }

  at(x, y) {
    for (const [layer, part] of this.parts.entries()) {
      const i = part.at(x, y)
      if (i !== null) return [layer, i]
    }
    return null
  }

  paint(context, width, height, look, current) {
    this.parts = []
    if (!this.fits) {
      return
    }
    const { titles, edges } = this.told
    const gap = 1.6 * look.rem
    const each = (width - gap * (titles.length - 1)) / titles.length
    const Kind = this.bands ? Bands : Ridges
    this.parts = titles.map((title, layer) => {
      const read = (numbers, size) => this.steps.map((_, i) => this.of(numbers, layer, i, size))
      const part = new Kind({ left: layer * (each + gap), width: each, height, edges, steps: this.steps, look },
        read(this.counts, edges.length + 1), read(this.percentiles, 5))
      part.paint(context, title, current?.[0] === layer ? current[1] : null)
      return part
    })
  }
}
