// A lesson that lives: its page stands where a step says, predictions come before what they are about, and what a student has
// reached is looked at. The text is the document's; here is only what happens in it.

import { button, make } from '../make.mjs'
import { notice } from '../notices.mjs'
import { Border } from './border.mjs'
import { Platform } from './platform.mjs'
import { keep, keptOf } from './progress.mjs'
import { Step } from './step.mjs'

const lives = new WeakMap() // the text of a lesson -> the Lesson in it

// Lets a text live beside the page in `container`, to whose run `send(kind, value)` sends letters; `write()` has the address say
// where that stands. Returns what is to be left when another place is seen.
export function live(text, container, send, write) {
  if (!lives.has(text)) lives.set(text, new Lesson(text))
  const lesson = lives.get(text)
  lesson.beside(container, send, write)
  return lesson
}

class Lesson {
  constructor(text) {
    const { name, steps } = JSON.parse(text.querySelector('#lesson').textContent)
    this.text = text
    this.name = name
    this.platform = Platform.around()
    this.kept = this.platform?.kept() ?? keptOf(name)?.steps ?? {}
    this.questions = new Map() // number -> what is done with its answer
    this.count = 0
    this.progress = make('span', { className: 'progress-words' })
    const present = button('Present', () => this.later(import('./present.mjs')))
    const pause = button('Pause when …', () => this.later(import('./breakpoint.mjs')), { ariaHasPopup: 'dialog' })
    text.querySelector('.way').append(this.progress, make('span', { className: 'way-acts' }, present, pause))
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

  // Opens what comes when it is first asked for.
  async later(coming) {
    try {
      await (await coming).open(this)
    } catch (error) {
      notice('lesson', 'A part of this page could not be fetched. Check your connection, and try again.', String(error))
    }
  }

  beside(container, send, write) {
    this.listening?.abort()
    this.listening = new AbortController()
    Border.only?.destroy()
    Object.assign(this, { container, send, write })
    container.addEventListener('asked', ({ detail }) => this.hear(detail), { signal: this.listening.signal })
    if (this.awaited || this.stop) this.watch()
  }

  // Elsewhere nobody knows why a run would stand still.
  leave() {
    this.send('until', { number: 0, conditions: [] })
  }

  // Asks Python something of the run; its answer, or nothing if another question of the kind took its place, goes to `answered`.
  ask(kind, question, answered) {
    this.count += 1
    this.questions.set(this.count, answered)
    this.send(kind, { number: this.count, ...question })
  }

  // Lets the run stand still where one of the conditions holds, which `answered` is told; what was asked so before is given up.
  until(question, answered) {
    this.questions.clear()
    this.awaited = { ...question, answered }
    this.watch(question.play)
  }

  // Where else a person wants it to stand still, and who hears that it does; undefined: nowhere.
  breakAt(stop) {
    this.stop = stop
    this.watch()
  }

  watch(play = false) {
    const { awaited = { conditions: [] }, stop } = this
    const conditions = [...awaited.conditions, ...(stop ? [stop.condition] : [])]
    this.questions.delete(this.watching)
    this.ask('until', { conditions, play }, (answer) => {
      if (stop?.condition.words === answer.reached) {
        this.breakAt(undefined) // the lesson's own are still to come
        stop.reached(answer)
      } else {
        this.awaited = undefined
        if (stop) this.watch()
        awaited.answered(answer)
      }
    })
    this.watching = this.count
  }

  hear(answer) {
    this.questions.get(answer?.number)?.(answer)
    this.questions.delete(answer?.number)
  }

  // What is said before a class is not what was learnt by whoever stands there.
  keep(id, changes) {
    if (this.presentation) return
    this.kept[id] = { ...this.kept[id], ...changes }
    this.platform ? this.platform.keep(this.steps.length, this.kept) : keep(this.name, this.steps.length, this.kept)
    this.told()
  }

  told() {
    const done = this.steps.filter((step) => step.isDone).length
    this.progress.textContent = `${done} of ${this.steps.length} steps done`
  }
}
