// The worker: starts Python in stages, then carries patches between the pages and Python's ends of their documents.
//
// From the page: {type: 'start', manifest, base, page} with the site's root as base, {type: 'begin', page, fragment, kept},
// {type: 'open', page}, {type: 'close'}: what stands beside the page, {type: 'patch', page, content}, {type: 'drawn', number}, {type: 'ping'}.
// To the page: {type: 'progress', stage, loaded, total}, {type: 'coming', page, loaded, total},
// {type: 'render', page, document, roots, slots, timings},
// {type: 'patch', page, content, buffers}, {type: 'kept', bytes}, {type: 'pong'}, {type: 'failed', stage, message, detail},
// {type: 'stumbled', detail}: something was not done, but Python lives; {type: 'missing', page, message, detail}: a file of a page.
// A patch's content is an object both ways, its buffers a Map from id to ArrayBuffer.

import { Failure, filesOf, loadAll, sameBytes, scriptAddress, writePack } from './load.mjs'

const STAGES = ['NumPy', 'Bokeh', 'Panel', 'HoloViews', 'the playground']
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0))

const KEPT_EVERY = 1000 // milliseconds

const timings = [] // [stage, milliseconds since the epoch at which it was done]
let python
let link
let site // {manifest, base}
let booted // a promise
let begun // a promise
let began = false
let busyWith = 'the start'

function done(stage) {
  timings.push([stage, performance.timeOrigin + performance.now()])
}

function progress(stage, loaded, total) {
  busyWith = stage
  self.postMessage({ type: 'progress', stage, loaded, total })
}

function checkBrowser() {
  if (typeof WebAssembly !== 'object' || !WebAssembly.instantiateStreaming) {
    throw new Failure('browser', 'This browser has no WebAssembly, which Python needs to run. Use a current browser, ' +
      'or ask whoever manages this one to allow WebAssembly.')
  }
  if (typeof DecompressionStream !== 'function') {
    throw new Failure('browser', 'This browser is too old to unpack Python (it has no DecompressionStream). Update it, ' +
      'or use a current Firefox, Chrome, Edge or Safari.')
  }
}

// Pyodide asks for its WebAssembly and its standard library by name; both are on their way already.
async function withOwnFiles(compiled, action) {
  const { fetch } = self
  const { instantiateStreaming } = WebAssembly
  self.fetch = async (url, options) => {
    const name = new URL(url, self.location).pathname
    if (name.endsWith('pyodide.asm.wasm')) return new Response()
    if (name.endsWith('python_stdlib.zip')) return new Response(EMPTY_ZIP)
    return fetch(url, options)
  }
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    return { module: compiled, instance: await WebAssembly.instantiate(compiled, imports) }
  }
  try {
    return await action()
  } finally {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

async function compile(stream) {
  try {
    return await WebAssembly.compileStreaming(new Response(stream, { headers: { 'Content-Type': 'application/wasm' } }))
  } finally {
    done('wasm')
  }
}

async function startPython(manifest, base, parts) {
  const modules = await Promise.all(filesOf(await parts['pyodide.pack']).map(([, bytes]) => import(scriptAddress(bytes))))
  const { loadPyodide, default: createPyodideModule } = Object.assign({}, ...modules)
  done('scripts')
  const compiled = await parts['pyodide.asm.wasm']
  const stdlib = await parts['python.pack']
  progress('Python', 0, 0)
  return withOwnFiles(compiled, () => loadPyodide({
    indexURL: base,
    packageBaseUrl: base,
    lockFileContents: { info: { abi_version: manifest.abi }, packages: {} },
    createPyodideModule,
    env: { HOME: '/home/pyodide', PANEL_CDN_ROOT: new URL(manifest.panel, base).href },
    fsInit: async (FS) => writePack(FS, stdlib),
  }))
}

// Extension modules are compiled beside everything else: when Python asks for one, it is there.
function compileAhead(pack) {
  const { Module } = WebAssembly
  const compiled = new Map() // by size in bytes, and then compared
  const compileOne = async ([, bytes]) => compiled.set(bytes.byteLength, { bytes, module: await WebAssembly.compile(bytes) })
  const work = Promise.all(filesOf(pack).filter(([path]) => path.endsWith('.so')).map(compileOne))
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      const known = compiled.get(bytes.byteLength)
      return known && sameBytes(known.bytes, bytes) ? known.module : new target(bytes)
    },
  })
  const end = () => { WebAssembly.Module = Module }
  return { done: work.catch(() => {}), end } // what did not compile here will tell Python why
}

function post(page, content, layout, data) {
  const buffers = new Map()
  const bytes = data.getBuffer()
  let start = 0
  for (const [id, size] of JSON.parse(layout)) {
    buffers.set(id, bytes.data.slice(start, start + size).buffer)
    start += size
  }
  bytes.release()
  self.postMessage({ type: 'patch', page, content: JSON.parse(content), buffers }, [...buffers.values()])
}

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
async function boot({ manifest, base, page }) {
  done('worker')
  checkBrowser()
  site = { manifest, base }
  const count = (loaded, total) => progress('download', loaded, total)
  const own = packsOf(page)
  const parts = loadAll(manifest, base, [...manifest.start, ...own], count, { 'pyodide.asm.wasm': compile })
  for (const part of Object.values(parts)) part.catch((error) => report(error, 'download'))
  const extensions = parts['libraries.pack'].then(compileAhead)
  extensions.catch(() => {})
  python = await startPython(manifest, base, parts)
  done('Python')
  writePack(python.FS, await parts['libraries.pack'])
  writePack(python.FS, await parts['app.pack'])
  done('files')
  await (await extensions).done
  done('extensions')
  python.pyimport('glassbox_lazy').install(base)
  link = python.pyimport('playground.link.worker')
  for (const stage of STAGES) {
    progress(stage, 0, 0)
    link.prepare(stage)
    done(stage)
  }
  (await extensions).end()
  for (const name of own) write(name, await parts[name])
}

async function begin({ page, fragment, kept }) {
  wanted ??= page
  await booted
  await fetchPacks(page)
  progress('the page', 0, 0)
  const rendered = JSON.parse(link.start(page, fragment, post, wake, kept ? python.toPy(kept) : undefined))
  done('the page')
  began = true
  self.postMessage({ type: 'render', ...rendered, timings })
}

// What a page alone needs comes when it is first opened.
const here = new Set()
const packsOf = (page) => site.manifest.pages[page].packs.filter((name) => !here.has(name))

async function fetchPacks(page) {
  const report = (loaded, total) => self.postMessage({ type: 'coming', page, loaded, total })
  const parts = Object.entries(loadAll(site.manifest, site.base, packsOf(page), report))
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
  if (rendered) self.postMessage({ type: 'render', ...JSON.parse(rendered), timings: [] })
}

function report(error, stage) {
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
  start: (message) => {
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
