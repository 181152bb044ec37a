// The architecture: the drawing, of which every section can be opened, and the form that changes the block that is chosen.

import { plan, saved } from './plan.mjs'
import { download } from '../download.mjs'
import { onThemeChange } from '../theme.mjs'

export function enliven({ container, send }) {
  const part = (name) => container.querySelector(name)
  const board = part('.board')
  const form = part('.board form')
  const open = new Set()
  let [sections, caption, chosen] = [[], '', 1]
  let typed = null // the field in which a person is writing
  let inserted = null // the section that a new block will be, if it can be
  const listening = new AbortController()
  const on = (element, type, act) => element.addEventListener(type, act, { signal: listening.signal })

  const paint = () => {
    const held = board.querySelector('g:focus')?.dataset.section
    part('.plan').replaceChildren(plan(sections, open, chosen))
    if (held !== undefined) {
      board.querySelector(`g[data-section="${held}"]`)?.focus()
    }
    const { left, right } = part('.plan').getBoundingClientRect()
    const box = board.querySelector(`g[data-section="${chosen}"]`).getBoundingClientRect()
    part('.plan').scrollLeft += Math.min(0, box.left - left) + Math.max(0, box.right - right)
    fill()
  }
  const number = () => chosen - 1 // of the chosen block among all blocks: the image comes first
  const fill = () => {
    const { title, block, kind } = sections[chosen]
    form.querySelector('h2').textContent = title
    form.querySelector('.units').textContent = kind === 'd' ? 'Neurons' : 'Maps'
    for (const label of form.querySelectorAll('[data-for]')) {
      label.hidden = !label.dataset.for.split(' ').includes(kind)
    }
    for (const [name, value] of Object.entries(block ?? {})) {
      const field = form.elements[name]
      if (field === typed) continue
      field.type === 'checkbox' ? (field.checked = value) : (field.value = value)
    }
    form.querySelector('[data-plan="before"]').disabled = chosen === 0
    form.querySelector('[data-plan="behind"]').disabled = chosen === sections.length - 1
    form.querySelector('[data-plan="remove"]').disabled = block === null
  }
  const toggle = (event) => {
    const section = event.target.closest('[data-section]')
    if (section === null) {
      return
    }
    chosen = Number(section.dataset.section)
    open.has(chosen) ? open.delete(chosen) : open.add(chosen)
    paint()
  }
  const tasks = {
    before: () => send('insert', number()),
    behind: () => {
      inserted = chosen + 1
      send('insert', number() + 1)
    },
    remove: () => send('remove', number()),
    save: () => download('network.svg', saved(sections, open, caption), 'image/svg+xml'),
  }
  on(part('.plan'), 'click', toggle)
  on(part('.plan'), 'keydown', (event) => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault()
      event.stopPropagation()
      toggle(event)
    }
  })
  on(form, 'submit', (event) => event.preventDefault())
  on(form, 'input', ({ target }) => { typed = target })
  on(form, 'change', ({ target: { name, type, value, checked } }) => {
    typed = null
    const told = type === 'checkbox' ? checked : name === 'kind' ? value : Math.round(Number(value))
    send('block', { number: number(), [name]: told })
    fill() // what is refused does not stay there
  })
  on(form, 'click', ({ target }) => tasks[target.closest('[data-plan]')?.dataset.plan]?.())
  const forget = onThemeChange(() => { if (sections.length > 0) paint() })
  return {
    show: {
      sections: (records) => {
        if (inserted !== null && records.length > sections.length) chosen = inserted
        inserted = null
        sections = records
        chosen = Math.min(chosen, sections.length - 1)
        for (const one of open) if (one >= sections.length) open.delete(one)
        paint()
      },
      caption: (words) => { part('.caption').textContent = caption = words },
    },
    end: () => {
      listening.abort()
      forget()
      part('.plan').replaceChildren() // nobody would hear a press on it
    },
  }
}
