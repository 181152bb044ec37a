// The colours and the type of a network's diagram, as the page has them now.

import { shades } from './edges.mjs'
import { colour } from './theme.mjs'

const LARGEST = 78 // pixels of a tile's side beside type of 14; larger type makes larger tiles

export function lookOf(element) {
  const { fontFamily, fontSize } = getComputedStyle(element)
  const look = {
    ground: colour('ground'), ink: colour('ink'), rim: colour('tile-rim'), accent: colour('accent'),
    onAccent: colour('on-accent'), minus: colour('minus'), plus: colour('plus'), zero: colour('ink'),
    font: fontFamily, size: parseFloat(fontSize),
  }
  return { ...look, shades: shades(look) }
}

// The side of the largest tile, in pixels.
export const largestTile = ({ size }) => Math.min((LARGEST * size) / 14, 120)
