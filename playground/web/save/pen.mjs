// A canvas's context that draws vectors: whatever paints the diagram on the page paints it into an SVG with this in its place.
// It knows what those painters use, and no more.

import { element } from '../svg.mjs'

const SCALE = 2 // pixels of an image for one of the drawing
const FONT = /^(?:(bold|\d{3}) )?([\d.]+)px (.+)$/
const ANCHORS = { left: 'start', center: 'middle', right: 'end' }
const SINKS = { middle: 0.35, top: 0.8, alphabetic: 0 } // of the type's size: renderers disagree on anything but the base line

export class Pen {
  constructor() {
    this.root = element('g')
    this.group = this.root
    this.saved = []
    this.clips = 0
    Object.assign(this, {
      fillStyle: '#000', strokeStyle: '#000', lineWidth: 1, lineJoin: 'miter', lineCap: 'butt', globalAlpha: 1, font: '12px sans-serif',
      textAlign: 'left', textBaseline: 'alphabetic', dashes: [],
    })
    this.beginPath()
  }

  save() {
    const { fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha, font, textAlign, textBaseline, dashes, group } = this
    this.saved.push({ fillStyle, strokeStyle, lineWidth, lineJoin, lineCap, globalAlpha, font, textAlign, textBaseline, dashes, group })
  }

  restore() {
    Object.assign(this, this.saved.pop())
  }

  // All that follows, until `restore`, is moved.
  translate(x, y) {
    this.into(element('g', { transform: `translate(${short(x)} ${short(y)})` }))
  }

  clip() {
    const id = `clip-${++this.clips}`
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

  trace(letter, numbers) {
    this.path.push(letter + numbers.map(short).join(' '))
  }

  setLineDash(dashes) {
    this.dashes = dashes
  }

  fill(rule = 'nonzero') {
    this.draw('path', { d: this.path.join(''), fill: plain(this.fillStyle), ...(rule === 'evenodd' ? { 'fill-rule': rule } : {}) })
  }

  stroke() {
    this.draw('path', { d: this.path.join(''), fill: 'none', ...this.line() })
  }

  fillRect(x, y, width, height) {
    this.draw('rect', { x: short(x), y: short(y), width: short(width), height: short(height), fill: plain(this.fillStyle) })
  }

  line() {
    const caps = { ...(this.lineCap === 'butt' ? {} : { 'stroke-linecap': this.lineCap }), ...(this.lineJoin === 'miter' ? {} : { 'stroke-linejoin': this.lineJoin }) }
    const dashes = this.dashes.length > 0 ? { 'stroke-dasharray': this.dashes.map(short).join(' ') } : {}
    return { stroke: plain(this.strokeStyle), 'stroke-width': short(this.lineWidth), ...caps, ...dashes }
  }

  fillText(words, x, y) {
    this.write(words, x, y, { fill: plain(this.fillStyle) })
  }

  strokeText(words, x, y) {
    this.write(words, x, y, { fill: 'none', ...this.line() })
  }

  write(words, x, y, style) {
    const [, weight = '400', size, family] = this.font.match(FONT)
    const place = { x: short(x), y: short(y + SINKS[this.textBaseline] * size), 'text-anchor': ANCHORS[this.textAlign] }
    this.draw('text', { ...place, 'font-size': size, 'font-family': family, 'font-weight': weight, ...style }, words)
  }

  // A part of a canvas, as an image of its own.
  drawImage(source, left, top, width, height, x, y, across, down) {
    const canvas = document.createElement('canvas')
    canvas.width = Math.round(SCALE * across)
    canvas.height = Math.round(SCALE * down)
    canvas.getContext('2d').drawImage(source, left, top, width, height, 0, 0, canvas.width, canvas.height)
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

// A colour as every program knows it: mixtures of colours are for browsers alone.
function plain(colour) {
  if (!known.has(colour)) {
    pixel.clearRect(0, 0, 1, 1)
    pixel.fillStyle = colour
    pixel.fillRect(0, 0, 1, 1)
    known.set(colour, `rgb(${pixel.getImageData(0, 0, 1, 1).data.slice(0, 3).join(', ')})`)
  }
  return known.get(colour)
}
