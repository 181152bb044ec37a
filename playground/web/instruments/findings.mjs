// What is going wrong, as notes; and the same as dots on the time of the run.

import { write } from '../text.mjs'

export const html = `
  <p class="healthy of-frames" role="status" hidden></p>
  <ul class="findings" aria-label="Findings"></ul>
  <p class="earlier" hidden></p>`

export function enliven({ panel, send, signal, container }) {
  const [healthy, list, earlier] = ['.healthy', '.findings', '.earlier'].map((part) => panel.querySelector(part))
  panel.addEventListener('click', ({ target }) => {
    const button = target.closest('button')
    if (button?.dataset.remedy) send('remedy', JSON.parse(button.dataset.remedy))
    if (button?.dataset.goes) document.getElementById(`instruments-tab-${button.dataset.goes}`).click()
  }, { signal })
  const mark = (marks) => container.dispatchEvent(new CustomEvent('marks', { bubbles: true, detail: marks }))
  return {
    show: {
      findings: ({ present: found, state, earlier: before, marks }) => {
        const focused = panel.contains(document.activeElement) ? document.activeElement.dataset : null
        list.replaceChildren(...found.map(note))
        list.hidden = found.length === 0
        healthy.hidden = found.length > 0
        write(healthy, state)
        if (focused) [...list.querySelectorAll('button')].find(({ dataset }) => JSON.stringify(dataset) === JSON.stringify(focused))?.focus()
        earlier.hidden = before.length === 0
        earlier.textContent = `Earlier: ${before.map(past).join('; ')}.`
        mark(marks.map(([step, title]) => [step, 'finding', `found: ${title}`]))
      },
    },
    end: () => mark([]),
  }
}

function past([title, first, last]) {
  const [from, to] = [first, last].map((step) => step.toLocaleString('en'))
  return `${title.charAt(0).toLowerCase()}${title.slice(1)}, ${first === last ? `step ${from}` : `steps ${from} to ${to}`}`
}

function note({ kind, title, since, evidence, advice, tab, remedies }) {
  const item = document.createElement('li')
  const add = (name, text, more = {}) => item.appendChild(Object.assign(document.createElement(name), { textContent: text, ...more }))
  add('h3', title)
  add('p', `since step ${since.toLocaleString('en')}`, { className: 'since' })
  add('p', evidence)
  add('p', advice, { className: 'advice' })
  const buttons = add('p', '', { className: 'remedies' })
  for (const [number, words] of remedies) {
    const button = buttons.appendChild(Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: `Try ${words}` }))
    button.dataset.remedy = JSON.stringify([kind, number])
  }
  const goes = buttons.appendChild(Object.assign(document.createElement('button'), { type: 'button', className: 'plain quiet', textContent: 'Show the evidence' }))
  goes.ariaLabel = `Show the evidence: ${title}`
  goes.dataset.goes = tab
  return item
}
