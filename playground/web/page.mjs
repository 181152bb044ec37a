// The site on a static host: shows the documents that the worker has built, a page each, and keeps both of their ends alike.

import { watchActs } from './acts.mjs'
import { Address } from './address.mjs'
import { keepForLater } from './keep.mjs'
import { Drawer } from './drawer.mjs'
import { enliven, Readout } from './live.mjs'
import { notice, watchErrors } from './notices.mjs'
import { addressOf, besideOf, containerOf, fetched, here, named, pageAt, show, startOf } from './pages.mjs'
import { isBack, watchPulse } from './pulse.mjs'
import { canDraw, guard, loading, manifest, python, site } from './start.mjs'
import './paper.mjs'

const SCRIPTS = {
  playground: () => import('./playground.mjs'), engine: () => import('./engine/engine.mjs'), digits: () => import('./digits/digits.mjs'),
  instruments: () => import('./instruments/instruments.mjs') }

const root = document.documentElement
const readout = new Readout()
const pages = new Map() // name -> {bokeh, views, send, end}
const scripts = new Map() // name -> the promise of its script
const early = new Map() // name -> patches of a page that is not mounted yet
const unsent = new Map() // name -> what was asked of a page that is not mounted yet
const drawers = new Map() // name -> the drawer of a page that is seen beside another one
const address = new Address((fragment) => go(named() ?? here(), { fragment }))
const seen = () => root.dataset.page
const isLiving = (name) => name in SCRIPTS // the list of lessons needs no Python
const visited = new Set([here()]) // places

const scriptOf = (name) => scripts.get(name) ?? scripts.set(name, SCRIPTS[name]()).get(name)
scriptOf(seen())

// Sends what a person does, once a drawn frame; of several values that one property took meanwhile, only the last. Letters
// in the inbox are not values: all are sent.
function sendChanges(name, bokeh) {
  let waiting = []
  const send = () => {
    const events = waiting
    waiting = []
    if (events.length > 0) {
      python.post({ type: 'patch', page: name, content: JSON.stringify(bokeh.create_json_patch(events)) })
    }
  }
  bokeh.on_change((event) => {
    if (!event.sync) {
      return
    }
    if (document.hidden) {
      setTimeout(send) // nothing is drawn there
    } else if (waiting.length === 0) {
      requestAnimationFrame(send)
    }
    const isValue = event.kind === 'ModelChanged' && event.model.name !== 'inbox'
    const older = (other) => isValue && other.model === event.model && other.attr === event.attr
    waiting = [...waiting.filter((other) => !older(other)), event]
  }, false)
}

function drawn(number) {
  readout.count()
  python.post({ type: 'drawn', number })
}

// Draws the document of a page into its places.
async function mount({ page: name, document: json, slots }) {
  early.set(name, [])
  await canDraw
  const script = await scriptOf(name)
  const container = containerOf(name)
  unmount(name)
  unmount(besideOf(name)) // that of a Python that is gone
  script.furnish?.(container)
  Bokeh.set_log_level('warn')
  const roots = {}
  for (const [slot, id] of Object.entries(slots)) {
    roots[id] = container.querySelector(`[data-slot="${slot}"]`)
  }
  const [views] = await Bokeh.embed.embed_items({ [name]: json }, [{ docid: name, roots, root_ids: Object.keys(roots) }])
  const bokeh = [...views.roots][0].model.document
  sendChanges(name, bokeh)
  const life = enliven({ container, bokeh, views: [...views.roots], address, drawn, script, prepare: () => python.prepare() })
  pages.set(name, { bokeh, views, ...life })
  for (const patch of early.get(name) ?? []) {
    apply(patch)
  }
  early.delete(name)
  for (const [kind, value] of unsent.get(name) ?? []) {
    life.send(kind, value)
  }
  unsent.delete(name)
  openBeside(name)
  enlivenLesson(name)
}

let living // the lesson that is seen

// Lets the lesson that stands beside a page live, once that page does.
async function enlivenLesson(name) {
  const text = document.querySelector('.lesson')
  if (text && name === seen()) {
    const { live } = await import('./lessons/living.mjs')
    living = live(text, containerOf(name), (kind, value) => sendTo(name, kind, value), () => address.write())
  }
}

// Opens what a person has left open beside a page.
function openBeside(name) {
  const other = besideOf(name)
  if (other !== undefined && name === seen()) {
    drawers.get(other) ?? drawers.set(other, new Drawer(containerOf(other), (tab) => openTab(other, tab)))
    if (drawers.get(other).chosen !== undefined) openTab(other, drawers.get(other).chosen)
  }
}

function openTab(name, tab) {
  if (tab === null) {
    python.post({ type: 'close' })
    return
  }
  openPage(name)
  sendTo(name, 'tab', tab)
}

function apply({ page, content, buffers }) {
  pages.get(page)?.bokeh.apply_json_patch(content, buffers)
}

// How much is here of what a page alone needs, until Python knows more to say.
function tellComing({ page: name, loaded, total }) {
  if (root.dataset.state === 'ready' && !pages.has(name)) {
    const part = (selector) => containerOf(name).querySelector(selector)
    const words = loaded < total ? loading(loaded, total) : 'The page is being put together …'
    if (drawers.has(name)) {
      part('.coming').textContent = words
      return
    }
    part('.status').textContent = words
    part('.progress').toggleAttribute('data-busy', true)
    part('.progress').value = loaded / total
  }
}

