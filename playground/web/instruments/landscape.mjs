// The loss landscape: which plane is to be seen, the work on it, and its picture.

import { check, field, instrument, select } from './furniture.mjs'
import { keep } from './kept.mjs'
import { Plate } from './plate.mjs'
import { Surface } from './surface.mjs'
import { Columns } from '../columns.mjs'
import { loadSheet } from '../sheets.mjs'
import { write } from '../text.mjs'
import { forHands } from '../touch.mjs'

const KINDS = [['path', 'Of the path'], ['random', 'Random'], ['weights', 'Two weights']]
const EXTENTS = [0.25, 0.5, 0.75, 1, 1.5, 2, 3, 4]
const USUAL = EXTENTS.indexOf(1)
const POINTS = [[25, 'coarse, 25 × 25'], [51, 'fine, 51 × 51']]

await loadSheet(new URL('./landscape.css', import.meta.url).href)

export const html = `
  <div class="landscape">
    <form class="controls">
      <div class="kind">${select('kind', 'Directions', KINDS)}<div class="for" data-kind="random" hidden><button type="button" class="plain" name="other">Other directions</button></div></div>
      <div class="for" data-kind="weights" hidden>${select('first', 'Across', [])}${select('second', 'Upwards', [])}</div>
      ${field('Extent', `<input type="range" name="extent" min="0" max="${EXTENTS.length - 1}" step="1" value="${USUAL}"><output></output>`)}
      ${select('resolution', 'Points', POINTS)}
      ${check('follows', 'Follow: anew at every pause')}
      <div class="act"><button type="submit" class="plain" name="act">Compute</button><progress aria-label="Computing a landscape" max="1" hidden></progress>
        <p class="note" role="status"></p></div>
    </form>
    <div class="seen">
      ${instrument({
        name: 'landscape', title: 'Loss landscape',
        more: `<p class="told-here" aria-live="polite">${forHands({ keys: 'Point at the picture, or use the arrow keys, to read the loss there.', touch: 'Tap the picture to read the loss there.' })}</p>`,
        body: '<div class="plate" data-plate="landscape" role="application" tabindex="0" aria-label="The loss over a plane of weights: arrow keys move from point to point."></div>',
        about: 'Every point of the plane is another set of weights: its colour is the mean loss of the training points there, the ring is ' +
          'where the network is, the line how it came there. Lines join equal losses; the path is a shadow, for it bends out of the plane too.',
      })}
    </div>
  </div>`

export function enliven({ panel, bokeh, send, signal }) {
  const form = panel.querySelector('form')
  const { kind, first, second, extent, resolution, follows, act, other } = form.elements
  const [progress, note] = [form.querySelector('progress'), form.querySelector('.note')]
  const surface = new Surface()
  const plate = new Plate(panel.querySelector('.plate'), surface, panel.querySelector('.told-here'))
  const on = (element, type, what) => element.addEventListener(type, what, { signal })
  plate.element.surface = surface
  let seed = 0
  let going = false

  const ask = () => send('landscape', {
    kind: kind.value, numbers: [first.value, second.value], extent: EXTENTS[extent.value], resolution: Number(resolution.value), seed,
  })
  keep('landscape', 'Landscape', { kind, extent, resolution, follows }, signal)
  on(form, 'submit', (event) => {
    event.preventDefault()
    going ? send('landscape cancel') : ask()
  })
  on(other, 'click', () => {
    seed += 1
    ask()
  })
  on(follows, 'change', () => send('landscape follows', follows.checked))
  on(form, 'input', () => dress())
  const dress = () => {
    for (const part of form.querySelectorAll('.for')) part.hidden = part.dataset.kind !== kind.value
    extent.ariaValueText = extent.nextElementSibling.textContent = `× ${EXTENTS[extent.value]}`
  }
  dress()
  if (follows.checked) send('landscape follows', true) // another Python does not know it yet

  const fresh = () => {
    plate.tell()
    plate.draw()
  }
  const columns = [
    new Columns(bokeh.get_model_by_name('landscape'), () => { surface.take(columns[0].get('loss')); fresh() }),
    new Columns(bokeh.get_model_by_name('landscape path'), () => { surface.walk(...['x', 'y', 'step'].map((name) => columns[1].list(name))); fresh() }),
  ]
  return {
    show: {
      landscape: (told) => {
        going = told.share !== null
        write(act, going ? 'Cancel' : 'Compute')
        progress.hidden = !going
        progress.value = told.share ?? 0
        write(note, told.note)
        surface.told = told
        fresh()
      },
      landscape_numbers: (layers) => [first, second].forEach((one, i) => fill(one, layers, i)),
    },
    end: () => {
      plate.destroy()
      columns.forEach((each) => each.disconnect())
    },
  }
}

// Lets all weights and biases be chosen; what was chosen stays, if it is still there.
function fill(list, layers, usual) {
  const before = list.value
  list.replaceChildren(...layers.map(([title, numbers]) => {
    const group = Object.assign(document.createElement('optgroup'), { label: title })
    group.append(...numbers.map(([name, words]) => new Option(words, name)))
    return group
  }))
  list.value = before
  if (list.selectedIndex < 0) list.selectedIndex = usual
}
