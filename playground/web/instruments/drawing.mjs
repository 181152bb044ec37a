// What pictures of numbers need: round numbers along an axis, words that can be read on any ground.

// About so many round numbers from low to high.
export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((mantissa) => mantissa * power).find((each) => each >= rough) ?? rough
  const found = []
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(i * step)
  return found
}

// Words in one line, or, where there is no room for that, in two.
export function lines(context, words, width) {
  const comma = words.indexOf(', ') + 1
  return comma > 0 && context.measureText(words).width > width ? [words.slice(0, comma), words.slice(comma + 1)] : [words]
}

// Words so far below a point, or above it, within a box.
export function halo(context, words, x, y, below, { left, top, width, height }, look) {
  const wide = context.measureText(words).width
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const at = [Math.max(left, Math.min(x + 8, left + width - wide - 4)), y + below < top + 0.6 * look.rem || y + below > top + height - 0.6 * look.rem ? y - 1.2 * below : y + 1.2 * below]
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = look.ground
  context.strokeText(words, ...at)
  context.fillStyle = look.ink
  context.fillText(words, ...at)
}
