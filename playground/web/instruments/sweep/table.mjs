// All runs in a table, sorted by any of its columns; over several seeds a line with their mean and range.

import { loss } from './runs.mjs'
import { write } from '../../text.mjs'

const percent = (share) => (share === null ? '…' : `${(100 * share).toFixed(1)} %`)
const NUMBERS = [['test_loss', 'Test loss', loss], ['train_loss', 'Training loss', loss], ['test_accuracy', 'Test accuracy', percent]]
const [WIDE, HIGH] = [72, 18] // pixels of a small curve
const CURVE = `<svg viewBox="0 0 ${WIDE} ${HIGH}" width="${WIDE}" height="${HIGH}" aria-hidden="true"><polyline/></svg>`

export class Table {
  constructor(element, runs, signal) {
    this.element = element
    this.runs = runs
    this.sorted = { column: 'run', down: false }
    this.form = ''
    const rowOf = ({ target }) => target.closest('tr[data-run]')
    const runOf = (event) => (rowOf(event) === null ? null : Number(rowOf(event).dataset.run))
    const on = (type, act) => element.addEventListener(type, act, { signal })
    on('pointerover', (event) => runs.point(runOf(event)))
    on('pointerleave', () => runs.point(null))
    on('focusin', (event) => runs.point(runOf(event)))
    on('focusout', () => runs.point(null))
    on('click', (event) => {
      const { column } = event.target.closest('button')?.dataset ?? {}
      if (column) this.sort(column)
      else if (runOf(event) !== null) event.target.closest('button') ? runs.open(runOf(event)) : runs.choose(runOf(event), event)
    })
    runs.followers.push((run) => this.mark(run))
  }

  sort(column) {
    this.sorted = { column, down: this.sorted.column === column && !this.sorted.down }
    this.draw()
  }

  mark(run) {
    for (const row of this.element.querySelectorAll('tr[data-run]')) {
      row.classList.toggle('pointed', Number(row.dataset.run) === run)
      row.classList.toggle('faded', !this.runs.kept(Number(row.dataset.run)))
    }
  }

  // The columns: [name, title, what it is sorted by, words of a row]; a row is {run} or {mean, places}.
  get columns() {
    const { record } = this.runs
    const known = ({ run, mean }, name) => (mean ? mean[name][0] : record.runs[run][name])
    const range = ({ mean }, name, words) => `${words(mean[name][0])}\n${words(mean[name][1])}–${words(mean[name][2])}`
    return [
      ['run', 'No.', ({ last, mean }) => last + (mean ? 0.5 : 0), ({ run, mean }) => (mean ? `Mean of ${record.seeds}` : `Run ${run + 1}${record.best === run ? '\nlowest test loss' : ''}`)],
      ...record.axes.map(({ name, label, words }, axis) => [`axis ${name}`, label, ({ places }) => places[axis], ({ places }) => words[places[axis]]]),
      ...(record.seeds > 1 ? [['seed', 'Seed', ({ mean, seed }) => (mean ? record.seeds + 1 : seed), ({ mean, seed }) => (mean ? 'all' : String(seed))]] : []),
      ...(new Set(this.runs.known.map((run) => record.runs[run].step)).size < 2 ? [] : [['step', 'Step', (row) => (row.mean ? 0 : known(row, 'step')), (row) => (row.mean ? '' : `${known(row, 'step').toLocaleString('en')}${record.runs[row.run].broken ? ', broke' : ''}`)]]),
      ...NUMBERS.slice(0, this.runs.hasAccuracy ? 3 : 2).map(([name, title, words]) => [
        name, title, (row) => known(row, name) ?? Infinity, (row) => (row.mean ? range(row, name, words) : words(known(row, name)))]),
    ]
  }

  // All rows, in the order that is asked for.
  rows() {
    const { record: { trials, means }, known } = this.runs
    const rows = known.map((run) => ({ key: `run ${run}`, run, last: run, ...trials[run] }))
    for (const mean of means) {
      const last = rows.findLast(({ places, run }) => run !== undefined && String(places) === String(mean.places)).run
      rows.push({ key: `mean ${mean.places}`, mean, last, places: mean.places })
    }
    const [, , by] = this.columns.find(([name]) => name === this.sorted.column) ?? this.columns[0]
    const sign = this.sorted.down ? -1 : 1
    return rows.sort((a, b) => sign * (by(a) - by(b) || a.last - b.last))
  }

