// What stands at the tiles: their outlines, the names of features and classes, the biases, the ring around the one that is looked at.

const STEPS = 4 // sizes of a bias that are told apart

// How a bias is drawn: its sign and one of a few sizes; 0 for none. What is equal here need not be drawn anew.
export function biasLevel(bias) {
  if (!Number.isFinite(bias) || bias === 0) {
    return 0
  }
  const size = Math.abs(bias)
  return Math.sign(bias) * (1 + Math.min(Math.floor((STEPS * size) / (size + 0.6)), STEPS - 1))
}

export function paintMarks(context, layout, { labels, biases, chosen, pinned }, look) {
  outlines(context, layout, look)
  names(context, layout, labels, look)
  if (chosen !== null) {
    ring(context, layout, chosen, pinned, look)
  }
  for (let i = 0; i < layout.total; i++) {
    bias(context, layout, i, biasLevel(biases[i]), look)
  }
}

function corner(tile) {
  return Math.min(Math.max(tile * 0.12, 4), 12)
}

// Round corners: the ground covers those of the image, and the outline runs along. One path for all tiles would take longer.
function outlines(context, { x, y, tile, total }, look) {
  const half = tile / 2
  context.fillStyle = look.ground
  context.strokeStyle = look.rim
  context.lineWidth = Math.max(1.3, tile / 45)
  for (let i = 0; i < total; i++) {
    context.beginPath()
    context.rect(x[i] - half - 1, y[i] - half - 1, tile + 2, tile + 2)
    context.roundRect(x[i] - half, y[i] - half, tile, tile, corner(tile))
    context.fill('evenodd')
    context.beginPath()
    context.roundRect(x[i] - half, y[i] - half, tile, tile, corner(tile))
    context.stroke()
  }
}

function names(context, layout, labels, look) {
  const { x, y, tile, names, counts } = layout
  const beside = names === 'beside'
  context.fillStyle = look.ink
  context.font = nameFont(look, beside)
  context.textAlign = beside ? 'right' : 'center'
  context.textBaseline = beside ? 'middle' : 'alphabetic'
  context.strokeStyle = look.ground
  context.lineWidth = 4
  context.lineJoin = 'round'
  for (let i = 0; i < counts[0]; i++) {
    const place = beside ? [x[i] - tile / 2 - 9, y[i] + 1] : [x[i], y[i] - tile / 2 - 4]
    if (!beside) context.strokeText(labels[i], ...place) // edges run behind it
    context.fillText(labels[i], ...place)
  }
  context.font = `600 ${look.size}px ${look.font}`
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  for (let i = layout.first[counts.length - 1]; i < layout.total; i++) {
    context.fillText(labels[i], x[i] + tile / 2 + 8, y[i] + 1)
  }
}

// The font of a feature's name: smaller on top of its tile than beside it.
function nameFont(look, beside) {
  return `${beside ? look.size : Math.max(0.82 * look.size, 11)}px ${look.font}`
}

// The room that the longest name wants.
export function nameSize(context, labels, look) {
  context.font = nameFont(look, true)
  const width = Math.max(...labels.map((label) => context.measureText(label).width))
  return { width, height: Math.max(1.15 * look.size, 14) }
}

// A thick ring; around a pinned tile it is thicker, and a pin sticks in its corner.
function ring(context, { x, y, tile }, index, pinned, look) {
  const width = pinned ? 4 : 3
  const half = tile / 2 + 2.5 + width / 2
  context.strokeStyle = look.accent
  context.lineWidth = width
  context.beginPath()
  context.roundRect(x[index] - half, y[index] - half, 2 * half, 2 * half, corner(tile) + 4)
  context.stroke()
  if (pinned) {
    pin(context, x[index] + half, y[index] - half, Math.min(Math.max(tile * 0.2, 8), 13), look)
  }
}

function pin(context, x, y, radius, look) {
  context.fillStyle = look.accent
  context.strokeStyle = look.ground
  context.lineWidth = 2
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
  context.fill()
  context.stroke()
  const unit = radius / 8
  context.fillStyle = context.strokeStyle = look.onAccent
  context.lineWidth = 1.4 * unit
  context.lineCap = 'round'
  context.beginPath()
  context.roundRect(x - 2 * unit, y - 5 * unit, 4 * unit, 4.6 * unit, unit)
  context.rect(x - 3.4 * unit, y - 0.6 * unit, 6.8 * unit, 1.5 * unit)
  context.fill()
  context.beginPath()
  context.moveTo(x, y + unit)
  context.lineTo(x, y + 5 * unit)
  context.stroke()
  context.lineCap = 'butt'
}

// A bias at the lower left corner: a disc with a plus or a square with a minus, larger as the bias is; a small ring if none.
function bias(context, { x, y, tile, column }, index, level, look) {
  if (column[index] === 0) {
    return
  }
  const most = Math.min(Math.max(tile * 0.15, 4.5), 11)
  const radius = most * (level === 0 ? 0.5 : 0.62 + (0.38 * Math.abs(level)) / STEPS)
  const [left, low] = [x[index] - tile / 2, y[index] + tile / 2]
  context.beginPath()
  if (level < 0) {
    context.roundRect(left - 0.9 * radius, low - 0.9 * radius, 1.8 * radius, 1.8 * radius, 0.25 * radius)
  } else {
    context.arc(left, low, radius, 0, 2 * Math.PI)
  }
  context.strokeStyle = look.ground
  context.lineWidth = 4
  context.stroke()
  context.fillStyle = level === 0 ? look.ground : level < 0 ? look.minus : look.plus
  context.fill()
  context.strokeStyle = look.rim
  context.lineWidth = 1.2
  context.stroke()
  if (level !== 0) {
    sign(context, left, low, 0.55 * radius, level, look)
  }
}

function sign(context, x, y, reach, level, look) {
  context.beginPath()
  context.moveTo(x - reach, y)
  context.lineTo(x + reach, y)
  if (level > 0) {
    context.moveTo(x, y - reach)
    context.lineTo(x, y + reach)
  }
  context.strokeStyle = look.ground
  context.lineWidth = Math.max(1.2, 0.4 * reach)
  context.stroke()
}
