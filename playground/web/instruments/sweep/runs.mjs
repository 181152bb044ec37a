// The runs of a sweep as they are known, and the one that is pointed at, wherever that is.

import { written } from '../../written.mjs'
import { Plate } from '../plate.mjs'

const NOTHING = { runs: [], trials: [], axes: [], means: [], best: null, opened: null, seeds: 1, task: '', classes: 1 }
const lower = (label) => label[0].toLowerCase() + label.slice(1)
export const percent = (share) => `${(100 * share).toFixed(1)} %`

export class Runs {
  // `open(run)` lets a run be the page's own.
  constructor(open) {
    this.open = (run) => { if (this.record.runs[run]) open(run) }
    this.record = NOTHING
    this.columns = {}
    this.pointed = null
    this.tapped = null // the run that a finger has read
    this.followers = []
    this.brush(null)
  }

  // Takes what Python tells. Another sweep has nothing in common with the one before.
  take(record) {
    const form = ({ axes, trials }) => JSON.stringify([axes, trials])
    const other = form({ ...NOTHING, ...record }) !== form(this.record)
    this.record = { ...NOTHING, ...record }
    if (other) {
      this.brush(null)
      this.pointed = this.tapped = null
      this.followers.forEach((follow) => follow(null))
    }
  }

  // Keeps the runs of which that is true, as somebody has brushed a stretch {name, low, high} of an axis; all of them, with null.
  brush(stretch, kept) {
    this.brushed = stretch
    this.kept = stretch === null ? () => true : kept
    this.followers.forEach((follow) => follow(this.pointed))
  }

  // The numbers of those of which something is known, in their order.
  get known() {
    return this.record.runs.flatMap((run, i) => (run === null ? [] : [i]))
  }

  // The same, those with the lowest test loss first.
  get ranked() {
    const lossOf = (i) => (this.record.runs[i].broken ? Infinity : this.record.runs[i].test_loss ?? Infinity)
    return this.known.sort((a, b) => lossOf(a) - lossOf(b) || a - b)
  }

  get hasAccuracy() {
    return this.record.runs.some((run) => run !== null && run.test_accuracy !== null)
  }

  // The values of a run's settings in words, each with its label.
  settings(i) {
    const { axes, seeds } = this.record
    const { places, seed } = this.record.trials[i]
    return [...axes.map(({ label, words }, axis) => [label, words[places[axis]]]), ...(seeds > 1 ? [['Seed', String(seed)]] : [])]
  }

  // Points at a run, or away, with null.
  point(run) {
    if (run !== this.pointed) {
      this.pointed = run
      this.followers.forEach((follow) => follow(run))
    }
  }

  // Opens a run; with a finger, which cannot point before, only at its second tap.
  choose(run, { pointerType } = {}) {
    if (pointerType === 'touch' && run !== this.tapped) {
      this.tapped = run
      this.pointed = null // or else nobody would be told what can be done now
      this.point(run)
    } else {
      this.tapped = null
      this.open(run)
    }
  }

  words(i) {
    const run = this.record.runs[i]
    const title = this.settings(i).map(([label, words], nth) => `${nth > 0 ? lower(label) : label} ${words}`).join(', ')
    if (run === null) return `${title}: nothing is known yet.`
    const numbers = [`test loss ${loss(run.test_loss)}`, `training loss ${loss(run.train_loss)}`]
    if (run.test_accuracy !== null) numbers.push(`test accuracy ${percent(run.test_accuracy)}`)
    const rank = this.record.best === i ? `The lowest test loss of ${this.known.length} runs.` : `Place ${this.ranked.indexOf(i) + 1} of ${this.known.length} by test loss.`
    const more = this.tapped === i ? ' Tap again to open.' : ''
    return `${run.broken ? `${title}: ${run.broken}` : `${title}, step ${run.step.toLocaleString('en')}: ${numbers.join(', ')}. ${rank}`}${more}`
  }
}

// A number of which there may be none, because it is too large.
export const number = (value) => (value === null ? '∞' : written(value))

// A loss as the page's status says it.
export const loss = (value) => (value === null || value >= 1e5 ? number(value) : value.toFixed(3))

// A plate whose content speaks of runs: `runAt(row, column)` and `placeOf(run)`. What is pointed at in one is so in all.
export class LinkedPlate extends Plate {
  constructor(element, content, told, runs) {
    super(element, content, told)
    this.runs = runs
    runs.followers.push((run) => this.mark(run))
    element.addEventListener('blur', () => { runs.tapped = null }, { signal: this.listening.signal })
  }

  point(place) {
    this.runs.point(place === null ? null : this.content.runAt(...place))
  }

  go(place, event) {
    if (place !== null && (this.content.go?.(...place) ?? true)) this.runs.choose(this.content.runAt(...place), event)
  }

  // The first stop is the first run, whatever key leads there.
  press(event) {
    const isFirst = this.current === null && event.key.startsWith('Arrow') && !event.ctrlKey && !event.altKey && !event.metaKey
    if (!isFirst) return super.press(event)
    event.preventDefault()
    this.point(this.begin())
  }

  mark(run) {
    this.current = run === null ? null : this.content.placeOf(run)
    this.tell()
    this.draw()
  }

  paint() {
    const { clientWidth, clientHeight } = this.element
    if (clientWidth && clientHeight) this.content.measure?.(this.canvas.getContext('2d'), clientWidth, clientHeight, this.look)
    super.paint()
  }

  kept(row, column) {
    return this.content.kept?.(row, column) ?? super.kept(row, column)
  }
}
