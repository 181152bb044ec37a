// What the marks and colours of a picture mean: a row of entries, each a mark and its words. The playground's own legend, under the
// diagram, is of the same kind.

import { CORNERS, SHAPES } from './shapes.mjs'
import { element } from './svg.mjs'
import { colour, onThemeChange, palette, property, stops } from './theme.mjs'

const LONG = 60 // of a scale
const FIELDS = 30 // that a scale is painted with
const DARKEST = 0.75 // of the scale that lines are painted with
const FAINT = 0.6 // of the ink where two answers are farthest apart
const CIRCLE = '<circle cx="6" cy="6" r="5"/>'

const svg = (width, inside, more = '') => `<svg viewBox="0 0 ${width} 12" aria-hidden="true"${more}>${inside}</svg>`
const line = (kind) => svg(28, `<path class="${kind}" d="M1 6h26"/>`)

export const MARKS = {
  plus: line('plus'), minus: line('minus'), dashed: line('dashed'), line: line('line'),
  faint: line('line faint'), onwards: line('onwards').replace('M1 6h26', 'M1 6h25M22 2l5 4-5 4'),
  half: svg(28, '<path class="half" d="M0 1h28v10H0z"/>'), tenths: svg(28, '<path class="tenths" d="M0 1h28v10H0z"/>'),
  hatched: svg(28, '<path class="other" d="M0 0h28v12H0z"/><path class="stripes" d="M1 12 13 0M8 12 20 0M15 12 27 0"/>'),
  square: svg(12, '<path class="minus-bias" d="M1 1h10v10H1z"/>'), circle: svg(12, `<g class="plus-bias">${CIRCLE}</g>`),
}

// An entry: a mark and its words.
export const entry = (mark, words) => `<li>${mark}<span>${words}</span></li>`

// An entry for a scale of colours, with the words of its ends and maybe a mark beside each.
export const scale = (name, low, high, [first, last] = ['', '']) =>
  `<li><span class="low">${low}</span>${first}${svg(LONG, '', ` data-scale="${name}"`)}${last}<span>${high}</span></li>`

// What colours mean where answers are drawn; `shaped`, where the points of a class have its shape.
export function answers({ task, classes }, shaped) {
  if (task === 'curve') return []
  if (task !== 'classes') return [scale('region', '−1', '+1', shaped && task === 'two classes' ? [MARKS.square, MARKS.circle] : undefined)]
  return Array.from({ length: classes }, (_, i) => entry(point(i, shaped ? SHAPES[i] : 'square'), 'ABCDEF'[i]))
}

const point = (i, shape) =>
  svg(12, shape === 'circle' ? CIRCLE : `<path d="M${CORNERS[shape].map(([x, y]) => `${x + 6} ${y + 6}`).join('L')}z"/>`, ` class="of-class" data-class="${i}"`)

export const legend = (...entries) => `<ul class="legend" aria-label="Legend">${entries.join('')}</ul>`

// Puts entries into a legend that has had others.
export function fill(list, entries) {
  const text = entries.join('')
  if (list.dataset.entries === text) return
  list.dataset.entries = text
  list.innerHTML = text
  dress(list)
}

// Colours that no style sheet can take apart, now and whenever the theme is another one; until what it gives is called.
export function dressLegends(container) {
  dress(container)
  return onThemeChange(() => dress(container))
}

function dress(container) {
  const classes = stops('classes')
  for (const mark of container.querySelectorAll('.legend [data-class]')) mark.style.fill = classes[mark.dataset.class]
  for (const mark of container.querySelectorAll('.legend [data-scale]')) mark.replaceChildren(...fields(mark.dataset.scale))
}

const SCALES = {
  diverging: () => sampled('diverging', 1),
  region: () => sampled('diverging', 1, Number(property('region'))),
  lines: () => sampled('sequential', DARKEST),
  apart: () => (share) => ({ fill: colour('ink'), 'fill-opacity': FAINT * share }),
}

function sampled(name, part, strength = 1) {
  const colours = palette(name)
  return (share) => {
    const at = 4 * Math.round(share * part * (colours.length / 4 - 1))
    return { fill: `rgb(${[...colours.slice(at, at + 3)].join(', ')})`, 'fill-opacity': strength }
  }
}

function fields(name) {
  const painted = SCALES[name]()
  const wide = LONG / FIELDS
  return Array.from({ length: FIELDS }, (_, i) =>
    element('rect', { x: i * wide, y: 1, width: wide, height: 10, 'shape-rendering': 'crispEdges', ...painted(i / (FIELDS - 1)) }))
}
