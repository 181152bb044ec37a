// One number, opened: the map that it stands in and what it looks at, small tables of numbers that anyone can check by hand, and
// the sentence that adds them up.

import { palettes, shades } from './ink.mjs'
import { paint } from './pixels.mjs'
import { bytesOf } from '../base64.mjs'
import { colour, onThemeChange } from '../theme.mjs'
import { forHands } from '../touch.mjs'

const NOTHING = {
  keys: 'Point at a map, or move to one with the arrow keys: every number in it is opened. Shift and an arrow key move within a map, Enter pins.',
  touch: 'Tap a map: every number in it is opened.',
}

export class OpenedNumber {
  // `go(row, column)` is called when a person points at another number of the large map.
  constructor(element, go) {
    this.element = element
    this.go = go
    this.opened = null
    this.palettes = palettes()
    this.forget = onThemeChange(() => {
      this.palettes = palettes()
      this.paint()
    })
  }

  destroy() {
    this.forget()
  }

  show(opened) {
    this.opened = opened
    this.paint()
  }

  paint() {
    const part = (name) => this.element.querySelector(name)
    const { title, sentence, pictures = [], tables = [] } = this.opened ?? {}
    part('h2').textContent = title ?? 'One number'
    part('.sentence').textContent = sentence ?? forHands(NOTHING)
    const shown = pictures.map((picture, i) => this.picture(picture, i === pictures.length - 1))
    part('.tables').replaceChildren(...shown, ...tables.map((table) => figure(table, this.palettes[table.scale])))
  }

  picture({ title, height, width, level, box }, isOwn) {
    const scale = Math.max(1, Math.floor((SIDE * devicePixelRatio) / Math.max(height, width)))
    const canvas = Object.assign(document.createElement('canvas'), { width: scale * width, height: scale * height })
    const small = new OffscreenCanvas(width, height)
    paint(small.getContext('2d'), bytesOf(level), width, this.palettes.ink)
    const context = canvas.getContext('2d')
    context.imageSmoothingEnabled = false
    context.drawImage(small, 0, 0, canvas.width, canvas.height)
    context.strokeStyle = colour('accent')
    context.lineWidth = 2 * devicePixelRatio
    const [top, bottom, left, right] = box.map((side) => side * scale)
    context.strokeRect(left, top, right - left, bottom - top)
    if (isOwn) {
      canvas.className = 'own'
      canvas.onpointermove = canvas.onpointerdown = ({ offsetX, offsetY }) => {
        this.go(Math.min(height - 1, Math.floor((offsetY / canvas.clientHeight) * height)), Math.min(width - 1, Math.floor((offsetX / canvas.clientWidth) * width)))
      }
    }
    const figure = document.createElement('figure')
    figure.className = isOwn ? 'large own' : 'large'
    figure.dataset.sign = ''
    figure.append(canvas, Object.assign(document.createElement('figcaption'), { textContent: title }))
    return figure
  }
}

const SIDE = 156 // pixels of a large map

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
