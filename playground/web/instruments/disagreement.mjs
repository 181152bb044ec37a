// Where two runs disagree, as a picture: the darker, the farther their answers are apart; hatched, where they name another class.

import { colour } from '../theme.mjs'

const ZERO = 127
const [FAINT, STRONG] = [0.6, 0.42] // of the ink where the class is the same, at most; of the colour where it is another one, at least
const STRIPE = 5

export class Disagreement {
  constructor() {
    this.sheet = document.createElement('canvas')
    this.mask = document.createElement('canvas')
    this.stripes = document.createElement('canvas')
    this.take([], [])
  }

  take(difference, differs) {
    this.difference = difference
    this.differs = differs
  }

  fill(look) {
    const side = Math.sqrt(this.difference.length)
    const [same, other] = [look.ink, colour('warn-edge')].map((text) => text.match(/\d+/g).map(Number))
    this.ground = look.ground
    for (const canvas of [this.sheet, this.mask]) [canvas.width, canvas.height] = [side, side]
    const [image, mask] = [this.sheet, this.mask].map((canvas) => canvas.getContext('2d').createImageData(side, side))
    for (let i = 0; i < this.difference.length; i++) {
      const at = 4 * ((side - 1 - Math.floor(i / side)) * side + (i % side)) // row 0 is the lowest
      const share = Math.max(0, this.difference[i] - ZERO) / ZERO
      const differs = this.differs[i] > 0
      const tone = differs ? other : same
      for (let c = 0; c < 3; c++) image.data[at + c] = tone[c]
      image.data[at + 3] = 255 * (differs ? STRONG + (1 - STRONG) * share : FAINT * share)
      mask.data[at + 3] = differs ? 255 : 0
    }
    this.sheet.getContext('2d').putImageData(image, 0, 0)
    this.mask.getContext('2d').putImageData(mask, 0, 0)
  }

  paint(context, left, top, width, height) {
    const side = this.sheet.width
    const part = [0.5, 0.5, side - 1, side - 1] // samples lie on the rim of the plane
    const scale = devicePixelRatio
    context.drawImage(this.sheet, ...part, left, top, width, height)
    const stripes = this.stripes.getContext('2d')
    this.stripes.width = Math.round(width * scale)
    this.stripes.height = Math.round(height * scale)
    stripes.scale(scale, scale)
    stripes.strokeStyle = this.ground
    stripes.lineWidth = 1.3
    stripes.beginPath()
    for (let offset = -height; offset < width; offset += STRIPE) {
      stripes.moveTo(offset, height)
      stripes.lineTo(offset + height, 0)
    }
    stripes.stroke()
    stripes.globalCompositeOperation = 'destination-in'
    stripes.drawImage(this.mask, ...part, 0, 0, width, height)
    context.drawImage(this.stripes, left, top, width, height)
  }
}
