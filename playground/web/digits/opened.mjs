// One number, opened: small tables of numbers that anyone can check by hand, and the sentence that adds them up.

import { palettes, shades } from './ink.mjs'
import { onThemeChange } from '../theme.mjs'

const NOTHING = 'Point at a map, or move to one with the arrow keys: every number in it is opened. Shift and an arrow key move within a map, ' +
  'Enter pins.'

export class OpenedNumber {
  constructor(element) {
    this.element = element
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
    part('h2').textContent = this.opened?.title ?? 'One number'
    part('.sentence').textContent = this.opened?.sentence ?? NOTHING
    part('.tables').replaceChildren(...(this.opened?.tables ?? []).map((table) => figure(table, this.palettes[table.scale])))
  }
}

function figure({ title, sign, words, shares, outside }, palette) {
  const figure = document.createElement('figure')
  figure.dataset.sign = sign
  const table = document.createElement('table')
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
