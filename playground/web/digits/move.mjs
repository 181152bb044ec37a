// "Move it": sliders that move what the network sees, and how its answer changes while that is shifted.

import { a } from '../text.mjs'

const UNITS = { right: ' px', down: ' px', turn: '°', scale: ' %', noise: ' %' }
const WORDS = { right: 'to the right', down: 'down' }

export class Move {
  // Lives in a details element.
  constructor(element, send) {
    this.element = element
    this.send = send
    this.sliders = Object.keys(UNITS).map((name) => element.querySelector(`[data-move="${name}"]`))
    this.still = this.sliders.map((slider) => Number(slider.getAttribute('value')))
    this.listening = new AbortController()
    const { signal } = this.listening
    for (const slider of this.sliders) {
      slider.addEventListener('input', () => this.ask(), { signal })
    }
    element.querySelector('.reset').addEventListener('click', () => this.set(this.still), { signal })
    element.addEventListener('toggle', () => send('moving', element.open), { signal })
    this.say(this.still)
    if (element.open) send('moving', true)
  }

  destroy() {
    this.listening.abort()
    cancelAnimationFrame(this.request)
  }

  get values() {
    return this.sliders.map((slider) => Number(slider.value))
  }

  get isMoved() {
    return this.values.some((value, i) => value !== this.still[i])
  }

  // Takes how the image is moved: the sliders follow if it is another image.
  show({ image, values }) {
    if (image !== this.image) {
      this.image = image
      cancelAnimationFrame(this.request)
      this.request = null
      this.say(values)
    }
  }

  set(values) {
    this.say(values)
    this.ask()
  }

  say(values) {
    this.sliders.forEach((slider, i) => {
      slider.value = values[i]
      const words = `${String(values[i]).replace('-', '−')}${UNITS[slider.dataset.move]}`
      slider.ariaValueText = slider.nextElementSibling.textContent = words
      const share = (values[i] - slider.min) / (slider.max - slider.min)
      slider.style.setProperty('--share', share)
    })
    this.element.querySelector('.reset').disabled = !this.isMoved
    this.mark()
  }

  // Tells Python when the browser paints next.
  ask() {
    this.say(this.values)
    this.request ??= requestAnimationFrame(() => {
      this.request = null
      this.send('move', this.values)
    })
  }

  showShifts({ digit, sweeps, sentence }) {
    const name = digit === null ? '…' : String(digit)
    this.element.querySelector('.shifts-of').textContent = name
    this.element.querySelector('.shifts-words').textContent = sentence
    this.element.querySelectorAll('.shifts').forEach((bars, n) => {
      const { shares, digits, whole } = sweeps[n]
      const middle = (shares.length - 1) / 2
      ;[...bars.children].forEach((bar, i) => {
        bar.style.setProperty('--part', (shares[i] ?? 0) / 100)
        bar.textContent = digits[i] ?? '…'
        bar.toggleAttribute('data-other', digits[i] !== digit)
        bar.toggleAttribute('data-lost', !whole[i])
      })
      const told = shares.map((share, i) => `${i - middle} px: ${share ?? '…'} %, read as ${digits[i] ?? '…'}`)
      bars.ariaLabel = `How sure the network is of ${digit === null ? name : a(digit)} when the image is shifted ${WORDS[bars.dataset.way]} by ${told.join('; ')}`
    })
  }

  // Marks the present shift, in both directions.
  mark() {
    this.element.querySelectorAll('.shifts').forEach(({ children }, n) => {
      ;[...children].forEach((bar, i) => bar.toggleAttribute('data-here', i - (children.length - 1) / 2 === this.values[n]))
    })
  }
}
