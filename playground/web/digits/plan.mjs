// The network drawn to scale: a block for every section, k maps of n × m pixels; an open one shows its layers below it, or, where
// every number sees all others, its nodes and links. Colours stand in the drawing itself, so that it can be saved as it is.

import { element } from '../svg.mjs'
import { colour, inLight, property, rem } from '../theme.mjs'

const PIXEL = 4.6 // drawn for a pixel of a map
const MAP = 2.2 // drawn for a map, at most
const NUMBER = 4.4 // drawn for a number of a row, at most
const SLANT = 0.32 // of a map's width goes into the depth
const TOP = 172 // above the labels
const SLOT = 100 // for a section, at least
const OPEN = 190 // for an open one
const PIECE = 40
const MOST = 10 // nodes that are drawn one by one
const NODES = 170 // high
const WORDS = 13 // pixels of the caption's letters
const LINE = 18
const SPARE = 0.9 // of the width, for the caption: where the file is opened its font may be another one

// An SVG element of the sections; `open` has the numbers of those that are open, `chosen` is one of them or none.
export function plan(sections, open, chosen) {
  const look = { ink: colour('ink'), muted: colour('muted'), edge: colour('strong-edge'), ground: colour('ground'), tint: colour('tint'), accent: colour('accent') }
  const type = Math.max(12, Math.round(0.86 * rem()))
  const scale = scaleOf(sections)
  let left = 8
  let low = 0
  const parts = sections.map((section, i) => {
    const wide = open.has(i) ? OPEN : SLOT
    const shown = group(section, i, { wide, look, type, scale, isOpen: open.has(i), isChosen: i === chosen })
    shown.setAttribute('transform', `translate(${left}, 0)`)
    if (i > 0) {
      shown.append(line(-13, TOP - 54, 2, TOP - 54, look.edge), element('path', { d: `M2 ${TOP - 54}l-5 -3.5v7z`, fill: look.edge }))
    }
    if (open.has(i)) {
      const inside = section.shape.length === 1 ? nodes(section, sections[i - 1], look, type) : pieces(section, look, type)
      inside.setAttribute('transform', `translate(0, ${TOP + 5.2 * type})`)
      shown.append(inside)
      low = Math.max(low, section.shape.length === 1 ? NODES + 3 * type : section.pieces.length * (PIECE + 8))
    }
    left += wide + 20
    return shown
  })
  const size = { width: left, height: TOP + 5.2 * type + low + 8 }
  const drawing = element('svg', { ...size, viewBox: `0 0 ${size.width} ${size.height}`, xmlns: 'http://www.w3.org/2000/svg', 'font-family': property('font') }, ...parts)
  drawing.setAttribute('role', 'group')
  drawing.setAttribute('aria-label', 'The network, block by block')
  return drawing
}

// The drawing as a file, with its caption below it: on paper, whatever the theme, and nothing of it is chosen.
export function saved(sections, open, caption) {
  return inLight(() => {
    const drawing = plan(sections, open, null)
    const [width, height] = ['width', 'height'].map((name) => Number(drawing.getAttribute(name)))
    const whole = { width: Math.max(width, 640), height }
    const lines = wrapped(caption, SPARE * (whole.width - 16))
    whole.height += LINE * lines.length + 12
    for (const [name, value] of Object.entries({ ...whole, viewBox: `0 0 ${whole.width} ${whole.height}` })) {
      drawing.setAttribute(name, value)
    }
    drawing.prepend(element('title', {}, 'A network, drawn by Glassbox'), element('desc', {}, caption), element('rect', { ...whole, fill: colour('ground') }))
    lines.forEach((words, i) => drawing.append(text(words, 8, height + 14 + LINE * i, { fill: colour('ink'), size: WORDS })))
    return new XMLSerializer().serializeToString(drawing)
  })
}

function group(section, i, { wide, look, type, scale, isOpen, isChosen }) {
  const parts = [section.title, section.size, section.way, section.parameters]
  const shown = element('g', { role: 'button', tabindex: 0, 'data-section': i, 'aria-expanded': isOpen, 'aria-label': parts.filter(Boolean).join(', ') })
  shown.append(element('rect', { x: -4, y: 4, width: wide + 8, height: TOP + 4.4 * type, rx: 7, fill: isChosen ? look.tint : look.ground, stroke: isChosen ? look.accent : look.ground }))
  shown.append(volume(section.shape, look, scale))
  const lines = [[section.title, look.ink, 650], [section.size, look.muted, 400], [section.way, look.muted, 400], [section.parameters, look.muted, 400]]
  lines.filter(([words]) => words).forEach(([words, fill, weight], n) => {
    shown.append(text(words, 2, TOP + (n + 0.9) * 1.15 * type, { fill, size: n === 0 ? type : Math.max(12, type - 1), weight, most: wide }))
  })
  return shown
}

