// One stop of the Tab key for many buttons: the arrow keys move among those that can be pressed.

const STEPS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] } // right, down

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

// The nearest in a direction; what lies aside counts double.
function beside(here, [right, down], all) {
  const middle = (one) => {
    const { left, top, width, height } = one.getBoundingClientRect()
    return [left + width / 2, top + height / 2]
  }
  const [x, y] = middle(here)
  let [best, least] = [null, Infinity]
  for (const one of all) {
    const [toX, toY] = middle(one)
    const along = right * (toX - x) + down * (toY - y)
    const cost = along + 2 * (Math.abs(down * (toX - x)) + Math.abs(right * (toY - y)))
    if (along > 1 && cost < least) [best, least] = [one, cost]
  }
  return best
}
