// A lesson before a class: one step at a time, in large type, beside the run that it speaks of. What a step tells of its own
// question is put away until it is revealed.

import { make } from '../make.mjs'
import { addressOf } from '../pages.mjs'
import { loadSheet } from '../sheets.mjs'
import { manifest } from '../start.mjs'
import { blank, restore, reveal, tells } from './blank.mjs'
import { open as openBreakpoint } from './breakpoint.mjs'
import { openNotes } from './notes.mjs'
import { Bar } from './present-bar.mjs'
import { watchPresentKeys } from './present-keys.mjs'
import { shortest, showCode } from './qr.mjs'
import { Timer } from './timer.mjs'

const root = document.documentElement
const PLAIN = ['header', 'play', 'timeline', 'speed'] // controls that are always there
const TOLD = ['.answer[data-right="true"] .reply', '.after', '.reveal', '.reached'] // what one wants to see first of an answer
const BLOCKED = 'The browser did not open the window: allow pop-ups for this page, then press Notes again.'

let dressed

export async function open(lesson) {
  dressed ??= loadSheet(new URL('./present.css', import.meta.url).href).catch((error) => {
    dressed = undefined
    throw error
  })
  await dressed
  if (!lesson.presentation && lesson.text.isConnected) lesson.presentation = new Presentation(lesson)
}

class Presentation {
  constructor(lesson) {
    this.lesson = lesson
    this.article = lesson.text.querySelector('article')
    this.places = [undefined, ...lesson.steps] // what stands before the first step is a place, too
    this.titles = [lesson.text.querySelector('h1').textContent, ...lesson.steps.map(titleOf)]
    this.before = document.activeElement
    this.notes = {}
    this.timer = new Timer(Number(lesson.text.dataset.minutes))
    this.timer.runIn(window)
    this.bar = new Bar((name) => this.act(name), { code: !manifest.isAlone })
    this.black = make('button', { type: 'button', className: 'present-blank', ariaLabel: 'Bring the screen back', hidden: true })
    this.black.addEventListener('click', () => this.blank(false))
    document.body.append(this.bar.element, this.black)
    this.listening = new AbortController()
    watchPresentKeys(window, (name) => this.act(name), this.listening.signal)
    this.leaving = new MutationObserver(() => { if (!lesson.text.isConnected) this.end() })
    this.leaving.observe(root, { attributeFilter: ['data-lesson', 'data-page'] })
    for (const step of lesson.steps) blank(step)
    root.dataset.present = ''
    this.go(0)
    lesson.text.focus({ preventScroll: true })
  }

  get step() {
    return this.places[this.place]
  }

  get where() {
    return this.place === 0 ? 'Introduction' : `Step ${this.place} of ${this.places.length - 1}`
  }

  get canReveal() {
    return this.step !== undefined && tells(this.step)
  }

  get isRevealed() {
    return this.step?.part.classList.contains('revealed') ?? false
  }

  get isBlank() {
    return !this.black.hidden
  }

  act(name) {
    const acts = {
      next: () => this.go(this.place + 1), back: () => this.go(this.place - 1), first: () => this.go(0), last: () => this.go(this.places.length - 1),
      reveal: () => this.reveal(), blank: () => this.blank(!this.isBlank), end: () => (this.isBlank ? this.blank(false) : this.end()),
      notes: () => this.openNotes(), pause: () => openBreakpoint(this.lesson), code: () => this.code(),
      play: () => this.lesson.send('press', 'play'), step: () => this.lesson.send('press', 'step'),
    }
    acts[name]()
  }

  go(place) {
    if (place < 0 || place >= this.places.length) return
    const [from, isHere] = [this.step, this.place === place]
    this.place = place
    this.blank(false)
    if (isHere) return
    if (this.step) blank(this.step)
    this.bar.say('')
    this.show(from)
    this.lesson.text.scrollTop = 0
    if (this.step?.state) this.stand(from)
    this.tell()
  }

  // Lets this place be seen, and no other; what had the focus may not be.
  show(from) {
    from?.part.classList.remove('now')
    this.step?.part.classList.add('now')
    this.article.toggleAttribute('data-beginning', this.place === 0)
    const controls = this.step?.state?.controls ?? (this.step ? [] : PLAIN)
    root.toggleAttribute('data-plain', controls.length > 0 && controls.every((name) => PLAIN.includes(name)))
    if (this.article.contains(document.activeElement)) this.lesson.text.focus({ preventScroll: true })
  }

  // Sets the run up, unless it stands there already or is what the step before has made.
  stand(from) {
    const { state } = this.step
    this.lesson.write()
    if (state === from?.state || location.hash === `#${state.stands}`) this.step.attend()
    else this.step.setUp()
  }

  reveal() {
    if (!this.canReveal) return
    reveal(this.step, !this.isRevealed)
    const [told] = TOLD.map((name) => this.step.part.querySelector(name)).filter(Boolean)
    if (this.isRevealed) told?.scrollIntoView({ block: 'nearest' })
    this.tell()
  }

  blank(isBlank) {
    if (isBlank === this.isBlank) return
    this.black.hidden = !isBlank
    if (isBlank) {
      this.held = document.activeElement
      this.black.focus()
    } else {
      this.held?.focus({ preventScroll: true })
    }
    this.tell()
  }

  async openNotes() {
    if (this.window) {
      this.window.other.focus()
      return
    }
    this.window = openNotes(this)
    this.bar.say(this.window ? '' : BLOCKED)
    if (!this.window || this.asked) return
    this.asked = true
    try {
      this.notes = await notesOf(this.lesson)
      this.window?.read()
    } catch {
      this.asked = false
      this.bar.say('The notes could not be fetched. Close their window, check your connection, and press Notes again.')
    }
  }

  withoutNotes() {
    this.window = undefined
  }

  async code() {
    this.lesson.write()
    const { state } = [this.step, ...this.lesson.steps].find((step) => step?.state) ?? {}
    const [address, fragment] = location.href.split('#')
    try {
      await showCode(`${address}#${state ? shortest(fragment, state) : fragment}`)
    } catch {
      this.bar.say('What draws the code could not be fetched. Check your connection, and try again.')
    }
  }

  tell() {
    this.bar.show(this)
    this.window?.show()
  }

  end() {
    this.listening.abort()
    this.leaving.disconnect()
    this.window?.close()
    this.step?.part.classList.remove('now')
    for (const part of [this.bar.element, this.black]) part.remove()
    this.article.removeAttribute('data-beginning')
    for (const name of ['data-present', 'data-plain']) root.removeAttribute(name)
    delete this.lesson.presentation
    for (const step of this.lesson.steps) restore(step)
    this.timer.stop()
    if (this.lesson.text.isConnected) (this.step?.part ?? this.lesson.text).scrollIntoView({ block: 'start' })
    this.before?.focus({ preventScroll: true })
  }
}

const titleOf = ({ part }) => [...part.querySelector('h2').childNodes].filter((node) => !node.classList?.contains('number')).map((node) => node.textContent).join('').trim()

// By the id of the step. A document that is alone holds them.
async function notesOf({ text, name }) {
  const held = text.querySelector('#notes')
  if (held) return JSON.parse(held.textContent)
  if (!text.dataset.notes) return {}
  const response = await fetch(new URL(text.dataset.notes, addressOf(`lessons/${name}`)))
  if (!response.ok) throw new Error(`HTTP status ${response.status}`)
  return response.json()
}
