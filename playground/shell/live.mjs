// What the plain parts of the page do once the parts drawn by Python are there. The same on a static host and on a server:
// Python's texts arrive as the data of the source named "bulletin", what a person does here goes to the one named "inbox".

import { mendNames } from './names.mjs'
import { watchTiles } from './tiles.mjs'

const byId = (id) => document.getElementById(id)

const show = {
  status: (text) => { byId('status').textContent = text },
  sentence: (text) => { byId('sentence').textContent = text },
  accuracy: (text) => { byId('accuracy').textContent = text },
  title: (text) => { byId('output-title').textContent = text },
  playing: (playing) => { byId('status').setAttribute('aria-live', playing ? 'off' : 'polite') },
  fragment: (text) => { history.replaceState(null, '', '#' + text) },
  notice: (text) => {
    byId('notice').textContent = text
    byId('notice').hidden = text === ''
  },
  steps_per_second: (value) => { window.glassbox.perf.steps_per_second = value },
  frame_ms: (value) => { window.glassbox.perf.frame_ms = value },
}

// Takes the document's parts to life; `views` are its views by root.
export function enliven(bokeh, views) {
  const bulletin = bokeh.get_model_by_name('bulletin')
  const inbox = bokeh.get_model_by_name('inbox')
  let count = 0
  const send = (kind, value) => {
    count += 1
    inbox.data = new Map([['kind', [kind]], ['value', [value]], ['count', [count]]])
  }

  const shown = {}
  const update = () => {
    for (const [name, [value]] of bulletin.data.entries?.() ?? Object.entries(bulletin.data)) {
      if (shown[name] !== value) {
        shown[name] = value
        show[name]?.(value)
      }
    }
  }
  bulletin.properties.data.change.connect(update)
  update()

  watchTiles(bokeh.get_model_by_name('tiles'), byId('network'), views, (index) => send('inspect', index))
  mendNames(views)
  watchSize(views.find((view) => view.model.name === 'network').model, (size) => send('size', size))
  addEventListener('hashchange', () => {
    send('open', location.hash)
    delete shown.fragment // an address that says the same in other words is written out in full
    update()
  })
  byId('share').addEventListener('click', copyLink)
  return send
}

// The diagram is laid out in the pixels that the page has for it.
function watchSize(figure, tell) {
  let told
  let asked = false
  const look = () => {
    asked = false
    const size = `${figure.inner_width}x${figure.inner_height}`
    if (size !== told && figure.inner_width > 0 && figure.inner_height > 0) {
      told = size
      tell(size)
    }
  }
  const ask = () => {
    if (!asked) {
      asked = true
      requestAnimationFrame(look)
    }
  }
  figure.properties.inner_width.change.connect(ask)
  figure.properties.inner_height.change.connect(ask)
  ask()
}

async function copyLink() {
  const button = byId('share')
  try {
    await navigator.clipboard.writeText(location.href)
    button.textContent = 'Link copied'
  } catch {
    button.textContent = 'Copy it from the address bar'
  }
  setTimeout(() => { button.textContent = 'Copy link' }, 2000)
}

// Frames a second, counted where they are drawn; shown with ?perf in the address.
export class Readout {
  constructor() {
    window.glassbox = { perf: { frames_per_second: 0, steps_per_second: 0, frame_ms: 0 } }
    this.frames = 0
    this.since = performance.now()
    this.shown = new URLSearchParams(location.search).has('perf')
    byId('perf').hidden = !this.shown
    setInterval(() => this.tell(), 500)
  }

  count() {
    this.frames += 1
  }

  tell() {
    const { perf } = window.glassbox
    const now = performance.now()
    perf.frames_per_second = Math.round((1000 * this.frames) / (now - this.since))
    this.frames = 0
    this.since = now
    if (this.shown) {
      byId('perf').textContent =
        `${perf.frames_per_second} frames/s · ${perf.steps_per_second} steps/s · ${perf.frame_ms} ms a Frame`
    }
  }
}
