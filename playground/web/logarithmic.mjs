// Logarithmic axes reach as far as what is drawn: Bokeh's own ranges warn of every chart that has nothing to show yet. Their
// ticks are written as all numbers are.

import { written } from './written.mjs'

const MANTISSAS = [[1], [1, 3], [1, 2, 5], [1, 2, 3, 4, 5, 6, 7, 8, 9]] // the fewest that give enough ticks are taken
const [FEWEST, MOST] = [3, 5] // ticks
const DIGITS = 4 // of a tick: 1.05 and 1.1 lie side by side where the axis is short
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
    const [axis] = chart.left
    axis.formatter.doFormat = (ticks) => ticks.map((tick) => written(tick, DIGITS))
    axis.ticker.get_ticks_no_defaults = (low, high) => ({ major: ticksBetween(low, high), minor: [] })
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

function ticksBetween(low, high) {
  const powers = Array.from({ length: Math.ceil(Math.log10(high / low)) + 2 }, (_, i) => Math.floor(Math.log10(low)) + i)
  const isWithin = (tick) => low <= tick && tick <= high
  for (const mantissas of MANTISSAS) {
    const ticks = powers.flatMap((power) => mantissas.map((mantissa) => Number(`${mantissa}e${power}`))).filter(isWithin)
    if (ticks.length >= FEWEST) {
      const every = Math.ceil(ticks.length / MOST)
      return ticks.filter((_, i) => i % every === 0)
    }
  }
  const least = (high - low) / MOST
  const power = 10 ** Math.floor(Math.log10(least))
  const step = power * [1, 2, 5, 10].find((mantissa) => mantissa * power >= least)
  return Array.from({ length: MOST + 1 }, (_, i) => (Math.ceil(low / step) + i) * step).filter(isWithin)
}
