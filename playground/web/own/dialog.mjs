// The dialog around the board: made when it is first opened, with a style sheet of its own.

import { button, icon, make } from '../make.mjs'
import { loadSheet } from '../sheets.mjs'

const CLOSE = 'M6.5 6.5l11 11M17.5 6.5l-11 11'
const KEYS = 'Arrow keys move the cross, with Shift farther. Enter sets a point, Space lets the arrows draw or erase a stroke until it is pressed again, Delete erases the nearest point; 1 to 6 choose the class, + and − change the value.'

export class Dialog {
  // `acts`: use(), save(), undo(), redo(), close().
  constructor({ tools, tables }, acts) {
    this.canvas = make('canvas', { tabIndex: 0, ariaLabel: 'Plane to draw points on' })
    this.canvas.setAttribute('role', 'application')
    this.canvas.setAttribute('aria-describedby', 'own-keys')
    this.place = make('p', { className: 'where', role: 'status' })
    this.counts = make('p', { className: 'counts', role: 'status' })
    this.origin = make('ul', { className: 'origin', ariaLabel: 'Scale' })
    this.used = button('Use these points', acts.use, { className: 'plain main' })
    this.saved = button('Download CSV', acts.save)
    const board = make('div', { className: 'board-of-own' }, this.canvas, make('p', { id: 'own-keys' }, KEYS), this.place)
    const beside = make('div', { className: 'beside' }, tools, this.origin, tables.element)
    const foot = make('div', { className: 'foot' }, this.counts, this.saved, button('Cancel', () => this.close()), this.used)
    this.element = make('dialog', { id: 'own' }, this.head(), make('div', { className: 'halves' }, board, beside), foot)
    this.element.setAttribute('aria-labelledby', 'own-title')
    this.element.addEventListener('keydown', (event) => this.listen(event, acts))
    this.element.addEventListener('close', acts.close)
    tables.takeDrops(this.element)
    tables.lend((considering) => this.consider(considering))
    document.body.append(this.element)
  }

  head() {
    const close = make('button', { type: 'submit', className: 'tool', ariaLabel: 'Close', title: 'Close' }, icon(CLOSE))
    return make('form', { method: 'dialog' }, make('h2', { id: 'own-title' }, 'Your own points'), close)
  }

  open(note) {
    this.where('')
    if (!this.element.open) this.element.showModal()
    this.canvas.focus({ focusVisible: false })
    if (note) this.say(note)
  }

  close() {
    this.element.close()
  }

  say(words) {
    this.counts.textContent = words
  }

  where(words) {
    this.place.textContent = words
  }

  // While a table is looked at, its points are shown, and nothing is painted or used.
  consider(considering) {
    this.canvas.ariaDisabled = String(considering)
    this.element.toggleAttribute('data-table', considering)
  }

  show({ counts, problem, now, isFull, isNone, isUsable }) {
    this.say([counts, isNone && isUsable ? '' : problem, isFull ? 'That is as many as there may be.' : ''].filter(Boolean).join(' '))
    this.used.ariaDisabled = String(!isUsable)
    this.used.textContent = isNone && isUsable ? 'Use no points' : 'Use these points'
    this.saved.ariaDisabled = String(isNone)
    this.origin.replaceChildren(...now.words.map((words) => make('li', {}, words)))
  }

  listen(event, { undo, redo }) {
    const isText = event.target.matches('textarea, select')
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'z' && !isText && !this.element.hasAttribute('data-table')) {
      event.preventDefault()
      event.shiftKey ? redo() : undo()
    }
  }
}

// Ends when the style sheet is here.
export const dressed = () => loadSheet(new URL('./own.css', import.meta.url).href)
