// What the plain parts of a page do once the parts drawn by Python are there. The same on a static host and on a server:
// Python's values arrive as the data of the source named "bulletin", what a person does here goes to the one named "inbox".

import { Courses } from './courses.mjs'
import { fitLogarithms } from './logarithmic.mjs'
import { mendNames } from './names.mjs'
import { notice } from './notices.mjs'
import { dressPlots } from './plots.mjs'
import { watchQuestions } from './questions.mjs'
import { readCharts } from './reading.mjs'
import { write } from './text.mjs'
import { Timeline } from './timeline.mjs'

const OF_ALL = ['undo', 'redo', 'course', 'fragment'] // what stands outside of the page, and was another page's meanwhile
const USUAL = 80 // letters of a status, for which there is a place of fixed size

// Takes a page's container and its document to life; `views` are the document's views by root. `drawn(number)` is called when
// the Frame of that number has been drawn, `script` brings what only this page has; `prepare` has another Python ready.
// Gives {send, end}; `send(kind, value)` gives the number of the letter, which Python has heard when it says so.
export function enliven({ container, bokeh, views, address, drawn, script, prepare = () => {} }) {
  const bulletin = bokeh.get_model_by_name('bulletin')
  const inbox = bokeh.get_model_by_name('inbox')
  const part = (name) => container.querySelector(name)
  let count = 0
  const send = (kind, value = null) => {
    count += 1
    inbox.data = new Map([['kind', [kind]], ['value', [JSON.stringify(value)]], ['count', [count]]])
    return count
  }
  const { show = {}, waiting = [], end = () => {} } = script.enliven({ container, bokeh, views, send, prepare })
  const own = part('.transport') ? transport(container, send, address, drawn) : { show: {}, waiting: [], end() {} }
  const heard = (count) => [...own.waiting, ...waiting].forEach((one) => one.hear(count))
  const asked = (answer) => container.dispatchEvent(new CustomEvent('asked', { detail: answer }))
  const all = { asked, notice: ({ text, detail }) => notice('python', text, detail), ...own.show, heard, ...show }

  const shown = {}
  const update = () => {
    if (bulletin.get_column('shows')?.[0] !== shown.shows) {
      shown.shows = bulletin.get_column('shows')[0]
      for (const name of OF_ALL) {
        delete shown[name]
      }
    }
    for (const [name, [value]] of bulletin.data.entries?.() ?? Object.entries(bulletin.data)) {
      const text = JSON.stringify(value)
      if (shown[name] !== text) {
        shown[name] = text
        all[name]?.(value)
      }
    }
  }
  bulletin.properties.data.change.connect(update)
  update()
  mendNames(views)
  const undress = dressPlots(bokeh)
  const ends = [fitLogarithms(views), readCharts(container, views)]
  for (const button of container.querySelectorAll('[data-act]')) {
    button.disabled = false
  }
  return { send, end: () => { undress(); ends.forEach((each) => each()); own.end(); end() }, fragment: () => bulletin.get_column('fragment')?.[0] ?? '' }
}

// What a page has that is seen alone: the bar over it, and its address.
function transport(container, send, address, drawn) {
  const part = (name) => container.querySelector(name)
  const timeline = new Timeline(part('.timeline'), (step) => send('seek', step))
  const courses = new Courses(part('.courses'), part('[data-open="courses"]'), { go: (number) => send('switch', number), ...comparison(container) })
  const listening = new AbortController()
  watchQuestions(part('.transport'), listening.signal)
  return {
    waiting: [timeline.latest],
    show: { ...common(container, address, drawn), ...timeline.show, branches: (records) => courses.show(records) },
    end: () => { listening.abort(); timeline.destroy(); courses.destroy() },
  }
}

// The way to the instrument that sets another course beside the present one, where there is one: it may not be there yet.
function comparison(container) {
  const [tab, panel] = ['tab-compare', 'compare'].map((name) => container.querySelector(`#instruments-${name}`))
  return {
    comparable: () => tab?.checkVisibility() ?? false,
    compare: (number) => {
      panel.dataset.course = number
      if (tab.ariaSelected !== 'true') tab.click()
      panel.dispatchEvent(new Event('course'))
      panel.focus()
    },
  }
}

// What says something else in every Frame would never be done reading: it is read out only while nothing plays.
const ofFrames = document.getElementsByClassName('of-frames')

function common(container, address, drawn) {
  const part = (name) => container.querySelector(name)
  let live = 'polite'
  const hush = () => { for (const one of ofFrames) if (one.ariaLive !== live) one.ariaLive = live }
  return {
    backwards: (backwards) => { part('[data-act="backwards"]').ariaPressed = String(backwards) },
    status: (text) => {
      write(part('.status'), text)
      part('.status').classList.toggle('long', text.length > USUAL)
      hush() // whatever has been opened meanwhile
    },
    playing: (playing) => {
      const button = part('[data-act="play"]')
      button.ariaLabel = playing ? 'Pause' : 'Play'
      button.title = playing ? 'Pause (Space)' : 'Play (Space)'
      live = playing ? 'off' : 'polite'
      hush()
    },
    job: (job) => {
      const bar = part('.progress')
      bar.hidden = job === null
      bar.toggleAttribute('data-busy', job !== null)
      bar.ariaLabel = job?.title ?? 'Loading'
      bar.value = job?.share ?? 1
    },
    undo: (can) => { document.querySelector('[data-act="undo"]').disabled = !can },
    redo: (can) => { document.querySelector('[data-act="redo"]').disabled = !can },
    course: (number) => address.tellCourse(container.dataset.run, number),
    fragment: (text) => { if (!container.hidden) address.tell(text) },
    warning: (text) => notice('warning', text),
    frame: (number) => requestAnimationFrame(() => drawn(number)),
    steps_per_second: (value) => { window.glassbox.perf.steps_per_second = value },
    frame_ms: (value) => { window.glassbox.perf.frame_ms = value },
  }
}

// Frames a second, counted where they are drawn; shown with ?perf in the address.
export class Readout {
  constructor() {
    window.glassbox = { perf: { frames_per_second: 0, steps_per_second: 0, frame_ms: 0 } }
    this.frames = 0
    this.since = performance.now()
    this.shown = new URLSearchParams(location.search).has('perf')
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
    const line = document.querySelector('.page:not([hidden]) .perf')
    if (this.shown && line) {
      line.hidden = false
      line.textContent = `${perf.frames_per_second} frames/s · ${perf.steps_per_second} steps/s · ${perf.frame_ms} ms a Frame`
    }
  }
}
