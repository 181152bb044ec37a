// The two scales of the page, as palettes of one colour a level: from the minus colour over the ground, in the middle, to ink,
// and the one that all pages have.

import { colour, diverging } from '../theme.mjs'

const LEVELS = 255
const FULL = 0.4 // share of the scale from which on its colours have nothing of the ground

export function signedInk() {
  const [minus, ground, ink] = ['minus', 'ground', 'ink'].map((name) => colour(name).match(/\d+/g).map(Number))
  const palette = new Uint8ClampedArray(4 * (LEVELS + 1))
  const middle = (LEVELS - 1) / 2
  for (let level = 0; level < LEVELS; level++) {
    const share = Math.abs(level - middle) / middle
    const end = level < middle ? minus : ink
    palette.set([...ground.map((from, c) => from + share * (end[c] - from)), 255], 4 * level)
  }
  palette.set([...minus, 255], 4 * LEVELS) // no number
  return palette
}

// The scale that all pages have, with the ground where there is nothing.
function grounded() {
  const palette = new Uint8ClampedArray(4 * (LEVELS + 1))
  palette.set(diverging())
  const [ground, none] = ['ground', 'muted'].map((name) => colour(name).match(/\d+/g).map(Number))
  const middle = (LEVELS - 1) / 2
  for (let level = 0; level < LEVELS; level++) {
    const share = Math.min(1, (Math.abs(level - middle) / middle) / FULL)
    ground.forEach((from, c) => { palette[4 * level + c] = from + share * (palette[4 * level + c] - from) })
  }
  palette.set([...none, 255], 4 * LEVELS) // no number
  return palette
}

export const palettes = () => ({ ink: signedInk(), signed: grounded() })

// The colour of a share from -1 to +1, and one that can be read on it: black or white, whichever differs more.
export function shades(palette, share) {
  const [r, g, b] = palette.subarray(4 * Math.round(((share + 1) / 2) * (LEVELS - 1)))
  const [red, green, blue] = [r, g, b].map((channel) => (channel <= 10 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4))
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
  return [`rgb(${r}, ${g}, ${b})`, luminance > 0.179 ? '#000000' : '#ffffff']
}
