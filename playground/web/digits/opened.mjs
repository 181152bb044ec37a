// One number, opened: the map that it stands in and what it looks at, small tables of numbers that anyone can check by hand, the
// sum of them, and a sentence. On request all of it takes the place of the layers, and the map is as large as there is room.

import { Adding } from './adding.mjs'
import { palettes, shades } from './ink.mjs'
import { paint } from './pixels.mjs'
import { STEPS } from '../arrows.mjs'
import { bytesOf } from '../base64.mjs'
import { write } from '../text.mjs'
import { colour, onThemeChange } from '../theme.mjs'
import { forHands } from '../touch.mjs'

const NOTHING = {
  keys: 'Point at a map, or move to one with the arrow keys: every number in it is opened. Shift and an arrow key move within a map, Enter pins.',
  touch: 'Tap a map: every number in it is opened.',
}
const SIDE = 156 // pixels of a picture among others
const SMALL = 72 // and of one of those that lead to a large one
const CAPTION = 26 // pixels below a large one
const SHARE = 0.62 // of the width, for the large one
const NARROW = 560 // pixels of a width that it has alone

export class OpenedNumber {
  // `go(row, column)` is called when a person points at another number of the large map, `choose(i)` when at another map before,
  // `tell(isLarge)` when all of it becomes large, or small again.
  constructor(element, { go, choose, tell }) {
    this.element = element
    this.go = go
    this.tell = tell
    this.opened = null
    this.isLarge = false
    this.palettes = palettes()
    this.adding = new Adding(this.part('.adding'), choose)
    this.forget = onThemeChange(() => {
      this.palettes = palettes()
      this.paint()
    })
    this.listening = new AbortController()
    const on = (name, type, act) => this.part(name).addEventListener(type, act, { signal: this.listening.signal })
    on('.enlarge', 'click', () => this.enlarge(!this.isLarge))
    on('.tables', 'keydown', (event) => this.key(event))
    this.resizing = new ResizeObserver(() => { if (this.isLarge) this.paint() })
    this.resizing.observe(this.part('.tables'))
  }

  destroy() {
    this.tell = () => {} // nobody hears it
    this.enlarge(false)
    this.listening.abort()
    this.resizing.disconnect()
    this.adding.destroy()
    this.forget()
  }

  part(name) {
    return this.element.querySelector(name)
  }

  show(opened) {
    this.opened = opened
    this.paint()
  }

  // Takes the place of all layers, or gives it back.
  enlarge(isLarge) {
    if (isLarge === this.isLarge) {
      return
    }
    this.isLarge = isLarge
    this.tell(isLarge)
    const layers = this.element.closest('.layers')
    const isFocused = this.part('.tables').contains(document.activeElement) || layers.querySelector('.maps').contains(document.activeElement)
    layers.toggleAttribute('data-large', isLarge)
    write(this.part('.enlarge'), isLarge ? 'All maps' : 'Enlarge')
    if (isFocused) layers.querySelector(isLarge ? '.tables' : '.maps').focus({ preventScroll: true })
    this.paint()
  }

  // While the map is large, arrow keys move in it.
  key(event) {
    const own = this.opened?.pictures.find((picture) => picture.own)
    if (!this.isLarge || event.ctrlKey || event.altKey || event.metaKey) {
      return
    }
    if (event.key === 'Escape') {
      this.enlarge(false)
    } else if (event.key in STEPS && own) {
      const [right, down] = STEPS[event.key]
      const [, , row, column] = this.opened.place
      this.go(within(row + down, own.height), within(column + right, own.width))
    } else {
      return
    }
    event.preventDefault()
    event.stopPropagation()
  }

