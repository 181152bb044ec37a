// Downloads: all at once, counted, watched, unpacked while they arrive, and believed only when their hash is right.
//
// The site's large files are gzipped by the build and carry names that no host knows, so that they arrive as they are.

export class Failure extends Error {
  // Something that a reader can act on: `stage` is where, the message is a whole sentence, `detail` is for the curious.
  constructor(stage, message, detail = '') {
    super(message)
    this.stage = stage
    this.detail = String(detail)
  }
}

const PATIENCE = 20 // seconds without a byte, unless the manifest says otherwise
const TICKS = 10 // in which it is counted: a thread that was busy itself has not waited
const PAUSE_BEFORE_RETRY = 500 // milliseconds

// What is being waited for. On a slow line a file may wait for its turn, so news of one are news of all.
const waiting = new Set()

function hear() {
  for (const one of waiting) one.quiet = 0
}

function watch(patience, stop) {
  const one = { quiet: 0 }
  waiting.add(one)
  hear()
  const timer = setInterval(() => {
    one.quiet += 1
    if (one.quiet === TICKS) stop.abort(new Error(`nothing arrived for ${patience} seconds`))
  }, (1000 * patience) / TICKS)
  return () => {
    waiting.delete(one)
    clearInterval(timer)
  }
}

const hex = (hash) => Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('')

// Reads the stream to its end; whether the hash has vouched for it. Outside a secure context there are no hashes: there the
// size and gzip's own checksum have to do.
async function verify(stream, file, count) {
  const bytes = new Uint8Array(file.size)
  const reader = stream.getReader()
  let length = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    if (length + value.byteLength > file.size) throw new Error(`more than ${file.size} bytes`)
    bytes.set(value, length)
    length += value.byteLength
    count(value.byteLength)
  }
  if (length < file.size) throw new Error(`${length} of ${file.size} bytes`)
  const { subtle } = globalThis.crypto
  if (subtle && hex(await subtle.digest('SHA-256', bytes)) !== file.sha256) throw new Error('not the file that belongs here')
  return subtle !== undefined
}

// What the document itself brings along, by the names of the files: that is not asked for.
const held = new Map()

export function hold(files) {
  for (const [name, bytes] of files) held.set(name, bytes)
}

export const isHeld = (name) => held.has(name)
export const heldFile = (name) => held.get(name)

async function attempt(file, use, count, cache) {
  const stop = new AbortController()
  const end = watch(file.patience, stop)
  let counted = 0
  try {
    const response = isHeld(file.name) ? new Response(held.get(file.name)) : await fetch(file.url, { cache, signal: stop.signal })
    if (!response.ok) throw new Error(`HTTP status ${response.status}`)
    const [one, other] = response.body.tee()
    const used = use(one.pipeThrough(new DecompressionStream('gzip')))
    used.catch(() => {}) // asked below, when it is known whether the file is to blame
    const isSure = await verify(other, file, (bytes) => {
      counted += bytes
      hear()
      count(bytes)
    })
    return await used.catch((error) => {
      throw isSure ? unusable(file.name, error) : error
    })
  } catch (error) {
    stop.abort()
    count(-counted)
    throw error
  } finally {
    end()
  }
}

function unusable(name, error) {
  return new Failure('start', `The file ${name} is here, but this browser could not use it. Close other tabs and reload the ` +
    'page; if that does not help, use another browser.', error)
}

// What `use` makes of a file's unpacked stream, beginning before all of it is here; nobody sees it before the file has proved
// to be the right one. A file that is not is asked for once more, past all caches.
export async function load(manifest, site, name, { use = bytesOf, count = () => {} } = {}) {
  const { path, size, sha256 } = manifest.files[name]
  const file = { name, size, sha256, url: new URL(path, site).href, patience: manifest.patience ?? PATIENCE }
  let reason
  for (const cache of ['default', 'reload']) {
    if (reason) await new Promise((resolve) => setTimeout(resolve, PAUSE_BEFORE_RETRY))
    try {
      return await attempt(file, use, count, cache)
    } catch (error) {
      if (error instanceof Failure) throw error
      reason = error
      if (isHeld(name)) throw new Failure('download', 'This file is damaged. Copy it again from where it came.', `${name}: ${reason}`)
    }
  }
  const message = `The file ${name} could not be loaded. Check your connection, and whether this network wants you to log in ` +
    'first; then reload the page. If that does not help, the site is incomplete and has to be published again.'
  throw new Failure('download', message, `${file.url}: ${reason}`)
}

// Several files, promised by name; `report(loaded, total)` hears of the bytes.
export class Downloads {
  #loaded = 0
  #total = 0

  constructor(manifest, site, report) {
    Object.assign(this, { manifest, site, report })
  }

  // `use` may tell what becomes of the stream, `heard` hears of this file's own bytes.
  add(name, { use, heard = () => {} } = {}) {
    this.#total += this.manifest.files[name].size
    const count = (bytes) => {
      heard(bytes)
      this.report((this.#loaded += bytes), this.#total)
    }
    return load(this.manifest, this.site, name, { use, count })
  }

  all(names) {
    const promised = Object.fromEntries(names.map((name) => [name, this.add(name)]))
    for (const part of Object.values(promised)) part.catch(() => {}) // whoever waits for it hears of it
    return promised
  }
}

async function bytesOf(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer())
}

// The files of a pack, as [path, bytes]. A pack is the length of its index (4 bytes, little-endian), the index as JSON
// [[path, offset, size], …], and the files.
export function filesOf(pack) {
  const length = new DataView(pack.buffer, pack.byteOffset).getUint32(0, true)
  const index = JSON.parse(new TextDecoder().decode(pack.subarray(4, 4 + length)))
  const start = 4 + length
  return index.map(([path, offset, size]) => [path, pack.subarray(start + offset, start + offset + size)])
}

export function writePack(FS, pack) {
  writeFiles(FS, filesOf(pack))
}

export function writeFiles(FS, files) {
  const folders = new Set()
  for (const [path, bytes] of files) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (!folders.has(folder)) {
      FS.mkdirTree(folder)
      folders.add(folder)
    }
    FS.writeFile(path, bytes, { canOwn: true })
  }
}

// The address of a script that is text, or that a pack holds. Where no site is, Safari lets nobody load from a blob.
export function scriptAddress(script) {
  if (location.protocol === 'data:') return `data:text/javascript,${encodeURIComponent(new TextDecoder().decode(script))}`
  return URL.createObjectURL(new Blob([script], { type: 'text/javascript' }))
}

export function sameBytes(one, other) {
  let i = one.byteLength === other.byteLength ? 0 : -1
  while (i >= 0 && i < one.byteLength && one[i] === other[i]) i += 1
  return i === one.byteLength
}
