// A canvas's context that draws vectors: whatever paints the diagram on the page paints it into an SVG with this in its place.
// It knows what those painters use, and no more.

import { element } from '../svg.mjs'

const FAR = 10000 // pixels: no picture is as large
const SCALE = 2 // pixels of an image for one of the drawing
const FONT = /^(?:(bold|\d{3}) )?([\d.]+)px (.+)$/
const ANCHORS = { left: 'start', center: 'middle', right: 'end' }
const SINKS = { middle: 0.35, top: 0.8, alphabetic: 0 } // of the type's size: renderers disagree on anything but the base line

export class Pen {
  constructor() {
    this.root = element('g')
    this.group = this.root
    this.saved = []
    this.parts = 0 // that have a name
    Object.assign(this, {
      fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, lineJoin: 'miter', lineCap: 'butt', globalAlpha: 1, font: '12px sans-serif',
      textAlign: 'left', textBaseline: 'alphabetic', dashes: [], imageSmoothingEnabled: true, globalCompositeOperation: 'source-over',
    })
    this.beginPath()
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha, font, textAlign, textBaseline, dashes, group, globalCompositeOperation } = this
    this.saved.push({ globalCompositeOperation, fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha, font, textAlign, textBaseline, dashes, group })
  }

  restore() {
    Object.assign(this, this.saved.pop())
  }

  // All that follows, until `restore`, is moved.
  translate(x, y) {
    this.into(element('g', { transform: `translate(${short(x)} ${short(y)})` }))
  }

  clip() {
    const id = `part-${++this.parts}`
    this.group.append(element('clipPath', { id }, element('path', { d: this.path.join('') })))
    this.into(element('g', { 'clip-path': `url(#${id})` }))
  }

  into(group) {
    this.group.append(group)
    this.group = group
  }

  clearRect() {}

  beginPath() {
    this.path = []
  }

  moveTo(...point) {
    this.trace('M', point)
  }

  lineTo(...point) {
    this.trace('L', point)
  }

  bezierCurveTo(...points) {
    this.trace('C', points)
  }

  rect(x, y, width, height) {
    this.path.push(`M${short(x)} ${short(y)}h${short(width)}v${short(height)}h${short(-width)}z`)
  }

  roundRect(x, y, width, height, radius) {
    const arc = (dx, dy) => `a${short(radius)} ${short(radius)} 0 0 1 ${short(dx)} ${short(dy)}`
    const [across, down] = [width - 2 * radius, height - 2 * radius].map(short)
    this.path.push(`M${short(x + radius)} ${short(y)}h${across}${arc(radius, radius)}v${down}${arc(-radius, radius)}h${-across}${arc(-radius, -radius)}v${-down}${arc(radius, -radius)}z`)
  }

  // A whole circle.
  arc(x, y, radius) {
    const half = (way) => `a${short(radius)} ${short(radius)} 0 1 1 ${short(way * 2 * radius)} 0`
    this.path.push(`M${short(x - radius)} ${short(y)}${half(1)}${half(-1)}z`)
  }

  closePath() {
    this.path.push('z')
  }

  trace(letter, numbers) {
    this.path.push((this.path.length === 0 ? 'M' : letter) + numbers.map(short).join(' ')) // as a canvas begins a path
  }

  setLineDash(dashes) {
    this.dashes = dashes
  }

  fill(rule = 'nonzero') {
    if (this.globalCompositeOperation === 'destination-out') {
      this.cut()
      return
    }
    this.draw('path', { d: this.path.join(''), ...this.paint('fill', this.fillStyle), ...(rule === 'evenodd' ? { 'fill-rule': rule } : {}) })
  }

  // Takes the path out of what the group has.
  cut() {
    const { group } = this
    if (!group.hasAttribute('mask')) {
      const id = `part-${++this.parts}`
      const all = { x: -FAR, y: -FAR, width: 2 * FAR, height: 2 * FAR }
      group.before(element('mask', { id, maskUnits: 'userSpaceOnUse', ...all }, element('rect', { ...all, fill: 'white' })))
      group.setAttribute('mask', `url(#${id})`)
    }
    group.previousSibling.append(element('path', { d: this.path.join(''), fill: 'black' }))
  }

  stroke() {
    this.draw('path', { d: this.path.join(''), fill: 'none', ...this.line() })
  }

  fillRect(x, y, width, height) {
    this.draw('rect', { x: short(x), y: short(y), width: short(width), height: short(height), ...this.paint('fill', this.fillStyle) })
  }

  strokeRect(x, y, width, height) {
    this.draw('rect', { x: short(x), y: short(y), width: short(width), height: short(height), fill: 'none', ...this.line() })
  }

  // A colour, or a gradient, as what it paints has it.
  paint(what, style) {
    if (style instanceof Gradient) return { [what]: style.within(this) }
    const [colour, opacity] = plain(style)
    return { [what]: colour, ...(opacity < 1 ? { [`${what}-opacity`]: opacity } : {}) }
  }

  createLinearGradient(...ends) {
    return new Gradient(ends)
  }

  line() {
    const caps = { ...(this.lineCap === 'butt' ? {} : { 'stroke-linecap': this.lineCap }), ...(this.lineJoin === 'miter' ? {} : { 'stroke-linejoin': this.lineJoin }) }
    const dashes = this.dashes.length > 0 ? { 'stroke-dasharray': this.dashes.map(short).join(' ') } : {}
    return { ...this.paint('stroke', this.strokeStyle), 'stroke-width': short(this.lineWidth), ...caps, ...dashes }
  }

  measureText(words) {
    pixel.font = this.font
    return pixel.measureText(words)
  }

  // Words that are longer than `most` are made narrower.
  fillText(words, x, y, most = Infinity) {
    const narrow = this.measureText(words).width > most ? { textLength: short(most), lengthAdjust: 'spacingAndGlyphs' } : {}
    this.write(words, x, y, { ...this.paint('fill', this.fillStyle), ...narrow })
  }

  strokeText(words, x, y) {
    this.write(words, x, y, { fill: 'none', ...this.line() })
  }

  write(words, x, y, style) {
    const [, weight = '400', size, family] = this.font.match(FONT)
    const place = { x: short(x), y: short(y + SINKS[this.textBaseline] * size), 'text-anchor': ANCHORS[this.textAlign] }
    this.draw('text', { ...place, 'font-size': size, 'font-family': family, 'font-weight': weight, ...style }, words)
  }

  // A canvas, or a part of one, as an image of its own.
  drawImage(source, ...places) {
    const [left, top, width, height] = places.length > 4 ? places : [0, 0, source.width, source.height]
    const [x, y, across, down] = places.slice(-4)
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(SCALE * across)
    canvas.height = Math.round(SCALE * down)
    const context = canvas.getContext('2d')
    context.imageSmoothingEnabled = this.imageSmoothingEnabled
    context.drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height)
    const place = { x: short(x), y: short(y), width: short(across), height: short(down), preserveAspectRatio: 'none' }
    this.draw('image', { ...place, href: canvas.toDataURL('image/png') })
  }

  draw(name, attributes, ...children) {
    this.group.append(element(name, { ...attributes, ...(this.globalAlpha < 1 ? { opacity: this.globalAlpha } : {}) }, ...children))
  }
}

const short = (number) => Math.round(100 * number) / 100

const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
const known = new Map()

// A colour as every program knows it, and how much of it there is: mixtures of colours are for browsers alone.
function plain(colour) {
  if (!known.has(colour)) {
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = colour
    pixel.fillRect(0, 0, 1, 1)
    const [red, green, blue, alpha] = pixel.getImageData(0, 0, 1, 1).data
    known.set(colour, [`rgb(${red}, ${green}, ${blue})`, short(alpha / 255)])
  }
  return known.get(colour)
}

// Colours from one end to the other.
class Gradient {
  constructor(ends) {
    this.ends = ends
    this.stops = []
  }

  addColorStop(offset, colour) {
    this.stops.push(element('stop', { offset: short(offset), 'stop-color': plain(colour)[0] }))
  }

  // Puts it where a pen draws; what a fill refers to.
  within(pen) {
    const [x1, y1, x2, y2] = this.ends.map(short)
    const id = `part-${++pen.parts}`
    pen.group.append(element('linearGradient', { id, gradientUnits: 'userSpaceOnUse', x1, y1, x2, y2 }, ...this.stops))
    return `url(#${id})`
  }
}
