// One step, opened: a mode in which the diagram shows what the next training step computes, stop by stop. Python says where a
// person stands, with all numbers and words; here they are drawn, and what a person does is told.

import { STEPS } from '../arrows.mjs'
import { Columns } from '../columns.mjs'
import { neighbour, tileAt } from '../geometry.mjs'
import { watchQuestions } from '../questions.mjs'
import { onThemeChange } from '../theme.mjs'
import { write } from '../text.mjs'
import { Bar } from './bar.mjs'
import { showNumbers } from './numbers.mjs'
import { paint } from './paint.mjs'

const ASIDE = '.side, .headings, .diagram' // what is seen and cannot be used
const OWN = '.walk-bar, .walk-view, .walk-legend, .walk-words, .walk-numbers'
const COVERED = '.settings, .legend:not(.walk-legend), .told, .loss, .walk-entry' // in whose places these stand

export class OneStep {
  // Lives in a page's `container`, over its `diagram`. `send(kind, value)` tells what a person does.
  constructor(container, bokeh, send, diagram) {
    this.part = (name) => container.querySelector(name)
    this.main = this.part('main')
    this.diagram = diagram
    this.act = (...act) => send('walk', act)
    this.standing = null
    this.view = this.part('.walk-view')
    this.view.walk = this // for whoever wants to know what is shown
    this.canvas = this.view.querySelector('canvas')
    this.bar = new Bar(this.part('.walk-bar'), this.act)
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.nodes = new Columns(bokeh.get_model_by_name('step.nodes'), this.ask)
    this.edges = new Columns(bokeh.get_model_by_name('step.edges'), this.ask)
    this.resizing = new ResizeObserver(this.ask)
    this.resizing.observe(diagram.element)
    this.forget = onThemeChange(this.ask)
    this.listening = new AbortController()
    const on = (element, type, act) => element.addEventListener(type, act, { signal: this.listening.signal })
    watchQuestions(this.bar.element, this.listening.signal)
    on(this.view, 'keydown', (event) => this.key(event, true))
    on(this.bar.element, 'keydown', (event) => this.key(event, false))
    on(this.view, 'click', (event) => this.press(event))
    on(document, 'keydown', (event) => {
      const isOpen = this.standing !== null && document.querySelector('dialog[open], :popover-open') === null
      if (event.key === 'Escape' && isOpen) this.act('close')
    })
  }

  destroy() {
    this.listening.abort()
    this.bar.destroy()
    this.resizing.disconnect()
    this.forget()
    this.nodes.disconnect()
    this.edges.disconnect()
    cancelAnimationFrame(this.request)
    this.show(null)
  }

  // Takes where a person stands; null while the mode is closed.
  show(standing) {
    const [was, is] = [this.standing !== null, standing !== null]
    this.standing = standing
    if (was !== is) this.turn(is)
    if (is) {
      this.main.dataset.walk = standing.phase
      this.bar.show(standing)
      this.tell(standing)
      showNumbers(this.part('.walk-numbers'), standing)
      this.ask()
    }
  }

  turn(open) {
    const held = [...this.main.querySelectorAll(OWN)].some((one) => one.contains(document.activeElement))
    this.high = 0
    this.part('.walk-words').style.minHeight = ''
    if (open) {
      this.before = document.activeElement
      this.diagram.selection.look(null)
    } else {
      delete this.main.dataset.walk
    }
    for (const one of this.main.querySelectorAll(ASIDE)) one.inert = open
    for (const one of this.main.querySelectorAll(OWN)) one.hidden = !open
    for (const one of this.main.querySelectorAll(COVERED)) one.hidden = open
    if (open) {
      this.view.focus({ preventScroll: true })
      this.bar.element.scrollIntoView({ block: 'nearest' })
    } else if (held && this.before?.isConnected) {
      this.before.focus()
    }
  }

  tell({ problem, subject, arithmetic, code }) {
    const [name, sum, line] = this.part('.walk-words').children
    write(name, problem ? '' : `${subject}:`)
    write(sum, problem || arithmetic)
    write(line, problem ? '' : code)
    this.keepHigh()
  }

  // The words have the height of the longest so far, and the network the rest: it does not move with every stop.
  keepHigh() {
    const { style, offsetHeight } = this.part('.walk-words')
    this.high = Math.max(this.high, offsetHeight)
    style.minHeight = `${this.high}px`
  }

  // The picture keeps Enter and up and down; on the bar these belong to its buttons and its list.
  key(event, onPicture) {
    const { key, shiftKey, target } = event
    if (event.ctrlKey || event.altKey || event.metaKey || document.querySelector('.walk-bar :popover-open')) return
    const [right, down] = STEPS[key] ?? [0, 0]
    const isList = target.matches('select')
    if (key === 'Escape') this.act('close')
    else if (shiftKey && key in STEPS && !isList) this.choose(neighbour(this.diagram.layout, this.standing.node, STEPS[key]))
    else if (right !== 0 && !isList) this.act('go', right)
    else if (down !== 0 && !isList) this.bar.sample(down)
    else if (key === 'Enter' && onPicture) this.act('make')
    else return
    event.preventDefault()
    event.stopPropagation()
  }

  press(event) {
    const { left, top } = this.view.getBoundingClientRect()
    const index = tileAt(this.diagram.layout, event.clientX - left, event.clientY - top)
    if (index !== null) this.choose(index)
  }

  choose(index) {
    const { column, unit } = this.diagram.layout
    this.act('choose', column[index], unit[index])
  }

  paint() {
    this.request = undefined
    const { layout, element } = this.diagram
    if (this.standing === null || layout === undefined) return
    const { offsetLeft: left, offsetTop: top, clientWidth: width, clientHeight: height } = element
    Object.assign(this.view.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` })
    const ratio = devicePixelRatio
    Object.assign(this.canvas, { width: Math.round(width * ratio), height: Math.round(height * ratio) })
    const context = this.canvas.getContext('2d')
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    this.draw(context)
  }

  // What there is to be seen of the stop; numbers of another network than the diagram's are none.
  draw(context) {
    const { layout, look } = this.diagram
    if (this.nodes.list('value').length === layout.total && !this.standing.problem) {
      paint(context, layout, { ...this.standing, nodes: this.nodes, edges: this.edges }, look)
    }
  }
}
