// What a person asks of a sweep: one setting or two, a few values of each, seeds and steps.

import { field, select } from '../furniture.mjs'
import { isRecord, isTexts, recall, remember } from '../../remembered.mjs'
import { write } from '../../text.mjs'

const STEPS = [200, 500, 1000, 2000, 5000, 10_000]
const [USUAL_STEPS, MOST_SEEDS, AROUND] = [1000, 5, 4]
const USUAL = { first: 'learning_rate', second: '', seeds: '1', steps: String(USUAL_STEPS), values: {} }
const said = (count, what) => `${count.toLocaleString('en')} ${what}${count === 1 ? '' : 's'}`

const axis = (name, label) => `
  ${select(name, label, [])}
  <fieldset class="values" data-of="${name}"><legend class="unseen">Values of the ${name} setting</legend></fieldset>`

export const formHtml = `
  <form class="controls">
    ${axis('first', 'Setting')}
    ${axis('second', 'And')}
    <div class="pair">
      ${select('seeds', 'Seeds', Array.from({ length: MOST_SEEDS }, (_, i) => [i + 1, i + 1]))}
      ${field('Steps', `<select name="steps">${STEPS.map((steps) => `<option value="${steps}"${steps === USUAL_STEPS ? ' selected' : ''}>${steps.toLocaleString('en')}</option>`).join('')}</select>`)}
    </div>
    <p class="hint" hidden>Seeds are draws of the initial weights; the data stay.</p>
    <div class="act">
      <button type="submit" class="plain" name="act">Run</button>
      <p class="count" aria-live="polite"></p><progress aria-label="Progress of the sweep" max="1" hidden></progress>
      <p class="note" role="status"></p>
    </div>
  </form>`

export class Form {
  constructor(element, send, signal) {
    this.element = element
    this.fields = element.elements
    this.choices = []
    this.wanted = { ...USUAL, ...recall('sweep', 'Sweep', isWish) } // its values: by the name of a setting, once a person has chosen
    for (const name of ['seeds', 'steps']) this.fields[name].value = this.wanted[name]
    this.most = 24
    this.going = false
    element.addEventListener('submit', (event) => {
      event.preventDefault()
      this.going ? send('sweep cancel') : send('sweep', { axes: this.axes, seeds: this.seeds, steps: Number(this.fields.steps.value) })
    }, { signal })
    element.addEventListener('input', ({ target }) => this.hear(target), { signal })
  }

  // Takes what may be varied: {name, label, present, values}.
  offer(choices) {
    this.choices = choices
    ;['first', 'second'].forEach((name, i) => {
      const list = this.fields[name]
      const before = list.options.length > 0 ? list.value : this.wanted[name]
      list.replaceChildren(...(i > 0 ? [new Option('no other setting', '')] : []), ...choices.map(({ name: value, label }) => new Option(label, value)))
      list.value = before
      if (list.selectedIndex < 0) list.selectedIndex = 0
      this.list(name)
    })
    this.dress()
  }

  // Lets the values of a setting be chosen; at first those around the present one are.
  list(of) {
    const place = this.element.querySelector(`[data-of="${of}"]`)
    const choice = this.choices.find(({ name }) => name === this.fields[of].value)
    const legend = place.querySelector('legend')
    place.hidden = choice === undefined
    write(legend, choice ? `Values of ${choice.label}` : 'No values')
    const { values = [], present = 0 } = choice ?? {}
    const first = Math.max(0, Math.min(present - 1, values.length - AROUND))
    const usual = values.slice(first, first + AROUND).map(([text]) => text)
    const wanted = this.wanted.values[choice?.name]
    const isThere = wanted?.length === 0 || values.some(([text]) => wanted?.includes(text))
    const chosen = isThere ? wanted : usual
    const form = JSON.stringify([choice?.name, values, chosen])
    if (place.dataset.form === form) return
    place.dataset.form = form
    place.replaceChildren(legend, ...values.map(([text, words]) => {
      const label = Object.assign(document.createElement('label'), { className: 'check' })
      label.append(Object.assign(document.createElement('input'), { type: 'checkbox', value: text, checked: chosen.includes(text) }), words)
      return label
    }))
  }

  texts(of) {
    return [...this.element.querySelectorAll(`[data-of="${of}"] :checked`)].map(({ value }) => value)
  }

  get axes() {
    return ['first', 'second'].filter((of) => this.fields[of].value !== '').map((of) => [this.fields[of].value, this.texts(of)])
  }

  get seeds() {
    return this.fields.seeds.disabled ? 1 : Number(this.fields.seeds.value)
  }

  hear(target) {
    const of = target.closest('.values')?.dataset.of
    if (of) {
      this.wanted.values = { ...this.wanted.values, [this.fields[of].value]: this.texts(of) }
    } else if (target.name === 'first' || target.name === 'second') {
      this.list(target.name)
    }
    this.dress()
    for (const name of ['first', 'second', 'seeds', 'steps']) this.wanted[name] = this.fields[name].value
    remember('sweep', this.wanted)
  }

  dress() {
    const { first, second, seeds, act } = this.fields
    for (const option of second.options) option.disabled = option.value !== '' && option.value === first.value
    if (second.value === first.value) {
      second.value = ''
      this.list('second')
    }
    seeds.disabled = this.axes.some(([name]) => name === 'weights')
    this.element.querySelector('.hint').hidden = this.seeds < 2
    const count = this.axes.reduce((product, [, texts]) => product * texts.length, this.seeds)
    const fits = count > 0 && count <= this.most
    const why = count === 0 ? 'Choose a value' : `${said(count, 'run')}: ${this.most} at most`
    write(this.element.querySelector('.count'), fits ? `${said(count, 'run')} of ${said(Number(this.fields.steps.value), 'step')}` : why)
    act.disabled = !fits && !this.going
  }

  // Takes how far it is.
  tell({ share, note, most }) {
    const progress = this.element.querySelector('progress')
    this.most = most
    this.going = share !== null
    write(this.fields.act, this.going ? 'Cancel' : 'Run')
    progress.hidden = !this.going
    progress.value = share ?? 0
    write(this.element.querySelector('.note'), note)
    this.dress()
  }
}

// Whether that can have been asked of a sweep.
const isWish = (value) => isRecord(value, (part) => typeof part === 'string' || isRecord(part, isTexts)) &&
  typeof value.first === 'string' && typeof value.second === 'string' && isRecord(value.values, isTexts) &&
  STEPS.includes(Number(value.steps)) && Number(value.seeds) >= 1 && Number(value.seeds) <= MOST_SEEDS
