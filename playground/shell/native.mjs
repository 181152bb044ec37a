// The page on a server (`panel serve`): Bokeh has made the document and keeps it in step; this only takes it to life.

import { enliven, Readout } from './live.mjs'

const readout = new Readout()

async function documentOf() {
  for (;;) {
    const [document] = globalThis.Bokeh?.documents ?? []
    if (document?.is_idle) {
      return document
    }
    await new Promise(requestAnimationFrame)
  }
}

const asked = location.hash
const bokeh = await documentOf()
const send = enliven(bokeh, [...bokeh.views_manager.roots])
let step = null
bokeh.get_model_by_name('bulletin').properties.data.change.connect(() => {
  const status = document.getElementById('status').textContent
  if (status !== step) {
    step = status
    requestAnimationFrame(() => {
      readout.count()
      send('drawn', '')
    })
  }
})
if (asked) {
  send('open', asked)
}
document.documentElement.dataset.state = 'ready'
