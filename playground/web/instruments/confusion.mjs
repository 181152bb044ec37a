// Which classes are taken for which: a table for the test points, and one for the training points.

import { instrument } from './furniture.mjs'
import { write } from '../text.mjs'

export const html = `
  <div class="instruments">
    ${instrument({
      name: 'confusion', title: 'Confusion, precision, recall', body: '<div class="confusion"></div>',
      about: 'A row for each true class, a column for each answer: what stands on the diagonal is right. Precision is the share of an ' +
        'answer that is right, recall the share of a class that is found, and F1 the harmonic mean of both.',
    })}
  </div>`

export function enliven({ panel }) {
  const place = panel.querySelector('.confusion')
  let made = ''
  return {
    show: {
      confusion: (sets) => {
        const form = JSON.stringify(sets.map(({ classes }) => classes))
        if (form !== made) {
          made = form
          place.replaceChildren(...(sets.length > 0 ? sets.map(tableOf) : ['What is to be learned here are numbers: there are no classes to confuse.']))
        }
        sets.forEach((set, i) => fill(place.children[i], set))
      },
    },
    end: () => place.replaceChildren(),
  }
}

function tableOf({ title, classes }) {
  const table = document.createElement('table')
  const head = (scope, words) => `<th scope="${scope}">${words}</th>`
  const rows = classes.map((name, i) => `<tr>${head('row', `class ${name}`)}${classes.map((_, j) =>
    `<td class="${i === j ? 'right' : 'wrong'}"></td>`).join('')}<td class="share" data-score="recall"></td><td class="share" data-score="f1"></td></tr>`)
  table.innerHTML = `<caption>${title}</caption>
    <thead><tr><td></td>${classes.map((name) => head('col', `answer ${name}`)).join('')}${head('col', 'Recall')}${head('col', 'F1')}</tr></thead>
    <tbody>${rows.join('')}<tr>${head('row', 'Precision')}${classes.map(() => '<td class="share" data-score="precision"></td>').join('')}<td></td><td></td></tr></tbody>`
  return table
}

const percent = (share) => (share === null ? '…' : `${(100 * share).toFixed(1)} %`)

function fill(table, set) {
  const cells = table.querySelectorAll('.right, .wrong')
  const { counts } = set
  counts.flat().forEach((count, i) => {
    const whole = counts[Math.floor(i / counts.length)].reduce((sum, each) => sum + each, 0)
    write(cells[i], String(count))
    cells[i].style.setProperty('--share', `${whole ? Math.round((100 * count) / whole) : 0}%`)
  })
  for (const name of ['recall', 'f1', 'precision']) {
    table.querySelectorAll(`[data-score="${name}"]`).forEach((cell, i) => write(cell, percent(set[name][i])))
  }
}
