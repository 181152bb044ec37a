// Runs in Node: measures the engine in the page's own Pyodide.
//
//   engine.mjs CORE NUMPY_WHEEL ROOT RUNS   prints one JSON object: measures, layers

import { readFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const [core, numpy, root, runs] = process.argv.slice(2)
const here = dirname(fileURLToPath(import.meta.url))
const { loadPyodide } = await import(pathToFileURL(join(core, 'pyodide.mjs')))
const python = await loadPyodide({
  indexURL: core,
  lockFileContents: { info: { abi_version: '2026_0' }, packages: {} },
  packageBaseUrl: core,
})
python.unpackArchive(new Uint8Array(readFileSync(numpy)), 'wheel')
python.FS.mkdirTree('/project')
python.FS.mount(python.FS.filesystems.NODEFS, { root: resolve(root) }, '/project')
python.runPython('import sys; sys.path.insert(0, "/project"); sys.dont_write_bytecode = True')
python.runPython(readFileSync(join(here, 'engine_inside.py'), 'utf8'))
console.log(python.globals.get('measure_all')(Number(runs)))
