// Python from a memory that the build has made: what has been imported and drawn there need not be done anew. The other half is
// `build/inside/remember.mjs`. A memory is the length of its head (4 bytes, little-endian), the head as JSON, and its blocks.

import { isHeld } from './load.mjs'

// Bits a second. Below some 50 million the ordinary start, which loads half as much, is the quicker one; but a busy machine
// sees less of its line than there is, and has more to gain.
const LINE = 35e6
const SAMPLE = 1e6 // bytes by which the line is judged

// Whether Python had better begin from its memory: when it is kept here already, or the line is fast. `heard(bytes)` is told
// of the bytes of a file that both ways need, `end()` that it is here, and `answer` is a promise.
export function isWorthIt({ manifest, base }) {
  let decide
  let bytes = 0
  let first
  const measured = new Promise((done) => { decide = done })
  const end = () => decide(8 * bytes / (performance.now() - first) * 1000 >= LINE)
  const heard = (more) => {
    first ??= performance.now()
    bytes += more
    if (bytes >= SAMPLE) end()
  }
  const known = async () => {
    if (!manifest.memory) return false
    if (isHeld(manifest.memory[0])) return true
    if (await isKept(new URL(manifest.files[manifest.memory[0]].path, base).href)) return true
    return navigator.connection?.saveData ? false : measured
  }
  return { heard, end, answer: known() }
}

async function isKept(url) {
  try {
    return await caches.match(url) !== undefined
  } catch {
    return false // no secure context, or a storage that does not answer
  }
}

export function opened(bytes) {
  const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)))
  return { head, blocks: bytes.subarray(4 + length) }
}

// In place of Pyodide's own way to make its module: makes one that holds the memory. Libraries, compiled, by their path.
export function makerFrom({ head, blocks }, createPyodideModule, libraries) {
  return async (settings) => {
    delete settings.INITIAL_MEMORY // that of a memory of another form
    const hooks = settings.snapshot = {}
    const module = await createPyodideModule(settings)
    hooks.inside.growMemory(head.size)
    replay(head, hooks, libraries)
    settings.snapshot = undefined
    module.API.restoreSnapshot = () => {
      copy(module, head, blocks)
      return head.keys
    }
    return module
  }
}

// Puts every library where it lay, and gives its functions the numbers that they had.
function replay(head, hooks, libraries) {
  const { LDSO, newDSO, loadWebAssemblyModule, wasmTable, freeTableIndexes, setSlot } = hooks.inside
  const reach = (length) => { if (wasmTable.length < length) wasmTable.grow(length - wasmTable.length) }
  for (const step of head.steps) {
    if ('slot' in step) {
      const [library, name] = step.of
      reach(step.slot + 1)
      setSlot(step.slot, LDSO.loadedLibsByName[library].exports[name])
      continue
    }
    const slots = [...step.slots]
    hooks.place = () => step.memory
    hooks.nextSlot = () => {
      if (slots.length === 0) throw new Error(`${step.library} has more functions than the memory knows`)
      reach(slots[0] + 1)
      return slots.shift()
    }
    reach(step.table)
    if (wasmTable.length !== step.table) throw new Error(`${step.library} cannot lie where it lay: the table holds ${wasmTable.length}, not ${step.table}`)
    const library = newDSO(step.library, undefined, 'loading')
    library.global = false
    library.exports = loadWebAssemblyModule(libraries.get(step.library), { loadAsync: false, nodelete: true }, step.library, {})
    if (slots.length > 0) throw new Error(`${step.library} has fewer functions than the memory knows`)
  }
  for (const [handle, name] of head.handles) LDSO.loadedLibsByHandle[handle] = LDSO.loadedLibsByName[name]
  freeTableIndexes.splice(0, Infinity, ...head.free)
}

// The way by which Python calls functions is this instance's own: it stays.
function copy(module, { block, runs }, blocks) {
  const way = () => (module.__PyRuntime + module.HEAP32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >> 2]) >> 2
  const kept = module.HEAP32[way()]
  module.HEAPU8.fill(0)
  let start = 0
  for (const [first, count] of runs) {
    module.HEAPU8.set(blocks.subarray(start, start + count * block), first * block)
    start += count * block
  }
  module.HEAP32[way()] = kept
}
