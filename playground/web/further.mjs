// Settings that stand behind a button "More", closed at first. The button says how many of them are changed, so that nothing
// hidden changes a run unseen; the browser remembers what is open.

import { choose, chosen } from './choices.mjs'

export class Further {
  // Lives in the page's buttons with `data-more`, the name of what each opens.
  constructor(container) {
    this.buttons = [...container.querySelectorAll('[data-more]')]
    this.listening = new AbortController()
    for (const button of this.buttons) {
      button.disabled = false
      button.addEventListener('click', () => this.toggle(button), { signal: this.listening.signal })
      dress(button)
    }
  }

  destroy() {
    this.listening.abort()
  }

  toggle(button) {
    const name = `more-${button.dataset.more}`
    choose(name, chosen(name) === 'open' ? undefined : 'open')
    dress(button)
  }

  // Takes how many settings are not at their defaults, by the name of what holds them.
  tell(changed) {
    for (const button of this.buttons) {
      const count = changed[button.dataset.more]
      button.querySelector('.changed').textContent = count > 0 ? `${count} changed` : ''
      document.getElementById(button.getAttribute('aria-controls')).toggleAttribute('data-changed', count > 0)
    }
  }
}

function dress(button) {
  button.ariaExpanded = String(chosen(`more-${button.dataset.more}`) === 'open')
}
