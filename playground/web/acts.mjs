// What a person does with a button or a key: some of it the page does by itself, all else is asked of Python.

import { watchKeys } from './keys.mjs'
import { dismissNotices } from './notices.mjs'
import { nextTheme, toggleSize } from './theme.mjs'

// `address` is the page's, `send(kind, value)` tells Python.
export function watchActs(address, send) {
  const acts = {
    share: () => {
      address.write()
      copyLink(document.querySelector('dialog[open] [data-act="share"]') ?? document.querySelector('[data-act="share"]'))
    },
    theme: nextTheme,
    size: toggleSize,
    keys: () => document.getElementById('keys').showModal(),
    dismiss: dismissNotices,
  }
  watchKeys((name) => (acts[name] ?? (() => send('press', name)))())
}

// Copies the address; the words on the button say so.
async function copyLink(button) {
  const words = button.querySelector('span') ?? button
  const before = words.textContent
  try {
    await navigator.clipboard.writeText(location.href)
    words.textContent = 'Link copied'
  } catch {
    words.textContent = 'Copy it from the address bar'
  }
  setTimeout(() => { words.textContent = before }, 2000)
}
