// The digits page's own plain parts: the drawing, the answer, and the maps of every layer.

import * as drawing from './drawing.mjs'
import * as given from './given.mjs'
import * as looks from './looks.mjs'
import { Maps } from './maps.mjs'
import * as mistakes from './mistakes.mjs'
import * as network from './network.mjs'
import { OpenedNumber } from './opened.mjs'
import { Slide } from './slide.mjs'
import * as where from './where.mjs'
import * as why from './why.mjs'
import { a, write } from '../text.mjs'

const PARTS = [given, drawing, looks, mistakes, network, where, why]

export function enliven({ container, bokeh, send }) {
  const parts = PARTS.map((each) => each.enliven({ container, bokeh, send }))
  const part = (name) => container.querySelector(name)
  const maps = new Maps(part('.maps'), part('.headings'), bokeh, (spot) => {
    container.spot = spot // outlasts Python
    send('inspect', spot)
  })
  if (container.spot !== undefined) maps.spot.go(container.spot)
  const number = new OpenedNumber(part('.opened-number'), {
    go: (row, column) => {
      const [stage, unit, , , channel] = number.opened.place
      maps.spot.pinned = true
      maps.spot.go([stage, unit, row, column, channel])
    },
    choose: (map) => send('input map', map),
    tell: (isLarge) => send('large', isLarge),
  })
  const large = () => number.enlarge(true)
  part('.maps').addEventListener('dblclick', large)
  number.show(null)
  const slide = new Slide(part('.sliding'), maps.spot, (way) => send('slide', way))
  return {
    show: {
      ...Object.assign({}, ...parts.map(({ show }) => show)),
      show: (name) => { part('.layers').dataset.show = name },
      panel: (name) => {
        for (const panel of container.querySelectorAll('[data-panel]')) {
          panel.toggleAttribute('data-away', panel.dataset.panel !== name)
        }
      },
      answer: ({ digit, shares }) => showAnswer(part, digit, shares),
      stages: (stages) => maps.name(stages),
      opened: (opened) => {
        maps.open(opened)
        number.show(opened)
        slide.show(opened)
      },
      truth: (digit) => { part('.truth').textContent = digit === null ? '' : `MNIST says that this is ${a(digit)}.` },
    },
    end: () => {
      parts.forEach(({ end }) => end())
      part('.maps').removeEventListener('dblclick', large)
      maps.destroy()
      number.destroy()
      slide.destroy()
    },
  }
}

function showAnswer(part, digit, shares) {
  write(part('.answer'), shares[digit] === null ? 'No number' : `${digit} · ${shares[digit].toFixed(1)} %`)
  part('.shares').querySelectorAll('li').forEach((line, i) => {
    line.style.setProperty('--share', `${shares[i] ?? 0}%`)
    write(line.querySelector('span'), shares[i] === null ? '…' : `${shares[i].toFixed(1)} %`)
    line.toggleAttribute('aria-current', i === digit)
  })
}
