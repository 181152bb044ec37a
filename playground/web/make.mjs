// Elements, in a line each.

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children)
  return made
}

export const button = (words, act, properties = {}) => {
  const made = make('button', { type: 'button', className: 'plain', ...properties }, words)
  made.addEventListener('click', act)
  return made
}

// Choices of which one holds: radio buttons that look like buttons in a row.
export function choices(legend, name, entries, act) {
  const labels = entries.map(([value, words, ...more]) => {
    const input = make('input', { type: 'radio', name, value })
    input.addEventListener('change', () => act(value))
    return make('label', {}, input, make('span', {}, ...more, words))
  })
  return make('fieldset', { className: 'choices' }, make('legend', {}, legend), make('div', {}, ...labels))
}

export function pick(fieldset, value) {
  for (const input of fieldset.querySelectorAll('input')) input.checked = input.value === String(value)
}

// A slider that says its value beside its name.
export function slider(words, { min, max, step, value }, say, act) {
  const said = make('b', {}, say(value))
  const input = make('input', { type: 'range', min, max, step, value, ariaLabel: words })
  const tell = () => {
    said.textContent = say(Number(input.value))
    input.setAttribute('aria-valuetext', said.textContent)
  }
  input.addEventListener('input', () => {
    tell()
    act(Number(input.value))
  })
  tell()
  const made = make('label', { className: 'sliding' }, make('span', {}, make('span', {}, words), said), input)
  made.set = (number) => {
    input.value = number
    tell()
  }
  return made
}

export function icon(path) {
  const made = make('span')
  made.innerHTML = `<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d="${path}"/></svg>`
  return made.firstChild
}
