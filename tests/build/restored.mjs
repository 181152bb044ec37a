// restored.mjs CORE WEB MEMORY BESIDE CODE: begins from a memory in Node and prints what the code's last line gives.

import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { gunzipSync } from 'node:zlib'

const [core, web, memory, beside, code] = process.argv.slice(2)
const load = (folder, name) => import(pathToFileURL(join(folder, name)))
const { makerFrom, opened } = await load(web, 'memory.mjs')
const { filesOf, writeFiles } = await load(web, 'load.mjs')
const { loadPyodide } = await load(core, 'pyodide.mjs')
const { default: createPyodideModule } = await load(core, 'pyodide.asm.mjs')

globalThis.XMLHttpRequest ??= class {}
const unpacked = (path) => new Uint8Array(gunzipSync(readFileSync(path)))
const files = filesOf(unpacked(beside))
const isLibrary = ([path]) => path.endsWith('.so')
const libraries = new Map(files.filter(isLibrary).map(([path, bytes]) => [path, new WebAssembly.Module(bytes)]))
const stdLibURL = join(process.cwd(), 'empty.zip')
writeFileSync(stdLibURL, Uint8Array.of(0x50, 0x4b, 5, 6, ...new Array(18).fill(0)))
const python = await loadPyodide({
  indexURL: core,
  packageBaseUrl: core,
  lockFileContents: { info: { abi_version: '2026_0' }, packages: {} },
  stdLibURL,
  createPyodideModule: makerFrom(opened(unpacked(memory)), createPyodideModule, libraries),
  _loadSnapshot: new Uint8Array(1),
})
writeFiles(python.FS, files.filter((file) => !isLibrary(file)))
console.log(python.runPython(code))
process.exit(0)
