// The numbers of the chosen neuron as tables, under what the stop is called and a plain sentence about it.

import { write } from '../text.mjs'

export function showNumbers(section, { problem, title, plain, tables = [] }) {
  const [heading, sentence, box] = section.children
  write(heading, problem ? 'One step' : title)
  write(sentence, problem || plain)
  box.replaceChildren(...tables.map(tableOf))
}

function tableOf({ caption, head, rows, marked }) {
  const table = document.createElement('table')
  table.createCaption().textContent = caption
  const heads = table.createTHead().insertRow()
  heads.append(...head.map((words) => cell('th', words, 'col')))
  const body = table.createTBody()
  rows.forEach(([first, ...rest], i) => {
    const row = body.insertRow()
    row.append(cell('th', first, 'row'), ...rest.map((words) => cell('td', words)))
    if (i === marked) row.setAttribute('aria-current', 'true')
  })
  return table
}

function cell(kind, words, scope) {
  const made = document.createElement(kind)
  if (scope) made.scope = scope
  made.textContent = words.replaceAll(' → ', ' →\u00a0') // a narrow cell breaks before it alone
  return made
}
