// The numbers on the tiles of the opened step, each in a box. Slopes are light on dark: they are told from answers by more than
// their names, for which deep networks have no room.

const ROOMY = 50 // pixels of a tile that has room for two numbers
const NAMED = 0.62 // of the way from column to column, at most, for a box that names its number: the rest is for edges
const INSIDE = 5 // pixels from a number to the rim of its box

// Where the boxes stand: one a tile or, where there is room, two. What would touch the next column is left to the table.
export function placePills(context, layout, { column: here, nodes }, height) {
  const { y, tile, column, pitch, total } = layout
  const [upper, lower] = [nodes.list('upper'), nodes.list('lower')]
  const found = []
  for (let i = 0; i < total; i++) {
    const both = upper[i] !== '' && tile >= ROOMY
    const fits = (text) => widthOf(context, text) <= pitch - 2 || column[i] === here
    const add = (text, isSlope, level) => found.push({ ...place(context, layout, i, text), text, isSlope, y: level, height })
    if (both && fits(upper[i])) add(upper[i], isSlope(upper[i]), y[i] - height / 2 - 1)
    const isNamed = widthOf(context, lower[i]) <= (column[i] === here ? pitch - 2 : NAMED * pitch)
    const text = isNamed ? lower[i] : lower[i].replace(/^\w+ /, '')
    if (text !== '' && fits(text)) add(text, isSlope(lower[i]), both ? y[i] + height / 2 + 1 : y[i])
  }
  return found
}

const isSlope = (text) => /^d[az] /.test(text)
const widthOf = (context, text) => context.measureText(text).width + 2 * INSIDE

// The box of a feature grows away from the feature's name, that of a class from the name at its right.
function place(context, { x, tile, column, counts, names }, node, text) {
  const width = widthOf(context, text)
  const spare = Math.max(0, (width - tile) / 2)
  const isClass = column[node] === counts.length - 1 && counts.at(-1) > 1
  const beside = isClass ? -spare : column[node] === 0 && names === 'beside' ? spare : 0
  return { node, x: x[node] + beside, width }
}

// How far the boxes on each tile reach: what is written on edges keeps clear of them.
export function reaches({ x, tile, total }, pills) {
  const found = Array.from({ length: total }, (_, i) => [x[i] - tile / 2, x[i] + tile / 2])
  for (const { node, x, width } of pills) {
    found[node] = [Math.min(found[node][0], x - width / 2), Math.max(found[node][1], x + width / 2)]
  }
  return found
}

export function drawPill(context, { text, x, y, width, height, isSlope }, look) {
  context.beginPath()
  context.roundRect(x - width / 2, y - height / 2, width, height, isSlope ? height / 2 : 5)
  context.fillStyle = isSlope ? look.ink : look.ground
  context.strokeStyle = isSlope ? look.ground : look.ink
  context.lineWidth = 1
  context.fill()
  context.stroke()
  context.fillStyle = isSlope ? look.ground : look.ink
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(text, x, y + 0.5)
}
