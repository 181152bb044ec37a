// Changes a weight or the bias of the neuron that is pinned, by typing or dragging.

import { Latest } from './latest.mjs'

const REACH = 5 // how far the slider goes either way, unless the number lies farther out
const FINE = 100 // its steps to 1

export class Editor {
  // Lives in the form `element`; `look(number)` looks at another number of the neuron, which is 'bias' or the place of the unit that
  // a weight comes from; `change(value)` asks Python to change it, and gives the number of that letter; `undo()` undoes.
  constructor(element, look, change, undo) {
    this.element = element
    this.part = (name) => element.querySelector(name)
    this.current = null // what is looked at, see tiles.mjs
    this.said = { inputs: null, value: null }
    this.held = false // whether the thumb is in somebody's hand
    this.typed = false // whether what stands in the field was typed there, and not taken yet
    this.latest = new Latest(change, () => this.place())
    this.listening = new AbortController()
    const on = (name, type, act) => this.part(name).addEventListener(type, act, { signal: this.listening.signal })
    on('select', 'change', ({ target }) => look(target.value === 'bias' ? 'bias' : Number(target.value)))
    on('[type="range"]', 'pointerdown', () => { this.held = true })
    on('[type="range"]', 'input', ({ target }) => this.take(target.valueAsNumber, '[type="number"]'))
    for (const end of ['change', 'pointerup', 'pointercancel']) {
      on('[type="range"]', end, () => { this.held = false })
    }
    on('[type="number"]', 'input', () => { this.typed = true })
    for (const end of ['change', 'blur']) {
      on('[type="number"]', end, ({ target }) => {
        if (this.typed) this.take(target.valueAsNumber, '[type="range"]')
      })
    }
    on('[type="number"]', 'keydown', (event) => {
      if (!this.typed && event.key.toLowerCase() === 'z' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault()
        undo()
      }
    })
    element.addEventListener('submit', (event) => event.preventDefault(), { signal: this.listening.signal })
  }

  destroy() {
    this.listening.abort()
    this.element.hidden = true
  }

  // Takes a value from one of the two fields; what is none is taken back.
  take(value, other) {
    this.typed = false
    if (Number.isFinite(value)) {
      this.part(other).value = value
      this.latest.want(value)
    } else {
      this.place()
    }
  }

  look(current) {
    this.current = current
    this.show(this.said)
  }

  // Takes what Python says of the neuron: the words for what flows into it, and the number that is looked at.
  show(said) {
    const { inputs } = this.said = said
    const { pinned = false, number = null } = this.current ?? {}
    this.element.hidden = !pinned || inputs === null
    if (this.element.hidden) return
    this.offer(inputs)
    this.part('select').value = number === null ? '' : String(number)
    for (const field of this.element.querySelectorAll('input')) {
      field.hidden = number === null
    }
    this.place()
  }

  offer(inputs) {
    const words = inputs.join()
    if (this.offered === words) return
    this.offered = words
    const option = (text, value) => Object.assign(new Option(text, value), { hidden: value === '' })
    const weights = inputs.map((name, i) => option(`weight from ${name}`, i))
    this.part('select').replaceChildren(option('Change …', ''), option('bias', 'bias'), ...weights)
  }

  // Shows the number as it is, unless somebody is changing it.
  place() {
    const { value } = this.said
    const [slider, field] = ['range', 'number'].map((type) => this.part(`[type="${type}"]`))
    if (value === null || this.held || this.latest.isWaiting) return
    const reach = Math.max(REACH, Math.ceil(Math.abs(value)))
    Object.assign(slider, { min: -reach, max: reach, value })
    slider.ariaValueText = String(rounded(value))
    if (!this.typed) field.value = rounded(value)
  }
}

// With no more digits than a person can compare, but for very small numbers.
function rounded(value) {
  return Math.abs(value) < 1 / FINE ? Number(value.toPrecision(2)) : Math.round(value * 10 * FINE) / (10 * FINE)
}
