// Small parts of a lesson's document.

export const percent = new Set(['training accuracy', 'test accuracy']) // quantities

export function element(kind, name, words = '') {
  const made = document.createElement(kind)
  made.className = name
  made.textContent = words
  return made
}

export const shownIf = (part, shown) => part.toggleAttribute('hidden', !shown)
