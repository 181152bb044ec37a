// The runs of a sweep as they are known, and the one that is pointed at, wherever that is.

import { plain } from '../drawing.mjs'
import { Plate } from '../plate.mjs'

const NOTHING = { runs: [], trials: [], axes: [], means: [], best: null, seeds: 1, task: '', classes: 1 }
const lower = (label) => label[0].toLowerCase() + label.slice(1)
const percent = (share) => `${(100 * share).toFixed(1)} %`

export class Runs {
  // `open(run)` lets a run be the page's own.
  constructor(open) {
    this.open = (run) => { if (this.record.runs[run]) open(run) }
    this.record = NOTHING
    this.columns = {}
    this.pointed = null
    this.followers = []
    this.kept = () => true // by the brush
  }

  // Takes what Python tells. Another sweep has nothing in common with the one before.
  take(record) {
    const form = ({ axes, trials }) => JSON.stringify([axes, trials])
    const other = form({ ...NOTHING, ...record }) !== form(this.record)
    this.record = { ...NOTHING, ...record }
    if (other) {
      this.kept = () => true
      this.pointed = null
      this.followers.forEach((follow) => follow(null))
    }
  }

  // The numbers of those of which something is known, in their order.
  get known() {
    return this.record.runs.flatMap((run, i) => (run === null ? [] : [i]))
  }

  // The same, those with the lowest test loss first.
  get ranked() {
    const loss = (i) => (this.record.runs[i].broken ? Infinity : this.record.runs[i].test_loss ?? Infinity)
    return this.known.sort((a, b) => loss(a) - loss(b) || a - b)
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

  words(i) {
    const run = this.record.runs[i]
    const title = this.settings(i).map(([label, words], nth) => `${nth > 0 ? lower(label) : label} ${words}`).join(', ')
    if (run === null) return `${title}: nothing is known yet.`
    const numbers = [`test loss ${number(run.test_loss)}`, `training loss ${number(run.train_loss)}`]
    if (run.test_accuracy !== null) numbers.push(`test accuracy ${percent(run.test_accuracy)}`)
    const rank = this.record.best === i ? `The best of ${this.known.length}.` : `Place ${this.ranked.indexOf(i) + 1} of ${this.known.length} by test loss.`
    return run.broken ? `${title}: ${run.broken}` : `${title}, step ${run.step.toLocaleString('en')}: ${numbers.join(', ')}. ${rank}`
  }
}

// A number of which there may be none, because it is too large.
export const number = (value) => (value === null ? '∞' : plain(value))

// A plate whose content speaks of runs: `runAt(row, column)` and `placeOf(run)`. What is pointed at in one is so in all.
export class LinkedPlate extends Plate {
  constructor(element, content, told, runs) {
    super(element, content, told)
    this.runs = runs
    runs.followers.push((run) => this.mark(run))
  }

  point(place) {
    this.runs.point(place === null ? null : this.content.runAt(...place))
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
