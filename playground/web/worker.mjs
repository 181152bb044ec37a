// The worker: starts Python in stages, then carries patches between the pages and Python's ends of their documents.
//
// From the page: {type: 'start', manifest, base, page, plain, held} with the site's root as base; `plain` asks for the ordinary start,
// `held` are the files that the document brings along, as [name, bytes],
// {type: 'begin', page, fragment, kept},
// {type: 'open', page}, {type: 'close'}: what stands beside the page, {type: 'patch', page, content}, {type: 'drawn', number}, {type: 'ping'}.
// To the page: {type: 'progress', stage, loaded, total, isLast}, {type: 'coming', page, loaded, total},
// {type: 'render', page, document, roots, slots, timings},
// {type: 'patch', page, content, buffers}, {type: 'kept', bytes}, {type: 'pong'}, {type: 'failed', stage, message, detail},
// {type: 'again', detail}: Python could not begin from its memory and wants to be started plainly,
// {type: 'stumbled', detail}: something was not done, but Python lives; {type: 'missing', page, message, detail}: a file of a page.
// A patch's content is an object both ways, its buffers a Map from id to ArrayBuffer.

import { Downloads, Failure, hold, writePack } from './load.mjs'
import { isWorthIt } from './memory.mjs'
import { checkBrowser, compile, Forgotten, remember, startPlainly } from './python.mjs'

const KEPT_EVERY = 1000 // milliseconds

const timings = [] // [stage, milliseconds since the epoch at which it was done]
let python
let link
let site // {manifest, base}
let styles // [where a style of Panel's lies as Python knows it, and where it does]
let booted // a promise
let begun // a promise
let began = false
let busyWith = 'the start'

function done(stage) {
  timings.push([stage, performance.timeOrigin + performance.now()])
}

function progress(stage, more = {}) {
  busyWith = stage
  self.postMessage({ type: 'progress', stage, ...more })
}

const failed = (error) => report(error, 'download')

function post(page, content, layout, data) {
  const buffers = new Map()
  const bytes = data.getBuffer()
  let start = 0
  for (const [id, size] of JSON.parse(layout)) {
    buffers.set(id, bytes.data.slice(start, start + size).buffer)
    start += size
  }
  bytes.release()
  self.postMessage({ type: 'patch', page, content: JSON.parse(placed(content)), buffers }, [...buffers.values()])
}

// Python does not know where the site lies: a memory is the same everywhere.
const placed = (text) => (text.includes(site.manifest.styles) ? styles.reduce((done, one) => done.replaceAll(...one), text) : text)

// The clock's ticks, each a task of its own so that messages of the page are heard in between. Python's own event loop would
// let several ticks pass before it lets a message through.
const ticks = new MessageChannel()
ticks.port1.onmessage = tick

function wake() {
  ticks.port2.postMessage(null)
}

function tick() {
  try {
    const rest = link.tick()
    keepSoon()
    if (rest === 0) wake()
    else if (rest > 0) setTimeout(tick, 1000 * rest)
  } catch (error) {
    report(error, 'the training')
  }
}

// What brings the run back lies outside of Python, where a Python that hangs cannot lose it.
let keeping = null

function keepSoon() {
  keeping ??= setTimeout(() => {
    keeping = null
    const bytes = link.keepsake()
    self.postMessage({ type: 'kept', bytes: bytes.toJs() })
    bytes.destroy()
  }, KEPT_EVERY)
}

// Prepares all of Python, but opens no page yet.
async function boot({ manifest, base, page, plain }) {
  done('worker')
  checkBrowser()
  site = { manifest, base }
  styles = Object.entries(manifest.panel).map(([name, path]) => [manifest.styles + name, new URL(path, base).href])
  const downloads = new Downloads(manifest, base, (loaded, total) => progress('download', { loaded, total }))
  const worth = isWorthIt(site)
  const own = packsOf(page)
  const parts = {
    'pyodide.asm.wasm': downloads.add('pyodide.asm.wasm', { use: compile, heard: worth.heard }),
    ...downloads.all(['pyodide.pack', ...own]),
  }
  parts['pyodide.asm.wasm'].then(worth.end, worth.end)
  for (const part of Object.values(parts)) part.catch(failed)
  const way = !plain && await worth.answer ? remember : startPlainly
  const started = await way(site, downloads, parts, { progress, done, failed })
  python = started.python
  link = started.link
  for (const name of own) write(name, await parts[name])
}

async function begin({ page, fragment, kept }) {
  wanted ??= page
  await booted
  await fetchPacks(page)
  progress('the page')
  const rendered = JSON.parse(placed(link.start(page, fragment, post, wake, kept ? python.toPy(kept) : undefined)))
  done('the page')
  began = true
  self.postMessage({ type: 'render', ...rendered, timings })
}

// What a page alone needs comes when it is first opened.
const here = new Set()
const packsOf = (page) => site.manifest.pages[page].packs.filter((name) => !here.has(name))

async function fetchPacks(page) {
  const report = (loaded, total) => self.postMessage({ type: 'coming', page, loaded, total })
  const parts = Object.entries(new Downloads(site.manifest, site.base, report).all(packsOf(page)))
  const packs = await Promise.all(parts.map(async ([name, part]) => [name, await part]))
  for (const [name, pack] of packs) write(name, pack)
}

function write(name, pack) {
  here.add(name)
  writePack(python.FS, pack)
  python.pyimport('importlib').invalidate_caches()
}

// The page that is to be seen: what another one needs may arrive later than this one was asked for.
let wanted

async function open(page) {
  const { beside = page } = site.manifest.pages[page]
  if (beside === page) wanted = page
  await begun
  try {
    await fetchPacks(page)
  } catch ({ message, detail }) {
    self.postMessage({ type: 'missing', page, message, detail })
    return
  }
  if (beside !== wanted) {
    return
  }
  const rendered = link.open_page(page)
  if (rendered) self.postMessage({ type: 'render', ...JSON.parse(placed(rendered)), timings: [] })
}

function report(error, stage) {
  if (error instanceof Forgotten) {
    self.postMessage({ type: 'again', detail: error.message })
    return
  }
  if (error?.name === 'PythonError' && began) {
    self.postMessage({ type: 'stumbled', detail: error.message })
    return
  }
  const known = error instanceof Failure
  const message = known
    ? error.message
    : `Python stopped with an error while it was busy with ${stage}. Reload the page; if it happens again, ` +
      'report it with the details below.'
  const detail = known ? error.detail : `${error?.message ?? error}\n${error?.stack ?? ''}`
  self.postMessage({ type: 'failed', stage: known ? error.stage : stage, message, detail })
}

const answers = {
  start: ({ held = [], ...message }) => {
    hold(held)
    booted = boot(message)
    booted.catch(() => {}) // whoever begins hears of it
  },
  begin: (message) => {
    begun = begin(message)
    begun.catch((error) => report(error, busyWith))
  },
  open: ({ page }) => open(page).catch((error) => report(error, `the page “${page}”`)),
  close: () => began && link.close_beside(),
  patch: ({ page, content }) => {
    if (!began) return // of a document whose Python is gone
    link.receive(page, typeof content === 'string' ? content : JSON.stringify(content))
    keepSoon()
  },
  drawn: ({ number }) => began && link.drawn(number),
  ping: () => self.postMessage({ type: 'pong' }),
}

self.onmessage = ({ data }) => {
  try {
    answers[data.type](data)
  } catch (error) {
    report(error, 'the page')
  }
}
