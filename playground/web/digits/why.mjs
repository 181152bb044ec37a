// Why this answer: a picture for every attribution method; one of them large, with the image's outline and a sanity check.

import { palettes } from './ink.mjs'
import { paint } from './pixels.mjs'
import { Columns } from '../columns.mjs'
import { onThemeChange } from '../theme.mjs'

const SIDE = 24
const FIRST = 4 // pictures that stand before the settings of the patch
const INK = 127 + 127 * 0.35 // from which level on a pixel belongs to the image's outline
const WAITING = { none: '', waiting: 'Being worked out …', old: 'Of what was asked before; the next one is being worked out …' }

export function enliven({ container, bokeh, send }) {
  const panel = new Why(container.querySelector('[data-panel="why"]'), bokeh, send)
  return { show: { why: (why) => panel.take(why) }, end: () => panel.destroy() }
}

class Why {
  constructor(element, bokeh, send) {
    this.element = element
    element.why = this // for whoever wants to know what colour a level has
    this.send = send
    this.said = null
    this.items = new Map() // by method
    this.large = null // the method whose picture is large
    this.check = null // the method that is checked
    this.ask = () => { this.request ??= requestAnimationFrame(() => this.paint()) }
    this.pixels = new Columns(bokeh.get_model_by_name('digits.why'), this.ask)
    this.forget = onThemeChange(() => this.dress())
    this.listening = new AbortController()
    const on = (target, type, act) => target.addEventListener(type, act, { signal: this.listening.signal })
    on(this.part('[data-why="close"]'), 'click', () => this.enlarge(null))
    on(this.part('[data-why="check"]'), 'click', () => this.examine(this.check === null ? this.large : null))
    on(element, 'keydown', (event) => { if (event.key === 'Escape' && this.large !== null) this.enlarge(null) })
    on(this.part('.why-view'), 'click', () => this.enlarge(null))
    this.dress()
  }

  part(name) {
    return this.element.querySelector(name)
  }

  destroy() {
    this.listening.abort()
    this.pixels.disconnect()
    this.forget()
    cancelAnimationFrame(this.request)
    for (const { item } of this.items.values()) {
      item.remove()
    }
  }

  dress() {
    this.palette = new Uint32Array(palettes().signed.buffer)
    const stops = [0, 32, 64, 96, 127, 158, 190, 222, 254].map((level) => css(this.palette[level]))
    this.part('.why-legend i').style.backgroundImage = `linear-gradient(90deg, ${stops.join(', ')})`
    this.ask()
  }

  // Takes all that is said in words.
  take(said) {
    this.said = said
    this.part('.why-heading').textContent = said.heading
    this.part('.why-subject').textContent = said.subject
    const lists = this.element.querySelectorAll('.why-pictures')
    said.methods.forEach((method, i) => {
      if (!this.items.has(method.name)) {
        this.items.set(method.name, this.make(method))
        lists[i < FIRST ? 0 : 1].append(this.items.get(method.name).item)
      }
      const { item, state } = this.items.get(method.name)
      item.dataset.state = method.state
      state.textContent = method.state === 'there' ? '' : method.state === 'refused' ? method.note : WAITING[method.state]
    })
    this.describe()
    this.ask()
  }

  // The picture of a method in the list.
  make({ name, title, reading, authors, paper, year }) {
    const canvas = made('canvas', { width: SIDE, height: SIDE, role: 'img', ariaLabel: title })
    const button = made('button', { type: 'button', className: 'why-picture', title: 'Enlarge' }, canvas)
    button.addEventListener('click', () => this.enlarge(this.large === name ? null : name))
    const state = made('p', { className: 'why-state' })
    const source = made('cite', { title: `${authors} (${year}): ${paper}`, textContent: `${short(authors)} ${year}` })
    const text = made('p', { id: `why-${name.replaceAll(' ', '-')}`, textContent: reading })
    button.setAttribute('aria-describedby', text.id)
    button.setAttribute('aria-expanded', 'false')
    return { item: made('li', {}, button, made('h3', { textContent: title }), text, source, state), canvas, button, state }
  }

