// Runs in Node at build time, with the page's own Pyodide.
//
//   tool.mjs compile CORE FOLDER INSIDE OPTIMIZE   compiles a folder, which will lie at INSIDE in the page, in place
//   tool.mjs trace CORE LIBRARY APP OUT [PAGE]     starts the playground, opens the page if one is named, and writes the
//                                                  list of files that were read
//   tool.mjs train CORE LIBRARY PROJECT OUT        writes the network that travels with the site

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ABI = '2026_0' // loadPyodide refuses a package index made for another one
const PACKAGES = 'lib/python3.14/site-packages'
const here = dirname(fileURLToPath(import.meta.url))

async function startPython(core, options = {}) {
  const { loadPyodide } = await import(pathToFileURL(join(core, 'pyodide.mjs')))
  return loadPyodide({
    indexURL: core,
    lockFileContents: { info: { abi_version: ABI }, packages: {} },
    packageBaseUrl: core,
    env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0' },
    ...options,
  })
}

// As in the page: the standard library lies in a folder, its archive is empty.
function startWithLibrary(core, library, stdLibURL, texts = '') {
  writeFileSync(stdLibURL, Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0)))
  const fsInit = (FS) => {
    mount(FS, library, '/lib/python3.14')
    if (existsSync(texts)) mount(FS, texts, '/lib/glassbox')
  }
  return startPython(core, { stdLibURL, fsInit })
}

function mount(FS, folder, at) {
  FS.mkdirTree(at)
  FS.mount(FS.filesystems.NODEFS, { root: resolve(folder) }, at)
}

const commands = {
  async compile(core, folder, inside, optimize) {
    const python = await startPython(core)
    mount(python.FS, folder, '/tree')
    python.runPython(readFileSync(join(here, 'compile_tree.py'), 'utf8'))
    python.globals.get('compile_tree')('/tree', inside, Number(optimize))
  },

  async trace(core, library, app, out, page) {
    globalThis.XMLHttpRequest ??= class {} // Panel wants the name; nobody calls it here
    const python = await startWithLibrary(core, library, `${out}.zip`, join(app, 'lib', 'glassbox'))
    mount(python.FS, join(app, PACKAGES), '/app')
    python.runPython('import sys; sys.path.append("/app")')
    python.runPython(readFileSync(join(here, 'trace.py'), 'utf8'))
    writeFileSync(out, await python.globals.get('trace')(page ?? ''))
    process.exit(0) // the playground's clock may still be waiting for something
  },

  async train(core, library, project, out) {
    const python = await startWithLibrary(core, library, `${out}.zip`)
    mount(python.FS, project, '/app')
    python.runPython('import sys; sys.path.append("/app"); sys.dont_write_bytecode = True')
    python.runPython(readFileSync(join(here, 'train.py'), 'utf8'))
    writeFileSync(out, python.globals.get('train')().toJs())
  },
}

function fail(error) {
  console.error(String(error.stack ?? error)) // Node itself would quote a line of a megabyte
  process.exit(1)
}

process.on('unhandledRejection', fail)
const [name, ...rest] = process.argv.slice(2)
await commands[name](...rest).catch(fail)
