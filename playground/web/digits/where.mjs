// The panel “Where digits live”: a map of test images, or of pairs of units, and what a person does with it.

import { Alike } from './alike.mjs'
import { signedInk } from './ink.mjs'
import { inked, paint } from './pixels.mjs'
import { bytesOf } from '../base64.mjs'
import { Points } from './points.mjs'
import { Units } from './units.mjs'
import { a } from '../text.mjs'
import { onThemeChange } from '../theme.mjs'
import { forHands } from '../touch.mjs'

const HINTS = {
  tsne: {
    keys: 'Point at an image, or move to one with the arrow keys. A click or Enter sends it through the network.',
    touch: 'Tap an image to send it through the network.',
  },
  neurons: {
    keys: 'Point at a pair of units, or move with the arrow keys. A click or Enter looks at the unit of the row.',
    touch: 'Tap a pair of units to look at the unit of the row.',
  },
}

export function enliven({ container, bokeh, send }) {
  const panel = container.querySelector('.where')
  const part = (name) => panel.querySelector(name)
  const [field, square, plain] = panel.querySelectorAll('.field')
  const found = part('#where-said')
  const picture = part('.found canvas')
  const points = new Points(field, bokeh, {
    look: (i) => { if (i !== null) send('where look', i) },
    pick: (i) => send('where pick', i),
    tell: tellPoint,
  })
  const alike = new Alike(square, bokeh, { pick: ([row]) => send('where unit', said.units[row]), tell: tellUnits })
  const units = new Units(plain, bokeh, {
    look: (i) => { if (i !== null) send('where unit', said.units[i]) },
    pick: (i) => send('where unit', said.units[i]),
    tell: tellUnits,
  })
  const listening = new AbortController()
  const on = (element, type, act) => element.addEventListener(type, act, { signal: listening.signal })
  let said = null
  let pinned = null
  let image = null // of the point that is looked at: it arrives a little later

  function say(text) {
    if (found.textContent !== text) found.textContent = text
    picture.hidden = image === null || said?.kind === 'neurons' || image.number !== points.at
  }

  function tellPoint(i) {
    if (said?.kind === 'neurons') {
      return
    }
    if (i === null) {
      say(said?.kind ? forHands(HINTS.tsne) : '')
      return
    }
    const { digit, answer, sure } = points.told(i)
    const verdict = digit === answer ? 'and the network says so' : `and the network takes it for ${a(answer)}`
    say(`Test image ${i + 1} is ${a(digit)}, ${verdict} (${sure} %).`)
  }

  // Two pictures show units: what is pointed at in one of them is told, whichever is painted last.
  function tellUnits() {
    if (said?.kind !== 'neurons') {
      return
    }
    if (units.at !== null) {
      say(`Unit ${said.units[units.at] + 1}, of cluster ${units.cluster(units.at) + 1}. What it looks at stands under the layers.`)
    } else {
      alike.at === null ? say(forHands(HINTS.neurons)) : tellPair(alike.at)
    }
  }

  function tellPair(pair) {
    const [row, column] = pair.map((place) => said.units[place] + 1)
    const r = alike.correlation(pair).toFixed(2).replace('-', '−')
    say(row === column ? `Unit ${row} with itself: r = 1.` : `Units ${row} and ${column}: r = ${r}.`)
  }

  function paintImage() {
    if (image === null) {
      return
    }
    paint(picture.getContext('2d'), inked(bytesOf(image.image)), picture.width, signedInk())
    picture.ariaLabel = `Test image ${image.number + 1}`
    tellPoint(points.at)
  }

  function show(next) {
    const before = said
    said = next
    panel.dataset.asked = said.asked
    panel.toggleAttribute('data-late', said.late)
    panel.toggleAttribute('data-empty', said.kind === '')
    part('.about').textContent = said.note
    part('[data-move=go] span').textContent = said.going ? 'Stop' : 'Go on'
    choose(part('select'), said.titles, said.stage)
    points.show(said)
    alike.show(said)
    units.show(said)
    if (JSON.stringify(before?.clusters) !== JSON.stringify(said.clusters)) {
      list(part('.clusters'), said.clusters, (unit) => send('where unit', unit))
    }
  }

  const forget = onThemeChange(paintImage)
  on(part('select'), 'change', (event) => send('where stage', event.target.selectedIndex))
  on(part('[data-move=go]'), 'click', () => send('where go', !said?.going))
  on(part('[data-move=begin]'), 'click', () => send('where begin'))
  for (const button of panel.querySelectorAll('.legend button')) {
    const digit = Number(button.dataset.digit)
    const alone = () => points.showAlone(digit)
    const again = () => points.showAlone(pinned)
    for (const type of ['pointerenter', 'focus']) on(button, type, alone)
    for (const type of ['pointerleave', 'blur']) on(button, type, again)
    on(button, 'click', () => {
      pinned = pinned === digit ? null : digit
      for (const each of panel.querySelectorAll('.legend button')) {
        each.ariaPressed = String(Number(each.dataset.digit) === pinned)
      }
      again()
    })
  }
  return {
    show: { where: show, where_image: (next) => { image = next; paintImage() } },
    end: () => {
      listening.abort()
      forget()
      points.destroy()
      alike.destroy()
      units.destroy()
    },
  }
}

function choose(select, titles, stage) {
  if (titles.join() !== Array.from(select.options, (option) => option.text).join()) {
    select.replaceChildren(...titles.map((title) => new Option(title)))
  }
  select.selectedIndex = stage
}

// Clusters that can be opened; those that were stay open.
function list(element, clusters, look) {
  const open = Array.from(element.children, (each) => each.open)
  element.replaceChildren(...clusters.map(({ units, mean }, i) => {
    const cluster = document.createElement('details')
    const title = document.createElement('summary')
    const r = mean === null ? '' : `, r ${mean.toFixed(2).replace('-', '−')} on average`
    title.textContent = units.length === 1 ? `Unit ${units[0] + 1} alone` : `${units.length} units${r}`
    const buttons = units.map((unit) => {
      const button = document.createElement('button')
      button.type = 'button'
      button.className = 'plain'
      button.textContent = `Unit ${unit + 1}`
      button.addEventListener('click', () => look(unit))
      return button
    })
    cluster.append(title, ...buttons)
    cluster.open = open[i] ?? false
    return cluster
  }))
}
