// The bar under a lesson that is presented: where it stands, and what can be done with it.

import { button, make } from '../make.mjs'

export class Bar {
  // `act(name)` does what a button says; `has` names the buttons that only some lessons have.
  constructor(act, has) {
    const one = (words, name, title) => button(words, () => act(name), { title })
    this.where = make('span')
    this.title = make('span', { className: 'unseen' })
    this.back = one('Back', 'back', 'Back (P, ←, Page Up)')
    this.next = one('Next', 'next', 'Next (N, →, Page Down)')
    this.reveal = one('Reveal', 'reveal', 'Show the answer, or put it away (R)')
    this.notes = one('Notes', 'notes', 'Notes and timer, in a window of their own')
    this.says = make('p', { className: 'said', role: 'status' })
    const pause = one('Pause when …', 'pause', 'Let the run stand still by itself')
    pause.ariaHasPopup = 'dialog'
    const code = one('QR code', 'code', 'This very state, for every phone and computer in the room')
    code.ariaHasPopup = 'dialog'
    this.element = make('section', { className: 'present-bar', ariaLabel: 'Presentation' },
      make('p', { className: 'place', role: 'status' }, this.where, this.title), this.back, this.next, this.reveal, this.says,
      this.notes, pause, ...(has.code ? [code] : []), one('End', 'end', 'End the presentation (Esc)'))
  }

  show({ where, titles, place, canReveal, isRevealed }) {
    this.where.textContent = where
    this.title.textContent = `: ${titles[place]}`
    this.back.ariaDisabled = String(place === 0)
    this.next.ariaDisabled = String(place + 1 === titles.length)
    this.reveal.ariaDisabled = String(!canReveal)
    this.reveal.ariaPressed = String(isRevealed)
  }

  say(words) {
    this.says.textContent = words
  }
}
