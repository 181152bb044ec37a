// The courses of a run as a small tree: each a line from the step where it left another one to the step that it has come to.

import { element } from './svg.mjs'

const ROW = 40 // pixels, as tall as a finger's place
const WIDE = 120
const EDGE = 7
const OUT = 8 // from the edge of the window

export class Courses {
  // Lives in the popover `element`, which `button` opens; `go(number)` asks for another course, `compare(number)` sets it beside the
  // present one, where `comparable()`.
  constructor(element, button, { go, compare, comparable }) {
    this.element = element
    this.button = button
    this.comparable = comparable
    this.courses = []
    this.listening = new AbortController()
    const on = (one, type, act) => one.addEventListener(type, act, { signal: this.listening.signal })
    button.popoverTargetElement = element
    on(element, 'beforetoggle', ({ newState }) => {
      if (newState === 'open') {
        this.place()
        this.draw()
      }
    })
    on(element, 'toggle', ({ newState }) => {
      button.ariaExpanded = String(newState === 'open')
      if (newState === 'open') element.querySelector('[aria-current]')?.focus()
    })
    on(element, 'click', ({ target }) => {
      const course = target.closest('[data-course]')
      const compared = target.closest('[data-compare]')
      if (course) go(Number(course.dataset.course))
      if (compared) {
        element.hidePopover()
        compare(Number(compared.dataset.compare))
      }
    })
  }

  destroy() {
    this.listening.abort()
  }

  // Beside the button, on that side of it where there is more room.
  place() {
    const { top, right, bottom } = this.button.getBoundingClientRect()
    const isHigh = bottom < innerHeight / 2
    const aside = `${Math.max(OUT, innerWidth - right - WIDE)}px`
    this.element.style.inset = isHigh ? `${bottom + 6}px ${aside} auto auto` : `auto ${aside} ${innerHeight - top + 6}px auto`
  }

  show(courses) {
    this.courses = courses
    this.button.hidden = courses.length === 0
    if (courses.length === 0) {
      this.element.hidePopover()
    } else if (this.element.matches(':popover-open')) {
      this.draw() // nobody sees it otherwise, and while the run moves it is another one in every Frame
    }
  }

  draw() {
    const [name, focused] = Object.entries(document.activeElement?.dataset ?? {}).find(([data]) => ['course', 'compare'].includes(data)) ?? []
    const isComparable = this.comparable()
    this.element.replaceChildren(tree(this.courses), ...this.courses.map((course) => row(course, isComparable)))
    if (focused !== undefined) this.element.querySelector(`[data-${name}="${focused}"]`)?.focus()
  }
}

function row({ number, title, words, present }, isComparable) {
  const button = document.createElement('button')
  button.type = 'button'
  button.dataset.course = number
  if (present) button.ariaCurrent = 'true'
  const parts = [['b', title], ['span', words]].map(([name, text]) => Object.assign(document.createElement(name), { textContent: text }))
  button.append(...parts)
  const place = Object.assign(document.createElement('div'), { className: 'row' })
  place.append(button)
  if (isComparable && !present) place.append(comparing(number, title))
  return place
}

function comparing(number, title) {
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'plain', textContent: 'Compare', ariaLabel: `Compare with the present course: ${title}` })
  button.dataset.compare = number
  return button
}

function tree(courses) {
  const last = Math.max(1, ...courses.map(({ end }) => end))
  const x = (step) => EDGE + (step / last) * (WIDE - 2 * EDGE)
  const y = (i) => ROW * (i + 0.5)
  const svg = element('svg', { width: WIDE, height: ROW * courses.length, 'aria-hidden': 'true' })
  courses.forEach(({ parent, start, end, present }, i) => {
    const before = courses.findIndex(({ number }) => number === parent)
    const from = before < 0 ? `M${x(start)} ${y(i)}` : `M${x(start)} ${y(before)}V${y(i)}`
    const kind = present ? 'present' : ''
    svg.append(element('path', { d: `${from}H${x(end)}`, class: kind }), element('circle', { cx: x(end), cy: y(i), r: present ? 5 : 3.5, class: kind }))
  })
  return svg
}
