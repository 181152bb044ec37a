// Saves the memory of a Python that has started, so that the page can begin from it. `playground/web/memory.mjs` is the other half.

import crypto from 'node:crypto'

const BLOCK = 1024 // bytes: of the memory, only blocks that hold something are kept
const NOW = Date.UTC(2026, 0, 1)
const DATA = 28 // bytes into what the runtime knows of a library: where its file lies in memory, and then how long it is

// The same memory at every making: no clock, no chance, nothing of this machine.
export function standStill() {
  Date.now = () => NOW
  performance.now = () => 0
  const nothing = (array) => new Uint8Array(array.buffer, array.byteOffset, array.byteLength).fill(0) && array
  crypto.randomFillSync = nothing
  Object.defineProperty(globalThis.crypto, 'getRandomValues', { value: nothing })
  Object.defineProperty(globalThis, 'navigator', { value: { language: 'C', userAgent: 'Node.js' } })
  process.argv.splice(1, Infinity, 'python')
  for (const name of Object.keys(process.env)) delete process.env[name]
  Object.assign(process.env, { LANG: 'C.UTF-8', TZ: 'UTC' })
}

// Notes in which order libraries came, where each was put, and which numbers its functions got.
export class Recorder {
  steps = []
  inside = undefined // the runtime sets it
  #current
  #isOn = false

  begin() {
    this.#isOn = true
  }

  place(library, allocate) {
    this.#current = { library, memory: allocate(), table: this.inside.wasmTable.length, slots: [] }
    this.steps.push(this.#current)
    return this.#current.memory
  }

  onSlot(index, func) {
    if (!this.#isOn || this.#current?.slots.at(-1) === index) return
    if (this.#current) this.#current.slots.push(index)
    else this.steps.push({ slot: index, of: this.#nameOf(func) })
  }

  placed() {
    this.#current = undefined
  }

  #nameOf(func) {
    for (const [library, { exports }] of Object.entries(this.inside.LDSO.loadedLibsByName)) {
      const name = Object.keys(exports).find((each) => exports[each] === func)
      if (name) return [library, name]
    }
    throw new Error('a function of JavaScript has got a number in this memory: nobody could give it back')
  }
}

// The memory of a Python as [head, blocks]; it can do nothing more afterwards.
export function saved(module, recorder) {
  const { LDSO, freeTableIndexes } = recorder.inside
  const handles = Object.entries(LDSO.loadedLibsByHandle).map(([handle, { name }]) => [Number(handle), name])
  for (const [handle] of handles) if (handle !== 0) dropFile(module, handle)
  const keys = keysOf(module)
  scrub(module, recorder.inside.wasmMemory)
  const heap = module.HEAPU8
  const runs = [] // [first block, how many]
  for (let block = 0; block * BLOCK < heap.length; block += 1) {
    if (isEmpty(heap, block)) continue
    const last = runs.at(-1)
    if (last && last[0] + last[1] === block) last[1] += 1
    else runs.push([block, 1])
  }
  const blocks = Buffer.concat(runs.map(([first, count]) => heap.subarray(first * BLOCK, (first + count) * BLOCK)))
  const free = [...freeTableIndexes]
  return [{ size: heap.length, block: BLOCK, steps: recorder.steps, handles, free, keys, runs }, blocks]
}

function isEmpty(heap, block) {
  const end = (block + 1) * BLOCK
  for (let i = block * BLOCK; i < end; i += 1) if (heap[i] !== 0) return false
  return true
}

// A library's file is read into memory and stays there.
function dropFile(module, handle) {
  const at = (handle + DATA) >> 2
  module._free(module.HEAPU32[at])
  module.HEAPU32[at] = 0
  module.HEAPU32[at + 1] = 0
}

// The objects of JavaScript that Python holds, by name. The serializer stumbles over an `undefined`, which stands for `this`.
function keysOf(module) {
  const get = module.__hiwire_get
  module.__hiwire_get = (index) => get(index) ?? null
  try {
    return module.API.serializeHiwireState()
  } finally {
    module.__hiwire_get = get
  }
}

// What has been freed still holds what it held: all of it is taken, emptied, and given back.
function scrub(module, memory) {
  const taken = []
  memory.grow = () => { throw new RangeError('this memory may not grow') }
  for (let size = 1 << 26; size >= 16; size >>= 1) {
    for (;;) {
      const place = module._malloc(size)
      if (place === 0) break
      module.HEAPU8.fill(0, place, place + size)
      taken.push(place)
    }
  }
  for (const place of taken) module._free(place)
  delete memory.grow
}
