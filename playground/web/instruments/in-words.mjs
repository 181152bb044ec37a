// What the plates show as a whole, in sentences for who does not see them. Each is told with what is painted at the moment.

import { signed, written } from '../written.mjs'

const NOTHING = 'Nothing is shown yet.'
const count = (number, one) => `${number.toLocaleString('en')} ${one}${number === 1 ? '' : 's'}`
const step = (number) => `step ${number.toLocaleString('en')}`

// The numbers from one place to another, and the place of the one that is largest in size.
function largest(values, from, to) {
  let best = from
  for (let i = from; i < to; i++) if (Math.abs(values[i]) > Math.abs(values[best])) best = i
  return best
}

// Matrices of layers, each {title, start, count, rows, columns}; `name(layer, row, column)` says which number it is.
export function matrices(layers, values, name) {
  if (layers.length === 0 || values.length !== sum(layers)) return NOTHING
  return layers.map((layer) => {
    const { title, start, count: all, columns } = layer
    const [most, below] = [largest(values, start, start + all), Array.from(values.slice(start, start + all)).filter((value) => value < 0).length]
    const [row, column] = [Math.floor((most - start) / columns.length), (most - start) % columns.length]
    return `${title}: ${count(all, 'number')}, ${below} of them negative; the largest in size is ${signed(values[most])}, the ${lower(name(layer, row, column))}.`
  }).join(' ')
}

// The same numbers, a row a step.
export function history(layers, steps, values) {
  const numbers = sum(layers)
  if (steps.length === 0 || values.length !== numbers * steps.length) return NOTHING
  const size = ({ start, count: all }, i) => written(Math.abs(values[largest(values, i * numbers + start, i * numbers + start + all)]))
  const grown = layers.map((layer) => `${layer.title} ${size(layer, 0)} at first, ${size(layer, steps.length - 1)} at last`)
  return `${count(numbers, 'number')} from ${step(steps[0])} to ${step(steps.at(-1))}. Largest size: ${grown.join('; ')}.`
}

// A landscape: what is told of it, its losses, and the path as [x, y, step].
export function landscape(told, losses, path) {
  if (!told.there || path.length === 0) return 'No landscape has been computed yet.'
  const known = Array.from(losses).filter(Number.isFinite)
  const least = known.reduce((a, b) => Math.min(a, b), Infinity)
  const most = known.reduce((a, b) => Math.max(a, b), -Infinity)
  const [across, up] = told.axes.map(({ title }) => title)
  const range = known.length > 0 ? `Losses from ${written(least)} to ${written(most)}` : 'No loss is known yet'
  const whole = known.length < losses.length ? ` at the ${known.length} of ${losses.length} points that are computed` : ` at ${count(losses.length, 'point')}`
  const here = `The network of ${step(told.step)} has a loss of ${written(told.loss)}${told.present ? '' : '; the run is elsewhere now'}`
  return `${range}${whole}. Across: ${across}. Upwards: ${up}. ${here}. The path leads from ${step(path[0][2])} to ${step(path.at(-1)[2])}.`
}

// What the two runs are, and in what they differ.
export const pair = (titles, words) => [...titles.map(([name, more]) => `${name}${more ? `: ${more}` : ''}.`), words].filter(Boolean).join(' ')

// Two curves over the same places.
export function curves({ x1, mine, its }) {
  if (x1.length === 0) return NOTHING
  const apart = Array.from(mine, (value, i) => its[i] - value)
  const most = largest(apart, 0, apart.length)
  return `They are farthest apart at x₁ = ${written(x1[most], 2)}: the other run answers ${signed(apart[most])} more there.`
}

// Units of a network, and how far each goes with its like in another one.
export function units({ label, alike }) {
  const known = label.map((name, i) => [name, alike[i]]).filter(([, value]) => Number.isFinite(value)).sort(([, a], [, b]) => a - b)
  if (known.length === 0) return count(label.length, 'unit') + ', of which none can be compared.'
  const said = ([name, value]) => `${name} (${value.toFixed(2).replace('-', '−')})`
  return `${count(known.length, 'unit')} can be compared: least alike is ${said(known[0])}, most alike ${said(known.at(-1))}; 1 is alike, −1 opposite.`
}

// The runs of a sweep: how many are known, which has the lowest test loss, and which the highest.
export function sweep(runs) {
  const { ranked, record } = runs
  if (record.runs.length === 0) return 'No sweep has been run yet.'
  const all = `${ranked.length} of ${count(record.runs.length, 'run')} ${ranked.length === 1 ? 'is' : 'are'} known.`
  if (ranked.length === 0) return all
  const kept = ranked.filter((run) => runs.kept(run)).length
  const brushed = kept < ranked.length ? ` ${kept} of them ${kept === 1 ? 'is' : 'are'} kept.` : ''
  return `${all}${brushed} Best: ${runs.words(ranked[0])}${ranked.length > 1 ? ` Last: ${runs.words(ranked.at(-1))}` : ''}`
}

const sum = (layers) => layers.reduce((whole, layer) => whole + layer.count, 0)

const lower = (words) => words[0].toLowerCase() + words.slice(1)
