// Keys and buttons of the page, as acts by name: `act('play')`. What an act does knows whoever gives `act`.

// Whether a key or a script, not the pointer, has brought the focus to where it is.
let byKeys = true
let pressing = false

const KEYS = {
  ' ': 'play', '.': 'step', ',': 'back', b: 'backwards', m: 'bookmark', o: 'one step', '[': 'mark before', ']': 'mark after',
  '?': 'keys', p: 'size', Escape: 'dismiss',
}

const LETTER = /^[a-z]$/i // with which one chooses in a list

// What all pages of the site have.
export function watchKeys(act) {
  watchActs(act)
  document.querySelector('.skip').addEventListener('click', skip)
  const dialog = document.getElementById('keys')
  dialog.addEventListener('click', (event) => { if (event.target === dialog) dialog.close() })
}

// Every button with `data-act` is an act, and so are the keys above, from anywhere outside a text field.
export function watchActs(act) {
  watchFocus()
  document.addEventListener('click', (event) => {
    const button = event.target.closest?.('button[data-act]')
    if (button) {
      act(button.dataset.act)
    }
  })
  document.addEventListener('keydown', (event) => {
    const name = actOf(event)
    if (name !== undefined) {
      event.preventDefault()
      if (!event.repeat || name === 'step' || name === 'back') {
        act(name)
      }
    }
  })
  // A button is pressed when Space is let go: the one that was clicked last would be pressed beside the act.
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ' && actOf(event) !== undefined) {
      event.preventDefault()
    }
  })
}

// Inside a widget the focus moves unheard; the keys that move it are heard.
function watchFocus() {
  const listen = (type, action) => document.addEventListener(type, action, true)
  listen('pointerdown', () => { [pressing, byKeys] = [true, false] })
  for (const end of ['click', 'pointercancel']) {
    listen(end, () => setTimeout(() => { pressing = false }))
  }
  listen('focusin', () => { byKeys = !pressing })
  listen('keydown', ({ key }) => {
    pressing = false
    byKeys = byKeys || key === 'Tab' || key.startsWith('Arrow')
  })
}

// The address after # is the run's: the link to the network moves the focus and leaves the address alone.
function skip(event) {
  const page = document.querySelector('.page:not([hidden])')
  const goal = page?.querySelector('.diagram') ?? page?.querySelector('main')
  event.preventDefault()
  goal?.focus()
  goal?.scrollIntoView({ block: 'nearest' })
}

function actOf(event) {
  const focused = deepest()
  if (event.defaultPrevented || event.altKey || isText(focused) || document.querySelector('dialog[open]')) {
    return undefined
  }
  if (event.key === 'Escape' && document.querySelector(':popover-open')) {
    return undefined // it closes that
  }
  if (event.ctrlKey || event.metaKey) {
    return event.key.toLowerCase() === 'z' ? (event.shiftKey ? 'redo' : 'undo') : undefined
  }
  const isTaken = event.key === ' ' ? takesSpace(focused) : focused?.matches?.('select') && LETTER.test(event.key)
  return isTaken ? undefined : KEYS[event.key] ?? KEYS[event.key.toLowerCase()]
}

// What has the focus, inside the widgets too.
function deepest() {
  let focused = document.activeElement
  while (focused?.shadowRoot?.activeElement) {
    focused = focused.shadowRoot.activeElement
  }
  return focused
}

export const isText = (element) =>
  element?.isContentEditable || (element?.matches?.('input, textarea') && !element.matches('[type=checkbox], [type=radio], [type=range]'))

// Space belongs to a control that the keyboard is at, not to one that has only been clicked.
const takesSpace = (element) =>
  byKeys && element?.matches?.('button, select, summary, input, [role=radio], [role=button], [role=tab]')
