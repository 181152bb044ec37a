// How the layers fare: three charts with a line a layer, and which line is whose.

import { instrument, slot } from './furniture.mjs'

const DASHES = ['', '7 4', '2 3', '2 3 7 3', '7 3 2 3', '8 2', '2 2 8 2'] // as the charts have them

export const html = `
  <div class="controls"><ul class="layers" aria-label="Layers"></ul></div>
  <div class="instruments three">
    ${instrument({
      name: 'gradient', title: 'Length of the gradient', body: slot('health-gradient'),
      about: 'How strongly the loss pulls at all weights and biases of a layer, on a logarithmic axis. If the first layers get a thousandth ' +
        'of what the last one gets, the gradient vanishes on its way back.',
    })}
    ${instrument({
      name: 'update', title: 'Update ratio', body: slot('health-update'),
      about: 'How far one step moves a layer, compared with the size of what it moves. About a thousandth is usual; far more tears at the ' +
        'layer, far less hardly moves it.',
    })}
    ${instrument({
      name: 'rest', title: 'Dead or saturated, %', body: slot('health-rest'),
      about: 'For ReLU and its kin, the share of neurons that are silent for every point; for tanh and sigmoid, the share of answers on ' +
        'their flat ends. Hardly any gradient passes there.',
    })}
  </div>`

export function enliven({ panel }) {
  const list = panel.querySelector('.layers')
  return {
    show: {
      layers: (titles) => {
        list.innerHTML = titles.map((title, i) => `<li><svg viewBox="0 0 32 8" aria-hidden="true"><path d="M1 4h30" ` +
          `style="stroke: var(--layer-${i + 1})" stroke-dasharray="${DASHES[i]}"/></svg>${title}</li>`).join('')
      },
    },
  }
}
