// Style sheets of what comes later than the page.

// Ends when the sheet is here.
export function loadSheet(href) {
  return new Promise((done, failed) => {
    const link = document.createElement('link')
    Object.assign(link, { rel: 'stylesheet', href, onload: done, onerror: () => failed(new Error(`${href} could not be loaded`)) })
    document.head.append(link)
  })
}

// Where a sheet came from: its `href` says that only as long as the address bar stays in the same folder.
export const sourceOf = (link) => link.sheet?.href ?? link.href