  draw() {
    const { columns } = this
    const form = JSON.stringify([columns.map(([, title]) => title), this.runs.record.trials])
    if (form !== this.form) {
      this.form = form
      this.make(columns)
    }
    columns.forEach(([name], i) => {
      this.element.tHead.rows[0].cells[i].ariaSort = name !== this.sorted.column ? 'none' : this.sorted.down ? 'descending' : 'ascending'
    })
    const body = this.element.tBodies[0]
    const before = new Map([...body.rows].map((row) => [row.dataset.key, row]))
    const rows = this.rows()
    const wanted = rows.map((row) => this.row(before.get(row.key) ?? made(row, columns.length), row, columns))
    if (wanted.length !== body.rows.length || wanted.some((row, i) => row !== body.rows[i])) {
      const focused = body.contains(document.activeElement) ? document.activeElement : null
      body.replaceChildren(...wanted)
      focused?.focus({ preventScroll: true })
    }
    this.courses()
    this.mark(this.runs.pointed)
  }

  make(columns) {
    const heads = columns.map(([name, title]) => `<th scope="col"><button type="button" data-column="${name}">${title}</button></th>`)
    this.element.innerHTML = `<caption class="unseen">All runs</caption><thead><tr>${heads.join('')}<th scope="col" class="course">Test loss on the way</th></tr></thead><tbody></tbody>`
    if (!columns.some(([name]) => name === this.sorted.column)) this.sorted = { column: 'run', down: false }
  }

  // Small curves: steps to the right, the logarithm of the test loss upwards, the same for all runs.
  courses() {
    const [run, step, loss] = ['run', 'step', 'loss'].map((name) => this.runs.columns.losses?.list(name) ?? [])
    const sound = loss.filter((value) => value > 0 && Number.isFinite(value)).map(Math.log)
    const [low, high, last] = [Math.min(...sound), Math.max(...sound), Math.max(...step)]
    const points = new Map()
    run.forEach((each, i) => {
      if (!(loss[i] > 0 && Number.isFinite(loss[i]))) return
      const place = `${((WIDE * step[i]) / last).toFixed(1)},${(1 + ((HIGH - 2) * (high - Math.log(loss[i]))) / (high - low || 1)).toFixed(1)}`
      points.set(each, [...points.get(each) ?? [], place])
    })
    for (const line of this.element.querySelectorAll('.course polyline')) {
      line.setAttribute('points', (points.get(Number(line.closest('tr').dataset.run)) ?? []).join(' '))
    }
  }

  row(element, row, columns) {
    columns.forEach(([, , , words], i) => write(i === 0 && !row.mean ? element.cells[0].firstChild : element.cells[i], words(row)))
    if (!row.mean) element.classList.toggle('best', this.runs.record.best === row.run)
    return element
  }
}

function made({ key, run, mean }, cells) {
  const row = document.createElement('tr')
  row.dataset.key = key
  if (!mean) row.dataset.run = run
  row.className = mean ? 'mean' : ''
  row.innerHTML = `<th scope="row">${mean ? '' : '<button type="button" title="Open this run"></button>'}</th>${'<td></td>'.repeat(cells - 1)}<td class="course">${mean ? '' : CURVE}</td>`
  return row
}

// The runs as CSV: settings as an address says them, numbers to the last digit, nothing where there is none. The last column has
// where each run is found: the page opens the first one of a file, a line of the file opens its own.
export function toCsv({ record, known }) {
  const quoted = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const fields = ['step', 'train_loss', 'test_loss', 'train_accuracy', 'test_accuracy']
  const lines = known.map((run) => {
    const { places, seed, address } = record.trials[run]
    const { step, broken } = record.runs[run]
    const numbers = fields.map((name) => String(record.runs[run][name] ?? ''))
    return [String(run + 1), ...record.axes.map(({ texts }, axis) => texts[places[axis]]), String(seed), ...numbers, broken, `Glassbox run: ${address}&step=${step}`]
  })
  return [['run', ...record.axes.map(({ name }) => name), 'draw', ...fields, 'broken', 'address'], ...lines].map((line) => `${line.map(quoted).join(',')}\n`).join('')
}
