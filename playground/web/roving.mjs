// One stop of the Tab key for many buttons: the arrow keys move among those that can be pressed.

import { away, STEPS } from './arrows.mjs'

// Watches the buttons of `element` that `selector` names until `signal` is aborted; call what it gives when they are others.
export function rove(element, selector, signal) {
  const all = () => [...element.querySelectorAll(selector)].filter((one) => !one.disabled)
  const stopAt = (stop) => { for (const one of all()) one.tabIndex = one === stop ? 0 : -1 }
  element.addEventListener('focusin', ({ target }) => {
    const here = target.closest(selector)
    if (here !== null) stopAt(here)
  }, { signal })
  element.addEventListener('keydown', (event) => {
    const here = event.target.closest(selector)
    if (here === null || !(event.key in STEPS) || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) {
      return
    }
    event.preventDefault()
    beside(here, STEPS[event.key], all())?.focus()
  }, { signal })
  return () => {
    const now = all()
    stopAt(now.find((one) => one === document.activeElement) ?? now.find((one) => one.ariaPressed === 'true') ?? now[0])
  }
}

// The nearest in a direction.
function beside(here, direction, all) {
  const middle = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return [left + width / 2, top + height / 2]
  }
  const from = middle(here)
  let [best, least] = [null, Infinity]
  for (const one of all) {
    const distance = away(from, middle(one), direction)
    if (distance < least) [best, least] = [one, distance]
  }
  return best
}
