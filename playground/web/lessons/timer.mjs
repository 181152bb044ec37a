// How long a lesson has been presented, against the minutes that it takes.

import { button, make } from '../make.mjs'

const TICK = 250 // milliseconds

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`

export class Timer {
  constructor(minutes) {
    this.minutes = minutes
    this.before = 0 // seconds until it went on last
    this.since = performance.now()
    this.shown = make('p', { className: 'time' })
    this.over = make('p', { className: 'over', role: 'status' })
    this.pause = button('Pause the timer', () => this.toggle())
    this.element = make('section', { className: 'timer', ariaLabel: 'Timer' },
      this.shown, this.over, make('div', { className: 'row-of' }, this.pause, button('Start again', () => this.reset())))
    this.tell()
  }

  // Goes on telling in this window, which need not be the page's.
  runIn(window) {
    this.stop()
    this.ticking = window.setInterval(() => this.tell(), TICK)
    this.home = window
  }

  stop() {
    this.home?.clearInterval(this.ticking)
  }

  get seconds() {
    return this.before + (this.since === null ? 0 : (performance.now() - this.since) / 1000)
  }

  toggle() {
    this.before = this.seconds
    this.since = this.since === null ? performance.now() : null
    this.pause.textContent = this.since === null ? 'Go on' : 'Pause the timer'
  }

  reset() {
    this.before = 0
    if (this.since !== null) this.since = performance.now()
    this.tell()
  }

  tell() {
    const isOver = this.seconds > 60 * this.minutes
    this.shown.replaceChildren(make('b', {}, clock(this.seconds)), ` of ${this.minutes} minutes`)
    const words = isOver ? 'Over time' : ''
    if (this.over.textContent !== words) this.over.textContent = words
    this.element.toggleAttribute('data-over', isOver)
  }
}
