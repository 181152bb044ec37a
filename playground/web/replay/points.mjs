// The points of a recorded output on a canvas: each class has its shape and its colour, each set its rim.

import { CORNERS } from '../shapes.mjs'

const RADIUS = 3.5 // pixels
const UNIT = 5 // of the corners, from the middle to a side
const KINDS = { hex: 'hexagon', inverted_triangle: 'inverted triangle' } // what Bokeh calls otherwise

// `points` is {x1, x2, marker, value}, `at(x1, x2)` the place of a point; `colours` are those of its values.
export function paintPoints(context, { x1, x2, marker, value }, at, colours, rim) {
  context.lineWidth = 1
  context.strokeStyle = rim
  x1.forEach((x, i) => {
    const [left, top] = at(x, x2[i])
    context.beginPath()
    outline(context, marker[i], left, top)
    context.fillStyle = colours[Math.min(Math.floor(value[i] * colours.length), colours.length - 1)]
    context.fill()
    context.stroke()
  })
}

function outline(context, marker, left, top) {
  const corners = CORNERS[KINDS[marker] ?? marker]
  if (corners === undefined) {
    context.arc(left, top, RADIUS, 0, 2 * Math.PI)
    return
  }
  for (const [x, y] of corners) context.lineTo(left + (x * RADIUS) / UNIT, top + (y * RADIUS) / UNIT)
  context.closePath()
}