// What is drawn for a map and for a number: the same in all sections, such that the largest ones have room.
function scaleOf(sections) {
  const maps = sections.filter(({ shape }) => shape.length > 1).map(({ shape: [, across, count] }) => (SLOT - 14 - SLANT * PIXEL * across) / count)
  const numbers = sections.filter(({ shape }) => shape.length === 1).map(({ shape: [count] }) => (TOP - 24) / count)
  return { map: Math.min(MAP, ...maps), number: Math.min(NUMBER, ...numbers) }
}

// Maps are a box: as high as they are, a little wide for each of them, and slanted by their width.
function volume(shape, look, scale) {
  const [high, across, count] = shape.length === 1 ? [shape[0], 0, 1] : shape
  const height = shape.length === 1 ? scale.number * high : PIXEL * high
  const width = shape.length === 1 ? 9 : Math.max(scale.map * count, 3)
  const depth = SLANT * PIXEL * across
  const bottom = TOP - 12
  const style = { stroke: look.edge, 'stroke-linejoin': 'round' }
  return element('g', {},
    element('rect', { x: 14, y: bottom - height, width, height, fill: look.tint, ...style }),
    element('path', { d: `M14 ${bottom - height}l${depth} ${-depth}h${width}l${-depth} ${depth}z`, fill: look.ground, ...style }),
    element('path', { d: `M${14 + width} ${bottom}v${-height}l${depth} ${-depth}v${height}z`, fill: look.ground, ...style }))
}

function pieces(section, look, type) {
  const shown = element('g', {}, line(14, -0.4 * type, 14, 0, look.edge))
  section.pieces.forEach(({ title, size, parameters }, n) => {
    const top = n * (PIECE + 8)
    if (n > 0) shown.append(line(14, top - 8, 14, top, look.edge))
    shown.append(element('rect', { x: 0, y: top, width: OPEN, height: PIECE, rx: 6, fill: look.ground, stroke: look.edge }))
    shown.append(text(title, 10, top + 16, { fill: look.ink, size: type, weight: 600, most: OPEN - 16 }))
    shown.append(text(`${size} · ${parameters}`, 10, top + 32, { fill: look.muted, size: 12, most: OPEN - 16 }))
  })
  return shown
}

// Numbers that see all numbers before them, with a link for each; of many, the first and the last are drawn.
function nodes(section, before, look, type) {
  const shown = element('g')
  const seen = column(before.shape.reduce((product, side) => product * side, 1), 24)
  const own = column(section.shape[0], OPEN - 44)
  for (const { x, y } of seen.places) {
    for (const other of own.places) {
      shown.append(line(x, y, other.x, other.y, look.edge, 0.5))
    }
  }
  for (const { places, count, x, gap } of [seen, own]) {
    for (const place of places) {
      shown.append(element('circle', { cx: place.x, cy: place.y, r: 4.5, fill: look.ground, stroke: look.accent, 'stroke-width': 1.5 }))
    }
    if (gap !== null) shown.append(text('⋮', x - 3, gap + 5, { fill: look.muted, size: 16 }))
    shown.append(text(count.toLocaleString('en'), x - 10, NODES + 2 * type, { fill: look.muted, size: 12 }))
  }
  return shown
}

function column(count, x) {
  const drawn = Math.min(count, MOST)
  const step = NODES / MOST
  const isCut = count > MOST
  const top = 8 + (NODES - (drawn + isCut - 1) * step) / 2
  const places = Array.from({ length: drawn }, (_, i) => ({ x, y: top + (isCut && i === drawn - 1 ? i + 1 : i) * step - (isCut ? step / 2 : 0) }))
  return { places, count, x, gap: isCut ? (places.at(-1).y + places.at(-2).y) / 2 : null }
}

function text(words, x, y, { fill, size, weight = 400, most = null }) {
  const shown = element('text', { x, y, fill, 'font-size': size, 'font-weight': weight }, words)
  if (most !== null && words.length * size * 0.56 > most) {
    shown.setAttribute('textLength', most)
    shown.setAttribute('lengthAdjust', 'spacingAndGlyphs')
  }
  return shown
}

const line = (x1, y1, x2, y2, stroke, width = 1) => element('line', { x1, y1, x2, y2, stroke, 'stroke-width': width })

function wrapped(words, room) {
  const context = new OffscreenCanvas(1, 1).getContext('2d')
  context.font = `${WORDS}px ${property('font')}`
  const lines = ['']
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim()
    context.measureText(longer).width > room ? lines.push(word) : (lines[lines.length - 1] = longer)
  }
  return lines
}
