// The picture of an instrument: what it has painted or plotted, as it is seen at this moment.

import { colour, property } from '../theme.mjs'
import { entriesOf } from './legend.mjs'
import { painted, sheet } from './sheet.mjs'
import { drawFigure, rule } from './strokes.mjs'

const DASHES = { dashed: [5, 3], dotted: [2, 3] }

// What a file holds: text for an SVG, a Blob for a PNG.
export async function picture(instrument, kind, { caption, address }) {
  const look = { ...Object.fromEntries(['ink', 'muted', 'ground'].map((name) => [name, colour(name)])), font: property('font') }
  const title = instrument.querySelector('h3').textContent
  const made = sheet({ title, ...drawing(instrument), legend: meanings(instrument, look), caption, address, look })
  return kind === 'svg' ? made.text : painted(made)
}

function drawing(instrument) {
  const seen = [...instrument.querySelectorAll('.plate')].find((each) => each.checkVisibility())
  if (seen !== undefined) {
    const { canvas: { clientWidth: width, clientHeight: height }, content, look } = seen.plate
    return {
      width, height, draw: (pen) => {
        pen.font = look.font
        content.paint(pen, width, height, look, null)
      },
    }
  }
  const view = figures([...Bokeh.index]).find(({ el }) => instrument.contains(hostOf(el)) && el.checkVisibility())
  return { width: view.bbox.width, height: view.bbox.height, draw: (pen) => drawFigure(pen, view) }
}

// All figures in some views, however deep.
function* walked(views) {
  for (const view of views) {
    yield view
    yield* walked(view.child_views ?? [])
  }
}

const figures = (views) => [...walked(views)].filter(({ frame }) => frame !== undefined)

// The outermost element around the shadows that an element stands in.
function hostOf(element) {
  const root = element.getRootNode()
  return root instanceof ShadowRoot ? hostOf(root.host) : element
}

function meanings(instrument, look) {
  const legend = instrument.querySelector('.legend')
  return legend === null ? lines(instrument) : entriesOf(legend, look)
}

// What the lines of the panel mean.
function lines(instrument) {
  const legend = instrument.querySelector('.lines') ?? instrument.closest('.panel').querySelector('.controls .lines')
  return [...legend?.querySelectorAll('i') ?? []].map((mark) => {
    const { borderTopColor, borderTopStyle } = getComputedStyle(mark)
    return { width: 26, words: mark.nextSibling.textContent.trim(), paint: (pen) => rule(pen, 26, borderTopColor, 2, DASHES[borderTopStyle] ?? []) }
  })
}
