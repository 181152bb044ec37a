// What is going wrong, said where its evidence is seen: a note with buttons that try its remedies.

// In every tab that has a place for it: the one note of which that tab shows the evidence.
export const place = '<div class="noted of-frames" role="status" hidden></div>'

export function watchNotes(container, send, signal) {
  container.addEventListener('click', ({ target }) => {
    const button = target.closest('button')
    if (button?.dataset.remedy) send('remedy', JSON.parse(button.dataset.remedy))
    if (button?.dataset.since) send('seek', Number(button.dataset.since))
    if (button?.dataset.evidence) document.getElementById(`instruments-tab-${button.dataset.evidence}`).click()
  }, { signal })
  return {
    note: ({ tab, found }) => {
      const noted = container.querySelector(`#instruments-${tab} .noted`)
      noted.hidden = found === null
      keepingFocus(noted, () => noted.replaceChildren(...found === null ? [] : [note('div', found, { goes: 'findings', words: 'All findings' })]))
    },
  }
}

// A note: what is wrong, since when, the numbers that say so, what to try, and a way to another tab.
export function note(kind, { kind: which, title, since: step, evidence, advice, tab, remedies }, { goes, words } = { goes: tab, words: 'Show the evidence' }) {
  const item = Object.assign(document.createElement(kind), { className: 'finding-note' })
  const add = (name, text, more = {}) => item.appendChild(Object.assign(document.createElement(name), { textContent: text, ...more }))
  add('h3', title)
  const since = add('p', 'since ', { className: 'since' })
  const there = since.appendChild(Object.assign(document.createElement('button'), { type: 'button', textContent: `step ${step.toLocaleString('en')}` }))
  there.ariaLabel = `Go to step ${step.toLocaleString('en')}, where it began: ${title}`
  there.dataset.since = step
  add('p', evidence)
  add('p', advice, { className: 'advice' })
  const buttons = add('p', '', { className: 'remedies' })
  const button = (text, className) => buttons.appendChild(Object.assign(document.createElement('button'), { type: 'button', className, textContent: text }))
  for (const [number, remedy] of remedies) button(`Try ${remedy}`, 'plain').dataset.remedy = JSON.stringify([which, number])
  const way = button(words, 'plain quiet')
  way.ariaLabel = `${words}: ${title}`
  way.dataset.evidence = goes
  return item
}

// Puts others in the place of some buttons; who has just pressed one, or is about to, does not lose their place.
export function keepingFocus(element, replace) {
  const focused = element.contains(document.activeElement) ? JSON.stringify(document.activeElement.dataset) : null
  replace()
  if (focused) [...element.querySelectorAll('button')].find(({ dataset }) => JSON.stringify(dataset) === focused)?.focus()
}
