// The page on a server (`panel serve`): Bokeh has made the document and keeps it in step; this only takes it to life.

import { watchActs } from './acts.mjs'
import { Address } from './address.mjs'
import { enliven, Readout } from './live.mjs'
import { watchErrors } from './notices.mjs'
import * as script from './playground.mjs'
import './paper.mjs'

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
const address = new Address((fragment) => { if (fragment !== undefined) send('open', fragment) })
const bokeh = await documentOf()
const { send } = enliven({
  container: document.querySelector('.page'),
  bokeh,
  views: [...bokeh.views_manager.roots],
  address,
  drawn: (number) => {
    readout.count()
    send('drawn', number)
  },
  script,
})
watchActs(address, send)
watchErrors()
document.addEventListener('visibilitychange', () => send('visible', !document.hidden))
if (asked) {
  send('open', asked)
}
document.documentElement.dataset.state = 'ready'
