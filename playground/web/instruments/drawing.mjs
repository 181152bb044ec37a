// What pictures of numbers need: round numbers along an axis, numbers as words, words that can be read on any ground.

// A number to three digits.
export function plain(value) {
  const size = Math.abs(value)
  const digits = size >= 1e5 || (size < 1e-4 && size > 0) ? value.toExponential(1) : String(Number(value.toPrecision(3)))
  return digits.replace('-', '−')
}

// About so many round numbers from low to high.
export function ticks(low, high, count) {
  const rough = (high - low) / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = [1, 2, 5, 10].map((mantissa) => mantissa * power).find((each) => each >= rough) ?? rough
  const found = []
  for (let i = Math.ceil(low / step); i * step <= high; i++) found.push(i * step)
  return found
}

// Words beside a point, within a box.
export function halo(context, words, x, y, { left, top, width }, look) {
  const wide = context.measureText(words).width
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  const at = [x + 12 + wide > left + width ? x - 12 - wide : x + 12, Math.max(y, top + 0.7 * look.rem)]
  context.lineJoin = 'round'
  context.lineWidth = 4
  context.strokeStyle = look.ground
  context.strokeText(words, ...at)
  context.fillStyle = look.ink
  context.fillText(words, Math.max(at[0], left), at[1])
}
