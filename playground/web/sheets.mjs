// Style sheets of what comes later than the page.

// Ends when the sheet is here.
export function loadSheet(href) {
  return new Promise((done, failed) => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', href, onload: done, onerror: () => failed(new Error(`${href} could not be loaded`)) })
    document.head.append(link)
  })
}
