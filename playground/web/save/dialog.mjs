// The dialog that saves and loads: made when it is first opened, with a style sheet of its own.

import { GROUPS, formsOf, isThere } from './entries.mjs'
import { icon, make } from '../make.mjs'
import { loadSheet } from '../sheets.mjs'

const OPENS = '.glassbox,.json,.npz,.py,.ipynb,.csv,.svg,.png'
const CLOSE = 'M6.5 6.5l11 11M17.5 6.5l-11 11'
const OPEN = 'M12 15V4M7.5 8.5 12 4l4.5 4.5M5 19.5h14'

export class Dialog {
  // `choose(form)` is called for what is to be saved, `bring(file)` for a file that is to be opened.
  constructor(choose, bring) {
    this.said = make('p', { className: 'said', role: 'status' })
    this.note = make('p', { className: 'note' })
    this.input = make('input', { type: 'file', accept: OPENS, hidden: true, ariaLabel: 'A file that was saved' })
    this.element = make('dialog', { id: 'save' }, this.head(), ...GROUPS.map((group) => this.group(group, choose)), this.load(), this.note, this.said)
    this.element.setAttribute('aria-labelledby', 'save-title')
    this.input.addEventListener('change', () => {
      const [file] = this.input.files
      this.input.value = ''
      if (file) bring(file)
    })
    this.takeDrops(bring)
    this.element.addEventListener('click', ({ target }) => { if (target === this.element) this.close() })
    document.body.append(this.element)
  }

  open() {
    this.say('')
    if (!this.element.open) this.element.showModal()
  }

  close() {
    this.element.close()
  }

  say(words, isProblem = false) {
    this.said.textContent = words
    this.said.toggleAttribute('data-problem', isProblem)
  }

  head() {
    const close = make('button', { type: 'submit', className: 'tool', ariaLabel: 'Close', title: 'Close' }, icon(CLOSE))
    return make('form', { method: 'dialog' }, make('h2', { id: 'save-title' }, 'Save or load'), close)
  }

  group({ title, entries }, choose) {
    const rows = entries.filter(isThere).map((entry) => {
      const buttons = formsOf(entry).map((form) => {
        const button = make('button', { type: 'button', className: 'plain' }, form.words)
        if (form.act) button.dataset.act = form.act
        else button.ariaLabel = `${entry.name} as ${form.words}`
        button.addEventListener('click', () => { if (!form.act) choose(form) })
        return button
      })
      return make('li', {}, make('p', {}, make('b', {}, entry.name), ' ', make('span', {}, entry.words)), make('div', { className: 'forms' }, ...buttons))
    })
    return make('section', {}, make('h3', {}, title), make('ul', {}, ...rows))
  }

  load() {
    const button = make('button', { type: 'button', className: 'plain' }, icon(OPEN), make('span', {}, 'Load a file…'))
    button.addEventListener('click', () => this.input.click())
    const words = make('span', {}, 'or drop it here: a run, JSON, weights, a program, a notebook, losses or a picture. Undo brings back what is here now.')
    return make('section', { className: 'drop' }, make('h3', {}, 'Load'), make('p', {}, button, words), this.input)
  }

  takeDrops(bring) {
    const over = (is) => this.element.toggleAttribute('data-over', is)
    this.element.addEventListener('dragover', (event) => {
      event.preventDefault()
      over(true)
    })
    this.element.addEventListener('dragleave', ({ relatedTarget }) => { if (!this.element.contains(relatedTarget)) over(false) })
    this.element.addEventListener('drop', (event) => {
      event.preventDefault()
      over(false)
      const [file] = event.dataTransfer.files
      if (file) bring(file)
    })
  }
}

// Ends when the style sheet is here.
export const dressed = () => loadSheet(new URL('./save.css', import.meta.url).href)