// A file of a page did not come.
function tellMissing({ page: name, message, detail }) {
  if (drawers.has(name)) {
    containerOf(name).querySelector('.coming').textContent = 'The instruments are not here yet.'
    notice('page', message, detail, { words: 'Try again', act: () => openPage(name) })
  } else if (name === seen()) {
    containerOf(name).querySelector('.progress').toggleAttribute('data-busy', false)
    containerOf(name).querySelector('.status').textContent = 'This page is not here yet.'
    notice('page', message, detail, { words: 'Try again', act: () => openPage(name) })
  }
}

// Asks Python for a page.
function openPage(name) {
  notice('page', '')
  python.post({ type: 'open', page: name })
}

function unmount(name) {
  const page = pages.get(name)
  if (page === undefined) {
    return
  }
  page.end()
  for (const view of [...page.views.roots]) {
    view.remove()
  }
  Bokeh.documents.splice(Bokeh.documents.indexOf(page.bokeh), 1)
  pages.delete(name)
  for (const slot of containerOf(name).querySelectorAll('[data-slot]')) {
    if (slot.closest('[data-page]').dataset.page === name) slot.replaceChildren()
  }
}

// Lets another page be seen. `fragment` is where to go there, if the address has been changed by others. Who wants to go
// elsewhere before a page is here does not go to it.
let ways = 0

async function go(place, { fragment, push = false } = {}) {
  const way = ++ways
  if (place !== here()) {
    if (push) {
      address.write()
    }
    const isFirst = !visited.has(place)
    try {
      if (!await fetched(place)) { // published anew since: the address brings the run along
        location.assign(addressOf(place).href + location.search + location.hash)
        return
      }
    } catch (error) {
      notice('page', 'This page could not be loaded. Check your connection, and try again.', String(error))
      return
    }
    if (way !== ways) {
      return
    }
    visited.add(place)
    const name = pageAt(place)
    const { run } = containerOf(name).dataset
    const start = push && isFirst ? startOf(place) : undefined
    let hash = location.hash
    if (run !== containerOf(seen()).dataset.run) {
      address.leave()
      hash = pages.has(name) ? `#${pages.get(name).fragment()}` : ''
    }
    if (push) {
      history.pushState(address.entry(run ?? null), '', addressOf(place).href + location.search + (start ?? hash))
    }
    if (!isLiving(name)) send('visible', false)
    living?.leave()
    living = undefined
    show(place)
    document.querySelector(start ? '.lesson' : '.page:not([hidden]) main')?.focus({ preventScroll: true })
    scrollTo(0, 0)
    isLiving(name) ? openPage(name) : import('./lessons/progress.mjs').then(({ tell }) => tell())
    send('visible', !document.hidden)
    if (pages.has(name)) {
      openBeside(name)
      enlivenLesson(name)
    }
    if (start !== undefined) {
      address.arrive()
      send('open', start)
    }
  }
  if (fragment !== undefined) {
    send('open', fragment)
  }
}

const send = (kind, value) => sendTo(seen(), kind, value)

function sendTo(name, kind, value) {
  if (!isLiving(name)) {
    return
  }
  if (pages.has(name)) {
    pages.get(name).send(kind, value)
  } else {
    unsent.set(name, [...unsent.get(name) ?? [], [kind, value]])
  }
}

function follow(event) {
  const link = event.target.closest?.('a[data-to]')
  const plain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey
  if (link && plain && !manifest.isAlone && root.dataset.state === 'ready') {
    event.preventDefault()
    go(link.dataset.to, { push: true })
  }
}

function ready() {
  root.dataset.state = 'ready'
  requestAnimationFrame(() => performance.mark('glassbox:interactive'))
  if (!manifest.isAlone) keepForLater(site)
}

python.answer({
  render: (message) => mount(message).then(() => {
    if (root.dataset.state === 'loading') ready()
    isBack()
    send('visible', !document.hidden)
  }).catch((error) => {
    if (root.dataset.state === 'failed') return // it has been said what is wrong
    const say = root.dataset.state === 'loading' ? (...words) => guard.mend(false, ...words) : (...words) => notice('page', ...words)
    say('The page could not be put together. Reload it; if it happens again, report it with the details.', `${error?.stack ?? error}`)
  }),
  stumbled: ({ detail }) => notice('python', 'Something went wrong inside Glassbox, and one thing was not done. You can go on.', detail),
  coming: tellComing,
  missing: tellMissing,
  patch: (patch) => (early.get(patch.page)?.push(patch) ?? apply(patch)),
})
// Browsers ask for the icon anew when the address changes; where it is does not change with it.
const icon = document.querySelector('link[rel="icon"]')
icon.setAttribute('href', icon.href)
watchErrors()
watchPulse()
watchActs(address, send)
document.addEventListener('click', follow)
document.addEventListener('visibilitychange', () => {
  address.write()
  send('visible', !document.hidden)
})
