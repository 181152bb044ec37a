// What stands beside the board: what is to be learned, the class or value that is painted, and how.

import { CORNERS } from '../shapes.mjs'
import { lookOf } from './board.mjs'
import { signed } from './draft.mjs'
import { button, choices, icon, make, pick, slider } from '../make.mjs'

const UNDO = 'M8.5 5 4.5 9l4 4M5 9h9a5 5 0 0 1 0 10H9'
const REDO = 'M15.5 5l4 4-4 4M19 9h-9a5 5 0 0 0 0 10h5'
const TOOLS = [['single', 'Single'], ['stroke', 'Stroke'], ['erase', 'Erase']]
const KINDS = [['classes', 'Classes'], ['numbers', 'Numbers']]

export class Tools {
  // `acts`: turn(kind), undo(), redo(), clear(), copy(), changed().
  constructor(acts) {
    this.label = 0
    this.value = 1
    this.tool = 'stroke'
    this.radius = 0.4
    this.kinds = choices('What is learned', 'own-kind', KINDS, acts.turn)
    this.classes = choices('Class', 'own-class', [...'ABCDEF'].map((name, i) => [i, name, mark()]), (label) => { this.label = label })
    this.values = slider('Value', { min: -1, max: 1, step: 0.1, value: 1 }, signed, (value) => { this.value = value })
    this.ways = choices('Tool', 'own-tool', TOOLS, (tool) => {
      this.tool = tool
      acts.changed()
    })
    this.size = slider('Brush', { min: 0, max: 2, step: 0.1, value: this.radius }, (radius) => radius.toFixed(1), (radius) => {
      this.radius = radius
      acts.changed()
    })
    this.back = button('Undo', acts.undo, { title: 'Undo (Ctrl+Z)' })
    this.forth = button('Redo', acts.redo, { title: 'Redo (Ctrl+Shift+Z)' })
    this.back.prepend(icon(UNDO))
    this.forth.prepend(icon(REDO))
    this.empty = button('Clear', acts.clear)
    this.copy = button('Start from the present points', acts.copy)
    this.element = make('div', { className: 'tools-of-own' }, this.kinds, this.classes, this.values, this.ways, this.size,
      make('div', { className: 'tasks' }, this.back, this.forth, this.empty), this.copy)
    pick(this.classes, 0)
    pick(this.ways, this.tool)
  }

  // How far a point that is painted may stray, or how far the eraser reaches.
  get reach() {
    return this.tool === 'single' ? 0 : this.tool === 'erase' ? Math.max(this.radius, 0.2) : this.radius
  }

  get painted() { return this.now?.kind === 'numbers' ? this.value : this.label }

  // A key that chooses what is painted; whether it was one.
  key(key) {
    if (this.now.kind === 'classes' && /^[1-6]$/.test(key)) {
      this.label = Number(key) - 1
      pick(this.classes, this.label)
      return true
    }
    if (this.now.kind === 'numbers' && ['+', '-'].includes(key)) {
      this.value = Math.round(10 * Math.min(Math.max(this.value + (key === '+' ? 0.1 : -0.1), -1), 1)) / 10
      this.values.set(this.value)
      return true
    }
    return false
  }

  show({ now, before, after, isOfTwo }) {
    this.now = now
    pick(this.kinds, now.kind)
    this.classes.hidden = now.kind !== 'classes'
    this.values.hidden = now.kind !== 'numbers'
    this.size.classList.toggle('unused', this.tool === 'single')
    this.back.ariaDisabled = String(before.length === 0)
    this.forth.ariaDisabled = String(after.length === 0)
    this.empty.ariaDisabled = String(now.rows.length === 0)
    this.classes.querySelectorAll('path').forEach((path, i) => {
      const { shape, fill } = lookOf(i, isOfTwo)
      path.setAttribute('d', outline(shape))
      path.style.fill = fill
    })
  }
}

function mark() {
  const made = make('i')
  made.innerHTML = '<svg viewBox="-7 -7 14 14" aria-hidden="true"><path/></svg>'
  return made.firstChild
}

const outline = (shape) =>
  (shape === 'circle' ? 'M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0' : `M${CORNERS[shape].map((corner) => corner.join(' ')).join('L')}z`)
