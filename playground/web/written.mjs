// Numbers as people write them, as `nets/written.py` does: 0.00008, and 8·10⁻⁷ where zeros would have to be counted.

const [LEAST, MOST] = [1e-5, 1e6] // sizes between which no power of ten is needed
const RAISED = { 0: '⁰', 1: '¹', 2: '²', 3: '³', 4: '⁴', 5: '⁵', 6: '⁶', 7: '⁷', 8: '⁸', 9: '⁹', '-': '⁻' }

// A number with so many digits that count, without zeros at its end.
export function written(value, digits = 3) {
  const rounded = Number(value.toPrecision(digits))
  const size = Math.abs(rounded)
  if (!Number.isFinite(size)) return Number.isNaN(size) ? '…' : value < 0 ? '−∞' : '∞'
  const isPlain = size === 0 || (size >= LEAST && size < MOST)
  const text = isPlain ? rounded.toFixed(size === 0 ? 0 : Math.max(0, digits - 1 - Math.floor(Math.log10(size)))) : power(Number(rounded), digits)
  return (isPlain && text.includes('.') ? text.replace(/\.?0+$/, '') : text).replace('-', '−')
}

// The same with its sign.
export const signed = (value, digits) => `${value < 0 ? '−' : '+'}${written(Math.abs(value), digits)}`

// A place on an axis, to a hundredth.
export const toHundredth = (value) => written(Number(value.toFixed(2)))

// A mantissa of so many digits, at most, and a power of ten.
function power(value, digits) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e')
  return `${mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa}·10${raised(exponent)}`
}

export const raised = (exponent) => [...exponent.replace('+', '')].map((letter) => RAISED[letter]).join('')
