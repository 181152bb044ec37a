// The keys of a lesson that is presented, in the page and in the window with the notes. A clicker sends Page Up and Page Down.

import { isText } from '../keys.mjs'

const CLICKER = { PageDown: 'next', PageUp: 'back' }
const LETTERS = { n: 'next', p: 'back', r: 'reveal', b: 'blank', Escape: 'end' }
const ARROWS = { ArrowRight: 'next', ArrowLeft: 'back', Home: 'first', End: 'last' }
const BUSY = ':popover-open, main[data-walk]' // what has keys of its own while it is there

// Calls `act(name)` for a key that is pressed in `window`: before anything else hears of it, but for those that move within
// what has the focus, which come last.
export function watchPresentKeys(window, act, signal) {
  const listen = (target, actOf, options) => target.addEventListener('keydown', (event) => {
    const name = isFree(event) ? actOf(event) : undefined
    if (name === undefined) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (!event.repeat || name === 'next' || name === 'back') act(name)
  }, { ...options, signal })
  listen(window.document, first, { capture: true })
  listen(window, last)
}

function isFree({ ctrlKey, metaKey, altKey, shiftKey, view }) {
  return !ctrlKey && !metaKey && !altKey && !view.document.querySelector('dialog[open]') && !shiftKey
}

const focusOf = (event) => event.composedPath()[0]

function first(event) {
  const { key, view } = event
  const focused = focusOf(event)
  if (key in CLICKER) return focused.matches('textarea') ? undefined : CLICKER[key]
  if (isText(focused) || focused.matches('select') || view.document.querySelector(BUSY)) return undefined
  const isElsewhere = key === 'Escape' && (focused.matches('[role="application"]') || view.document.querySelector('#notice:not([hidden])'))
  return isElsewhere ? undefined : LETTERS[key] ?? LETTERS[key.toLowerCase()]
}

function last(event) {
  const isTaken = event.defaultPrevented || focusOf(event).matches('input, select, textarea') || event.view.document.querySelector(BUSY)
  return isTaken ? undefined : ARROWS[event.key]
}
