// Runs in Node at build time, with the page's own Pyodide.
//
//   tool.mjs compile CORE FOLDER INSIDE OPTIMIZE   compiles a folder, which will lie at INSIDE in the page, in place
//   tool.mjs trace CORE LIBRARY APP OUT [PAGE]     starts the playground, opens the page if one is named, and writes the
//                                                  list of files that were read
//   tool.mjs remember CORE PACKS OUT STYLES        starts the first page from the packs in a folder, and writes its memory and
//                                                  the list of files whose modules are in it
//   tool.mjs course CORE LIBRARY PROJECT KATEX OUT NAMES…
//                                                  writes the lessons of these names into a folder as JSON, with their
//                                                  formulas set
//   tool.mjs notebook CORE LIBRARY PROJECT NAME OUT  writes, as JSON, a notebook of the lesson of that name
//   tool.mjs train CORE LIBRARY PROJECT OUT        writes the network that travels with the site

import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { Recorder, saved, standStill } from './remember.mjs'

const ABI = '2026_0' // loadPyodide refuses a package index made for another one
const PACKAGES = 'lib/python3.14/site-packages'
const EMPTY_ZIP = Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0))
const TYPESETTING = { output: 'htmlAndMathml', throwOnError: true, strict: 'error', trust: false }
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
  writeFileSync(stdLibURL, EMPTY_ZIP)
  const fsInit = (FS) => {
    mount(FS, library, '/lib/python3.14')
    if (existsSync(texts)) mount(FS, texts, '/lib/glassbox')
  }
  return startPython(core, { stdLibURL, fsInit })
}

async function startWithProject(core, library, project, stdLibURL) {
  const python = await startWithLibrary(core, library, stdLibURL)
  mount(python.FS, project, '/app')
  python.runPython('import sys; sys.path.append("/app"); sys.dont_write_bytecode = True')
  return python
}

function mount(FS, folder, at) {
  FS.mkdirTree(at)
  FS.mount(FS.filesystems.NODEFS, { root: resolve(folder) }, at)
}

function writePack(FS, pack) {
  const start = 4 + pack.readUInt32LE()
  for (const [path, offset, size] of JSON.parse(pack.toString('utf8', 4, start))) {
    FS.mkdirTree(dirname(path))
    FS.writeFile(path, new Uint8Array(pack.subarray(start + offset, start + offset + size)))
  }
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

  async remember(core, packs, out, styles) {
    standStill()
    globalThis.XMLHttpRequest ??= class {} // Panel wants the name; nobody calls it here
    const { default: createPyodideModule } = await import(pathToFileURL(join(core, 'pyodide.asm.mjs')))
    const write = (FS, name) => writePack(FS, readFileSync(join(packs, name)))
    const recorder = new Recorder()
    let module
    const stdLibURL = `${out}.zip`
    writeFileSync(stdLibURL, EMPTY_ZIP)
    const python = await startPython(core, {
      stdLibURL,
      _makeSnapshot: true,
      env: { HOME: '/home/pyodide', PYTHONHASHSEED: '0', PANEL_CDN_ROOT: styles },
      fsInit: async (FS) => write(FS, 'python'),
      createPyodideModule: async (settings) => {
        module = await createPyodideModule(Object.assign(settings, { snapshot: recorder }))
        recorder.begin()
        return module
      },
    })
    for (const name of ['libraries', 'app']) write(python.FS, name)
    python.runPython("import sys; sys.path_importer_cache.clear()") // the clock stands still: no folder looks changed
    python.runPython(readFileSync(join(here, 'remember.py'), 'utf8'))
    const inMemory = python.globals.get('remember')()
    const [head, blocks] = saved(module, recorder)
    const text = Buffer.from(JSON.stringify(head))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    writeFileSync(`${out}.json`, inMemory)
    writeFileSync(out, Buffer.concat([length, text, blocks]))
    process.exit(0)
  },

  async course(core, library, project, katex, out, ...names) {
    globalThis.XMLHttpRequest ??= class {} // Panel wants the name; nobody calls it here
    const typesetter = createRequire(import.meta.url)(resolve(katex))
    const typeset = (formula, displayMode) => typesetter.renderToString(formula, { ...TYPESETTING, displayMode })
    const python = await startWithProject(core, library, project, join(out, 'empty.zip'))
    python.runPython(readFileSync(join(here, 'course.py'), 'utf8'))
    const colours = readFileSync(join(project, 'playground', 'web', 'base.css'), 'utf8')
    const lesson = python.globals.get('lesson')
    for (const name of names) writeFileSync(join(out, `${name}.json`), lesson('/app/lessons/course', name, typeset, colours))
  },

  async notebook(core, library, project, name, out) {
    const python = await startWithProject(core, library, project, `${out}.zip`)
    python.runPython(readFileSync(join(here, 'notebook.py'), 'utf8'))
    writeFileSync(out, python.globals.get('notebook')('/app/lessons/course', name))
  },

  async train(core, library, project, out) {
    const python = await startWithProject(core, library, project, `${out}.zip`)
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
