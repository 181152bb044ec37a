// A picture as a sheet of its own: what is drawn, with a title above it, its legend and a caption below it, on the theme's ground.
// The SVG is the picture; the PNG is that, painted.

import { element } from '../svg.mjs'
import { inscribed } from './inscribed.mjs'
import { Pen } from './pen.mjs'

const MARGIN = 20
const TITLE = 17 // pixels of type
const TYPE = 12
const LINE = 17
const BESIDE = 6 // pixels from a mark to its words
const BETWEEN = 20
const SCALE = 2 // pixels of a PNG for one of the drawing

// The text of an SVG, the size of it, and the words by which its run is found in it. `width` and `height` are those of what `draw(pen)` draws; of the entries of its legend each has `words` and
// paints a mark of its `width` before them, around the origin.
export function sheet({ title, width, height, draw, legend, caption, address, look }) {
  const pen = new Pen()
  const font = `${TYPE}px ${look.font}`
  const lines = wrapped(caption, width, font)
  const entries = placed(legend, width, font)
  const whole = { width: width + 2 * MARGIN, height: 0 }
  const top = MARGIN + TITLE + 14
  const low = top + height + 22
  const end = low + (entries.at(-1)?.y ?? -LINE) + 34
  whole.height = Math.ceil(end + LINE * (lines.length - 1) + MARGIN)
  pen.fillStyle = look.ground
  pen.fillRect(0, 0, whole.width, whole.height)
  write(pen, title, MARGIN, MARGIN + TITLE - 3, look.ink, `650 ${TITLE}px ${look.font}`)
  at(pen, MARGIN, top, draw)
  for (const { words, width: mark, paint, x, y } of entries) {
    at(pen, MARGIN + x, low + y, paint)
    write(pen, words, MARGIN + x + mark + BESIDE, low + y + 4, look.muted, font)
  }
  lines.forEach((line, i) => write(pen, line, MARGIN, end + LINE * i, look.muted, font))
  const run = `Glassbox run: ${address}`
  const root = element('svg', { ...whole, viewBox: `0 0 ${whole.width} ${whole.height}`, xmlns: 'http://www.w3.org/2000/svg' })
  root.append(element('title', {}, `${title}, drawn by Glassbox`), element('desc', {}, `${caption} ${run}`), ...pen.root.childNodes)
  return { text: new XMLSerializer().serializeToString(root), run, ...whole }
}

// The PNG of that, with the same words.
export async function painted({ text, run, width, height }) {
  const href = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = href
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = SCALE * width
    canvas.height = SCALE * height
    canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height)
    return await inscribed(await new Promise((done) => canvas.toBlob(done, 'image/png')), run)
  } finally {
    URL.revokeObjectURL(href)
  }
}

function at(pen, x, y, paint) {
  pen.save()
  pen.translate(x, y)
  paint(pen)
  pen.restore()
}

// Entries one after the other, in as many rows as they need.
function placed(entries, width, font) {
  let [x, y] = [0, 0]
  return entries.map((entry) => {
    const wide = entry.width + BESIDE + measure(entry.words, font)
    if (x > 0 && x + wide > width) [x, y] = [0, y + LINE + 3]
    const place = { ...entry, x, y }
    x += wide + BETWEEN
    return place
  })
}

export function write(pen, words, x, y, colour, font, align = 'left') {
  Object.assign(pen, { fillStyle: colour, font, textAlign: align, textBaseline: 'alphabetic' })
  pen.fillText(words, x, y)
}

export function measure(words, font) {
  const context = document.createElement('canvas').getContext('2d')
  context.font = font
  return context.measureText(words).width
}

function wrapped(words, width, font) {
  const context = document.createElement('canvas').getContext('2d')
  context.font = font
  const lines = ['']
  for (const word of words.split(' ')) {
    const longer = `${lines.at(-1)} ${word}`.trim()
    context.measureText(longer).width > width ? lines.push(word) : (lines[lines.length - 1] = longer)
  }
  return lines
}
