// What is being drawn: points, what they were before, and what can be said about them. Nothing in here knows a page.

import { EXTENT, MOST, ofCoordinates, read, snapped, written } from './letters.mjs'

const REMEMBERED = 200 // changes
const FEWEST = 4 // points, of which a run can be made
const CLASSES = 'ABCDEF'
const BLANK = { kind: 'classes', rows: [], origin: [], words: [] }

export class Draft {
  constructor() {
    this.now = BLANK // {kind, rows, origin, words}, never changed itself; `words` say the origin to people
    this.before = []
    this.after = []
    this.used = '' // the text of what the run has
    this.turned = null // {before, now}: states before and after what is learned became something else
  }

  get text() { return written(this.now) }
  get isOurs() { return this.text === this.used }
  get isNone() { return this.now.rows.length === 0 }
  get isUsable() { return this.isNone ? this.used !== '' : this.problem === '' } // no points take away those in use
  get isFull() { return this.now.rows.length >= MOST }
  get isOfTwo() { return this.now.kind === 'classes' && this.now.rows.every(([, , label]) => label <= 1) }

  // Begins with what the run has.
  begin({ text, words }) {
    this.used = text
    this.now = { ...read(text), words }
    this.before = []
    this.after = []
  }

  // Another state, which can be undone.
  put(changes) {
    this.before = [...this.before.slice(1 - REMEMBERED), this.now]
    this.after = []
    this.now = { ...this.now, ...changes }
  }

  // Points from elsewhere: the text that Python writes, and where they come from in words.
  take({ text, words }) {
    this.put({ ...read(text), words })
  }

  undo() {
    if (this.before.length > 0) [this.now, this.after] = [this.before.pop(), [...this.after, this.now]]
  }

  redo() {
    if (this.after.length > 0) [this.now, this.before] = [this.after.pop(), [...this.before, this.now]]
  }

  // A stroke is one change, however many points it has.
  hold() {
    this.put({})
    this.held = this.now
  }

  release() {
    if (this.now === this.held) this.before.pop()
    this.held = undefined
  }

  add(x, y, label) {
    if (this.isFull || Math.abs(x) > EXTENT || Math.abs(y) > EXTENT) return
    const value = this.now.kind === 'classes' ? label : snapped(label, 1)
    this.now = { ...this.now, rows: [...this.now.rows, [snapped(x, EXTENT), snapped(y, EXTENT), value]] }
  }

  erase(x, y, radius) {
    const rows = this.now.rows.filter(([x1, x2]) => Math.hypot(x1 - x, x2 - y) > radius)
    if (rows.length < this.now.rows.length) this.now = { ...this.now, rows }
  }

  eraseNearest(x, y) {
    const nearest = this.nearest(x, y)
    if (nearest) this.put({ rows: this.now.rows.filter((row) => row !== nearest) })
  }

  clear() {
    if (this.now.rows.length > 0) this.put({ rows: [], origin: [], words: [] })
  }

  // Classes become numbers from -1 to +1 in their order, numbers the classes of their signs. Who goes back before they have
  // painted anything has what was there before.
  turn(kind) {
    if (kind === this.now.kind) return
    const before = this.now
    this.put(this.turned?.now === before ? this.turned.before : this.as(kind))
    this.turned = { before, now: this.now }
  }

  as(kind) {
    const last = Math.max(1, ...this.now.rows.map(([, , label]) => label))
    const turned = kind === 'numbers' ? (label) => snapped((2 * label) / last - 1, 1) : (value) => Number(value > 0)
    const { rows, origin, words } = this.now
    return { kind, rows: rows.map(([x, y, label]) => [x, y, turned(label)]), origin: ofCoordinates(origin), words: words.slice(0, 2) }
  }

  nearest(x, y) {
    const away = ([x1, x2]) => Math.hypot(x1 - x, x2 - y)
    return this.now.rows.reduce((found, row) => (found === undefined || away(row) < away(found) ? row : found), undefined)
  }

  // What a person wants to know: how many points of what.
  get counts() {
    const { kind, rows } = this.now
    if (rows.length === 0) return 'No points yet.'
    const all = `${rows.length.toLocaleString('en')} point${rows.length === 1 ? '' : 's'}`
    const labels = rows.map(([, , label]) => label)
    if (kind === 'numbers') return `${all}, values from ${signed(Math.min(...labels))} to ${signed(Math.max(...labels))}.`
    const each = [...CLASSES].map((name, i) => [labels.filter((label) => label === i).length, name]).filter(([count]) => count > 0)
    return `${all}: ${each.map(([count, name]) => `${count} of ${name}`).join(', ')}.`
  }

  // Why nothing can be learned of these points; empty, if something can.
  get problem() {
    const { kind, rows } = this.now
    if (rows.length < FEWEST) return `A run needs at least ${FEWEST} points.`
    if (kind === 'classes' && new Set(rows.map(([, , label]) => label)).size < 2) return 'A run needs points of two classes.'
    return ''
  }
}

// A label in words.
export const labelled = (kind, label) => (kind === 'classes' ? CLASSES[label] : signed(label))

export const signed = (value) => `${value < -0.005 ? '−' : value > 0.005 ? '+' : ''}${Math.abs(value).toFixed(2)}`
