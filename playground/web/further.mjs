// Settings that stand behind a button "More", closed at first, and made when they are first opened. The button says how many of
// them are changed, so that nothing hidden changes a run unseen; the browser remembers what is open.

import { choose, chosen } from './choices.mjs'

export class Further {
  // Lives in the page's buttons with `data-more`, the name of what each opens; `ask(name)` has its controls made.
  constructor(container, ask) {
    this.buttons = [...container.querySelectorAll('[data-more]')]
    this.ask = ask
    this.asked = new Set()
    this.listening = new AbortController()
    for (const button of this.buttons) {
      button.disabled = false
      button.addEventListener('click', () => this.toggle(button), { signal: this.listening.signal })
      this.dress(button)
    }
  }

  destroy() {
    this.listening.abort()
  }

  toggle(button) {
    const name = `more-${button.dataset.more}`
    choose(name, chosen(name) === 'open' ? undefined : 'open')
    this.dress(button)
  }

  // Takes how many settings are not at their defaults, by the name of what holds them: these are wanted on paper, too.
  tell(changed) {
    for (const button of this.buttons) {
      const count = changed[button.dataset.more]
      button.hidden = count === null
      button.querySelector('.changed').textContent = count > 0 ? `${count} changed` : ''
      document.getElementById(button.getAttribute('aria-controls')).toggleAttribute('data-changed', count > 0)
      if (count > 0) this.want(button.dataset.more)
    }
  }

  dress(button) {
    const open = chosen(`more-${button.dataset.more}`) === 'open'
    button.ariaExpanded = String(open)
    if (open) this.want(button.dataset.more)
  }

  want(name) {
    if (!this.asked.has(name)) {
      this.asked.add(name)
      this.ask(name)
    }
  }
}
