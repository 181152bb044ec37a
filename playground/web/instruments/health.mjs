// How the layers fare: three charts with a line a layer, and which line is whose.

import { instrument, slot } from './furniture.mjs'
import { place } from './notes.mjs'
import { write } from '../text.mjs'

const DASHES = ['', '7 4', '2 3', '2 3 7 3', '7 3 2 3', '8 2', '2 2 8 2'] // as the charts have them
const ZEROS = '<p class="zeros of-frames" aria-live="polite" hidden></p>' // a logarithmic axis has no place for them
const KINDS = `<p class="lines"><span><svg viewBox="0 0 30 12" aria-hidden="true"><path d="M1 6h28"/><circle cx="15" cy="6" r="4"/></svg>dead</span>` +
  ' <span><svg viewBox="0 0 30 12" aria-hidden="true"><path d="M1 6h28" stroke-dasharray="2 3"/><path d="M15 1.4 20 10H10z"/></svg>saturated</span></p>'

export const html = `
  <div class="controls"><ul class="layers" aria-label="Layers"></ul></div>
  ${place}
  <div class="instruments three">
    ${instrument({
      name: 'gradient', title: 'Length of the gradient', body: slot('health-gradient'), meaning: ZEROS,
      about: 'How strongly the loss pulls at all weights and biases of a layer, on a logarithmic axis. If the first layers get a thousandth ' +
        'of what the last one gets, the gradient vanishes on its way back.',
    })}
    ${instrument({
      name: 'update', title: 'Update ratio', body: slot('health-update'), meaning: ZEROS,
      about: 'How far one step moves a layer, compared with the size of what it moves. About a thousandth is usual; far more tears at the ' +
        'layer, far less hardly moves it.',
    })}
    ${instrument({
      name: 'rest', title: 'Dead or saturated, %', more: KINDS, body: slot('health-rest'),
      about: 'Dead, with circles: of ReLU and its kin, the share of neurons that are silent for every point. Saturated, with triangles and as ' +
        'many dots in a row as the layer’s number: of tanh and sigmoid, the share of answers on their flat ends, where hardly any gradient passes.',
    })}
  </div>`

export function enliven({ panel }) {
  const list = panel.querySelector('.layers')
  return {
    show: {
      zeros: (told) => {
        for (const [name, words] of Object.entries(told)) {
          const line = panel.querySelector(`[data-instrument="${name}"] .zeros`)
          line.hidden = words === ''
          write(line, words)
        }
      },
      layers: (titles) => {
        list.innerHTML = titles.map((title, i) => `<li><svg viewBox="0 0 32 8" aria-hidden="true"><path d="M1 4h30" ` +
          `style="stroke: var(--layer-${i + 1})" stroke-dasharray="${DASHES[i]}"/></svg>${title}</li>`).join('')
      },
    },
  }
}
