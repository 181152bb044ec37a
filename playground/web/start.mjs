// Runs before anything else on the page: starts the worker, tells how far it is, and says what is wrong if it cannot go on.

import { holdVersion } from './keep.mjs'
import { filesOf, hold, load, scriptAddress } from './load.mjs'
import { shelved } from './shelf.mjs'

const byId = (id) => document.getElementById(id)
const root = document.documentElement
const visible = (name) => document.querySelector(`.page:not([hidden]) ${name}`)
const STAGES = ['Python', 'NumPy', 'Bokeh', 'Panel', 'HoloViews', 'the playground', 'the page']
const DRAWING = 'drawing.pack'
const DOWNLOAD_SHARE = 0.5 // of the bar; the stages share the rest

performance.mark('glassbox:shell')

export const manifest = { ...JSON.parse(byId('manifest').textContent), patience: Number(root.dataset.patience) }

// The address of the site's root, fixed while the address bar still shows where this page came from.
export const site = new URL(manifest.root, location.href).href

// `fail(message, detail)` ends the page's work with a sentence.
export const { guard } = window
export const { fail } = guard

if (!manifest.isAlone) holdVersion(site, manifest.version)
hold(shelved((name) => name === DRAWING))

// Resolves when everything that draws is ready.
let letDraw
export const canDraw = new Promise((done) => { letDraw = done })
const drawing = load(manifest, site, DRAWING)
drawing.catch((error) => fail(error.message, error.detail))

// Downloads and stages overlap: each has its own share of the bar, which never goes back, even if a file is loaded again.
const reached = { download: 0, stages: 0 }

function advance(part, share) {
  reached[part] = Math.max(reached[part], share)
  visible('.progress').value = DOWNLOAD_SHARE * reached.download + (1 - DOWNLOAD_SHARE) * reached.stages
}

export function tell({ stage, loaded, total, isLast }) {
  if (root.dataset.state === 'failed') {
    return
  }
  if (stage === 'download') {
    advance('download', loaded / total)
    visible('.status').textContent = loading(loaded, total)
    return
  }
  if ((stage === 'NumPy' || isLast) && letDraw) {
    performance.mark('glassbox:python')
    letDraw(runDrawingScripts())
    letDraw = null
  }
  advance('stages', STAGES.indexOf(stage) / STAGES.length)
  visible('.status').textContent = `Starting ${stage} …`
}

// The scripts that draw are here by now; they run while Python imports, which needs one core. Earlier, when WebAssembly is
// compiled on all cores, they would hold it up by a quarter of a second.
async function runDrawingScripts() {
  for (const [path, bytes] of filesOf(await drawing)) {
    await new Promise((done, failed) => {
      const script = document.createElement('script')
      const onerror = () => failed(new Error(`${path} did not run`))
      Object.assign(script, { src: scriptAddress(bytes), onload: done, onerror })
      document.head.append(script)
    })
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1)

export const loading = (loaded, total) => `Loading ${megabytes(loaded)} of ${megabytes(total)} MB`

// Python, in a worker that can be replaced by another one. `answer` takes whoever hears of its messages, by type.
class Python {
  constructor() {
    this.answers = {
      progress: tell,
      failed: ({ message, detail }) => (root.dataset.state === 'ready' ? this.lose(message, detail) : fail(message, detail)),
      kept: ({ bytes }) => { this.kept = bytes },
      again: ({ detail }) => this.startPlainly(detail),
    }
    this.unheard = []
    this.kept = null // what brings the run back
    this.spare = null // another worker, which waits
    this.isPlain = false // whether workers start Python without its memory
    this.worker = this.made()
    this.begin()
  }

  begin() {
    this.worker.onmessage = ({ data }) => {
      guard.workerSpoke = true
      guard.news()
      this.hear(data)
    }
    const fragment = location.hash || `#${document.querySelector('.lesson')?.dataset.fragment ?? ''}`
    this.post({ type: 'begin', page: root.dataset.page, fragment, kept: this.kept })
  }

  // Has another Python ready, in case that this one has to be ended.
  prepare() {
    this.spare ??= this.made()
  }

  post(message) {
    this.worker.postMessage(message)
  }

  answer(answers) {
    Object.assign(this.answers, answers)
    for (const message of this.unheard.splice(0)) {
      this.hear(message)
    }
  }

  // Ends this Python, whatever it does, and begins another one, which comes back to where the run stood.
  restart() {
    this.worker.terminate()
    this.worker = this.spare ?? this.made()
    this.spare = null
    this.begin()
  }

  // Python could not begin from its memory: the ordinary start, which takes longer, needs none.
  startPlainly(detail) {
    if (root.dataset.state === 'failed') return
    console.info('Python starts without its memory:', detail)
    if (manifest.start.length === 0) {
      fail('This browser could not start Python from this file. Open it in a current Chrome, Edge or Firefox.', detail)
      return
    }
    this.isPlain = true
    this.spare?.terminate()
    this.spare = null
    this.restart()
  }

  hear(data) {
    const take = this.answers[data.type]
    take === undefined ? this.unheard.push(data) : take(data)
  }

  lose(message, detail) {
    this.hear({ type: 'lost', message, detail })
  }

  // A worker that comes out of a blob has the policy of this page. One that is loaded has that of its own headers, and a plain
  // host sends none: then whatever runs in Python could talk to anyone. One that the document holds has its policy anyhow.
  made() {
    const address = new URL(manifest.files['worker.mjs'].path, site).href
    const worker = new Worker(manifest.isAlone ? address : scriptAddress(`import ${JSON.stringify(address)}`), { type: 'module' })
    worker.onerror = (event) => {
      if (worker === this.spare) {
        this.spare = null
      } else if (root.dataset.state === 'ready') {
        this.lose('Python has stopped.', event.message)
      } else {
        guard.mend(false, 'The part of the page that runs Python could not be started. Reload the page; if that does not ' +
          'help, this browser is too old: use a current one.', event.message)
      }
    }
    const held = shelved((name) => name !== DRAWING)
    const start = { type: 'start', manifest, base: site, page: root.dataset.page, plain: this.isPlain, held }
    worker.postMessage(start, held.map(([, bytes]) => bytes.buffer))
    return worker
  }
}

export const python = new Python()
