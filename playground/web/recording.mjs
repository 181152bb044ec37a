// Recordings of runs, read without Python: `playground/core/recording/file.py` says how they are written.

const MAGIC = 'GLASSREC'
const VERSION = 1
const START = 16
const KINDS = { u1: Uint8Array, i4: Int32Array, f4: Float32Array }

// What is wrong with a file, in a sentence.
export class RecordingError extends Error {}

// The recording in a file, of which these are the bytes; throws a RecordingError for anything else.
export async function opened(packed) {
  const data = await unpacked(packed)
  const name = data.byteLength < START ? '' : String.fromCharCode(...new Uint8Array(data, 0, MAGIC.length))
  if (name !== MAGIC) throw new RecordingError('This file is no recording of a run.')
  const [version, length] = [8, 12].map((at) => new DataView(data).getUint32(at, true))
  if (version !== VERSION) {
    throw new RecordingError(`This recording has version ${version}; only version ${VERSION} can be played here.`)
  }
  try {
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, START, length)))
    return new Recording(head, columns(head, data, START + length))
  } catch (error) {
    throw new RecordingError('A part of this recording is missing.', { cause: error })
  }
}

export class Recording {
  // `steps` are those that are recorded; `columns` have rows by view.part.column.
  constructor({ address, settings, log, steps }, columns) {
    Object.assign(this, { address, settings, log, steps, columns })
  }

  // A column at a recorded step, counted from 0: a typed array, or a list of what is neither number nor picture. Throws a
  // RecordingError for one that is not there.
  column(name, number) {
    const rows = this.columns.get(name)
    if (rows === undefined) throw new RecordingError('A part of this recording is missing.', { cause: name })
    return rows[rows.length > 1 ? number : 0]
  }

  // The recorded step that lies nearest to a step, counted from 0.
  nearest(step) {
    const far = (number) => Math.abs(this.steps[number] - step)
    return this.steps.reduce((best, _, number) => (far(number) < far(best) ? number : best), 0)
  }
}

async function unpacked(packed) {
  try {
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'))
    return await new Response(stream).arrayBuffer()
  } catch (error) {
    throw new RecordingError('This file is damaged, or is no recording of a run.', { cause: error })
  }
}

function columns({ columns: told, steps }, data, start) {
  const found = new Map()
  let at = start
  for (const [name, each] of Object.entries(told)) {
    const all = each.type === 'json' ? each.values : rows(each, data, at)
    if (![1, steps.length].includes(all.length)) throw new RangeError(`${all.length} rows of ${name}`)
    found.set(name, all)
    at += Math.ceil((each.size ?? 0) / 4) * 4
  }
  if (at !== data.byteLength) throw new RangeError(`${data.byteLength} bytes, not ${at}`)
  return found
}

// The rows of a column, views of the file's own bytes.
function rows({ type, rows: count, shape, shapes, size }, data, start) {
  const Kind = KINDS[type]
  const made = []
  let at = start
  for (const each of shapes ?? new Array(count).fill(shape)) {
    const length = each.reduce((product, side) => product * side, 1)
    const row = new Kind(data, at, length)
    if (type === 'u1') addUp(row, each.at(-1), made.at(-1))
    made.push(row)
    at += row.byteLength
  }
  if (at !== start + size) throw new RangeError(`${size} bytes, not ${at - start}`)
  return made
}

// Turns differences into a picture with lines of so many bytes: first along each line, then from the picture before.
function addUp(row, side, before) {
  for (let i = 0; i < row.length; i++) {
    if (i % side > 0) row[i] += row[i - 1]
  }
  if (before?.length !== row.length) return
  for (let i = 0; i < row.length; i++) row[i] += before[i]
}
