// Plays a recording without Python: play, pause, step, step back, and any recorded step by the timeline.

import { watchActs } from '../keys.mjs'
import { icon, make } from '../make.mjs'
import { opened, RecordingError } from '../recording.mjs'
import { write } from '../text.mjs'
import { nextTheme, onThemeChange, toggleSize } from '../theme.mjs'
import { RecordedLosses } from './losses.mjs'
import { RecordedNetwork } from './network.mjs'
import { RecordedOutput } from './output.mjs'

const PACE = 80 // milliseconds that a recorded step stays while it plays
const ICONS = {
  reset: 'M5 11a7.2 7.2 0 1 1 1.3 5.2M5 5.2V11h5.6', back: 'M17 6v12l-8-6zM6 6v12', play: 'M8.5 5.6v12.8l9.7-6.4z',
  pause: 'M8.2 6v12M15.8 6v12', step: 'M7 6v12l8-6zM18 6v12',
}
const BUTTONS = { reset: ['To the beginning', ''], back: ['Step back', ' (,)'], play: ['Play', ' (Space)'], step: ['Step', ' (.)'] }

// Plays the recording of which these are the bytes in `element`, or says there why it cannot; the Replay, if there is one. A
// document has one: its keys are those of the document.
export async function replay(element, packed) {
  const place = make('div')
  element.append(place)
  try {
    return new Replay(place, await opened(packed))
  } catch (error) {
    if (!(error instanceof RecordingError)) throw error
    place.replaceWith(make('p', { className: 'recorded-refusal', role: 'alert' }, error.message))
    return null
  }
}

export class Replay {
  constructor(element, recording) {
    this.recording = recording
    this.number = 0 // of the recorded step that is shown
    this.timer = undefined
    this.parts = [new RecordedNetwork(recording), new RecordedOutput(recording), new RecordedLosses(recording)]
    const [network, ...others] = this.parts.map((part) => part.element)
    element.classList.add('recorded')
    element.append(this.transport(), make('div', { className: 'recorded-stage' }, network, make('div', { className: 'recorded-results' }, ...others)))
    element.replay = this // for whoever wants to know what is shown
    this.dress()
    watchActs((name) => this.act(name))
    new ResizeObserver(() => this.dress()).observe(element)
    onThemeChange(() => this.dress())
  }

  get last() {
    return this.recording.steps.length - 1
  }

  get playing() {
    return this.timer !== undefined
  }

  transport() {
    this.buttons = Object.fromEntries(Object.entries(BUTTONS).map(([act, [name, key]]) => {
      const made = make('button', { type: 'button', className: 'round', ariaLabel: name, title: name + key }, icon(ICONS[act]))
      made.dataset.act = act
      return [act, made]
    }))
    this.status = make('p', { className: 'status', role: 'status', ariaAtomic: 'true' })
    this.timeline = make('input', { type: 'range', min: 0, max: this.last, step: 1, value: 0, ariaLabel: 'Timeline' })
    this.timeline.addEventListener('input', () => this.goBy(Number(this.timeline.value) - this.number))
    this.track = make('div', { className: 'timeline' }, make('div', { className: 'track' }, this.ticks(), this.timeline))
    const acts = make('div', { className: 'acts' }, ...Object.values(this.buttons))
    return make('section', { className: 'recorded-transport', ariaLabel: 'Recording' }, acts,
      make('div', { className: 'numbers' }, this.status, this.track))
  }

  // Marks of what was changed in the run.
  ticks() {
    return make('div', { className: 'ticks' }, ...this.recording.log.map(([step, name, value]) => {
      const tick = make('span', { className: 'change', title: `Step ${step}: ${name.replaceAll('_', ' ')} ${value}` })
      tick.style.setProperty('--at', this.recording.nearest(step) / this.last)
      return tick
    }))
  }

  act(name) {
    const acts = {
      play: () => (this.playing ? this.pause() : this.play()),
      step: () => this.goBy(1),
      back: () => this.goBy(-1),
      reset: () => this.goBy(-Infinity),
      theme: nextTheme,
      size: toggleSize,
    }
    acts[name]?.()
  }

  // From the present step, or, if that is the last one, from the first.
  play() {
    if (this.number === this.last) this.goTo(0)
    this.timer = setInterval(() => {
      this.goTo(this.number + 1)
      if (this.number === this.last) this.pause()
    }, PACE)
    this.tell()
  }

  pause() {
    clearInterval(this.timer)
    this.timer = undefined
    this.tell()
  }

  goBy(count) {
    this.pause()
    this.goTo(this.number + count)
  }

  // To a recorded step, counted from 0; not beyond the first and the last.
  goTo(number) {
    this.number = Math.max(0, Math.min(number, this.last))
    for (const part of this.parts) part.show(this.number)
    this.tell()
  }

  dress() {
    for (const part of this.parts) part.dress()
    this.goTo(this.number)
  }

  tell() {
    const { number, last, recording: { steps } } = this
    const name = this.playing ? 'Pause' : 'Play'
    if (this.buttons.play.ariaLabel !== name) {
      Object.assign(this.buttons.play, { ariaLabel: name, title: `${name} (Space)` })
      this.buttons.play.replaceChildren(icon(ICONS[name.toLowerCase()]))
    }
    write(this.status, this.recording.column('status.texts.status', number)[0])
    this.status.ariaLive = this.playing ? 'off' : 'polite'
    this.timeline.value = number
    this.timeline.ariaValueText = `step ${steps[number]} of ${steps[last]}`
    this.track.style.setProperty('--share', last > 0 ? number / last : 0)
  }
}
