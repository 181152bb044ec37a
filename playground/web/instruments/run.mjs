// The present run in words: what it is, its settings, and what was changed on the way.

import { instrument } from './furniture.mjs'
import { write } from '../text.mjs'

export const html = `
  <p class="summary"></p>
  <div class="instruments">
    ${instrument({
      name: 'settings', title: 'Settings in force', body: '<dl class="in-words"></dl>',
      about: 'All settings that the run depends on at this step, in words. What does nothing is left out: a noise of 0 %, or what other datasets and optimizers have.',
    })}
    ${instrument({
      name: 'changes', title: 'Changed on the way', body: '<ol class="changes"></ol><p class="unchanged">Nothing was changed on the way.</p>',
      about: 'What a person has changed since step 0, each with the step at which it was. Press one to go there: what follows is made again, exactly.',
    })}
  </div>`

export function enliven({ panel, send, signal }) {
  const part = (name) => panel.querySelector(name)
  let known = ''
  panel.addEventListener('click', ({ target }) => {
    const step = target.closest('[data-step]')?.dataset.step
    if (step !== undefined) send('seek', Number(step))
  }, { signal })
  return {
    show: {
      told: ({ summary, settings, changes }) => {
        write(part('.summary'), summary)
        const form = JSON.stringify([settings, changes])
        if (form === known) return
        known = form
        part('.in-words').replaceChildren(...settings.map(setting))
        part('.changes').replaceChildren(...changes.map(change))
        part('.unchanged').hidden = changes.length > 0
      },
    },
  }
}

function setting([name, value, doc]) {
  const group = document.createElement('div')
  for (const [tag, text] of [['dt', name], ['dd', value]]) {
    group.append(Object.assign(document.createElement(tag), { textContent: text }))
  }
  group.title = doc
  return group
}

function change([step, words]) {
  const item = document.createElement('li')
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: `step ${step.toLocaleString('en')}` })
  button.dataset.step = step
  button.ariaLabel = `Go to step ${step}: ${words}`
  item.append(button, words)
  return item
}
