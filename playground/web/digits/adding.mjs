// A sum, written out: what the products of every map before it add up to, the bias, and what is made of all of it. Where there are
// several maps, each is a button that has its products shown; all of them are one stop of the Tab key.

import { rove } from '../roving.mjs'
import { write } from '../text.mjs'

export class Adding {
  // `choose(i)` is called with the number of another map.
  constructor(element, choose) {
    this.element = element
    this.listening = new AbortController()
    const { signal } = this.listening
    this.mend = rove(element, 'button', signal)
    element.addEventListener('click', ({ target }) => {
      const button = target.closest('button')
      if (button !== null) choose(Number(button.dataset.part))
    }, { signal })
  }

  destroy() {
    this.listening.abort()
  }

  // Takes {parts, source, rest}, or null.
  show(adding) {
    this.element.hidden = adding === null
    if (adding === null) {
      return
    }
    const { parts, source, rest } = adding
    const names = [...parts, ...rest].map(([name]) => name)
    if (names.join() !== this.names) {
      this.names = names.join()
      this.element.replaceChildren(...parts.map(([name], i) => named(parts.length > 1 ? 'button' : 'span', name, i)), ...rest.map(([name]) => named('span', name)))
    }
    ;[...parts, ...rest].forEach(([, value], i) => write(this.element.children[i].lastChild, value))
    if (parts.length > 1) {
      parts.forEach((_, i) => { this.element.children[i].ariaPressed = String(i === source) })
      this.mend()
    }
  }
}

function named(kind, name, i) {
  const element = document.createElement(kind)
  if (kind === 'button') Object.assign(element, { type: 'button', title: 'Show its products' }).dataset.part = i
  element.append(Object.assign(document.createElement('i'), { textContent: name }), ' ', document.createElement('b'))
  return element
}
