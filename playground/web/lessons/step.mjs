// A step of a lesson: its page is set up, a prediction comes before the run that it is about, and what was reached is looked at.

import { button, make } from '../make.mjs'
import { Border, HOW } from './border.mjs'
import { point } from './pointing.mjs'

const PERCENT = new Set(['training accuracy', 'test accuracy']) // quantities
const CLOSE = 1 // units of the plane, which is 12 wide: a border that was drawn so far from the real one is right

const FIRST = {
  choice: 'Choose an answer first: what do you expect?',
  number: 'Type a number first: what do you expect?',
  boundary: 'Draw it first: where do you expect the border?',
}

const unitOf = (quantity) => (PERCENT.has(quantity) ? ' %' : '')
const shown = (value, quantity) => `${Number(value.toPrecision(3))}${unitOf(quantity)}`

export class Step {
  constructor(lesson, part, { id, state: own, prediction, run, pauses = [], check }, state) {
    Object.assign(this, { lesson, part, id, own, state, prediction, run, pauses, check })
    this.after = part.querySelector('.after')
    this.fields = part.querySelector('.predict')
    this.says = make('p', { className: 'says', role: 'status' })
    part.querySelector('.set-up a')?.addEventListener('click', (event) => this.setUp(event))
    if (prediction || run) this.addRun()
    if (prediction?.kind === 'boundary') this.addSheet()
    if (check) this.addCheck()
    if (!this.asks) this.watchReading()
    this.recall()
  }

  get asks() {
    return Boolean(this.prediction || this.run || this.check)
  }

  get kept() {
    return this.lesson.kept[this.id] ?? {}
  }

  get isDone() {
    return this.kept.done === true
  }

