// The window that only the presenter sees: notes, the next step, the time, and buttons. It is filled from here; it has no script
// and no Python of its own, and nothing of it is ever shown in the page.

import { button, make } from '../make.mjs'
import { sourceOf } from '../sheets.mjs'
import { onThemeChange } from '../theme.mjs'
import { watchPresentKeys } from './present-keys.mjs'

const SIZE = 'popup,width=680,height=760'
const EMPTY = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Notes</title></head><body class="notes-window"></body></html>'
const SHEETS = 'style, link[rel="stylesheet"]'

// Another window, or undefined if the browser does not allow one.
export function openNotes(presentation) {
  const other = window.open('', 'glassbox-notes', SIZE)
  return other ? new Notes(other, presentation) : undefined
}

class Notes {
  constructor(other, presentation) {
    Object.assign(this, { other, presentation })
    other.document.open()
    other.document.write(EMPTY)
    other.document.close()
    this.listening = new AbortController()
    this.dress()
    this.furnish()
    const { signal } = this.listening
    watchPresentKeys(other, (name) => presentation.act(name), signal)
    other.document.addEventListener('keydown', (event) => this.key(event), { signal })
    other.addEventListener('pagehide', () => this.close(), { signal })
    addEventListener('pagehide', () => this.close(), { signal })
    presentation.timer.runIn(other)
    this.playing = new MutationObserver(() => this.tellPlay())
    this.playing.observe(presentation.lesson.container.querySelector('[data-act="play"]'), { attributeFilter: ['aria-label'] })
    this.tellPlay()
    this.show()
  }

  // As the page looks, which may change.
  dress() {
    const { head, documentElement: root } = this.other.document
    for (const sheet of document.querySelectorAll(SHEETS)) {
      const copy = sheet.cloneNode(true)
      if (sheet.matches('link')) copy.href = sourceOf(sheet)
      head.append(copy)
    }
    const follow = () => { root.dataset.theme = document.documentElement.dataset.theme }
    this.listening.signal.addEventListener('abort', onThemeChange(follow))
    follow()
  }

  furnish() {
    const { presentation } = this
    const act = (words, name, keys) => button(words, () => presentation.act(name), { title: keys })
    this.next = act('Next', 'next', 'N, →, Page Down')
    this.back = act('Back', 'back', 'P, ←, Page Up')
    this.reveal = act('Reveal', 'reveal', 'R')
    this.play = act('Play', 'play', 'Space')
    this.where = make('p', { className: 'place', role: 'status' })
    this.title = make('h1')
    this.text = make('section', { className: 'lesson', ariaLabel: 'Notes', tabIndex: 0 })
    this.coming = make('p', { className: 'coming-next' })
    const buttons = make('div', { className: 'row-of leads', role: 'group', ariaLabel: 'What the class sees' }, this.back, this.next, this.reveal, this.play, act('Step', 'step', '.'))
    this.other.document.body.append(make('main', {}, make('header', {}, this.where, presentation.timer.element), this.title, this.text, this.coming, buttons))
  }

  // Space and the full stop are the page's own keys.
  key(event) {
    const name = { ' ': 'play', '.': 'step' }[event.key]
    if (name === undefined || event.ctrlKey || event.metaKey || event.altKey || (name === 'play' && event.target.matches('button'))) return
    event.preventDefault()
    this.presentation.act(name)
  }

  tellPlay() {
    this.play.textContent = this.presentation.lesson.container.querySelector('[data-act="play"]').ariaLabel
  }

  // Shows the notes of the step, which may come late.
  read() {
    const { notes, step } = this.presentation
    this.text.innerHTML = notes[step?.id] ?? '<p>There are no notes for this step.</p>'
    this.text.scrollTop = 0
  }

  // Follows what the class sees.
  show() {
    const { place, titles, isBlank, isRevealed } = this.presentation
    this.where.textContent = `${this.presentation.where}${isBlank ? ' · the screen is blank' : ''}`
    this.title.textContent = titles[place]
    if (this.shown !== place) {
      this.read()
      this.shown = place
    }
    this.coming.textContent = place + 1 < titles.length ? `Next: ${titles[place + 1]}` : 'This is the last step.'
    this.next.disabled = place + 1 === titles.length
    this.back.disabled = place === 0
    this.reveal.disabled = !this.presentation.canReveal
    this.reveal.ariaPressed = String(isRevealed)
  }

  close() {
    if (this.listening.signal.aborted) return
    this.listening.abort()
    this.playing.disconnect()
    this.presentation.timer.runIn(window)
    this.presentation.withoutNotes()
    this.other.close()
  }
}
