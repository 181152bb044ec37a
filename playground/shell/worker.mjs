// The worker: starts Python in stages, then carries patches between the page and Python's end of its document.
//
// From the page: {type: 'start', manifest, base, fragment}, {type: 'patch', content}, {type: 'drawn'}.
// To the page: {type: 'progress', stage, loaded, total}, {type: 'render', docs_json, render_items, root_ids, timings},
// {type: 'patch', content, buffers}, {type: 'failed', stage, message, detail}.
// A patch's content is an object both ways, its buffers a Map from id to ArrayBuffer.

import { bytesOf, downloadAll, Failure, filesOf, sameBytes, scriptAddress, writePack } from './load.mjs'

const STAGES = ['NumPy', 'Bokeh', 'Panel', 'HoloViews', 'the playground']
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0))

const timings = [] // [stage, milliseconds since the epoch at which it was done]
let python
let link
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
    const module = await compiled
    return { module, instance: await WebAssembly.instantiate(module, imports) }
  }
  try {
    return await action()
  } finally {
    self.fetch = fetch
    WebAssembly.instantiateStreaming = instantiateStreaming
  }
}

async function compile(stream) {
  const response = new Response(await stream, { headers: { 'Content-Type': 'application/wasm' } })
  try {
    return await WebAssembly.compileStreaming(response)
  } catch (error) {
    throw new Failure('download', 'The file pyodide.asm.wasm arrived damaged or not completely. Reload the page.', error)
  } finally {
    done('wasm')
  }
}

async function startPython(manifest, base, streams) {
  const compiled = compile(streams['pyodide.asm.wasm'])
  compiled.catch(() => {})
  const scripts = filesOf(await bytesOf(streams['pyodide.pack'], 'pyodide.pack'))
  const modules = await Promise.all(scripts.map(([, bytes]) => import(scriptAddress(bytes))))
  const { loadPyodide, default: createPyodideModule } = Object.assign({}, ...modules)
  done('scripts')
  const stdlib = bytesOf(streams['python.pack'], 'python.pack')
  stdlib.catch(() => {})
  await Promise.all([compiled, stdlib])
  progress('Python', 0, 0)
  return withOwnFiles(compiled, () => loadPyodide({
    indexURL: new URL('.', base).href,
    packageBaseUrl: new URL('.', base).href,
    lockFileContents: { info: { abi_version: manifest.abi }, packages: {} },
    createPyodideModule,
    env: { HOME: '/home/pyodide', PANEL_CDN_ROOT: manifest.panel },
    fsInit: async (FS) => writePack(FS, await stdlib),
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

function post(content, layout, data) {
  const buffers = new Map()
  const bytes = data.getBuffer()
  let start = 0
  for (const [id, size] of JSON.parse(layout)) {
    buffers.set(id, bytes.data.slice(start, start + size).buffer)
    start += size
  }
  bytes.release()
  self.postMessage({ type: 'patch', content: JSON.parse(content), buffers }, [...buffers.values()])
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
    if (rest === 0) wake()
    else if (rest > 0) setTimeout(tick, 1000 * rest)
  } catch (error) {
    report(error, 'the training')
  }
}

async function boot({ manifest, base, fragment }) {
  done('worker')
  checkBrowser()
  const streams = downloadAll(manifest, base, (loaded, total) => progress('download', loaded, total))
  const libraries = bytesOf(streams['libraries.pack'], 'libraries.pack')
  const extensions = libraries.then(compileAhead)
  extensions.catch(() => {})
  python = await startPython(manifest, base, streams)
  done('Python')
  writePack(python.FS, await libraries)
  writePack(python.FS, await bytesOf(streams['app.pack'], 'app.pack'))
  done('files')
  await (await extensions).done
  done('extensions')
  python.pyimport('glassbox_lazy').install(new URL('.', base).href)
  link = python.pyimport('playground.worker')
  for (const stage of STAGES) {
    progress(stage, 0, 0)
    link.prepare(stage)
    done(stage)
  }
  (await extensions).end()
  progress('the page', 0, 0)
  const rendered = JSON.parse(link.start(fragment, post, wake))
  done('the page')
  self.postMessage({ type: 'render', ...rendered, timings })
}

function report(error, stage) {
  const known = error instanceof Failure
  const message = known
    ? error.message
    : `Python stopped with an error while it was busy with ${stage}. Reload the page; if it happens again, ` +
      'report it with the details below.'
  const detail = known ? error.detail : `${error?.message ?? error}\n${error?.stack ?? ''}`
  self.postMessage({ type: 'failed', stage: known ? error.stage : stage, message, detail })
}

const answers = {
  start: (message) => boot(message).catch((error) => report(error, busyWith)),
  patch: ({ content }) => link.receive(typeof content === 'string' ? content : JSON.stringify(content)),
  drawn: () => link.drawn(),
}

self.onmessage = ({ data }) => {
  try {
    answers[data.type](data)
  } catch (error) {
    report(error, 'the page')
  }
}