  // Shows one method's picture large, or none.
  enlarge(name) {
    const before = this.large
    this.large = name
    this.examine(null)
    this.items.forEach(({ button }, each) => button.setAttribute('aria-expanded', String(each === name)))
    this.part('.why-large').hidden = name === null
    this.describe()
    this.paint()
    if (name === null) {
      this.items.get(before)?.button.focus()
    } else {
      this.part('.why-large').focus({ preventScroll: true })
      this.part('.why-large').scrollIntoView({ block: 'nearest' })
    }
  }

  // Has a method compared with itself as the network forgets, or none.
  examine(name) {
    if (name !== this.check) {
      this.check = name
      this.send('check', name)
    }
    this.part('.why-check').hidden = name === null
    this.part('[data-why="check"]').setAttribute('aria-expanded', String(name !== null))
    this.describe()
  }

  // Everything in words about the large picture.
  describe() {
    const method = this.said?.methods.find(({ name }) => name === this.large)
    if (method === undefined) {
      return
    }
    this.part('.why-large').dataset.state = method.state
    this.part('.why-large h3').textContent = method.title
    this.part('.why-view canvas').ariaLabel = `${method.title}, large, ${method.span}`
    this.part('.why-numbers').textContent = [method.span && `Its numbers go ${method.span}.`, method.note, WAITING[method.state]].filter(Boolean).join(' ')
    this.part('.why-reading').textContent = method.reading
    this.part('.why-source').textContent = `${method.authors} (${method.year}): “${method.paper}”.`
    const check = this.said.check?.name === this.check ? this.said.check : null
    const list = this.part('.why-check ul')
    list.parentElement.dataset.state = check?.state ?? 'waiting'
    this.part('.why-verdict').textContent = check?.verdict || WAITING[check?.state ?? 'waiting']
    const steps = check?.steps ?? []
    if (list.children.length !== steps.length) {
      list.replaceChildren(...steps.map(() => made('li', {}, made('canvas', { width: SIDE, height: SIDE, role: 'img' }), made('h3'), made('p'))))
    }
    steps.forEach(({ title, words }, i) => {
      const [canvas, heading, line] = list.children[i].children
      canvas.ariaLabel = `${method.title}: ${title}`
      heading.textContent = title
      line.textContent = words
    })
  }

  paint() {
    cancelAnimationFrame(this.request)
    this.request = null
    const levels = this.pixels.get('level')
    const count = this.said?.methods.length
    const steps = this.said?.check?.steps.length ?? 0
    if (count === undefined || levels?.length !== (count + 1 + steps) * SIDE * SIDE) {
      return // the rest follows
    }
    const picture = (i) => new Uint8Array(levels.buffer, levels.byteOffset + i * SIDE * SIDE, SIDE * SIDE)
    this.said.methods.forEach(({ name }, i) => {
      this.fill(this.items.get(name).canvas, picture(i))
      if (name === this.large) {
        this.fill(this.part('.why-view canvas'), picture(i))
        this.part('.why-view path').setAttribute('d', outline(picture(count)))
      }
    })
    const canvases = this.part('.why-check').querySelectorAll('canvas')
    if (canvases.length === steps) {
      canvases.forEach((canvas, i) => this.fill(canvas, picture(count + 1 + i)))
    }
  }

  fill(canvas, levels) {
    canvas.width = canvas.height = SIDE
    paint(canvas.getContext('2d'), levels, SIDE, this.palette)
  }
}

// The lines between pixels of ink and of paper.
function outline(levels) {
  const ink = (row, column) => row >= 0 && column >= 0 && row < SIDE && column < SIDE && levels[row * SIDE + column] > INK
  let lines = ''
  for (let row = 0; row <= SIDE; row++) {
    for (let column = 0; column <= SIDE; column++) {
      if (ink(row, column) !== ink(row - 1, column)) lines += `M${column} ${row}h1`
      if (ink(row, column) !== ink(row, column - 1)) lines += `M${column} ${row}v1`
    }
  }
  return lines
}

function made(name, properties = {}, ...children) {
  const { role, ...rest } = properties
  const element = Object.assign(document.createElement(name), rest)
  if (role) {
    element.setAttribute('role', role)
  }
  element.append(...children)
  return element
}

const css = (pixel) => `rgb(${pixel & 255}, ${(pixel >> 8) & 255}, ${(pixel >> 16) & 255})`

// The first of several authors.
function short(authors) {
  const names = authors.split(', ')
  return names.length > 2 ? `${names[0]} et al.` : names.join(' and ')
}
