// What is going wrong, as notes.

import { instrument } from './furniture.mjs'
import { keepingFocus, note } from './notes.mjs'
import { write } from '../text.mjs'

export const html = instrument({
  name: 'findings', title: 'Findings',
  body: `<p class="healthy of-frames" role="status" hidden></p>
    <ul class="findings" aria-label="Findings"></ul>
    <p class="earlier" hidden></p>`,
  about: 'The engine looks at losses, gradients and neurons while the run goes on, and says here what is going wrong, since when, and by which ' +
    'numbers. A remedy that you try is one change in the log, which Undo takes back.',
})

export function enliven({ panel }) {
  const [healthy, list, earlier] = ['.healthy', '.findings', '.earlier'].map((part) => panel.querySelector(part))
  return {
    show: {
      findings: ({ present: found, state, earlier: before }) => {
        keepingFocus(list, () => list.replaceChildren(...found.map((each) => note('li', each))))
        list.hidden = found.length === 0
        healthy.hidden = found.length > 0
        write(healthy, state)
        earlier.hidden = before.length === 0
        earlier.textContent = `Earlier: ${before.map(past).join('; ')}.`
      },
    },
  }
}

function past([title, first, last]) {
  const [from, to] = [first, last].map((step) => step.toLocaleString('en'))
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}, ${first === last ? `step ${from}` : `steps ${from} to ${to}`}`
}
