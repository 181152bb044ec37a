// The page on a static host: shows the document that the worker has built and keeps both of its ends alike.

import { enliven, Readout } from './live.mjs'
import { canDraw, fail, onPatch, rendered, worker } from './start.mjs'

const readout = new Readout()

// Draws a patch as soon as it is here, and tells the worker when that has been done: it sends the next Frame only then.
function applyPatches(bokeh) {
  onPatch(({ content, buffers }) => {
    try {
      bokeh.apply_json_patch(content, buffers)
    } finally {
      requestAnimationFrame(() => {
        readout.count()
        worker.postMessage({ type: 'drawn' })
      })
    }
  })
}

// Sends what a person does, once a drawn frame; of several values that one property took meanwhile, only the last. Letters
// in the inbox are not values: all are sent.
function sendChanges(bokeh) {
  let waiting = []
  const send = () => {
    const events = waiting
    waiting = []
    worker.postMessage({ type: 'patch', content: JSON.stringify(bokeh.create_json_patch(events)) })
  }
  bokeh.on_change((event) => {
    if (!event.sync) {
      return
    }
    if (waiting.length === 0) {
      requestAnimationFrame(send)
    }
    const isValue = event.kind === 'ModelChanged' && event.model.name !== 'inbox'
    const older = (other) => isValue && other.model === event.model && other.attr === event.attr
    waiting = [...waiting.filter((other) => !older(other)), event]
  }, false)
}

async function show() {
  const { docs_json: documents, render_items: items } = await rendered
  try {
    await canDraw
  } catch (error) {
    fail('The script that draws could not be loaded. Reload the page; if that does not help, the site is incomplete and ' +
      'has to be published again.', `${error.message ?? ''}\n${error.detail ?? ''}`)
    return
  }
  Bokeh.set_log_level('warn')
  const [views] = await Bokeh.embed.embed_items(documents, items)
  const roots = [...views.roots]
  const bokeh = roots[0].model.document
  applyPatches(bokeh)
  sendChanges(bokeh)
  enliven(bokeh, roots)
  document.documentElement.dataset.state = 'ready'
  requestAnimationFrame(() => performance.mark('glassbox:interactive'))
  keepForLater()
}

// After the first visit everything is there without a network.
function keepForLater() {
  const work = async () => {
    try {
      await navigator.serviceWorker?.register(new URL('./service-worker.js', document.baseURI))
    } catch (error) {
      console.info('This visit is not kept for offline use:', error)
    }
  }
  'requestIdleCallback' in window ? requestIdleCallback(work, { timeout: 3000 }) : setTimeout(work, 1000)
}

addEventListener('error', (event) => {
  if (document.documentElement.dataset.state === 'loading') {
    fail('The page could not be put together. Reload it; if it happens again, report it with the details.', event.message)
  }
})

show().catch((error) => fail('The page could not be put together. Reload it; if it happens again, report it with the details.',
  `${error?.stack ?? error}`))
