// Regions as pictures: palette indices become the pixels of one image, of which every tile shows its part.

const ZERO = 127
const NONE = 255 // there is no number; the palette ends before it
const MARKS = { [ZERO]: '0', [NONE]: '∞' }

export class Pictures {
  constructor() {
    this.sheet = document.createElement('canvas') // one region below the other
    this.side = 0
    this.context = this.sheet.getContext('2d')
    this.image = null
    this.blank = [] // what a tile is everywhere, if that leaves it without a colour: '0', or '∞' where no number is
  }

  // Takes the levels of `count` square regions, row 0 lowest, and a palette of one 32-bit colour a level.
  fill(levels, count, palette) {
    const side = Math.sqrt(levels.length / count)
    if (side !== this.side || this.image.height !== count * side) {
      this.side = this.sheet.width = side
      this.sheet.height = count * side
      this.image = this.context.createImageData(side, count * side)
      this.pixels = new Uint32Array(this.image.data.buffer)
    }
    const { pixels } = this
    for (let tile = 0; tile < count; tile++) {
      const first = levels[tile * side * side]
      let differs = 0
      for (let row = 0; row < side; row++) {
        const from = (tile * side + row) * side
        const to = (tile * side + side - 1 - row) * side
        for (let i = 0; i < side; i++) {
          const level = levels[from + i]
          differs |= level ^ first
          pixels[to + i] = palette[level]
        }
      }
      this.blank[tile] = differs === 0 ? MARKS[first] : undefined
    }
    this.context.putImageData(this.image, 0, 0)
  }

  // Paints one region. Samples lie on the rim of the plane, so half of the outermost ones is outside.
  paintOne(context, i, left, top, width, height) {
    const { sheet, side } = this
    context.drawImage(sheet, 0.5, i * side + 0.5, side - 1, side - 1, left, top, width, height)
  }

  // Paints every tile at its place.
  paint(context, { x, y, tile, total }, look) {
    for (let i = 0; i < total; i++) {
      this.paintOne(context, i, x[i] - tile / 2, y[i] - tile / 2, tile, tile)
    }
    for (let i = 0; i < total; i++) {
      if (this.blank[i]) hatch(context, x[i], y[i], tile, this.blank[i], look)
    }
  }
}

// A tile without any colour could be a broken one: stripes and a 0 say that its neuron answers nothing anywhere, stripes and an
// ∞ that its answers are too large to compute with.
function hatch(context, x, y, tile, mark, look) {
  const half = tile / 2 - 1
  context.save()
  context.beginPath()
  context.rect(x - half, y - half, 2 * half, 2 * half)
  context.clip()
  context.beginPath()
  for (let offset = -2 * half; offset < 2 * half; offset += Math.max(tile / 7, 5)) {
    context.moveTo(x - half + offset, y + half)
    context.lineTo(x + half + offset, y - half)
  }
  context.globalAlpha = 0.22
  context.strokeStyle = look.zero
  context.lineWidth = 1
  context.stroke()
  context.restore()
  context.fillStyle = look.zero
  context.font = `600 ${Math.round(Math.max(tile * 0.34, 11))}px ${look.font}`
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(mark, x, y + 1)
}
