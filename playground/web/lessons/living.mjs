// A lesson that lives: its page stands where a step says, predictions come before what they are about, and what a student has
// reached is looked at. The text is the document's; here is only what happens in it.

import { make } from '../make.mjs'
import { Border } from './border.mjs'
import { keep, keptOf } from './progress.mjs'
import { Step } from './step.mjs'

const lives = new WeakMap() // the text of a lesson -> the Lesson in it

// Lets a text live beside the page in `container`, to whose run `send(kind, value)` sends letters.
export function live(text, container, send) {
  if (!lives.has(text)) lives.set(text, new Lesson(text))
  lives.get(text).beside(container, send)
}

class Lesson {
  constructor(text) {
    const { name, steps } = JSON.parse(text.querySelector('#lesson').textContent)
    this.text = text
    this.name = name
    this.kept = keptOf(name)?.steps ?? {}
    this.questions = new Map() // number -> what is done with its answer
    this.count = 0
    this.progress = make('span', { className: 'progress-words' })
    text.querySelector('.way').append(this.progress)
    let state
    this.steps = steps.map((step) => {
      state = step.state ?? state
      return new Step(this, text.querySelector(`#${step.id}`), step, state)
    })
    text.classList.add('lives')
    addEventListener('forgotten', () => {
      this.kept = {}
      this.told()
    })
    this.told()
  }

  beside(container, send) {
    this.listening?.abort()
    this.listening = new AbortController()
    Border.only?.destroy()
    Object.assign(this, { container, send })
    container.addEventListener('asked', ({ detail }) => this.hear(detail), { signal: this.listening.signal })
  }

  // Asks Python something of the run; its answer, or nothing if another question of the kind took its place, goes to `answered`.
  ask(kind, question, answered) {
    this.count += 1
    if (kind === 'until') this.questions.clear()
    this.questions.set(this.count, answered)
    this.send(kind, { number: this.count, ...question })
  }

  hear(answer) {
    this.questions.get(answer?.number)?.(answer)
    this.questions.delete(answer?.number)
  }

  keep(id, changes) {
    this.kept[id] = { ...this.kept[id], ...changes }
    keep(this.name, this.steps.length, this.kept)
    this.told()
  }

  told() {
    const done = this.steps.filter((step) => step.isDone).length
    this.progress.textContent = `${done} of ${this.steps.length} steps done`
  }
}