  paint() {
    const { title, sentence, pictures = [], way = [], tables = [], largest = [], adding = null } = this.opened ?? {}
    write(this.part('h2'), title ?? 'One number')
    write(this.part('.sentence'), sentence ?? forHands(NOTHING))
    this.part('.enlarge').hidden = pictures.length === 0 && !this.isLarge
    this.adding.show(adding)
    const own = pictures.filter((picture) => picture.own).map((picture) => this.picture(picture, this.isLarge ? this.room() : SIDE))
    const seen = pictures.filter((picture) => !picture.own)
    const row = this.isLarge && own.length > 0 && seen.length > 0 ? [this.way([...way, ...seen])] : seen.map((picture) => this.picture(picture, SIDE))
    const parts = document.createElement('div')
    parts.className = 'parts'
    parts.append(
      ...row,
      ...(this.isLarge ? [] : own),
      ...tables.map((table) => figure(table, this.palettes[table.scale])),
      ...(largest.length > 0 ? [products(largest)] : []),
    )
    this.part('.tables').replaceChildren(...(this.isLarge ? own : []), parts)
  }

  // What it sees on every layer before, from the image on.
  way(way) {
    const all = document.createElement('div')
    all.className = 'way'
    all.append(...way.map((picture) => this.picture(picture, SMALL)))
    return all
  }

  // Pixels of the side of the large map.
  room() {
    const { clientWidth, clientHeight } = this.part('.tables')
    return clientWidth < NARROW ? clientWidth : Math.floor(Math.max(SIDE, Math.min(clientHeight - CAPTION, SHARE * clientWidth)))
  }

  picture({ title, sign, own, scale: palette, height, width, level, box }, side) {
    const scale = Math.max(1, Math.floor((side * devicePixelRatio) / Math.max(height, width)))
    const canvas = Object.assign(document.createElement('canvas'), { width: scale * width, height: scale * height })
    const small = new OffscreenCanvas(width, height)
    paint(small.getContext('2d'), bytesOf(level), width, this.palettes[palette])
    const context = canvas.getContext('2d')
    context.imageSmoothingEnabled = false
    context.drawImage(small, 0, 0, canvas.width, canvas.height)
    if (box !== null) {
      context.strokeStyle = colour('accent')
      context.lineWidth = 2 * devicePixelRatio
      const [top, bottom, left, right] = box.map((each) => each * scale)
      context.strokeRect(left, top, right - left, bottom - top)
    }
    if (own) {
      canvas.onpointermove = canvas.onpointerdown = ({ offsetX, offsetY }) => {
        this.go(within(Math.floor((offsetY / canvas.clientHeight) * height), height), within(Math.floor((offsetX / canvas.clientWidth) * width), width))
      }
      canvas.ondblclick = () => this.enlarge(true)
    }
    const figure = document.createElement('figure')
    figure.className = own ? 'large own' : 'large'
    figure.dataset.sign = sign
    if (own && this.isLarge) figure.style.setProperty('--large', `${side}px`)
    figure.append(canvas, Object.assign(document.createElement('figcaption'), { textContent: title }))
    return figure
  }
}

const within = (value, count) => Math.min(Math.max(value, 0), count - 1)

function figure({ title, sign, words, shares, outside }, palette) {
  const figure = document.createElement('figure')
  figure.dataset.sign = sign
  const table = document.createElement('table')
  table.style.setProperty('--columns', words[0].length)
  table.append(...words.map((row, i) => {
    const line = document.createElement('tr')
    line.append(...row.map((word, j) => {
      const cell = document.createElement('td')
      cell.textContent = word
      const [ground, ink] = shades(palette, shares[i][j])
      cell.style.background = ground
      cell.style.color = ink
      cell.classList.toggle('outside', outside[i][j])
      return cell
    }))
    return line
  }))
  const caption = document.createElement('figcaption')
  caption.textContent = title
  figure.append(table, caption)
  return figure
}

// The largest products of a neuron, a line each.
function products(largest) {
  const figure = document.createElement('figure')
  figure.className = 'products'
  figure.dataset.sign = ''
  const list = document.createElement('ul')
  list.append(...largest.map(([where, seen, weight, product]) => {
    const item = document.createElement('li')
    item.append(Object.assign(document.createElement('span'), { textContent: where }), ` ${seen} × ${weight} = ${product}`)
    return item
  }))
  figure.append(list, Object.assign(document.createElement('figcaption'), { textContent: 'the largest products: seen × weight' }))
  return figure
}
