// Bytes as letters, in which they travel between Python and the page.

const LARGEST = 20e6 // bytes

export const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))

// A file in base64; empty, if it is too large or cannot be read.
export function encoded(file) {
  return new Promise((resolve) => {
    if (file.size > LARGEST) {
      resolve('')
      return
    }
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result.slice(reader.result.indexOf(',') + 1))
    reader.onerror = () => resolve('')
    reader.readAsDataURL(file)
  })
}
