// “Pause when …”: a person says where the run is to stand still by itself, and sees that until it does.

import { button, icon, make } from '../make.mjs'

const CLOSE = 'M6.5 6.5l11 11M17.5 6.5l-11 11'
const KINDS = [ // words before the number, and behind it; the condition; the least number, and what is proposed
  { words: 'at epoch', what: 'epoch', sign: '≥', least: 1, number: 100 },
  { words: 'at step', what: 'step', sign: '≥', least: 1, number: 500 },
  { words: 'when the training loss is below', what: 'training loss', sign: '<', number: 0.1 },
  { words: 'when the test loss is below', what: 'test loss', sign: '<', number: 0.1 },
  { words: 'when the test loss rises for', behind: 'epochs', what: 'test loss', sign: 'rises for', least: 1, number: 20 },
]

const saidOf = ({ what, sign, behind }, number) =>
  [what, sign === '≥' ? '' : sign, number.toLocaleString('en'), behind && number === 1 ? 'epoch' : behind].filter(Boolean).join(' ')

const forms = new WeakMap() // lesson -> its Breakpoint

export function open(lesson) {
  if (!forms.has(lesson)) forms.set(lesson, new Breakpoint(lesson))
  forms.get(lesson).open()
}

class Breakpoint {
  constructor(lesson) {
    this.lesson = lesson
    this.kind = make('select', { ariaLabel: 'Pause' }, ...KINDS.map(({ words }, index) => make('option', { value: index }, words)))
    this.number = make('input', { type: 'number', required: true, ariaLabel: 'Number' })
    this.behind = make('span')
    this.problem = make('p', { className: 'said', role: 'status' })
    this.dialog = this.made()
    this.words = make('span', { role: 'status' })
    this.away = button('', () => this.forget(), { className: 'tool', ariaLabel: 'Do not pause there', title: 'Do not pause there' })
    this.away.append(icon(CLOSE))
    this.element = make('p', { className: 'stop', hidden: true }, this.words, this.away)
    this.kind.addEventListener('change', () => this.propose())
    this.propose()
    document.body.append(this.dialog)
    lesson.text.append(this.element)
  }

  made() {
    const close = button('', () => this.dialog.close(), { className: 'tool', ariaLabel: 'Close', title: 'Close' })
    close.append(icon(CLOSE))
    const form = make('form', { className: 'fields' }, this.kind, this.number, this.behind, make('button', { type: 'submit', className: 'plain main' }, 'Set'))
    form.addEventListener('submit', (event) => {
      event.preventDefault()
      this.set(KINDS[this.kind.value], this.number.valueAsNumber)
    })
    const dialog = make('dialog', { id: 'pause-when' },
      make('header', {}, make('h2', { id: 'pause-when-title' }, 'Pause when …'), close), form,
      make('p', {}, 'The run stands still there by itself, to the step. Losses are looked at after every epoch.'), this.problem)
    dialog.setAttribute('aria-labelledby', 'pause-when-title')
    return dialog
  }

  open() {
    this.problem.textContent = ''
    this.dialog.showModal()
    this.kind.focus()
  }

  propose() {
    const { least, number, behind = '' } = KINDS[this.kind.value]
    Object.assign(this.number, { min: least ?? 0, step: least ?? 'any', value: number })
    this.behind.textContent = behind
  }

  // What holds already is nothing to wait for.
  set(kind, number) {
    const condition = { words: saidOf(kind, number), what: kind.what, sign: kind.sign, value: number }
    this.lesson.ask('holds', { conditions: [condition] }, ({ holds: [already] }) => {
      if (already) {
        this.problem.textContent = `It is so already: ${condition.words}.`
        return
      }
      this.lesson.breakAt({ condition, reached: ({ numbers }) => this.say(`It has paused: ${condition.words}, at step ${numbers.step.toLocaleString('en')}.`) })
      this.say(`Pauses ${kind.words} ${number.toLocaleString('en')}${kind.behind ? ` ${kind.behind}` : ''}`)
      this.dialog.close()
      this.lesson.text.focus({ preventScroll: true }) // Space is to play now
    })
  }

  forget() {
    this.lesson.breakAt(undefined)
    this.element.hidden = true
  }

  say(words) {
    this.words.textContent = words
    this.element.hidden = false
  }
}
