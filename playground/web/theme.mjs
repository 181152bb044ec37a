// Which theme and which size the page has, and their colours for whatever is painted by script: the style sheet's custom
// properties are the only place where colours stand.
//
// On the root element, `data-choice` is the theme that was chosen (absent: the system's), `data-theme` the one that follows
// from it, `data-size` is "large" for a projector.

import { choose, chosen } from './choices.mjs'

const root = document.documentElement
const dark = matchMedia('(prefers-color-scheme: dark)')
const forced = matchMedia('(forced-colors: active)')
const contrast = matchMedia('(prefers-contrast: more)')
const print = matchMedia('print')
const THEMES = [undefined, 'light', 'dark']
const WORDS = { undefined: 'automatic', light: 'light', dark: 'dark' }
const STOPS = 255

const callbacks = new Set()
const known = new Map() // the colours of this theme, by name
const probe = document.createElement('i')
probe.style.cssText = 'display: none; forced-color-adjust: none'
root.append(probe)
const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })

// Calls back whenever a colour or a size may be another one, until what it gives is called.
export function onThemeChange(callback) {
  callbacks.add(callback)
  return () => callbacks.delete(callback)
}

// What the browser makes of the custom property `--name`, as "rgb(…)": the colour may be a mixture or one of the system's.
// Asked for at every stroke, it is looked up once: the browser would lay out the page to answer.
export function colour(name) {
  if (!known.has(name)) known.set(name, resolved(name))
  return known.get(name)
}

function resolved(name) {
  probe.style.color = `var(--${name})`
  pixel.clearRect(0, 0, 1, 1)
  pixel.fillStyle = getComputedStyle(probe).color
  pixel.fillRect(0, 0, 1, 1)
  return `rgb(${pixel.getImageData(0, 0, 1, 1).data.slice(0, 3).join(', ')})`
}

// What stands in the custom property `--name`: a number, a font.
export function property(name) {
  return getComputedStyle(root).getPropertyValue(`--${name}`).trim()
}

// What `make` makes of the colours of the light theme, for paper and files; the page stays as it is.
export function inLight(make) {
  const { theme } = root.dataset
  put('light')
  try {
    return make()
  } finally {
    put(theme)
  }
}

function put(theme) {
  root.dataset.theme = theme
  known.clear()
}

// Pixels in one rem: what a size in a picture is multiplied with.
export function rem() {
  return parseFloat(getComputedStyle(root).fontSize)
}

// The scale from minus through zero to plus.
export const diverging = () => palette('diverging')

// A scale of 255 colours of four bytes, blended from the stops of a custom property.
export function palette(name) {
  const scale = stops(name).map(channels)
  const colours = new Uint8ClampedArray(4 * STOPS)
  for (let i = 0; i < STOPS; i++) {
    const place = (i / (STOPS - 1)) * (scale.length - 1)
    const [from, share] = [Math.min(Math.floor(place), scale.length - 2), place % 1]
    blend(colours, i, scale[from], scale[from + 1], place === scale.length - 1 ? 1 : share)
  }
  return colours
}

// For each of several classes, as many colours as there is room for, from hardly any of its own to all of it.
export function shades(classes) {
  const ground = channels(stops('class-ground')[0])
  const colours = new Uint8ClampedArray(4 * STOPS)
  const steps = Math.floor(STOPS / classes)
  stops('classes').slice(0, classes).forEach((hex, i) => {
    for (let step = 0; step < steps; step++) {
      blend(colours, i * steps + step, ground, channels(hex), (step + 0.5) / steps)
    }
  })
  return colours
}

function blend(colours, i, from, to, share) {
  for (let c = 0; c < 3; c++) {
    colours[4 * i + c] = from[c] + share * (to[c] - from[c])
  }
  colours[4 * i + 3] = 255
}

// The colours that stand in the custom property `--name`, in their order, as "#rrggbb".
export function stops(name) {
  return property(name).split(',').map((stop) => stop.trim())
}

export const channels = (hex) => [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16))

export function nextTheme() {
  choose('theme', THEMES[(THEMES.indexOf(chosen('theme')) + 1) % THEMES.length])
  resolve()
}

export function toggleSize() {
  choose('size', chosen('size') === 'large' ? undefined : 'large')
  resolve()
}

// Under forced colours the ground is the system's, so the palette has to be the one for it. Paper is white.
function resolve() {
  const wanted = forced.matches ? undefined : chosen('theme')
  put(print.matches ? 'light' : (wanted ?? (dark.matches ? 'dark' : 'light')))
  const name = `Theme: ${WORDS[chosen('theme')]}`
  tell('theme', { ariaLabel: name, title: name })
  tell('size', { ariaPressed: String(chosen('size') === 'large') })
  for (const callback of callbacks) {
    callback()
  }
  requestAnimationFrame(() => { root.dataset.painted = root.dataset.theme }) // which a printer does not wait for
}

// A document need not have the buttons.
function tell(act, properties) {
  Object.assign(document.querySelector(`[data-act="${act}"]`) ?? {}, properties)
}

for (const media of [dark, forced, contrast, print]) {
  media.addEventListener('change', resolve)
}
resolve()
