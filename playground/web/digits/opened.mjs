// One number, opened: small tables of numbers that anyone can check by hand, and the sentence that adds them up.

import { colour, diverging, onThemeChange } from '../theme.mjs'

const NOTHING = 'Point at a map, or move to one with the arrow keys: every number in it is opened. Shift and an arrow key move within a map, ' +
  'Enter pins.'

export class OpenedNumber {
  constructor(element) {
    this.element = element
    this.opened = null
    this.forget = onThemeChange(() => this.paint())
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
    const scales = { signed: signedScale(), ink: inkScale() }
    part('.tables').replaceChildren(...(this.opened?.tables ?? []).map((table) => figure(table, scales[table.scale])))
  }
}

function figure({ title, sign, words, shares, outside }, scale) {
  const figure = document.createElement('figure')
  figure.dataset.sign = sign
  const table = document.createElement('table')
  table.append(...words.map((row, i) => {
    const line = document.createElement('tr')
    line.append(...row.map((word, j) => {
      const cell = document.createElement('td')
      cell.textContent = word
      const [ground, ink] = scale(shares[i][j])
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

// What a share from -1 to +1 looks like, and a colour that can be read on it.
function signedScale() {
  const colours = diverging()
  return (share) => {
    const i = 4 * Math.round(((share + 1) / 2) * (colours.length / 4 - 1))
    return shown(colours.slice(i, i + 3))
  }
}

function inkScale() {
  const [minus, ground, ink] = ['minus', 'ground', 'ink'].map((name) => colour(name).match(/\d+/g).map(Number))
  return (share) => shown(ground.map((from, c) => Math.round(from + Math.abs(share) * ((share < 0 ? minus : ink)[c] - from))))
}

function shown([r, g, b]) {
  const light = 0.2126 * (r / 255) ** 2.2 + 0.7152 * (g / 255) ** 2.2 + 0.0722 * (b / 255) ** 2.2
  return [`rgb(${r}, ${g}, ${b})`, light > 0.18 ? '#10141a' : '#ffffff']
}
