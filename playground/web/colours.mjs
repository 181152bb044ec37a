// Which colours the picture of an output has, by what is learned.

import { channels, diverging, shades, stops } from './theme.mjs'

// A 32-bit colour for each palette index of the region.
export const groundColours = ({ classes, blended }) => new Uint32Array((blended ? shades(classes) : diverging()).buffer)

// The colours of points: a point's value, from 0 to 1, says which of them it has.
export function pointColours({ task, classes }) {
  const colours = {
    'two classes': () => [stops('minus')[0], stops('plus')[0]],
    classes: () => stops('classes').slice(0, classes),
    numbers: () => stops('diverging'),
    curve: () => stops('plus'),
  }[task]()
  return colours.map((hex) => `rgb(${channels(hex).join(', ')})`)
}
