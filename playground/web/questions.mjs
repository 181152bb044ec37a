// Question marks, and what they tell: a text that opens beside its button. The same for forms in which a picture is saved.

// Opens what the buttons of `container` tell, until `signal` is aborted.
export function watchQuestions(container, signal) {
  container.addEventListener('click', ({ target }) => {
    const button = target.closest('.about')
    if (button === null) return
    const text = document.getElementById(button.getAttribute('aria-controls'))
    if (text.matches(':popover-open')) {
      text.hidePopover()
      return
    }
    text.showPopover()
    const { left, top, bottom } = button.getBoundingClientRect()
    const { offsetWidth, offsetHeight } = text
    text.style.left = `${Math.max(8, Math.min(left, innerWidth - offsetWidth - 8))}px`
    text.style.top = `${bottom + offsetHeight + 6 < innerHeight ? bottom + 4 : top - offsetHeight - 4}px`
  }, { signal })
  container.addEventListener('toggle', ({ target, newState }) => {
    if (!target.matches('.about-text')) return
    const button = container.querySelector(`[aria-controls="${target.id}"].about`)
    button.ariaExpanded = String(newState === 'open')
  }, { signal, capture: true })
}