  // A step that asks nothing is done when its end has been seen.
  watchReading() {
    const seen = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting || this.isDone) return
      seen.disconnect()
      this.lesson.keep(this.id, { done: true })
    })
    seen.observe(this.part.lastElementChild)
  }

  setUp(event) {
    if (this.state.page !== this.lesson.container.dataset.page) return // its link leads there
    event?.preventDefault()
    this.lesson.send('open', `#${this.state.fragment}`)
    this.attend()
  }

  // Points at what it speaks of, and has the run stand still where it says so.
  attend() {
    point(this.lesson.container, this.state.look_at ?? [])
    this.arm(this.pauses)
  }

  // Lets the run stand still where the lesson says so, whoever plays it: once at each, for what holds there goes on to hold.
  arm(pauses) {
    this.lesson.until({ conditions: pauses }, ({ reached }) => {
      this.say(`It has paused: ${reached}.`)
      this.arm(pauses.filter(({ words }) => words !== reached))
    })
  }

  say(words, kind = '') {
    this.says.textContent = words
    this.says.dataset.kind = kind
  }

  // --- predictions, and runs

  addRun() {
    this.button = button(this.run ? `Run until ${this.run.words}` : 'That is my answer', () => this.answer(), { className: 'go' })
    const place = this.part.querySelector('.run') ?? this.fields
    place.after(this.button, this.says)
    this.part.querySelector('.run')?.setAttribute('hidden', '')
    this.fields?.addEventListener('input', () => this.forget())
    this.showAfter(false)
  }

  addSheet() {
    this.fields.append(button('Draw it', () => {
      if (!this.output?.region) {
        this.say('The page beside this text is not here yet: try again in a moment.')
        return
      }
      if (this.own) this.setUp()
      this.sheet(this.said)
      this.border.rest(false)
      this.border.svg.focus()
      this.forget()
      this.say(HOW)
    }, { className: 'go plain-go' }))
  }

  sheet(lines = []) {
    this.border = new Border(this.output, () => { this.lines = this.border.isEmpty ? undefined : this.border.lines })
    this.border.put(lines)
  }

  get output() {
    return this.lesson.container.querySelector('[data-slot="output"]')
  }

  // What the student says: the number of an answer, a number, or lines; undefined if nothing was said yet.
  get said() {
    if (!this.prediction) return undefined
    if (this.prediction.kind === 'boundary') return this.lines
    const [value] = [...this.fields.querySelectorAll('input')].filter((field) => field.type !== 'radio' || field.checked).map((field) => field.value)
    return value === undefined || value === '' ? undefined : Number(value)
  }

  answer() {
    if (this.prediction && this.said === undefined && !this.lesson.presentation) {
      this.say(FIRST[this.prediction.kind])
      this.fields.querySelector('input, button').focus()
      return
    }
    if (!this.run) {
      this.measure()
      return
    }
    if (this.own) this.setUp()
    if (this.lines) {
      if (this.border === undefined || Border.only !== this.border) this.sheet(this.said)
      this.border.rest(true)
    }
    this.say('It runs …')
    this.lesson.until({ conditions: [this.run, ...this.pauses], play: true }, ({ reached }) => {
      if (reached === this.run.words) this.measure()
      else this.say(`It has paused: ${reached}. Press Play to go on.`)
    })
  }

  // Looks at the numbers of the run, and tells what to make of the prediction.
  measure() {
    if (this.lines) {
      requestAnimationFrame(() => this.arrived(this.border.distance()))
      return
    }
    if (this.prediction?.kind !== 'number') {
      this.arrived()
      return
    }
    this.lesson.ask('holds', { conditions: [], measure: true }, ({ numbers }) => this.arrived(numbers[this.prediction.quantity]))
  }

  arrived(value) {
    const right = this.tellPrediction(this.said, value)
    this.showAfter(true)
    this.lesson.keep(this.id, { said: this.said, value, right, done: true })
  }

  tellPrediction(said, value) {
    const { kind, right: rights, quantity, tolerance, spans } = this.prediction ?? {}
    if (said === undefined) { // nobody has to say something before a class
      this.say(Number.isFinite(value) ? `The ${quantity} is ${shown(value, quantity)}.` : '', 'told')
      return undefined
    }
    if (kind === 'choice') {
      const right = rights.includes(said)
      this.fields.querySelectorAll('.answer').forEach((answer, index) => answer.toggleAttribute('data-told', index + 1 === said))
      this.say(right ? 'You were right.' : 'Not what you expected?', right ? 'right' : 'wrong')
      return right
    }
    if (kind === 'number') {
      if (!Number.isFinite(value)) {
        this.say(`There is no ${quantity} here: the numbers of this run have broken.`, 'wrong')
        return false
      }
      const right = Math.abs(said - value) <= tolerance
      const span = spans.findIndex(([low, high]) => said >= (low ?? -Infinity) && said <= (high ?? Infinity))
      this.fields.querySelectorAll('[data-span]').forEach((told, index) => { told.hidden = right || index !== span })
      this.say(`The ${quantity} is ${shown(value, quantity)}; you expected ${said}${unitOf(quantity)}. ${right ? 'That is close enough: right.' : ''}`.trim(), right ? 'right' : 'wrong')
      return right
    }
    const right = value <= CLOSE
    const far = Number.isFinite(value) ? `Your line and the border are ${value.toFixed(1)} apart on average, in a plane that is 12 wide.` : 'There is no border: the output has one sign everywhere.'
    this.say(`${far} ${right ? 'That is right.' : ''}`.trim(), right ? 'right' : 'wrong')
    return right
  }

  // Another answer is another prediction.
  forget() {
    this.fields.querySelectorAll('[data-told]').forEach((answer) => answer.removeAttribute('data-told'))
    this.fields.querySelectorAll('[data-span]').forEach((told) => { told.hidden = true })
    this.say('')
  }

  showAfter(shown) {
    if (this.after) this.after.hidden = !shown
  }

  // --- what is to be reached

  addCheck() {
    const box = this.part.querySelector('.check')
    this.reachedWords = make('p', { className: 'says', role: 'status' })
    box.querySelector('.goals').after(button('Check', () => this.look(), { className: 'go' }), this.reachedWords)
    this.reached = this.part.querySelector('.reached')
    this.tellReached(false)
  }

  look() {
    this.lesson.ask('holds', { conditions: this.check.goals, measure: true }, ({ holds }) => {
      this.showGoals(holds)
      const all = holds.every(Boolean)
      this.tellReached(all)
      if (all) this.lesson.keep(this.id, { done: true, reached: true })
      else this.reachedWords.textContent = `${holds.filter(Boolean).length} of ${holds.length} so far.`
    })
  }

  tellReached(all) {
    this.reachedWords.textContent = all ? 'You have reached it.' : ''
    this.reachedWords.dataset.kind = all ? 'right' : 'wrong'
    if (!this.reached) return
    this.reached.hidden = !all
    this.reached.open = all
  }

  showGoals(holds) {
    const goals = [...this.part.querySelectorAll('[data-goal]')]
    const first = holds.indexOf(false)
    for (const [index, goal] of goals.entries()) {
      goal.dataset.holds = holds[index]
      const words = goal.querySelector('.holds') ?? goal.firstElementChild.appendChild(make('span', { className: 'holds unseen' }))
      words.textContent = holds[index] ? ': reached' : ': not yet'
      const reply = goal.querySelector('.reply')
      if (reply) reply.hidden = index !== first
    }
  }

  // --- what was done in an earlier visit

  recall() {
    const { said, value, done, reached } = this.kept
    if (this.prediction?.kind === 'boundary') this.lines = said
    else if (this.prediction && said !== undefined) {
      for (const field of this.fields.querySelectorAll('input')) {
        if (field.type === 'radio') field.checked = Number(field.value) === said
        else field.value = said
      }
    }
    if (done && (this.prediction || this.run)) {
      if (said !== undefined) this.tellPrediction(said, value ?? Infinity)
      this.showAfter(true)
    }
    if (reached) {
      this.showGoals(this.check.goals.map(() => true))
      this.tellReached(true)
    }
  }
}
