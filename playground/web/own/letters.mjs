// Points as an address carries them; see playground/core/plane/points.py, which has the same grid and the same letters.

export const EXTENT = 6
export const MOST = 2000
const LEVELS = 2 ** 18 - 2
const DIGITS = 3
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const SPLIT = '~'
const COORDINATES = 6 // words that say whose numbers both coordinates are; the others are about the class or value

// The nearest number of the grid from -reach to +reach.
export const snapped = (number, reach) => at(levelOf(number, reach), reach)

const levelOf = (number, reach) => Math.round(((Math.min(Math.max(number, -reach), reach) / reach + 1) / 2) * LEVELS)

const at = (level, reach) => (reach * (2 * level - LEVELS)) / LEVELS

function lettersOf(number, reach) {
  const level = levelOf(number, reach)
  return LETTERS[level >> 12] + LETTERS[(level >> 6) & 63] + LETTERS[level & 63]
}

const numberOf = (letters, reach) => at([...letters].reduce((level, letter) => level * 64 + LETTERS.indexOf(letter), 0), reach)

// The text of {kind, rows, origin}: rows are [x₁, x₂, class or value], `origin` words that only Python understands.
export function written({ kind, rows, origin }) {
  if (rows.length === 0) return ''
  const label = kind === 'classes' ? (one) => LETTERS[one] : (one) => lettersOf(one, 1)
  return [kind[0] + rows.map(([x, y, one]) => lettersOf(x, EXTENT) + lettersOf(y, EXTENT) + label(one)).join(''), ...origin].join(SPLIT)
}

// What a text of Python's says.
export function read(text) {
  const [letters, ...origin] = text.split(SPLIT)
  const kind = letters[0] === 'n' ? 'numbers' : 'classes'
  const size = 2 * DIGITS + (kind === 'numbers' ? DIGITS : 1)
  const rows = []
  for (let i = 1; i < letters.length; i += size) {
    const [x, y, label] = [letters.slice(i, i + DIGITS), letters.slice(i + DIGITS, i + 2 * DIGITS), letters.slice(i + 2 * DIGITS, i + size)]
    rows.push([numberOf(x, EXTENT), numberOf(y, EXTENT), kind === 'numbers' ? numberOf(label, 1) : LETTERS.indexOf(label)])
  }
  return { kind, rows, origin }
}

// What is left of the origin when other things are to be learned of the points.
export const ofCoordinates = (words) => words.slice(0, COORDINATES)
