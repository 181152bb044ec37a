// A PNG that says something beside its pixels, in a chunk of text behind its header. Python reads it: core/files/picture.py.

const HEAD = 33 // bytes: eight of every PNG, and the chunk that has its size
const POLYNOMIAL = 0xedb88320 // of the checksum, CRC-32

// `words` are ASCII; the picture stays as it is.
export async function inscribed(picture, words) {
  const bytes = new Uint8Array(await picture.arrayBuffer())
  return new Blob([bytes.subarray(0, HEAD), chunk(`tEXtComment\0${words}`), bytes.subarray(HEAD)], { type: picture.type })
}

// Four letters and a content, with its length before it and a checksum of both behind it.
function chunk(text) {
  const content = new TextEncoder().encode(text)
  const made = new Uint8Array(content.length + 8)
  const view = new DataView(made.buffer)
  view.setUint32(0, content.length - 4)
  made.set(content, 4)
  view.setUint32(content.length + 4, checksum(content))
  return made
}

function checksum(bytes) {
  let rest = -1
  for (const byte of bytes) {
    rest ^= byte
    for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ POLYNOMIAL : rest >>> 1
  }
  return ~rest >>> 0
}
