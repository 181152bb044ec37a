// After the first visit everything is there without a network. The build puts two lines before this text:
// VERSION, a name for the site's content, and FILES, the paths of what is kept, below the folder in which this file lies.
//
// Names under assets/ change with their content, so what is kept under such a name is right for ever; the page itself is
// asked for anew each time, and the kept one answers only when nobody else does. A new version copies what stayed the same
// from the one before it, which is then removed.

const SCOPE = self.registration.scope
const PREFIX = `glassbox ${SCOPE} `
const NAME = PREFIX + VERSION

const address = (path) => new URL(path, SCOPE).href
const isAsset = (url) => url.startsWith(address('assets/'))

async function keep(cache, path) {
  const url = address(path)
  const before = isAsset(url) ? await caches.match(url) : undefined
  const response = before ?? (await fetch(url, isAsset(url) ? {} : { cache: 'no-cache' }))
  if (!response.ok) throw new Error(`${url}: HTTP status ${response.status}`)
  await cache.put(url, response)
}

async function install() {
  const cache = await caches.open(NAME)
  for (const path of FILES) await keep(cache, path)
  await self.skipWaiting()
}

async function activate() {
  for (const name of await caches.keys()) {
    if (name.startsWith(PREFIX) && name !== NAME) await caches.delete(name)
  }
  await self.clients.claim()
}

async function keptFirst(request) {
  const cache = await caches.open(NAME)
  const kept = await cache.match(request.url)
  if (kept) return kept
  const response = await fetch(request)
  if (response.ok) await cache.put(request.url, response.clone())
  return response
}

async function networkFirst(request) {
  const cache = await caches.open(NAME)
  const kept = (url) => cache.match(url, { ignoreSearch: true })
  try {
    const response = await fetch(request)
    if (response.ok || response.status < 500) return response
    return (await kept(request.url)) ?? response
  } catch (error) {
    const answer = (await kept(request.url)) ?? (request.mode === 'navigate' ? await kept(SCOPE) : undefined)
    if (answer) return answer
    throw error
  }
}

self.addEventListener('install', (event) => event.waitUntil(install()))
self.addEventListener('activate', (event) => event.waitUntil(activate()))
self.addEventListener('fetch', (event) => {
  const { request } = event
  if (request.method !== 'GET' || !request.url.startsWith(SCOPE)) return
  event.respondWith(isAsset(request.url) ? keptFirst(request) : networkFirst(request))
})
