// A legend of the page as the entries of a sheet's: its marks as they are seen, with the words beside them.

import { measure, write } from './sheet.mjs'

const HALF = 6 // pixels: marks are twice as high
const SMALL = 12 // of type
const GAP = 6
const STYLES = ['fill', 'fill-opacity', 'stroke', 'stroke-opacity', 'stroke-width', 'stroke-dasharray']

export function entriesOf(legend, look) {
  const font = `${SMALL}px ${look.font}`
  return [...legend.querySelectorAll('li')].filter((item) => item.checkVisibility()).map((item) => {
    const low = item.querySelector('.low')?.textContent ?? ''
    const start = low ? measure(low, font) + GAP : 0
    const marks = [...item.querySelectorAll('svg')]
    const wide = marks.map((mark) => mark.viewBox.baseVal.width + GAP)
    return {
      width: start + wide.reduce((sum, each) => sum + each, -GAP),
      words: item.lastElementChild.matches('span') ? item.lastElementChild.textContent : item.textContent.trim(),
      paint: (pen) => {
        if (low) write(pen, low, 0, 4, look.muted, font)
        marks.reduce((x, mark, i) => {
          pen.save()
          pen.translate(x, -HALF)
          pen.group.append(...[...mark.children].map(asSeen))
          pen.restore()
          return x + wide[i]
        }, start)
      },
    }
  })
}

// What style sheets say of it, written into it.
function asSeen(shape) {
  const copy = shape.cloneNode()
  const style = getComputedStyle(shape)
  for (const name of STYLES) copy.setAttribute(name, style.getPropertyValue(name))
  copy.append(...[...shape.children].map(asSeen))
  return copy
}
