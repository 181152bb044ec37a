// Runs before anything else on the page: starts the worker, tells how far it is, and says what is wrong if it cannot go on.

import { bytesOf, download, filesOf, scriptAddress } from './load.mjs'

const byId = (id) => document.getElementById(id)
const root = document.documentElement
const STAGES = ['Python', 'NumPy', 'Bokeh', 'Panel', 'HoloViews', 'the playground', 'the page']
const DOWNLOAD_SHARE = 0.5 // of the bar; the stages share the rest
const PATIENCE = 45_000 // milliseconds without any news

performance.mark('glassbox:shell')

export const manifest = JSON.parse(byId('manifest').textContent)

// Resolves with the document that Python has built.
let resolve
export const rendered = new Promise((done) => { resolve = done })

// Resolves when everything that draws is ready.
let letDraw
export const canDraw = new Promise((done) => { letDraw = done })
const drawing = download(manifest, document.baseURI, 'drawing.pack')

// Whoever takes the patches from here on.
let takePatch = () => {}
export function onPatch(take) {
  takePatch = take
}

export function fail(message, detail = '') {
  if (root.dataset.state === 'failed') {
    return
  }
  root.dataset.state = 'failed'
  byId('status').textContent = 'Glassbox has stopped.'
  const notice = byId('notice')
  notice.hidden = false
  notice.textContent = message
  if (detail) {
    const details = document.createElement('details')
    const summary = document.createElement('summary')
    const text = document.createElement('pre')
    summary.textContent = 'Details'
    text.textContent = detail
    details.append(summary, text)
    notice.append(details)
  }
}

// Downloads and stages overlap: each has its own share of the bar, which therefore never goes back.
const reached = { download: 0, stages: 0 }

function advance(part, share) {
  reached[part] = share
  byId('progress').value = DOWNLOAD_SHARE * reached.download + (1 - DOWNLOAD_SHARE) * reached.stages
}

function tell({ stage, loaded, total }) {
  if (root.dataset.state === 'failed') {
    return
  }
  if (stage === 'download') {
    advance('download', loaded / total)
    byId('status').textContent = `Loading ${megabytes(loaded)} of ${megabytes(total)} MB`
    return
  }
  if (stage === 'NumPy') {
    performance.mark('glassbox:python')
    letDraw(runDrawingScripts())
  }
  advance('stages', STAGES.indexOf(stage) / STAGES.length)
  byId('status').textContent = `Starting ${stage} …`
}

// The scripts that draw are here by now; they run while Python imports, which needs one core. Earlier, when WebAssembly is
// compiled on all cores, they would hold it up by a quarter of a second.
async function runDrawingScripts() {
  for (const [, bytes] of filesOf(await bytesOf(drawing, 'drawing.pack'))) {
    await new Promise((done, failed) => {
      const script = document.createElement('script')
      Object.assign(script, { src: scriptAddress(bytes), onload: done, onerror: failed })
      document.head.append(script)
    })
  }
}

const megabytes = (bytes) => (bytes / 1e6).toFixed(1)

function beginWatch() {
  let timer
  const wait = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      if (root.dataset.state === 'loading') {
        byId('notice').hidden = false
        byId('notice').textContent =
          'This takes longer than it should. On a slow connection or an old machine, wait a little; otherwise reload the page.'
      }
    }, PATIENCE)
  }
  wait()
  return wait
}

function startWorker() {
  const heard = beginWatch()
  const address = new URL(manifest.files['worker.mjs'].path, document.baseURI)
  const made = new Worker(address, { type: 'module' })
  const answers = {
    progress: tell,
    render: resolve,
    patch: (message) => takePatch(message),
    failed: ({ message, detail }) => fail(message, detail),
  }
  made.onmessage = ({ data }) => {
    heard()
    answers[data.type](data)
  }
  made.onerror = (event) => {
    fail('The part of the page that runs Python could not be started. Reload the page; if that does not help, the site is ' +
      'incomplete and has to be published again, or this browser is too old: use a current one.', event.message ?? '')
  }
  made.postMessage({ type: 'start', manifest, base: document.baseURI, fragment: location.hash })
  return made
}

export const worker = startWorker()
