// What a document brings along when it is all there is, as a lesson that was taken home.

const FIRST = 40 // the code of the letter that stands for 0; the 85 that follow one another are the digits
const LESS = 60 // “<”, which a document would read as the beginning of a mark: another letter stands for it
const INSTEAD = 126

// The files whose names are `wanted`, as [name, bytes].
export function shelved(wanted) {
  const files = [...document.querySelectorAll('script[data-file]')].filter(({ dataset }) => wanted(dataset.file))
  return files.map(({ dataset, textContent }) => [dataset.file, bytesOf(textContent, Number(dataset.size))])
}

// `size` bytes out of letters in base 85: five for every four bytes, where base 64 takes four for three.
function bytesOf(text, size) {
  const bytes = new Uint8Array(Math.ceil(size / 4) * 4)
  const words = new DataView(bytes.buffer)
  for (let letter = 0, byte = 0; byte < bytes.length; byte += 4) {
    let word = 0
    for (let digit = 0; digit < 5; digit += 1, letter += 1) {
      const code = text.charCodeAt(letter)
      word = 85 * word + (code === INSTEAD ? LESS : code) - FIRST
    }
    words.setUint32(byte, word)
  }
  return bytes.slice(0, size)
}
