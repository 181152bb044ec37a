// A card that goes from one part of the page to the next, and says what it is. The page can be used meanwhile.

import { loadSheet } from '../sheets.mjs'
import { forHands } from '../touch.mjs'

const STOPS = [
  ['.transport', 'Press Play', 'The network begins to learn, a few points a step. The line beside it is time: drag it back, and everything is as it was at that step, exactly.'],
  ['.side', 'What it learns from', 'Choose points, how noisy they are, and what the network is told about each of them.'],
  ['.network', 'Every neuron, every weight', 'A square is a neuron: its colour is what it answers at every point of the plane. A line is a weight. ', {
    keys: 'Point at either to read its numbers, click to change them.', touch: 'Tap either to read its numbers and to change them.' }],
  ['.results', 'What comes of it', 'The colour of the plane is the answer of the whole network, among the true points. Below is how wrong it is: on what it learned from, and on points that it has never seen.'],
  ['.drawer-row', 'Look further', 'Instruments show what goes on inside. One step opens the arithmetic of a single step; the Engine page has the code itself; Digits is a larger network that reads what you draw.'],
]
const GAP = 12 // pixels from the card to what it speaks of, and to the rim of the window
const ROOM = 6 // pixels from what it speaks of to the ring

await loadSheet(new URL('./tour.css', import.meta.url).href)

export class Card {
  // `asked` says whether a person has called it: then the focus comes here.
  constructor(container, asked) {
    this.container = container
    this.at = 0
    this.before = document.activeElement
    this.listening = new AbortController()
    const { signal } = this.listening
    this.ring = Object.assign(document.createElement('div'), { className: 'tour-ring', ariaHidden: 'true' })
    this.element = Object.assign(document.createElement('section'), {
      className: 'tour', role: 'dialog', tabIndex: -1, innerHTML: `
        <div aria-live="polite"><h2 id="tour-title"></h2><p></p></div>
        <p class="tour-keys for-keys">Esc closes the tour.</p>
        <div class="tour-row">
          <span class="count"></span>
          <button type="button" class="plain quiet" data-tour="end">Skip the tour</button>
          <button type="button" class="plain" data-tour="back">Back</button>
          <button type="button" class="plain primary" data-tour="next">Next</button>
        </div>`,
    })
    document.querySelector('.skip').after(this.ring, this.element) // among the first things that Tab comes to
    this.element.setAttribute('aria-labelledby', 'tour-title')
    this.element.addEventListener('click', ({ target }) => this.act(target.closest('[data-tour]')?.dataset.tour), { signal })
    this.element.addEventListener('keydown', (event) => this.press(event), { signal })
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !document.querySelector('dialog[open], :popover-open')) this.end()
    }, { signal })
    for (const type of ['resize', 'scroll']) addEventListener(type, () => this.place(), { signal, passive: true })
    this.watcher = new MutationObserver(() => this.follow())
    this.watcher.observe(container, { attributeFilter: ['hidden'] })
    this.show(0)
    if (asked) this.element.focus({ preventScroll: true })
  }

  // Where the focus goes afterwards: where it came from, or to what the tour begins with.
  get home() {
    const cameFromSomewhere = this.before?.isConnected && this.before !== document.body
    return cameFromSomewhere ? this.before : this.container.querySelector('[data-act="play"]')
  }

  get goal() {
    return this.container.querySelector(STOPS[this.at][0])
  }

  act(name) {
    if (name === 'end') this.end()
    if (name === 'back') this.show(this.at - 1)
    if (name === 'next') this.at === STOPS.length - 1 ? this.end() : this.show(this.at + 1)
  }

  press(event) {
    const name = { ArrowRight: 'next', ArrowLeft: 'back' }[event.key]
    if (name !== undefined && !(name === 'back' && this.at === 0)) {
      event.preventDefault()
      this.act(name)
    }
  }

  // A page that is left takes the tour with it.
  follow() {
    if (this.container.hidden) this.end()
  }

  show(at) {
    this.at = Math.min(Math.max(at, 0), STOPS.length - 1)
    const [, title, text, more = ''] = STOPS[this.at]
    const part = (name) => this.element.querySelector(name)
    const isLast = this.at === STOPS.length - 1
    part('h2').textContent = title
    part('p').textContent = text + forHands(more)
    part('.count').textContent = `${this.at + 1} of ${STOPS.length}`
    part('[data-tour="back"]').disabled = this.at === 0
    part('[data-tour="next"]').textContent = isLast ? 'Done' : 'Next'
    part('[data-tour="end"]').hidden = isLast
    this.reach()
    this.place()
  }

  // The part of the window that no bar covers.
  get free() {
    const { clientWidth: right, clientHeight } = document.documentElement
    let [top, bottom] = [0, clientHeight]
    for (const bar of this.container.querySelectorAll('.transport, .drawer')) {
      const style = getComputedStyle(bar)
      if (style.position !== 'sticky' || bar.contains(this.goal)) continue
      const box = bar.getBoundingClientRect()
      style.bottom === 'auto' ? (top = Math.max(top, box.bottom)) : (bottom = Math.min(bottom, box.top))
    }
    return { top, bottom, left: 0, right }
  }

  // Scrolls to what it speaks of: all of it, or else its beginning.
  reach() {
    const seen = this.goal?.getBoundingClientRect()
    if (seen === undefined) return
    const { top, bottom } = this.free
    const [above, below] = [seen.top - ROOM - top, seen.bottom + ROOM - bottom]
    if (above < 0 || below > 0) scrollBy(0, Math.min(above, Math.max(below, 0)))
  }

  frame(seen) {
    const free = this.free
    const [left, top] = [Math.max(seen.left - ROOM, free.left), Math.max(seen.top - ROOM, free.top)]
    const [right, bottom] = [Math.min(seen.right + ROOM, free.right), Math.min(seen.bottom + ROOM, free.bottom)]
    Object.assign(this.ring.style, { left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${Math.max(bottom - top, 0)}px` })
    this.ring.hidden = bottom <= top // scrolled away
  }

  // Where the card covers least of what it speaks of, inside the window.
  place() {
    const seen = this.goal?.getBoundingClientRect()
    const { offsetWidth: width, offsetHeight: height } = this.element
    const { clientWidth, clientHeight } = document.documentElement
    if (seen === undefined) return
    this.frame(seen)
    const within = (value, size, room) => Math.max(GAP, Math.min(value, room - size - GAP))
    const [middle, centre] = [seen.left + (seen.width - width) / 2, seen.top + (seen.height - height) / 2]
    const places = [
      [middle, seen.bottom + GAP], [seen.right + GAP, centre], [seen.left - width - GAP, centre], [middle, seen.top - height - GAP], [middle, seen.bottom - height - GAP],
    ].map(([x, y]) => [within(x, width, clientWidth), within(y, height, clientHeight)])
    const hidden = ([x, y]) => overlap(x, width, seen.left, seen.right) * overlap(y, height, seen.top, seen.bottom)
    const [left, top] = places.reduce((best, place) => (hidden(place) < hidden(best) ? place : best))
    Object.assign(this.element.style, { left: `${left}px`, top: `${top}px` })
  }

  end() {
    if (this.listening.signal.aborted) return
    const hadFocus = this.element.contains(document.activeElement)
    this.listening.abort()
    this.watcher.disconnect()
    this.element.remove()
    this.ring.remove()
    if (hadFocus) this.home.focus({ preventScroll: true })
  }
}

const overlap = (from, size, low, high) => Math.max(0, Math.min(from + size, high) - Math.max(from, low))
