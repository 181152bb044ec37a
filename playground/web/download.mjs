// Hands something out as a file.
export function download(name, content, type = 'application/octet-stream') {
  const href = URL.createObjectURL(new Blob([content].flat(), { type }))
  Object.assign(document.createElement('a'), { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), 10_000)
}
