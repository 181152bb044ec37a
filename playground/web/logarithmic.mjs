// Logarithmic axes reach as far as what is drawn: Bokeh's own ranges warn of every chart that has nothing to show yet. Their
// ticks are written as all numbers are.

import { written } from './written.mjs'

const MARGIN = 0.04 // of the height, above and below
const LEAST = 0.1 // powers of ten between the ends

// Fits the axes of all charts that have one, now and whenever data change; what comes back ends that.
export function fitLogarithms(views) {
  const charts = views.map(({ model }) => model).filter(({ y_scale: scale }) => scale?.type === 'LogScale')
  const ends = charts.map((chart) => {
    const fit = () => fitOne(chart)
    const sources = new Set(chart.renderers.map(({ data_source: source }) => source))
    sources.forEach(({ properties }) => properties.data.change.connect(fit))
    fit()
    chart.left[0].formatter.doFormat = (ticks) => ticks.map((tick) => written(tick, 2))
    return () => sources.forEach(({ properties }) => properties.data.change.disconnect(fit))
  })
  return () => ends.forEach((end) => end())
}

function fitOne({ renderers, y_range: range }) {
  let [low, high] = [Infinity, 0]
  for (const { glyph, data_source: source } of renderers) {
    for (const value of Array.from(source.get_column((glyph.y ?? glyph.ys).field) ?? []).flat()) {
      if (value > 0 && value < Infinity) [low, high] = [Math.min(low, value), Math.max(high, value)]
    }
  }
  if (high === 0) return
  const [bottom, top] = [low, high].map(Math.log10)
  const margin = Math.max(MARGIN * (top - bottom), (LEAST - top + bottom) / 2)
  range.setv({ start: 10 ** (bottom - margin), end: 10 ** (top + margin) }, { sync: false })
}
