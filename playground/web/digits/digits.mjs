// The digits page's own plain parts: the sheet that one draws on, the answer, and the maps of every layer.

import * as drawing from './drawing.mjs'
import * as looks from './looks.mjs'
import { Maps } from './maps.mjs'
import * as mistakes from './mistakes.mjs'
import * as network from './network.mjs'
import { OpenedNumber } from './opened.mjs'
import { Slide } from './slide.mjs'
import { Sheet } from './sheet.mjs'
import * as where from './where.mjs'
import * as why from './why.mjs'

const PARTS = [drawing, looks, mistakes, network, where, why]

export function enliven({ container, bokeh, send }) {
  // What a person does after which another image comes to lie on the sheet.
  const put = (kind, value) => {
    sheet.leave()
    send(kind, value)
  }
  const parts = PARTS.map((each) => each.enliven({ container, bokeh, send, put }))
  const part = (name) => container.querySelector(name)
  const maps = new Maps(part('.maps'), part('.headings'), bokeh, (spot) => send('inspect', spot))
  const number = new OpenedNumber(part('.opened-number'), (row, column) => {
    const [stage, unit, , , channel] = number.opened.place
    maps.spot.pinned = true
    maps.spot.go([stage, unit, row, column, channel])
  })
  number.show(null)
  const slide = new Slide(part('.sliding'), maps.spot, (way) => send('slide', way))
  const sheet = new Sheet(part('.sheet canvas'), (ink) => send('draw', ink))
  const clear = () => {
    sheet.clear()
    send('clear')
  }
  const tasks = { clear, 'test image': () => put('test image') }
  sheet.onClear = clear
  const listening = new AbortController()
  for (const button of container.querySelectorAll('[data-do]')) {
    button.disabled = false
    button.addEventListener('click', () => tasks[button.dataset.do](), { signal: listening.signal })
  }
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
      image: (image) => sheet.show(image),
      truth: (digit) => { part('.truth').textContent = digit === null ? '' : `MNIST says that this is a ${digit}.` },
    },
    end: () => {
      parts.forEach(({ end }) => end())
      listening.abort()
      maps.destroy()
      sheet.destroy()
      number.destroy()
      slide.destroy()
    },
  }
}

function showAnswer(part, digit, shares) {
  part('.answer').textContent = shares[digit] === null ? 'No number' : `${digit} · ${shares[digit].toFixed(1)} %`
  part('.shares').querySelectorAll('li').forEach((line, i) => {
    line.style.setProperty('--share', `${shares[i] ?? 0}%`)
    line.querySelector('span').textContent = shares[i] === null ? '…' : `${shares[i].toFixed(1)} %`
    line.toggleAttribute('aria-current', i === digit)
  })
}
