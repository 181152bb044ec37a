// The time of the run as a line: drag it, and everything is as it was at that step. Marks on it are changes and bookmarks.

import { Latest } from './latest.mjs'

const NEAR = 0.004 // of the line: closer marks are one for the pointer

export class Timeline {
  // Lives in `element`; `seek(step)` asks Python to go there, and gives the number of that letter.
  constructor(element, seek) {
    this.element = element
    this.input = element.querySelector('input')
    this.ticks = element.querySelector('.ticks')
    this.latest = new Latest(seek, () => this.place())
    this.held = false // whether the thumb is in somebody's hand
    this.steps = [0, 0, 0]
    this.marks = []
    this.notes = [] // marks of what was found, which come at a time of their own
    this.listening = new AbortController()
    const on = (element, type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    on(this.input, 'input', () => this.want(Number(this.input.value)))
    on(this.input, 'pointerdown', () => { this.held = true })
    for (const end of ['change', 'pointerup', 'pointercancel']) {
      on(this.input, end, () => { this.held = false; this.place() })
    }
    on(this.ticks, 'click', ({ target }) => {
      if (target.dataset.step !== undefined) this.want(Number(target.dataset.step))
    })
  }

  destroy() {
    this.listening.abort()
  }

  want(step) {
    this.dress(step)
    this.latest.want(step)
  }

  // What Python says of it.
  get show() {
    return {
      timeline: (steps) => this.reach(steps),
      marks: (marks) => this.mark(marks),
      found: (found) => this.note(found.map(([step, title]) => [step, 'finding', `found: ${title}`])),
    }
  }

  // Takes the first, the present and the last step.
  reach(steps) {
    const [first, , last] = this.steps
    this.steps = steps
    this.input.min = steps[0]
    this.input.max = steps[2]
    this.input.disabled = steps[0] === steps[2]
    this.notes = this.notes.filter(([step]) => step <= steps[2]) // a course that is shorter is another one
    if (first !== steps[0] || last !== steps[2]) this.arrange()
    this.place()
  }

  mark(marks) {
    this.marks = marks
    this.arrange()
    this.place()
  }

  note(notes) {
    this.notes = notes
    this.arrange()
    this.place()
  }

  // Puts the thumb where the run stands, unless somebody else says where it is.
  place() {
    if (!this.held && !this.latest.isWaiting) {
      this.input.value = this.steps[1]
      this.dress(this.steps[1])
    }
  }

  dress(step) {
    const [, , last] = this.steps
    this.element.style.setProperty('--share', this.share(step))
    const here = [...this.marks, ...this.notes].filter((mark) => mark[0] === step)
    this.input.ariaValueText = [`step ${step} of ${last}`, ...here.map(([, , words]) => words)].join(': ')
    this.element.querySelector('[data-act="bookmark"]').ariaPressed = here.some(([, kind]) => kind === 'bookmark')
  }

  share(step) {
    const [first, , last] = this.steps
    return last > first ? (step - first) / (last - first) : 0
  }

  arrange() {
    const ticks = new Map()
    for (const [step, kind, words] of [...this.marks, ...this.notes]) {
      const share = this.share(step)
      const key = `${kind} ${Math.round(share / NEAR)}`
      const tick = ticks.get(key) ?? document.createElement('span')
      tick.className = kind
      tick.dataset.step = step
      tick.title = [...(tick.title ? [tick.title] : []), `Step ${step}: ${words}`].join('\n')
      tick.style.setProperty('--at', share)
      ticks.set(key, tick)
    }
    this.ticks.replaceChildren(...ticks.values())
  }
}
