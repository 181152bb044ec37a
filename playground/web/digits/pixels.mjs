// Pictures that come as bytes, a palette index each.

// Paints rows of `width` levels into the corner of a context; `palette` has a colour of four bytes for each level.
export function paint(context, levels, width, palette) {
  const image = context.createImageData(width, levels.length / width)
  const pixels = new Uint32Array(image.data.buffer)
  const colours = new Uint32Array(palette.buffer)
  levels.forEach((level, i) => { pixels[i] = colours[level] })
  context.putImageData(image, 0, 0)
}

// The levels of signed ink that stand for bytes from 0, paper, to 255, ink.
export const inked = (bytes) => bytes.map((byte) => 127 + Math.round((127 * byte) / 255))
