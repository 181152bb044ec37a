// Downloads of the worker: all at once, counted, and unpacked while they arrive.
//
// The site's large files are gzipped by the build and carry names that no host knows, so that they arrive as they are.
// Should a host or a cache have unpacked one all the same, its first two bytes tell.

export class Failure extends Error {
  // Something that a reader can act on: `stage` is where, the message is a whole sentence, `detail` is for the curious.
  constructor(stage, message, detail = '') {
    super(message)
    this.stage = stage
    this.detail = String(detail)
  }
}

const PAUSE_BEFORE_RETRY = 700 // milliseconds

async function request(url, name) {
  let reason = ''
  for (const wait of [0, PAUSE_BEFORE_RETRY]) {
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait))
    try {
      const response = await fetch(url)
      if (response.ok) return response
      reason = `HTTP status ${response.status}`
      if (response.status < 500) break
    } catch (error) {
      reason = String(error)
    }
  }
  const message = `The file ${name} could not be loaded. Check your connection and reload the page; ` +
    'if that does not help, the site is incomplete and has to be published again.'
  throw new Failure('download', message, `${url}: ${reason}`)
}

// The same bytes, each piece reported to `count` as it passes.
function counted(stream, count) {
  const counter = new TransformStream({
    transform(piece, controller) {
      count(piece.byteLength)
      controller.enqueue(piece)
    },
  })
  return stream.pipeThrough(counter)
}

// The stream with its first piece looked at: gunzipped if it begins like gzip.
async function unpacked(stream) {
  const reader = stream.getReader()
  const first = await reader.read()
  const whole = new ReadableStream({
    start(controller) {
      if (first.value) controller.enqueue(first.value)
    },
    async pull(controller) {
      const { done, value } = await reader.read()
      if (done) controller.close()
      else controller.enqueue(value)
    },
  })
  const isGzip = first.value?.[0] === 0x1f && first.value?.[1] === 0x8b
  return isGzip ? whole.pipeThrough(new DecompressionStream('gzip')) : whole
}

// The file's unpacked stream, promised; `count` hears of the bytes of each piece that arrives.
export function download(manifest, base, name, count = () => {}) {
  const url = new URL(manifest.files[name].path, base)
  const stream = request(url, name).then((response) => unpacked(counted(response.body, count)))
  stream.catch(() => {}) // whoever needs it hears of it
  return stream
}

// Starts every download; `report(loaded, total)` hears of the bytes. Returns the promise of an unpacked stream by name.
export function downloadAll(manifest, base, report) {
  const total = manifest.start.reduce((sum, name) => sum + manifest.files[name].size, 0)
  let loaded = 0
  const count = (bytes) => report((loaded += bytes), total)
  return Object.fromEntries(manifest.start.map((name) => [name, download(manifest, base, name, count)]))
}

export async function bytesOf(stream, name) {
  try {
    return new Uint8Array(await new Response(await stream).arrayBuffer())
  } catch (error) {
    if (error instanceof Failure) throw error
    const message = `The file ${name} arrived damaged or not completely. Reload the page.`
    throw new Failure('download', message, error)
  }
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
  const folders = new Set()
  for (const [path, bytes] of filesOf(pack)) {
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (!folders.has(folder)) {
      FS.mkdirTree(folder)
      folders.add(folder)
    }
    FS.writeFile(path, bytes, { canOwn: true })
  }
}

// The address of a script that a pack holds.
export function scriptAddress(bytes) {
  return URL.createObjectURL(new Blob([bytes], { type: 'text/javascript' }))
}

export function sameBytes(one, other) {
  let i = one.byteLength === other.byteLength ? 0 : -1
  while (i >= 0 && i < one.byteLength && one[i] === other[i]) i += 1
  return i === one.byteLength
}
