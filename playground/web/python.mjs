// Two ways to a Python: from a memory that the build has made, where that is quicker, else plainly, stage by stage. The worker
// gives `tell`: {progress(stage, more), done(stage), failed(error)}.

import { Failure, filesOf, heldFile, sameBytes, scriptAddress, writeFiles, writePack } from './load.mjs'
import { makerFrom, opened } from './memory.mjs'

const STAGES = ['NumPy', 'Bokeh', 'Panel', 'HoloViews', 'the playground']
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0))

export function checkBrowser() {
  if (typeof WebAssembly !== 'object' || !WebAssembly.instantiateStreaming) {
    throw new Failure('browser', 'This browser has no WebAssembly, which Python needs to run. Use a current browser, ' +
      'or ask whoever manages this one to allow WebAssembly.')
  }
  if (typeof DecompressionStream !== 'function') {
    throw new Failure('browser', 'This browser is too old to unpack Python (it has no DecompressionStream). Update it, ' +
      'or use a current Firefox, Chrome, Edge or Safari.')
  }
}

export function compile(stream) {
  return WebAssembly.compileStreaming(new Response(stream, { headers: { 'Content-Type': 'application/wasm' } }))
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

// `options(createPyodideModule)` are those in which the two ways differ.
async function startPython({ manifest, base }, parts, tell, options) {
  const modules = await Promise.all(filesOf(await parts['pyodide.pack']).map(([, bytes]) => import(scriptAddress(bytes))))
  const { loadPyodide, default: createPyodideModule } = Object.assign({}, ...modules)
  tell.done('scripts')
  const compiled = await parts['pyodide.asm.wasm']
  tell.done('wasm')
  const own = await options(createPyodideModule)
  const python = await withOwnFiles(compiled, () => loadPyodide({
    indexURL: base,
    packageBaseUrl: base,
    lockFileContents: { info: { abi_version: manifest.abi }, packages: {} },
    createPyodideModule,
    env: { HOME: '/home/pyodide', PANEL_CDN_ROOT: manifest.styles },
    ...own,
  }))
  tell.done('Python')
  return python
}

// Our own Python, which can be asked for pages now or after its stages.
function linkOf(python, base) {
  python.pyimport('importlib').invalidate_caches()
  python.pyimport('glassbox_lazy').install(base, heldFile)
  return python.pyimport('playground.link.worker')
}

// A Python could not begin from its memory.
export class Forgotten extends Error {}

export async function remember(site, downloads, parts, tell) {
  try {
    const [kept, beside] = Object.values(downloads.all(site.manifest.memory))
    const libraries = beside.then(compileLibraries)
    libraries.catch(() => {}) // asked below
    const memory = kept.then(opened)
    memory.catch(() => {})
    const python = await startPython(site, parts, tell, async (createPyodideModule) => {
      const compiled = await libraries
      const held = await memory
      tell.progress('Python', { isLast: true })
      return { createPyodideModule: makerFrom(held, createPyodideModule, compiled), _loadSnapshot: new Uint8Array(1) }
    })
    writeFiles(python.FS, filesOf(await beside).filter(([path]) => !isLibrary(path)))
    const link = linkOf(python, site.base)
    link.awake()
    tell.done('the memory')
    return { python, link }
  } catch (error) {
    throw new Forgotten(`${error?.message ?? error}\n${error?.detail ?? error?.stack ?? ''}`)
  }
}

const isLibrary = (path) => path.endsWith('.so')

async function compileLibraries(pack) {
  const compileOne = async ([path, bytes]) => [path, await WebAssembly.compile(bytes)]
  return new Map(await Promise.all(filesOf(pack).filter(([path]) => isLibrary(path)).map(compileOne)))
}

export async function startPlainly(site, downloads, parts, tell) {
  const more = downloads.all(site.manifest.start.filter((name) => !(name in parts)))
  for (const part of Object.values(more)) part.catch(tell.failed)
  Object.assign(parts, more)
  const extensions = parts['libraries.pack'].then(compileAhead)
  extensions.catch(() => {})
  const python = await startPython(site, parts, tell, async () => {
    const stdlib = await parts['python.pack']
    tell.progress('Python')
    return { fsInit: async (FS) => writePack(FS, stdlib) }
  })
  writePack(python.FS, await parts['libraries.pack'])
  writePack(python.FS, await parts['app.pack'])
  tell.done('files')
  await (await extensions).done
  tell.done('extensions')
  const link = linkOf(python, site.base)
  for (const stage of STAGES) {
    tell.progress(stage)
    link.prepare(stage)
    tell.done(stage)
  }
  (await extensions).end()
  return { python, link }
}

// Extension modules are compiled beside everything else: when Python asks for one, it is there.
function compileAhead(pack) {
  const { Module } = WebAssembly
  const compiled = new Map() // by size in bytes, and then compared
  const compileOne = async ([, bytes]) => compiled.set(bytes.byteLength, { bytes, module: await WebAssembly.compile(bytes) })
  const work = Promise.all(filesOf(pack).filter(([path]) => isLibrary(path)).map(compileOne))
  WebAssembly.Module = new Proxy(Module, {
    construct(target, [bytes]) {
      const known = compiled.get(bytes.byteLength)
      return known && sameBytes(known.bytes, bytes) ? known.module : new target(bytes)
    },
  })
  const end = () => { WebAssembly.Module = Module }
  return { done: work.catch(() => {}), end } // what did not compile here will tell Python why
}
