// Loss and accuracy: which axis is seen, and how much the curves are smoothed.

import { check, field, instrument, slot } from './furniture.mjs'
import { keep } from './kept.mjs'
import { place } from './notes.mjs'

const LINES = '<p class="lines"><i></i>training<i class="dashed"></i>test</p>'

export const html = `
  <form class="controls">
    ${check('log', 'Logarithmic loss')}
    ${field('Smoothing', '<input type="range" name="smoothing" min="0" max="0.98" step="0.02" value="0"><output>off</output>')}
    ${LINES}
  </form>
  ${place}
  <div class="instruments two">
    ${instrument({
      name: 'loss', title: 'Loss', body: slot('curves-loss') + slot('curves-log-loss'),
      about: 'How wrong the network is on average, on the points that it learns from and on those that it never sees. If the two part, ' +
        'it learns its own points by heart.',
    })}
    ${instrument({
      name: 'accuracy', title: 'Accuracy, %', body: slot('curves-accuracy'),
      about: 'The share of points whose class the network gets right. It moves in jumps, for a point is either right or wrong, while the ' +
        'loss also says by how much.',
    })}
  </div>`

export function enliven({ panel, send, signal }) {
  const { log, smoothing } = panel.querySelector('form').elements
  const shown = panel.querySelector('output')
  const dress = () => panel.toggleAttribute('data-log', log.checked)
  const smooth = () => {
    shown.textContent = smoothing.value === '0' ? 'off' : Number(smoothing.value).toFixed(2)
    send('smoothing', Number(smoothing.value))
  }
  keep('curves', 'Curves', { log, smoothing }, signal)
  log.addEventListener('change', dress, { signal })
  smoothing.addEventListener('input', smooth, { signal })
  dress()
  if (smoothing.value !== '0') smooth() // another Python does not know it yet
  return {}
}
