// Tables that somebody brings: a file, or what they paste. Python reads them and says what it has recognised; what it took for
// what can be changed before any of it is taken.

import { encoded } from '../base64.mjs'
import { read } from './letters.mjs'
import { button, make } from '../make.mjs'

const LARGEST = 5e6 // bytes
const TOO_LARGE = 'This file is larger than 5 MB.'
const SPLITS = [[',', 'comma'], [';', 'semicolon'], ['\t', 'tab'], [' ', 'space']]
const MARKS = [['.', 'point'], [',', 'comma']]

export class Tables {
  // `tell(act, value)` asks Python; `look(points)` shows points, `take(points)` takes them.
  constructor({ tell, look, take }) {
    this.tell = tell
    this.look = look
    this.accept = take
    this.input = make('input', { type: 'file', accept: '.csv,.tsv,.txt,text/csv,text/plain', hidden: true, ariaLabel: 'A table of points' })
    this.input.addEventListener('change', () => {
      const [file] = this.input.files
      this.input.value = ''
      if (file) this.bring(file)
    })
    this.text = make('textarea', { rows: 3, ariaLabel: 'Paste a table here', placeholder: 'x1,x2,class\n0.5,1.2,A', spellcheck: false })
    this.said = make('p', { className: 'said', role: 'status' })
    this.choices = make('div', { className: 'taken-for' })
    this.preview = make('div', { className: 'rows', tabIndex: 0, role: 'region', ariaLabel: 'First rows' })
    this.bad = make('ul', { className: 'bad' })
    this.scale = make('ul', { className: 'scale-of-own' })
    this.took = button('Take these points', () => this.take(), { className: 'plain main' })
    this.asking = make('details', {}, make('summary', {}, 'From a table (CSV)'), make('div', { className: 'tasks' },
      button('Open a CSV file', () => this.input.click()), make('span', {}, 'or drop it here, or paste:')),
    this.text, button('Read what is pasted', () => this.tell('table', { text: this.text.value })), this.input)
    this.answer = make('div', { className: 'answer', hidden: true }, make('h3', {}, 'The table'), this.choices, this.preview, this.bad, this.scale,
      make('div', { className: 'tasks' }, this.took, button('Back', () => this.leave())))
    this.element = make('div', { className: 'tables' }, this.asking, this.said, this.answer)
  }

  lend(consider) {
    this.consider = consider
  }

  async bring(file) {
    if (file.size > LARGEST) this.say(TOO_LARGE, true)
    else this.tell('table', { data: await encoded(file) })
  }

  say(words, isProblem = false) {
    this.said.textContent = words
    this.said.toggleAttribute('data-problem', isProblem)
  }

  // What Python makes of a table: {problem, choice, columns, rows, bad, kept, points}.
  show({ problem, choice, columns, rows, bad, said, points }) {
    this.say(problem || said || '', Boolean(problem))
    this.points = points
    this.answer.hidden = !choice
    this.asking.hidden = !this.answer.hidden
    this.consider(!this.answer.hidden)
    if (!choice) {
      this.asking.open = true
      return
    }
    const held = document.activeElement?.name
    this.choices.replaceChildren(...this.questions(choice, columns))
    this.choices.querySelector(`[name="${held}"]`)?.focus()
    this.preview.replaceChildren(preview(columns, rows))
    this.bad.replaceChildren(...bad.map((words) => make('li', {}, words)))
    this.scale.replaceChildren(...(points?.words ?? []).map((words) => make('li', {}, words)))
    this.took.ariaDisabled = String(points === null)
    this.look(points === null ? { kind: 'classes', rows: [], isOfTwo: true } : considered(points))
    if (held === undefined || held === '') this.choices.querySelector('select').focus()
  }

  // Selects for all that was recognised; changing one asks anew, and what follows from it is recognised anew.
  questions(choice, columns) {
    const named = columns.map((name, i) => [i, name])
    const ask = (name, words, entries, follows) => {
      const select = make('select', { name })
      select.append(...entries.map(([value, words]) => new Option(words, value, false, String(value) === String(choice[name]))))
      select.addEventListener('change', () => {
        const kept = Object.fromEntries(Object.entries(choice).filter(([key]) => !follows.includes(key)))
        this.tell('table', { choice: { ...kept, [name]: select.value } })
      })
      return make('label', {}, words, select)
    }
    const columnsFollow = ['x1', 'x2', 'answer', 'kind']
    return [
      ask('delimiter', 'Columns end with', SPLITS, ['decimal', 'header', ...columnsFollow]),
      ask('decimal', 'Decimal', MARKS, columnsFollow),
      ask('header', 'First line', [['yes', 'names of columns'], ['no', 'a point']], columnsFollow),
      ask('x1', 'x₁', named, []),
      ask('x2', 'x₂', named, []),
      ask('answer', 'To be learned', [...named, [-1, 'nothing: all are A']], ['kind']),
      ask('kind', 'Learned as', [['classes', 'classes'], ['numbers', 'numbers']], []),
    ]
  }

  take() {
    if (!this.points) return
    const { points } = this
    this.leave()
    this.asking.open = false
    this.accept(points)
  }

  leave() {
    this.answer.hidden = true
    this.asking.hidden = false
    this.scale.replaceChildren()
    this.consider(false)
    this.say('')
    this.look()
  }

  takeDrops(element) {
    const over = (is) => element.toggleAttribute('data-over', is)
    element.addEventListener('dragover', (event) => {
      event.preventDefault()
      over(true)
    })
    element.addEventListener('dragleave', ({ relatedTarget }) => { if (!element.contains(relatedTarget)) over(false) })
    element.addEventListener('drop', (event) => {
      event.preventDefault()
      over(false)
      const [file] = event.dataTransfer.files
      if (file) this.bring(file)
    })
  }
}

function considered({ text }) {
  const points = read(text)
  return { ...points, isOfTwo: points.kind === 'classes' && points.rows.every(([, , label]) => label <= 1) }
}

function preview(names, rows) {
  const cells = (tag, texts) => make('tr', {}, ...texts.map((text) => make(tag, tag === 'th' ? { scope: 'col' } : {}, text)))
  return make('table', {}, make('thead', {}, cells('th', names)), make('tbody', {}, ...rows.map((row) => cells('td', row))))
}
