// Colours and type of the figures that Bokeh draws: Python names roles, the style sheet has the colours, and the sizes that
// Python gives are meant for the usual type. Nothing of this goes back to Python.
//
// The first tag of a renderer says which of its glyph's properties has which colour: {fill_color: "minus"}.

import { colour, onThemeChange, property, rem } from './theme.mjs'

const USUAL = 14 // pixels in a rem for which Python's sizes are meant
const SMALLEST = 12 // pixels of type
const BORDERS = ['min_border_left', 'min_border_right', 'min_border_top', 'min_border_bottom']

// Dresses every figure of a document, now and whenever theme or size change; what comes back ends that.
export function dressPlots(bokeh) {
  const sizes = new Map() // what Python has given, by model and property
  const dress = () => {
    const scale = rem() / USUAL
    const line = Number(property('line'))
    const type = `${Math.max(SMALLEST, Math.round(SMALLEST * scale))}px`
    const figures = [...bokeh.all_models].filter((model) => model.type === 'Figure')
    for (const figure of figures) {
      set(figure, scaled(sizes, figure, BORDERS, scale))
      for (const renderer of figure.renderers) {
        const lengths = { ...scaled(sizes, renderer.glyph, ['size'], scale), ...scaled(sizes, renderer.glyph, ['line_width'], scale * line) }
        dressGlyph(renderer, { ...lengths, text_font: { value: property('font') }, text_font_size: { value: type } })
      }
      for (const part of [...figure.center, ...figure.left, ...figure.right, ...figure.above, ...figure.below]) {
        part.type === 'Grid' ? set(part, { grid_line_color: colour('rule') }) : dressAxis(part, type)
      }
    }
  }
  dress()
  return onThemeChange(dress)
}

function dressAxis(axis, size) {
  const text = { color: colour('muted'), font: property('font'), font_size: size }
  const all = { axis_line_color: colour('edge') }
  for (const part of ['major_label_text', 'axis_label_text']) {
    for (const [name, value] of Object.entries(text)) {
      all[`${part}_${name}`] = value
    }
  }
  set(axis, all)
}

function dressGlyph(renderer, sizes) {
  const named = Object.entries(renderer.tags[0] ?? {}).map(([name, role]) => [name, { value: colour(role) }])
  set(renderer.glyph, { ...Object.fromEntries(named), ...sizes })
}

// The values that a model had at first, times the scale, of those properties that it has as plain numbers.
function scaled(sizes, model, names, scale) {
  const all = {}
  for (const name of names.filter((each) => each in model.properties)) {
    const key = `${model.id}.${name}`
    if (!sizes.has(key)) {
      sizes.set(key, model[name])
    }
    const first = sizes.get(key)
    const value = first?.value ?? first
    if (typeof value === 'number') {
      all[name] = first.value === undefined ? value * scale : { value: value * scale }
    }
  }
  return all
}

// Sets what the model has, for the page alone.
function set(model, values) {
  model.setv(Object.fromEntries(Object.entries(values).filter(([name]) => name in model.properties)), { sync: false })
}
