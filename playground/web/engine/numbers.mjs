// Numbers as they stand in the table: four digits, powers of ten, real minus signs.

import { raised } from '../written.mjs'

export function number(value, digits = 4) {
  if (value === null) {
    return '∞'
  }
  if (value === 0) {
    return '0'
  }
  const size = Math.abs(value)
  const text = size >= 1e-3 && size < 1e5 ? plain(value, digits) : power(value, digits - 2)
  return text.replace('-', '−')
}

function plain(value, digits) {
  const places = Math.max(0, Math.min(6, digits - 1 - Math.floor(Math.log10(Math.abs(value)))))
  return value.toFixed(places)
}

export function power(value, digits = 2) {
  const [mantissa, exponent] = value.toExponential(digits - 1).split('e')
  return `${mantissa === '1' ? '' : `${mantissa}·`}10${raised(exponent)}`
}

// A relative error: none smaller than can be measured is told from 0.
export function error(value) {
  if (value === null || value < 1e-16) {
    return value === null ? '∞' : '0'
  }
  return value < 0.01 || value >= 1000 ? power(value) : value.toPrecision(2)
}
