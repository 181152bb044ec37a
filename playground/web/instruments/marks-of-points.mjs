// The shapes of the classes, as the output plot has them.

const corners = (count, turn) => Array.from({ length: count }, (_, i) => {
  const angle = turn + (2 * Math.PI * i) / count
  return [1.2 * Math.cos(angle), 1.2 * Math.sin(angle)]
})

const SHAPES = {
  square: corners(4, Math.PI / 4), triangle: corners(3, -Math.PI / 2), diamond: corners(4, 0), inverted_triangle: corners(3, Math.PI / 2), hex: corners(6, 0),
}

// Fills one, with its rim, in the context's colours.
export function mark(context, marker, x, y, radius) {
  context.beginPath()
  if (marker in SHAPES) {
    for (const [right, down] of SHAPES[marker]) context.lineTo(x + right * radius, y + down * radius)
    context.closePath()
  } else {
    context.arc(x, y, radius, 0, 7)
  }
  context.fill()
  context.stroke()
}
