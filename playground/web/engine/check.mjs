// The gradient check as a table, and in a sentence.

import { error, number, power } from './numbers.mjs'

// Shows a proof; `mine` says whether it is of the text in the editor, not of what trains.
export function showProof(part, proof, mine) {
  part('.when').textContent = proof ? `${mine ? 'your text, ' : ''}step ${proof.step}` : ''
  part('.verdict').textContent = proof ? verdict(proof) : 'The first check is under way …'
  part('.verdict').dataset.result = !proof ? '' : proof.passed ? 'passed' : 'failed'
  part('.proof table').hidden = !proof || proof.rows.length === 0
  part('.method').textContent = proof && proof.rows.length > 0 ? method(proof) : ''
  fill(part('.proof tbody'), proof?.rows ?? [])
}

function verdict(proof) {
  if (proof.problem) {
    return 'It cannot be checked: see under the code.'
  }
  const own = proof.rows.slice(0, -1)
  if (proof.part.startsWith('optimizer')) {
    return proof.passed ? 'Passes: the first step leads downhill.' : 'Fails: the first step does not lead downhill.'
  }
  const worst = own.reduce((one, other) => ((other.error ?? Infinity) > (one.error ?? Infinity) ? other : one))
  if (proof.passed) {
    return `Passes: the largest relative error is ${error(worst.error)}.`
  }
  const failing = own.filter((row) => !row.passed)
  return `Fails for ${failing.length} of ${own.length}: ${failing[0].what}, relative error ${error(failing[0].error)}.`
}

const method = (proof) => (proof.part.startsWith('optimizer')
  ? 'How steeply the loss falls along the optimizer’s first step, by the gradient and by a difference: it passes below 0. '
  : 'Each number is moved by 10⁻⁵ to either side. A row shows the one that is farthest off, relative to its size; it passes ' +
    `below ${power(proof.tolerance, 1)}. `) + '“All parts together” is the loss by weights and biases of the whole network.'

function fill(body, rows) {
  while (body.rows.length > rows.length) {
    body.deleteRow(-1)
  }
  rows.forEach((row, i) => {
    const line = body.rows[i] ?? newRow(body)
    const whole = i === rows.length - 1
    const [what, analytic, numeric, off] = line.cells
    line.className = `${row.passed ? 'passed' : 'failed'}${whole ? ' whole' : ''}`
    write(what.firstChild, whole ? 'All parts together' : capital(row.what).replace(/layer (?=\d)/, 'layer\u00a0'))
    write(what.lastChild, [row.at, row.at && `${whole ? 'as one ' : ''}of ${row.total}`, corners(row)].filter(Boolean).join(' '))
    write(analytic, number(row.analytic))
    write(numeric, number(row.numeric))
    write(off.firstChild, error(row.error))
    write(off.lastChild, row.passed ? '✓ passes' : '✗ fails')
  })
}

function newRow(body) {
  const line = body.insertRow()
  const head = document.createElement('th')
  head.scope = 'row'
  head.append(document.createElement('span'), document.createElement('small'))
  line.append(head, document.createElement('td'), document.createElement('td'), document.createElement('td'))
  line.cells[3].append(document.createElement('span'), document.createElement('small'))
  return line
}

const corners = ({ corners: count }) => count > 0 && `· ${count} at a corner`

// Words get a capital, letters of formulas do not.
const capital = (text) => (/^[a-z]{2}/.test(text) ? text[0].toUpperCase() + text.slice(1) : text)

function write(place, text) {
  if (place.textContent !== text) {
    place.textContent = text
  }
}
