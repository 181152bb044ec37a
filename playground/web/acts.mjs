// What a person does with a button or a key: some of it the page does by itself, all else is asked of Python.

import { watchKeys } from './keys.mjs'
import { dismissNotices, notice } from './notices.mjs'
import { nextTheme, toggleSize } from './theme.mjs'

const LONG = 8000 // letters of a link that programs may cut

// `address` is the page's, `send(kind, value)` tells Python.
export function watchActs(address, send) {
  const acts = {
    share: () => {
      address.write()
      copy(document.querySelector('dialog[open] [data-act="share"]') ?? document.querySelector('[data-act="share"]'), location.href, 'Link copied')
    },
    embed: () => {
      address.write()
      copy(document.querySelector('[data-act="embed"]'), frameOf(location.href), 'HTML copied')
    },
    theme: nextTheme,
    size: toggleSize,
    keys: () => document.getElementById('keys').showModal(),
    dismiss: dismissNotices,
  }
  watchKeys((name) => (acts[name] ?? (() => send('press', name)))())
}

// A line of HTML that shows the page inside another one.
function frameOf(address) {
  const frame = document.createElement('iframe')
  Object.assign(frame, { src: address, title: document.title, width: 1024, height: 720, style: 'border: 0' })
  return frame.outerHTML
}

// Copies a text; the words on the button say so, and others that the address may be too long.
async function copy(button, text, done) {
  const words = button.querySelector('span') ?? button
  const before = words.textContent
  try {
    await navigator.clipboard.writeText(text)
    words.textContent = done
  } catch {
    words.textContent = 'The address bar has it'
  }
  warn(location.href.length)
  setTimeout(() => { words.textContent = before }, 2000)
}

// A dialog hides what is said behind it.
function warn(length) {
  const words = length > LONG ? `This link has ${length.toLocaleString('en')} letters, and many programs cut such links. Save the run as a file instead.` : ''
  const said = document.querySelector('dialog[open] .said')
  if (said) {
    said.textContent = words
    said.toggleAttribute('data-problem', words !== '')
  } else {
    notice('link', words)
  }
}
