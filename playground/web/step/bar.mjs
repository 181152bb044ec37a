// The bar of the opened step: where one stands among its stops, and the buttons and the list that move from there.

import { write } from '../text.mjs'

export class Bar {
  // `act(what, …)` is called for what a person does.
  constructor(element, act) {
    this.element = element
    this.act = act
    this.list = element.querySelector('select')
    this.phases = [...element.querySelectorAll('[data-phase]')]
    this.listening = new AbortController()
    const on = (target, type, heard) => target.addEventListener(type, heard, { signal: this.listening.signal })
    const acts = { previous: ['go', -1], next: ['go', 1], make: ['make'], close: ['close'] }
    for (const [name, what] of Object.entries(acts)) on(this.button(name), 'click', () => act(...what))
    for (const button of this.phases) on(button, 'click', () => act('phase', button.dataset.phase))
    on(this.list, 'change', () => this.tellSample())
  }

  destroy() {
    this.listening.abort()
  }

  button(name) {
    return this.element.querySelector(`[data-walk="${name}"]`)
  }

  // Another sample, or all of them, which come first.
  sample(by) {
    const there = this.list.selectedIndex + by
    if (there >= 0 && there < this.list.options.length) {
      this.list.selectedIndex = there
      this.tellSample()
    }
  }

  tellSample() {
    this.act('sample', this.list.selectedIndex === 0 ? null : this.list.selectedIndex - 1)
  }

  show({ phase, place, phases, samples = 0, sample = null, problem }) {
    let first = 0
    this.phases.forEach((button, i) => {
      button.querySelector('i').replaceChildren(...dots(phases[i], place - first))
      button.dataset.phase === phase ? button.setAttribute('aria-current', 'step') : button.removeAttribute('aria-current')
      first += phases[i]
    })
    const isLast = place === first - 1
    const [next, make] = [this.button('next'), this.button('make')]
    const held = [next, make].includes(document.activeElement)
    next.hidden = isLast
    make.hidden = !isLast
    make.disabled = problem !== ''
    this.button('previous').ariaDisabled = String(place === 0)
    if (held) (isLast ? make : next).focus()
    this.list.disabled = problem !== ''
    if (!problem) this.offer(samples)
    this.list.selectedIndex = sample === null ? 0 : sample + 1
  }

  offer(count) {
    const { options } = this.list
    while (options.length > count + 1) this.list.remove(count + 1)
    while (options.length < count + 1) this.list.add(new Option(`Sample ${options.length}`))
    write(options[0], `All ${count} samples`)
  }
}

// A dot a stop of a phase; those that one has come to are full.
function dots(count, here) {
  return Array.from({ length: count }, (_, i) => {
    const dot = document.createElement('b')
    dot.className = i < here ? 'done' : i === here ? 'here' : ''
    return dot
  })
}
